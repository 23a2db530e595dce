from odoo import api, fields, models

from ..sync.orders.read.recover import HistoricalOrder


class BigcommerceOrderRecover(models.TransientModel):
    """Recover one order by its number; asks again when it is left out on purpose."""

    _name = "bigcommerce.order.recover"
    _description = "Recover BigCommerce Order"

    store_id = fields.Many2one(
        "bigcommerce.store",
        required=True,
        domain=[("state", "in", ("connected", "live"))],
        default=lambda self: self._default_store_id(),
    )
    has_one_store = fields.Boolean(compute="_compute_has_one_store")
    external_id = fields.Char("Order Number", required=True)
    question = fields.Text(readonly=True)

    def _default_store_id(self):
        stores = self._stores_to_recover_from()
        if self.env.context.get("active_model") == stores._name:
            stores &= stores.browse(self.env.context.get("active_id"))
        return stores if len(stores) == 1 else stores.browse()

    @api.depends("store_id")
    def _compute_has_one_store(self):
        """Where there is nothing to choose from, the number is all that is asked."""
        self.has_one_store = self._stores_to_recover_from() == self.store_id

    def _stores_to_recover_from(self):
        return self.env["bigcommerce.store"].search(
            [("state", "in", ("connected", "live"))]
        )

    def action_recover(self):
        """Read the order and show it.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: saying why it cannot be recovered
        """
        self.ensure_one()
        self.store_id.check_access("write")
        # Web orders are the connector's own: nobody else may write them.
        store_sudo = self.store_id.sudo()
        try:
            order = store_sudo._recover_order(
                self.external_id, is_confirmed=bool(self.question)
            )
        except HistoricalOrder as error:
            self.question = str(error)
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Recover Order"),
                "res_model": self._name,
                "res_id": self.id,
                "view_mode": "form",
                "target": "new",
            }
        return {
            "type": "ir.actions.act_window",
            "res_model": order._name,
            "res_id": order.id,
            "view_mode": "form",
        }

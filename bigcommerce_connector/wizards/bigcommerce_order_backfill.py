from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.bigcommerce_backfill import BACKFILL_MODES


class BigcommerceOrderBackfill(models.TransientModel):
    """Import older orders of a period; asks what shall become of them."""

    _name = "bigcommerce.order.backfill"
    _description = "Import Older BigCommerce Orders"

    store_id = fields.Many2one("bigcommerce.store", required=True, readonly=True)
    date_from = fields.Datetime("Created From", required=True)
    date_to = fields.Datetime(
        "Created Before",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
    )
    mode = fields.Selection(BACKFILL_MODES, "What to Import", required=True)

    @api.depends("store_id")
    def _compute_date_to(self):
        """Orders from Connect on are imported automatically."""
        for wizard in self:
            wizard.date_to = wizard.store_id.connected_on

    def action_start(self):
        """Have the orders of the period read, in the background.

        :raise AccessError: for whoever may not change the store
        :raise UserError: when the period or the store is not fit for it
        """
        self.ensure_one()
        store = self.store_id
        store.check_access("write")
        if store.state not in ("connected", "live"):
            raise UserError(self.env._("Connect %s and go live first.", store.name))
        if self.date_from >= self.date_to:
            raise UserError(
                self.env._("The period ends before it begins. Choose a later end.")
            )
        begins_early = (
            store.order_sync_start_date_enabled
            and self.date_from < store.order_sync_start_date
        )
        if begins_early:
            raise UserError(
                self.env._(
                    "Orders created before the Order Sync Start Date are never "
                    "imported. Choose a later period, or move the start date of %s.",
                    store.name,
                )
            )
        store._add_backfill(self.date_from, self.date_to, self.mode)
        # The store's page, behind the dialog, shows how far it is.
        return {"type": "ir.actions.act_window_close"}

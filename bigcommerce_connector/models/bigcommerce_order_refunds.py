from odoo import fields, models


class BigcommerceOrder(models.Model):
    """What BigCommerce is to give back of it, because somebody in Odoo said so."""

    _inherit = "bigcommerce.order"

    refund_ids = fields.One2many(
        "bigcommerce.refund", "order_id", "Refunds from Odoo", readonly=True
    )
    restock_choice = fields.Selection(
        [("always", "They are restocked"), ("never", "They are not restocked")],
        "Goods That Come Back",
        readonly=True,
        copy=False,
        help="What somebody decided who cancelled the order; empty: the store's rule.",
    )
    may_refund = fields.Boolean(
        related="store_id.refund_sync", string="May Be Refunded from Odoo"
    )

    def _amount_left(self):
        """What was received for it and not given back yet, in its currency."""
        self.ensure_one()
        return self.currency_id.round(self.amount_captured - self.amount_refunded)

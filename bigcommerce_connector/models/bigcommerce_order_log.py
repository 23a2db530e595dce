from datetime import timedelta

from odoo import fields, models


class BigcommerceOrderLog(models.Model):
    """One sync at a web order that changed something: what was found, what was done."""

    _name = "bigcommerce.order.log"
    _description = "BigCommerce Sync History"
    _inherit = ["bigcommerce.pruned"]
    _order = "id desc"
    _kept_for = timedelta(days=90)

    order_id = fields.Many2one(
        "bigcommerce.order", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    status = fields.Char("BigCommerce Status", readonly=True)
    amount_net = fields.Monetary("Net on BigCommerce", readonly=True)
    outcome = fields.Text(readonly=True)
    sync_seconds = fields.Float(
        digits=(16, 2),
        readonly=True,
        help="How long it took; for orders that were posted together, all of them.",
    )

    _create_date_idx = models.Index("(create_date)")

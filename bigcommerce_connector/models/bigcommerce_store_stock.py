from odoo import fields, models


class BigcommerceStore(models.Model):
    """How the stock of a store is published."""

    _inherit = "bigcommerce.store"

    buffer_ids = fields.One2many("bigcommerce.buffer", "store_id", "Stock Buffers")
    compare_stock_at = fields.Datetime(
        "Next Full Comparison of Stock",
        readonly=True,
        copy=False,
        help="Until then only what changed is compared.",
    )
    emptying_confirmed = fields.Integer(
        readonly=True,
        copy=False,
        help="How many quantities a person was asked about that are to be set to 0.",
    )

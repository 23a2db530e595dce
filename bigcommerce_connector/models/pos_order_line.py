from odoo import fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    bigcommerce_key = fields.Char(
        readonly=True,
        copy=False,
        help="What this line answers on the web order: an item, shipping, …",
    )

from odoo import api, fields, models

from .kept_fields import check_new, kept
from .own_flow import own_flow

# What a line of a web order was sold as: the difference to the web is posted from it.
_SOLD = {
    "discount",
    "extra_tax_data",
    "order_id",
    "price_subtotal",
    "price_subtotal_incl",
    "price_unit",
    "product_id",
    "qty",
    "refunded_orderline_id",
    "tax_ids",
    "uuid",
}


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    bigcommerce_key = fields.Char(
        readonly=True,
        copy=False,
        help="What this line answers on the web order: an item, shipping, …",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        check_new(self, lines)
        lines.order_id._bigcommerce_check_own_flow()
        return lines

    def write(self, vals):
        with kept(self, vals):
            if own_flow(self.env) or not vals.keys() & _SOLD:
                return super().write(vals)
            self.order_id._bigcommerce_check_own_flow()
            result = super().write(vals)
            self.order_id._bigcommerce_check_own_flow()
            return result

"""The coupons of a web order: their codes are kept, their money is in the lines."""

from odoo import fields, models

from ..mappers.order import coupon_codes


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    coupon_codes = fields.Char(
        "Coupons",
        readonly=True,
        index="trigram",
        help="Codes that the customer used on items or the whole order. BigCommerce "
        "takes discounts off a line that is edited; the codes stay here.",
    )

    def _write_snapshot(self, web, target):
        result = super()._write_snapshot(web, target)
        known = self.coupon_codes.split(", ") if self.coupon_codes else []
        codes = list(dict.fromkeys(known + coupon_codes(self.sudo().payload)))
        if codes != known:
            self.coupon_codes = ", ".join(codes)
        return result

    def _customer_note(self):
        """What the customer wrote and which coupons they used, for the receipt."""
        coupons = self.env._("Coupons: %s", self.coupon_codes or "")
        notes = (self.customer_message, self.coupon_codes and coupons)
        return "\n".join(note for note in notes if note) or False

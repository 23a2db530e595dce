"""The coupons of a web order: their codes are kept, their money is in the lines."""

from odoo import models

from ....mappers.order import coupon_codes


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _note_coupons(self):
        """Keep the codes: BigCommerce drops those of a line that is edited."""
        known = self.coupon_codes.split(", ") if self.coupon_codes else []
        codes = list(dict.fromkeys(known + coupon_codes(self.sudo().payload)))
        if codes != known:
            self.coupon_codes = ", ".join(codes)

    def _customer_note(self):
        """What the customer wrote and which coupons they used, for the receipt."""
        coupons = self.env._("Coupons: %s", self.coupon_codes or "")
        notes = (self.customer_message, self.coupon_codes and coupons)
        return "\n".join(note for note in notes if note) or False

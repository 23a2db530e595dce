"""What an order that is not paid waits for, in the words of who looks at it."""

from odoo import models


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _say_waiting(self):
        """What the order waits for, in a sentence."""
        method = self.store_id._get_payment_method(self.payment_method)
        if self.payment_status:
            return self.env._(
                "Waits for BigCommerce: the order is %(status)s (%(payment)s). It is "
                "posted once it is paid.",
                status=self.status,
                payment=self.payment_status,
            )
        if method.paid_when == "completed":
            return self.env._(
                "Waits for BigCommerce: the order is %(status)s. %(method)s is paid "
                "when the order is completed, and posted then.",
                status=self.status,
                method=method.name,
            )
        return self.env._(
            "Waits for BigCommerce: the order is %s. It is posted once its status says "
            "that it is paid.",
            self.status,
        )

    def _say_waiting_again(self):
        """What becomes of an order that was called off and waits for its payment."""
        if self.amount_to_refund:
            return self.env._(
                "The order was called off on BigCommerce, so its sale was taken back, "
                "and now it is %(status)s. It is sold again once its status says that "
                "it is paid. If it stays called off, refund %(amount)s on BigCommerce.",
                status=self.status,
                amount=self.currency_id.format(self.amount_to_refund),
            )
        return self.env._(
            "The order was called off on BigCommerce, so its sale was taken back, and "
            "now it is %s. It is sold again once its status says that it is paid.",
            self.status,
        )

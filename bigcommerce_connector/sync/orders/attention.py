"""Why an order needs a person, in sentences with a remedy that can be carried out."""

from odoo import models

from ...mappers.refunds import is_any_declined


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _say_unproven_refund(self, status):
        """
        :param str status: BigCommerce's, which says that money was given back
        """
        if is_any_declined(self.sudo().refunds_payload):  # system field
            return self.env._(
                "BigCommerce's status is %s, but the refund was declined by the "
                "payment provider: the customer has not got the money. Nothing counts "
                "as given back. Refund the order on BigCommerce once more, in another "
                "way if need be, or correct its status.",
                status,
            )
        return self.env._(
            "BigCommerce's status is %s, but no refund is recorded there, so none was "
            "posted. Refund the order on BigCommerce, or correct its status.",
            status,
        )

    def _say_over_refunded(self, target, key):
        """
        :param Target target: what shall have been sold
        :param str key: of what cashiers gave back too much of
        """
        name = self.line_ids.filtered(lambda line: line.key == key).name or key
        if any(part.quantity for part in target.items.values()):
            return self.env._(
                "Cashiers gave back more of “%s” than was left of this order: see "
                "Refunds at Tills. Do not refund it on BigCommerce as well if it "
                "was taken off the order there. Nothing more is posted until the "
                "quantity on BigCommerce covers what was given back.",
                name,
            )
        return self.env._(
            "Cashiers gave back more of “%(item)s” than was left of this order: see "
            "Refunds at Tills. On BigCommerce the order is %(status)s, so nothing of "
            "it shall have been sold and nothing more is posted. Settle with the "
            "customer what was given back too much; then choose Skip here: what is "
            "posted stays as it is, and the order needs no attention any more.",
            item=name,
            status=self.status,
        )

"""Why what BigCommerce says of an order cannot be read, in sentences with a remedy."""

from textwrap import shorten

from odoo import models

from ...mappers import cannot_read

# Of a value that makes no sense, so much is shown.
_MOST_SHOWN = 60


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _unreadable_text(self, error):
        """The sentence for a :class:`CannotRead` of the mappers.

        :rtype: str
        """
        return self._unreadable_sentences()[error.code] % {
            name: shorten(str(value), _MOST_SHOWN, placeholder="…")
            for name, value in error.values.items()
        }

    def _unreadable_sentences(self):
        return {
            cannot_read.AMOUNT: self.env._(
                "BigCommerce tells “%(value)s” where an amount or a quantity of this "
                "order should be. Look at the order on BigCommerce; then look again "
                "here, or post the order by hand."
            ),
            cannot_read.CURRENCY: self.env._(
                "The order is in %(value)s. Activate this currency under Invoicing → "
                "Configuration → Currencies, then look again."
            ),
            cannot_read.DATE: self.env._(
                "BigCommerce tells “%(value)s” where a date of this order should be. "
                "Look at the order on BigCommerce; then look again here, or post the "
                "order by hand."
            ),
            cannot_read.LINES: self.env._(
                "This order has more than %(most)s lines, and more are not read, since "
                "the other orders would wait for minutes. Give it fewer lines on "
                "BigCommerce, then look again; or post it by hand and skip it here."
            ),
            cannot_read.REFUND: self.env._(
                "BigCommerce's refund %(number)s of this order cannot be read. Look at "
                "it on BigCommerce; then look again here, or post the order by hand."
            ),
            cannot_read.REFUND_AMOUNT: self.env._(
                "BigCommerce's refund %(number)s of this order cannot be read: it "
                "tells “%(value)s” where an amount or a quantity should be. Look at it "
                "on BigCommerce; then look again here, or post the order by hand."
            ),
            cannot_read.REFUND_NUMBER: self.env._(
                "A refund of this order cannot be read: BigCommerce gives it no "
                "number. Look at the order on BigCommerce; then look again here, or "
                "post the order by hand."
            ),
            cannot_read.STATUS: self.env._(
                "BigCommerce tells “%(value)s” where the number of this order's status "
                "should be. Give the order its status on BigCommerce; then look again "
                "here."
            ),
            cannot_read.TRANSACTION: self.env._(
                "BigCommerce tells “%(value)s” where a payment of this order should "
                "be. Look at the order's transactions on BigCommerce; then look again "
                "here, or post the order by hand."
            ),
        }

"""What happens to an order, in sentences: why, and what somebody can do about it."""

from textwrap import shorten

from odoo import models

from ...mappers import keys, unreadable
from ...mappers.refunds import is_any_declined

# Of a value that makes no sense, so much is shown.
_MAX_SHOWN = 60


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    # === IT IS NOT READABLE === #

    def _unreadable_text(self, error):
        """The sentence for a :class:`UnreadablePayload` of the mappers.

        :rtype: str
        """
        return self._unreadable_sentences()[error.code] % {
            name: shorten(str(value), _MAX_SHOWN, placeholder="…")
            for name, value in error.values.items()
        }

    def _unreadable_sentences(self):
        return {
            unreadable.AMOUNT: self.env._(
                "BigCommerce returned “%(value)s” instead of an amount or quantity "
                "of this order. Check the order on BigCommerce; then check again "
                "here, or enter its sale manually."
            ),
            unreadable.CURRENCY: self.env._(
                "The order is in %(value)s, which is not active in Odoo. Activate "
                "this currency under Invoicing → Configuration → Currencies, then "
                "check again."
            ),
            unreadable.DATE: self.env._(
                "BigCommerce returned “%(value)s” instead of a date of this order. "
                "Check the order on BigCommerce; then check again here, or enter "
                "its sale manually."
            ),
            unreadable.LINES: self.env._(
                "This order has more than %(most)s lines. Reading more would delay "
                "the other orders for minutes. Reduce its lines on BigCommerce, "
                "then check again; or enter its sale manually and skip it here."
            ),
            unreadable.REFUND: self.env._(
                "BigCommerce's refund %(number)s of this order cannot be read. "
                "Check it on BigCommerce; then check again here, or enter the "
                "order's sale manually."
            ),
            unreadable.REFUND_AMOUNT: self.env._(
                "BigCommerce's refund %(number)s of this order cannot be read: it "
                "has “%(value)s” instead of an amount or quantity. Check it on "
                "BigCommerce; then check again here, or enter the order's sale "
                "manually."
            ),
            unreadable.REFUND_NUMBER: self.env._(
                "A refund of this order cannot be read: BigCommerce returned no "
                "number for it. Check the order on BigCommerce; then check again "
                "here, or enter its sale manually."
            ),
            unreadable.STATUS: self.env._(
                "BigCommerce returned “%(value)s” instead of the number of this "
                "order's status. Set the order's status on BigCommerce; then check "
                "again here."
            ),
            unreadable.TRANSACTION: self.env._(
                "BigCommerce returned “%(value)s” instead of a payment of this "
                "order. Check the order's transactions on BigCommerce; then check "
                "again here, or enter its sale manually."
            ),
        }

    # === IT IS NOT OURS TO POST === #

    def _exclusion_message(self, cause):
        if cause == "start_date" and not self.store_id.order_sync_start_date_enabled:
            return self.env._(
                "Created before this store was connected, so it is not synced. To "
                "import it anyway, use Recover Order."
            )
        if cause == "start_date":
            return self.env._(
                "Created before the Order Sync Start Date, so it is not synced. To "
                "import it anyway, use Recover Order."
            )
        if cause == "record":
            return self.env._(
                "Read for the record only, so nothing is posted. To post it, use "
                "Recover Order."
            )
        if cause == "channel":
            return self.env._(
                "Orders of the channel %s are not imported. Switch on Import Orders "
                "on the store's page, or use Recover Order.",
                self.channel_id.name,
            )
        return self.env._(
            "Order Sync is off. The order is kept because the stock depends on it, "
            "and posted once Order Sync is on again."
        )

    # === IT IS NOT PAID === #

    def _waiting_message(self):
        """What the order waits for, in a sentence."""
        if self.payment_status:
            return self.env._(
                "Waiting for BigCommerce: the order has the status %(status)s "
                "(%(payment)s). It is posted once it is paid.",
                status=self.status,
                payment=self.payment_status,
            )
        if self.store_id._is_paid_on_completion(self.payment_method):
            return self.env._(
                "Waiting for BigCommerce: the order has the status %(status)s. "
                "%(method)s is paid when the order is completed, and the order is "
                "posted then.",
                status=self.status,
                method=self.payment_method or "BigCommerce",
            )
        return self.env._(
            "Waiting for BigCommerce: the order has the status %s. It is posted once "
            "its status means that it is paid.",
            self.status,
        )

    def _waiting_again_message(self):
        """What happens to an order that was called off and waits for its payment."""
        if self.amount_to_refund:
            return self.env._(
                "The order was cancelled on BigCommerce, so its sale was refunded "
                "here. It has the status %(status)s now, and is sold again once its "
                "status means that it is paid. If it stays cancelled, refund "
                "%(amount)s on BigCommerce.",
                status=self.status,
                amount=self.currency_id.format(self.amount_to_refund),
            )
        return self.env._(
            "The order was cancelled on BigCommerce, so its sale was refunded here. "
            "It has the status %s now, and is sold again once its status means that it "
            "is paid.",
            self.status,
        )

    # === IT NEEDS A PERSON === #

    def _unproven_refund_message(self, status):
        """
        :param str status: BigCommerce's, which says that money was given back
        """
        if is_any_declined(self.sudo().refunds_payload):  # system field
            return self.env._(
                "The status on BigCommerce is %s, but the payment provider declined "
                "the refund: the customer has not received the money, so nothing "
                "counts as refunded. Refund the order on BigCommerce again, by "
                "another method if necessary, or correct its status.",
                status,
            )
        return self.env._(
            "The status on BigCommerce is %s, but no refund is recorded there, so "
            "none was posted. Refund the order on BigCommerce, or correct its status.",
            status,
        )

    def _over_refunded_message(self, target, key):
        """
        :param Target target: what should have been sold
        :param str key: of what cashiers gave back too much of
        """
        name = self.line_ids.filtered(lambda line: line.key == key).name or key
        if any(part.quantity for part in target.items.values()):
            return self.env._(
                "Cashiers refunded more of “%s” than was left of this order: see "
                "Refunds at Registers. If it was removed from the order on "
                "BigCommerce, do not refund it there as well. Nothing more is "
                "posted until the quantity on BigCommerce covers what cashiers "
                "refunded.",
                name,
            )
        return self.env._(
            "Cashiers refunded more of “%(item)s” than was left of this order: see "
            "Refunds at Registers. The order has the status %(status)s on "
            "BigCommerce, so nothing of it counts as sold and nothing more is posted. "
            "Settle the excess with the customer; then choose Skip here: what is "
            "posted stays unchanged, and the order no longer needs attention.",
            item=name,
            status=self.status,
        )

    # === LINES WITHOUT GOODS, IN THE LANGUAGE OF THE BOOKS === #

    def _money_name(self, move):
        """What a line without goods is called: follows from what it is for.

        What the shop itself calls a fee stays as it is.

        :param Move move: a line to post
        :rtype: str
        """
        names = {
            keys.SHIPPING: self.env._("Shipping"),
            keys.HANDLING: self.env._("Handling"),
            keys.WRAPPING: self.env._("Gift wrapping"),
            keys.FEE: self.env._("Fee"),
            keys.GOODWILL: self.env._("Refunded on BigCommerce"),
            keys.KEPT: self.env._("Kept from a refund"),
            keys.REPRICED: self.env._("Refunded at another price"),
            keys.RETAINED: self.env._("Kept when it was cancelled"),
            keys.TAX: self.env._("Tax changed"),
            keys.PRICE: self.env._("Price or discount changed"),
            keys.OTHER: self.env._("Difference in total"),
        }
        name = names.get(move.key) or keys.fee_name(move.key)
        return self.env._("%s changed", name) if move.is_change else name

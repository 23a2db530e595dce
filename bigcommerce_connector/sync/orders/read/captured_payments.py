"""Money received for an order, read where the total first seen paid may not tell it."""

import logging
import time
from datetime import timedelta

from odoo import fields
from odoo.tools import split_every

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB

from ....api import errors
from ....mappers.amounts import amount
from ....mappers.payload import as_stored
from ....mappers.transactions import read_captured
from ....mappers.unreadable import UnreadablePayload
from ....settlement.payment_suspicion import CHECKOUT
from .payloads import SINGLE_ORDER_ERRORS, known_orders

_logger = logging.getLogger(__name__)

# Of a run, before the other orders are posted; the next one goes on.
_MAX_SECONDS = 30
# Seconds until the next run, when BigCommerce does not answer just now.
_PAUSE = 60
# What a customer owes may be paid without a change of the order.
_CHECK_AGAIN_AFTER = timedelta(days=1)
_CHECK_AGAIN_BATCH = 100
# So many are looked at together: not all payloads at once.
_AT_ONCE = 50


class CapturedPayments:
    """Reads the transactions of orders, where they tell what is needed.

    ``unread``: orders whose transactions BigCommerce failed to tell in this run, or for
    which there was no time: they are not to be compared now.
    """

    def __init__(self, store, client):
        self.store, self.env = store, store.env
        self.client = client
        self.unread = self.env["bigcommerce.order"]

    def read_refunded(self):
        """Those of refunded orders, before they are compared.

        What was received tells whether a refund settles an edit.

        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        _read, unasked = self._read(
            self._refunded_orders_sudo(),
            lambda order: order.refunds_payload and not order._exclusion_reason(),
        )
        self.unread += unasked

    def read_suspect(self):
        """Those of orders whose first total may not tell what was received.

        Nothing waits for it: it comes after posting, and what is still to refund or to
        collect is corrected by comparing once more.

        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        self._check_owed_again()
        candidates = self._suspect_orders_sudo()
        known = {order.id: order.amount_captured for order in candidates}
        read, _unasked = self._read(
            candidates, lambda order: not order._exclusion_reason()
        )
        for order in self.store._orders_for_posting().browse(read.ids):
            places = order.currency_id.decimal_places
            before, now = known[order.id], order.amount_captured
            if amount(before, places) != amount(now, places):
                order.with_prefetch().needs_sync = True
                order._sync()
                self.env["ir.cron"]._commit_progress()

    def _read(self, orders_sudo, is_wanted):
        """Read the transactions of orders one by one, within the time of a run.

        :param orders_sudo: ``bigcommerce.order`` that may be asked for
        :param is_wanted: tells whether to ask for one of them
        :return: the orders whose transactions were read, and the others
        :rtype: tuple[bigcommerce.order, bigcommerce.order]
        """
        read = failed = left = self.env["bigcommerce.order"]
        deadline, wait = self._deadline(), 0
        for order_sudo, number in self._wanted(orders_sudo, is_wanted):
            if wait or time.monotonic() > deadline:
                left += order_sudo
                continue
            try:
                self._read_one(order_sudo, number)
                read += order_sudo
            except SINGLE_ORDER_ERRORS as error:
                self._put_off(order_sudo, error)
                failed += order_sudo
                if isinstance(error, errors.TimedOut):
                    wait = _PAUSE  # a run has no time to wait for another
            except errors.TemporaryError as error:
                if not read:
                    raise
                _logger.warning(
                    "store %s: payments are read later: %s", self.store.id, error
                )
                left += order_sudo
                wait = error.retry_after or _PAUSE
            self.env["ir.cron"]._commit_progress()
        if left:
            self.store._trigger_flow("orders", after=wait)
        return read, failed + left

    def _wanted(self, orders_sudo, is_wanted):
        """Those to ask for, each on its own, with their numbers."""
        for some in split_every(_AT_ONCE, orders_sudo.ids, orders_sudo.browse):
            wanted = [
                (order.with_prefetch(), order.external_id)
                for order in some
                if is_wanted(order)
            ]
            # No row stays locked while BigCommerce is waited for.
            self.env["ir.cron"]._commit_progress()
            yield from wanted

    def _deadline(self):
        """Odoo runs a scheduled action several times in a row: they share it.

        :return: by the monotonic clock
        """
        ends = self.env.context.get("cron_end_time")
        begun = time.monotonic() if ends is None else ends - MIN_TIME_PER_JOB
        return begun + _MAX_SECONDS

    # === WHICH ORDERS === #

    def _refunded_orders_sudo(self):
        """Orders to be compared of which refunds were read; payloads are for sudo.

        Those that BigCommerce failed to answer for come last, and take turns.
        """
        return (
            self.store._orders_for_posting()
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.store.id),
                    ("needs_sync", "=", True),
                    ("is_skipped", "=", False),
                    ("is_captured_current", "=", False),
                    ("refunds_payload", "!=", False),
                    ("id", "not in", self.unread.ids),
                ],
                order="needs_attention, last_checked_on nulls first, date_created, id",
            )
        )

    def _suspect_orders_sudo(self):
        """Compared orders whose transactions are to be read; the latest tried last."""
        return (
            self.store._orders_for_posting()
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.store.id),
                    ("is_captured_suspect", "=", True),
                    ("is_captured_current", "=", False),
                    ("needs_sync", "=", False),
                    ("is_skipped", "=", False),
                    ("exclusion_reason", "=", False),
                ],
                order="captured_read_on nulls first, id",
            )
        )

    def _check_owed_again(self):
        """Once a day: what a customer owes may be paid without any other change."""
        before = fields.Datetime.now() - _CHECK_AGAIN_AFTER
        self.env["bigcommerce.order"].search(
            [
                ("store_id", "=", self.store.id),
                ("amount_to_collect", ">", 0),
                ("is_captured_current", "=", True),
                ("captured_read_on", "<", before),
            ],
            limit=_CHECK_AGAIN_BATCH,
        ).is_captured_current = False

    # === ONE ORDER === #

    def _read_one(self, order, number):
        """Keep what was received; an odd order stops no other.

        It holds until BigCommerce says something new of the order.

        :raise errors.BigCommerceError: BigCommerce could not answer
        """
        try:
            rows = self.client.transactions.list_for_order(number)
            captured = read_captured(as_stored(rows))
        except UnreadablePayload as error:
            self._set_unknown(order, order._unreadable_text(error))
            return
        except errors.DataError as error:
            self._set_unknown(
                order,
                self.env._(
                    "BigCommerce did not return what was paid for this order (%s). "
                    "Check again later.",
                    error.reason.rstrip("."),
                ),
            )
            return
        vals = {
            "is_captured_current": True,
            "captured_read_on": fields.Datetime.now(),
        }
        if captured:
            vals |= {"amount_captured": float(captured), "is_captured_read": True}
        order.write(vals)

    def _set_unknown(self, order, message):
        """An order that is to be compared needs a user; a compared one stays."""
        if order.needs_sync:
            order._set_attention(message, "unreadable")
            return
        order.is_captured_current = True  # asked again once the order changes
        order._log_sync(message)

    def _put_off(self, order, error):
        """Show why the order is not compared; it is requested again automatically."""
        now = fields.Datetime.now()
        if not order.needs_sync:
            order.captured_read_on = now  # the others come first
            return
        message = self.env._(
            "BigCommerce could not return what was paid for this order (%s). Odoo "
            "asks again in the next run.",
            error.reason.rstrip("."),
        )
        if order.message != message:
            order._set_attention(message, "not_returned")
        order.write({"needs_sync": True, "last_checked_on": now})


def mark_payments_changed(store, rows):
    """A webhook of a transaction: what was received is no longer known.

    The one of the checkout itself says nothing new.

    :param rows: the :class:`DueOrder` that are done with
    """
    latest = {row.number: row.payment_on for row in rows if row.payment_on}
    if not latest:
        return
    orders = store.env["bigcommerce.order"].concat(
        *known_orders(store, latest).values()
    )
    orders.is_captured_current = False
    orders.filtered(
        lambda order: (
            order.first_paid_on
            and latest[order.external_id] > order.first_paid_on + CHECKOUT
        )
    ).is_captured_suspect = True

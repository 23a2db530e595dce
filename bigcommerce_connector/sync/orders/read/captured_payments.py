"""Money received for an order, read where the total first seen paid may not tell it."""

import logging
import time
from datetime import timedelta

from odoo import fields, models

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB

from ....api import errors
from ....mappers.amounts import amount
from ....mappers.cannot_read import CannotRead
from ....mappers.order import read_captured
from ....mappers.payload import as_stored
from ....settlement.payment_suspicion import CHECKOUT, is_suspect
from ....settlement.status_policy import POST, WAIT
from .fetch import UNREADABLE_ALONE

_logger = logging.getLogger(__name__)

# Of a run, before the other orders are posted; the next one goes on.
_MOST_SECONDS = 30
# Seconds until the next run, when BigCommerce does not answer just now.
_PAUSE = 60
# What a customer owes may be paid without a change of the order.
_CHECK_AGAIN_AFTER = timedelta(days=1)
_CHECK_AGAIN_BATCH = 100
_TRANSACTION_SCOPE = "store/order/transaction/"


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _read_captured_orders(self, client, unread):
        """Read the transactions of refunded orders, before they are compared.

        What was received tells whether a refund settles an edit.

        :param unread: orders that are not asked for again
        :return: orders whose transactions were not read, not to be compared now
        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        candidates = self._refunded_orders_sudo(unread)
        wanted = (order for order in _one_by_one(candidates) if order._lacks_captured())
        _read, unasked = self._read_payments(client, wanted)
        return unasked

    def _read_suspect_payments(self, client):
        """Read what was received for orders whose first total may not tell it.

        Nothing waits for it: it comes after posting, and what is still to refund or to
        collect is corrected by comparing once more.

        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        self._check_owed_again()
        candidates = self._suspect_orders_sudo()
        known = {order.id: order.amount_captured for order in candidates}
        wanted = (
            order for order in _one_by_one(candidates) if not order._left_out_cause()
        )
        read, _unasked = self._read_payments(client, wanted)
        for order in self._orders_for_posting().browse(read.ids):
            places = order.currency_id.decimal_places
            before, now = known[order.id], order.amount_captured
            if amount(before, places) != amount(now, places):
                order.with_prefetch().needs_look = True
                order._look()
                self.env["ir.cron"]._commit_progress()

    def _read_payments(self, client, orders_sudo):
        """Read the transactions of orders one by one, within the time of a run.

        :param orders_sudo: iterable of single records
        :return: the orders whose transactions were read, and the others
        :rtype: tuple[bigcommerce.order, bigcommerce.order]
        """
        read = failed = left = self.env["bigcommerce.order"]
        deadline, wait = self._captured_deadline(), 0
        for order_sudo in orders_sudo:
            if wait or time.monotonic() > deadline:
                left += order_sudo
                continue
            # No row stays locked while BigCommerce is waited for.
            self.env["ir.cron"]._commit_progress()
            try:
                order_sudo._read_captured(client)
                read += order_sudo
            except UNREADABLE_ALONE as error:
                order_sudo._wait_for_captured(error)
                failed += order_sudo
                if isinstance(error, errors.TimedOut):
                    wait = _PAUSE  # a run has no time to wait for another
            except errors.TemporaryError as error:
                if not read:
                    raise
                _logger.warning("store %s: payments are read later: %s", self.id, error)
                left += order_sudo
                wait = error.retry_after or _PAUSE
            self.env["ir.cron"]._commit_progress()
        if left:
            self._trigger_flow("orders", after=wait)
        return read, failed + left

    def _captured_deadline(self):
        """Odoo runs a scheduled action several times in a row: they share it.

        :return: by the monotonic clock
        """
        ends = self.env.context.get("cron_end_time")
        begun = time.monotonic() if ends is None else ends - MIN_TIME_PER_JOB
        return begun + _MOST_SECONDS

    def _refunded_orders_sudo(self, unread):
        """Orders to be compared of which refunds were read; payloads are for sudo.

        Those that BigCommerce failed to answer for come last, and take turns.
        """
        return (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.id),
                    ("needs_look", "=", True),
                    ("is_skipped", "=", False),
                    ("is_captured_known", "=", False),
                    ("refunds_payload", "!=", False),
                    ("id", "not in", unread.ids),
                ],
                order="needs_attention, looked_on nulls first, date_created, id",
            )
        )

    def _suspect_orders_sudo(self):
        """Compared orders whose transactions are to be read; the latest tried last."""
        return (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.id),
                    ("is_captured_suspect", "=", True),
                    ("is_captured_known", "=", False),
                    ("needs_look", "=", False),
                    ("is_skipped", "=", False),
                    ("left_out", "=", False),
                ],
                order="captured_read_on nulls first, id",
            )
        )

    def _check_owed_again(self):
        """Once a day: what a customer owes may be paid without any other change."""
        before = fields.Datetime.now() - _CHECK_AGAIN_AFTER
        self.env["bigcommerce.order"].search(
            [
                ("store_id", "=", self.id),
                ("amount_to_collect", ">", 0),
                ("is_captured_known", "=", True),
                ("captured_read_on", "<", before),
            ],
            limit=_CHECK_AGAIN_BATCH,
        ).is_captured_known = False

    def _mark_payments_changed(self, events):
        """A webhook of a transaction: what was received is no longer known.

        The one of the checkout itself says nothing new.

        :param events: ``bigcommerce.webhook.event`` records
        """
        latest = {}
        for event in events:
            if (event.scope or "").startswith(_TRANSACTION_SCOPE):
                latest[event.resource_id] = event.create_date
        orders = self.env["bigcommerce.order"].search(
            [("store_id", "=", self.id), ("external_id", "in", list(latest))]
        )
        orders.is_captured_known = False
        orders.filtered(
            lambda order: (
                order.first_paid_on
                and latest[order.external_id] > order.first_paid_on + CHECKOUT
            )
        ).is_captured_suspect = True


def _one_by_one(orders):
    """Each with a cache of its own: not all payloads at once."""
    for order in orders:
        yield order.with_prefetch()


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _is_paid_now(self, policy):
        """Whether the order is seen paid for the first time, by its present policy."""
        return policy == POST and not self.pos_order_ids and not self.first_paid_on

    def _paid_values(self, web, policy):
        """The total first seen paid, kept even of an order with nothing to post."""
        vals = {}
        if self._is_paid_now(policy):
            vals["amount_first_paid"] = float(web.total)
            vals["first_paid_on"] = fields.Datetime.now()
        if policy != WAIT:
            vals["counts_as_paid"] = policy == POST
        if not self.is_captured_suspect:
            vals["is_captured_suspect"] = self._is_captured_suspect(web, policy)
        return vals

    def _is_captured_suspect(self, web, policy):
        """Orders from before Connect are not suspect for their modifications alone."""
        places = self.currency_id.decimal_places
        is_new = self.date_created >= (self.store_id.connected_on or self.date_created)
        is_first = not self.pos_order_ids and not self.first_paid_on
        first_paid = None
        if self._is_paid_now(policy):
            first_paid = amount(web.total, places)
        elif self.first_paid_on:
            first_paid = amount(self.amount_first_paid)
        if first_paid is None and not is_new:
            return False
        return is_suspect(web, first_paid, is_first and is_new, places)

    def _lacks_captured(self):
        """Whether its transactions tell something that is needed to post it."""
        return bool(self.refunds_payload) and not self._left_out_cause()

    def _read_captured(self, client):
        """Keep what was received; an odd order stops no other.

        It holds until BigCommerce says something new of the order.

        :raise errors.BigCommerceError: BigCommerce could not answer
        """
        try:
            rows = client.transactions.list_for_order(self.external_id)
            captured = read_captured(as_stored(rows))
        except CannotRead as error:
            self._set_captured_unknown(self._unreadable_text(error))
            return
        except errors.DataError as error:
            self._set_captured_unknown(
                self.env._(
                    "BigCommerce does not tell what was paid for this order (%s). "
                    "Look again later.",
                    error,
                )
            )
            return
        self.write(
            {"is_captured_known": True, "captured_read_on": fields.Datetime.now()}
        )
        if captured:
            self.write({"amount_captured": float(captured), "is_captured_read": True})

    def _set_captured_unknown(self, message):
        """An order that is to be compared needs a person; a compared one stays."""
        if self.needs_look:
            self._park(message)
            return
        self.is_captured_known = True  # asked again once the order changes
        self._note_look(message)

    def _wait_for_captured(self, error):
        """Show why the order is not compared; it is asked for again by itself."""
        if not self.needs_look:
            self.captured_read_on = fields.Datetime.now()  # the others come first
            return
        message = self.env._(
            "BigCommerce cannot tell right now what was paid for this order (%s). It "
            "is asked again at the next run.",
            error,
        )
        if self.message != message:
            self._park(message)
        self.write({"needs_look": True, "looked_on": fields.Datetime.now()})

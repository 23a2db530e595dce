"""Money received for an order, read where the first total does not tell it."""

import logging
import time

from odoo import fields, models

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB

from ....api import errors
from ....mappers.cannot_read import CannotRead
from ....mappers.money import amount
from ....mappers.order import read_captured
from ....mappers.order_status import POST, WAIT
from ....mappers.payload import as_stored
from .fetch import UNREADABLE_ALONE

_logger = logging.getLogger(__name__)

# Of a run, before the other orders are posted; the next one goes on.
_MOST_SECONDS = 30
# Seconds until the next run, when BigCommerce does not answer just now.
_PAUSE = 60


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _read_captured_orders(self, client, unread):
        """Read the transactions of orders that were both edited and refunded.

        Only there does the total first seen paid not tell what a refund settles; an
        order seen refunded at the first look may have been edited before.

        :param unread: orders that are not asked for again
        :return: orders whose transactions were not read, not to be compared now
        :raise errors.BigCommerceError: when it seems to be no matter of single orders
        """
        failed = left = self.env["bigcommerce.order"]
        deadline, wait, is_any_read = self._captured_deadline(), 0, False
        for order_sudo in self._refunded_orders_sudo(unread):
            order_sudo = order_sudo.with_prefetch()  # not all payloads at once
            if not order_sudo._lacks_captured():
                continue
            if wait or time.monotonic() > deadline:
                left += order_sudo
                continue
            # No row stays locked while BigCommerce is waited for.
            self.env["ir.cron"]._commit_progress()
            try:
                order_sudo._read_captured(client)
                is_any_read = True
            except UNREADABLE_ALONE as error:
                order_sudo._wait_for_captured(error)
                failed += order_sudo
                if isinstance(error, errors.TimedOut):
                    wait = _PAUSE  # a run has no time to wait for another
            except errors.TemporaryError as error:
                if not is_any_read:
                    raise
                _logger.warning("store %s: payments are read later: %s", self.id, error)
                left += order_sudo
                wait = error.retry_after or _PAUSE
            self.env["ir.cron"]._commit_progress()
        if left:
            self._trigger_flow("orders", after=wait)
        return failed + left

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


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _note_paid(self, web, policy):
        """Keep the total first seen paid, even of an order with nothing to post."""
        if policy == POST and not self.pos_order_ids and not self.first_paid_on:
            self.write(
                {
                    "amount_first_paid": float(web.total),
                    "first_paid_on": fields.Datetime.now(),
                    "was_changed_before": web.date_modified != web.date_created,
                }
            )
        if policy != WAIT and self.counts_as_paid != (policy == POST):
            self.counts_as_paid = policy == POST

    def _lacks_captured(self):
        """Whether its transactions tell something that is needed to post it."""
        if not self.refunds_payload:
            return False
        self._note_channel()
        return not self._left_out_cause() and self._may_be_edited()

    def _read_captured(self, client):
        """Keep what was received; an odd order is parked and stops no other.

        It holds until BigCommerce says something new of the order.

        :raise errors.BigCommerceError: BigCommerce could not answer
        """
        try:
            rows = client.transactions.list_for_order(self.external_id)
            captured = read_captured(as_stored(rows))
        except CannotRead as error:
            self._park(self._unreadable_text(error))
            return
        except errors.DataError as error:
            self._park(
                self.env._(
                    "BigCommerce does not tell what was paid for this order (%s). "
                    "Look again later.",
                    error,
                )
            )
            return
        self.is_captured_known = True
        if captured:
            self.write({"amount_captured": float(captured), "is_captured_read": True})

    def _wait_for_captured(self, error):
        """Show why the order is not compared; it is asked for again by itself."""
        message = self.env._(
            "BigCommerce cannot tell right now what was paid for this order (%s). It "
            "is asked again at the next run.",
            error,
        )
        if self.message != message:
            self._park(message)
        self.write({"needs_look": True, "looked_on": fields.Datetime.now()})

    def _may_be_edited(self):
        if not self.pos_order_ids or self.was_changed_before:
            return True
        places = self.currency_id.decimal_places
        try:
            total = amount(self.payload.get("total_inc_tax"), places)
        except CannotRead:
            return False  # the order's look says so
        return total != amount(self.amount_first_paid, places)

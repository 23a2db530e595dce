"""Orders that are read on their own: webhooks spoke of them and no listing did, or
BigCommerce failed to tell of them before.

One odd order must not keep the others from being read. So it is left out and noted, as
an event of our own, and asked for again by its number: soon at first, then less and
less often. That look reads all its refunds, since those that came meanwhile are not
listed again.
"""

import logging
import time
from datetime import timedelta

from odoo import fields, models

from ....api import errors
from ....api.paging import PAGE
from ....models.bigcommerce_webhook_event import OWN_SCOPE
from .fetch import COMPLETE, UNREADABLE_ALONE, are_enough, order_number

_logger = logging.getLogger(__name__)

# Until an order is asked for again: twice as long after every failure.
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=1)
# A failure that is over a minute later is nobody's concern.
_TELLS_FROM = 2


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === WHAT IS TO BE LOOKED AT === #

    def _due_events(self, limit=None):
        """The events that were not looked at yet, but those that wait for later."""
        return self.env["bigcommerce.webhook.event"].search(
            [
                ("store_id", "=", self.id),
                ("is_done", "!=", True),
                "|",
                ("not_before", "=", False),
                ("not_before", "<=", fields.Datetime.now()),
            ],
            limit=limit,
        )

    def _unread_notes(self, numbers):
        """The notes of orders that BigCommerce failed to tell of.

        :param numbers: of orders, as text
        :return: ``bigcommerce.webhook.event`` records
        """
        return self.env["bigcommerce.webhook.event"].search(
            [
                ("store_id", "=", self.id),
                ("delivery_id", "in", [f"unread-{number}" for number in numbers]),
                ("is_done", "!=", True),
            ]
        )

    # === READ === #

    def _read_mentioned(self, client, numbers, refunds, events, deadline):
        """Numbers that lie close together take one request, others one each.

        What was read is done with at once: a run that is cut off goes on from there.

        :param set numbers: of orders to be read
        :param dict refunds: by order number, those that are new
        :param events: ``bigcommerce.webhook.event``; notes of ours among them are of
            orders to be asked for alone
        :param float deadline: monotonic; what is left then waits for the next run
        """
        mentioned = {event.resource_id for event in events}
        notes = self._unread_notes(mentioned)
        alone = set(notes.mapped("resource_id"))
        unasked = set()
        for first, last, wanted in _spans(numbers - alone):
            if first == last:
                alone |= wanted
            elif time.monotonic() > deadline:
                unasked |= wanted
            else:
                read = self._read_span(client, first, last, wanted, refunds, mentioned)
                self._hear(events - notes, read)
                alone |= wanted - read
        unasked |= self._read_each(client, alone, refunds, events, notes, deadline)
        self._hear(events - notes, mentioned - unasked)
        # Refunds are listed as new once: the next run has to ask for all of these.
        self._note_unasked(unasked & set(refunds))
        if unasked and time.monotonic() > deadline:
            self._trigger_flow("orders")

    def _read_span(self, client, first, last, wanted, refunds, mentioned):
        """:return: the numbers that were read; archived orders are not listed"""
        try:
            listed = list(client.orders.list_by_id(first, COMPLETE, max_id=last))
        except UNREADABLE_ALONE as error:  # one of them may be the cause
            _logger.warning(
                "store %s: web orders %s to %s are asked for one by one: %s",
                self.id,
                first,
                last,
                error,
            )
            return set()
        payloads = [row for row in listed if order_number(row) in wanted]
        self._take_orders(client, payloads, refunds, mentioned)
        self.env["ir.cron"]._commit_progress()
        return set(map(order_number, payloads))

    def _read_each(self, client, numbers, refunds, events, notes, deadline):
        """:return: the numbers that were not asked for"""
        mentioned = {event.resource_id for event in events}
        failures, unasked = [], set()
        for number in sorted(numbers, key=int):
            if are_enough(failures) or time.monotonic() > deadline:
                unasked.add(number)
                continue
            note = notes.filtered(lambda note, n=number: note.resource_id == n)
            try:
                payload = client.orders.get(number, COMPLETE)
                if note:
                    self._check_readable(payload)
                    payload = self._complete(client, payload)
            except errors.NotFound:
                _logger.info("store %s: web order %s is gone", self.id, number)
                if note:
                    self._note_gone(number)
                note.is_done = True
            except UNREADABLE_ALONE as error:
                failures.append(error)
                self._note_unread({number: error})
            else:
                if note:
                    self._read_again(client, payload, note)
                else:
                    self._take_orders(client, [payload], refunds, mentioned)
            self._hear(events - notes, {number})
            self.env["ir.cron"]._commit_progress()
        return unasked

    def _hear(self, events, numbers):
        """These events are done with; orders that cannot be read have a note now."""
        events.filtered(lambda event: event.resource_id in numbers).is_done = True

    def _read_again(self, client, payload, note):
        """Take an order that could not be read before, with all its refunds."""
        job, failures = note.backfill_id, note.failure_count
        if job and job.state != "stopped":
            job._take(client, [payload])
        elif not job:
            self._take_orders(client, [payload])
        if note.failure_count > failures:
            return  # its refunds cannot be read
        note.is_done = True
        order = self._known_orders([payload]).get(note.resource_id)
        if order and order.state == "attention":
            order.needs_look = True  # what parked it is over

    def _note_unasked(self, numbers):
        """Have orders asked for in the next run, with all their refunds.

        :param set numbers: as text
        """
        noted = self._unread_notes(numbers).mapped("resource_id")
        vals = {"not_before": False, "failure_count": 0}
        self._write_notes(dict.fromkeys(numbers - set(noted), vals))

    # === WHAT CANNOT BE READ === #

    def _note_unread(self, unread):
        """Have orders asked for again that BigCommerce fails to tell of, and say so.

        :param dict unread: what went wrong, by order number
        """
        if not unread:
            return
        known = self._notes(unread)
        vals_by_number = {}
        for number, error in unread.items():
            note = known.get(number)
            count = 1 if not note or note.is_done else note.failure_count + 1
            wait = min(_FIRST_WAIT * 2 ** min(count - 1, 30), _LONGEST_WAIT)
            vals_by_number[number] = {
                "failure_count": count,
                "not_before": fields.Datetime.now() + wait,
            }
            _logger.warning(
                "store %s: web order %s cannot be read: %s", self.id, number, error
            )
            if count >= _TELLS_FROM:
                self._tell_unread(number, error, is_first=count == _TELLS_FROM)
        self._write_notes(vals_by_number)

    def _note_too_large(self, number, error):
        """An order is longer than an answer may be; the listing goes on behind it.

        :param int number: of the order
        :param errors.AnswerTooLarge error: from the SDK
        """
        # One that is noted already is asked for on its own, at its time.
        if not self._unread_notes([number]):
            self._note_unread({str(number): error})

    def _notes(self, numbers):
        """Our own events that name these orders, done or not, by order number."""
        events_sudo = self.env["bigcommerce.webhook.event"].sudo()  # our own
        return events_sudo.search(
            [
                ("store_id", "=", self.id),
                ("delivery_id", "in", [f"unread-{number}" for number in numbers]),
            ]
        ).grouped("resource_id")

    def _write_notes(self, vals_by_number):
        """Make or renew the notes of orders to be asked for alone.

        :param dict vals_by_number: what each of them says
        """
        events_sudo = self.env["bigcommerce.webhook.event"].sudo()  # our own
        known = self._notes(vals_by_number)
        for number, vals in vals_by_number.items():
            note = known.get(number)
            if note:
                if note.is_done:
                    vals = {**vals, "backfill_id": False}
                note.write({**vals, "is_done": False})
            else:
                events_sudo.create(
                    {
                        **vals,
                        "store_id": self.id,
                        "delivery_id": f"unread-{number}",
                        "scope": OWN_SCOPE,
                        "resource_id": number,
                    }
                )

    def _tell_unread(self, number, error, is_first):
        """On the order's page; on the store's, once, for one that is not known yet."""
        order = self._known_orders([{"id": number}]).get(number)
        if order:
            message = self.env._(
                "BigCommerce fails to tell what is in this order (%s). It is asked "
                "again by itself, less and less often. If that stays so, open the "
                "order on BigCommerce and save it, or ask BigCommerce's support.",
                error,
            )
            if order.state != "skipped" and order.message != message:
                order._park(message)
            order.needs_look = False  # what is stored is old
        elif is_first:
            self.message_post(
                body=self.env._(
                    "BigCommerce fails to tell of web order %(number)s (%(error)s). "
                    "The others go on, and it is asked for again by itself, less and "
                    "less often. If it does not appear among the orders, open it on "
                    "BigCommerce and save it, or ask BigCommerce's support.",
                    number=number,
                    error=error,
                ),
                subtype_xmlid="mail.mt_comment",
            )


def is_order_number(text):
    """Whether an order can have this number: an event may name anything.

    :rtype: bool
    """
    return text.isascii() and text.isdigit() and len(text) <= 10


def _spans(numbers):
    """Groups of order numbers that one page can hold, whatever lies between.

    :return: first, last and the numbers of each group
    :rtype: list[tuple[int, int, set[str]]]
    """
    spans = []
    for number in sorted(map(int, numbers)):
        if spans and number - spans[-1][0] < PAGE - 1:
            first, _last, wanted = spans[-1]
            spans[-1] = (first, number, wanted | {str(number)})
        else:
            spans.append((number, number, {str(number)}))
    return spans

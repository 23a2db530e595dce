"""Orders that no listing shows: archived before Odoo read what had become of them.

BigCommerce may leave archived orders out of its lists (nothing is documented), and
answers for them when they are asked for by number. Webhooks name them; where none come,
two things tell:

* numbers that are missing among those of new orders, which costs nothing to see. Each
  is asked for once: BigCommerce gives numbers to carts that were given up, too.
* known orders of the last weeks that a listing without their details, once a day, no
  longer has.

Few are asked for in a run, so that they keep nothing else waiting.
"""

import logging
import time
from datetime import timedelta
from itertools import islice

from odoo import fields, models
from odoo.tools import SQL

from ....api import errors
from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from .fetch import UNREADABLE, is_readable, order_number

_logger = logging.getLogger(__name__)

# So many are asked for at once, the others so much later each.
MOST_ASKED = 5
_BETWEEN = timedelta(minutes=2)
# Where more numbers are missing, somebody set another one to go on from: archived
# orders may be at both ends of the hole only.
_EDGE = 50
# So many numbers after the newest one are asked for, once a day: no later order shows
# that they are missing.
_AHEAD = 3
# How long after its creation an order may be edited and archived at once.
_RECENT = timedelta(days=30)
_MOST_SECONDS = 20


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === NUMBERS THAT ARE MISSING === #

    def _begin_numbers(self, client):
        """At the first Connect: which number is the newest; else that is guessed."""
        try:
            newest = next(client.orders.list(sort="id:desc", limit=1), None)
        except errors.TemporaryError as error:
            _logger.warning("store %s: newest order unknown: %s", self.id, error)
            return
        self.orders_newest_number = int(order_number(newest) or 0)

    def _missing_numbers(self, payloads):
        """What lies between the new orders of a page, and is not known.

        :param list payloads: a page of the sweep, by number; not yet stored
        :return: the numbers, as text, and the newest one of all
        :rtype: tuple[set[str], int]
        """
        listed = sorted(int(number) for number in map(order_number, payloads) if number)
        newest = self.orders_newest_number or self._guess_newest_number(payloads)
        missing = []
        for number in listed:
            if number > newest:
                missing += _edges(range(newest + 1, number))
                newest = number
        known = self._known_orders([{"id": number} for number in missing])
        return set(map(str, missing)) - set(known), newest

    def _guess_newest_number(self, payloads):
        """The newest number before this page, where nobody wrote it down."""
        self.env.cr.execute(
            SQL(
                "SELECT max(external_id::bigint) FROM bigcommerce_order"
                " WHERE store_id = %s AND external_id ~ '^[0-9]{1,9}$'",
                self.id,
            )
        )
        [known] = self.env.cr.fetchone()
        if known:
            return known
        new = [
            int(payload["id"])
            for payload in payloads
            if is_readable(self, payload)
            and not self._is_historical(parse_date(payload["date_created"]))
        ]
        return min(new, default=1) - 1

    # === KNOWN ORDERS THAT ARE LISTED NO MORE === #

    def _check_listed_daily(self, client):
        """Find the known orders of the last weeks that left the listing (UTC).

        The weeks count back from the last time: nobody looked during a pause. A long
        listing goes on in the next run.
        """
        self.ensure_one()
        today = fields.Date.today()
        if self.listed_checked_on == today:
            return
        if not self.listed_checked_on:  # everything known was listed a moment ago
            self.listed_checked_on = today
            return
        since = fields.Datetime.to_datetime(self.listed_checked_on) - _RECENT
        known = self._unarchived_numbers(since)
        deadline = time.monotonic() + _MOST_SECONDS
        while self.listed_checked_on != today and time.monotonic() < deadline:
            try:
                self._check_listed_page(client, since, known, today)
            except UNREADABLE as error:  # it goes on from there tomorrow
                _logger.warning("store %s: orders are not listed: %s", self.id, error)
                self.listed_checked_on = today
            self.env["ir.cron"]._commit_progress()
        self._trigger_flow("orders")

    def _check_listed_page(self, client, since, known, today):
        """
        :param datetime since: naive UTC
        :param set known: numbers of the orders that should be listed
        :param date today: of this check
        """
        first = self.listed_cursor or min(known, default=0)
        rows = []
        if known:
            listed = client.orders.list_by_id(
                first, min_date_created=format_date(since)
            )
            rows = list(islice(listed, PAGE))
        numbers = {int(number) for number in map(order_number, rows) if number}
        is_last = len(rows) < PAGE
        last = max(known, default=0) if is_last else max(numbers)
        unlisted = {n for n in known if first <= n <= last} - numbers
        if is_last:
            newest = self.orders_newest_number
            unlisted |= {newest + n for n in range(1, _AHEAD + 1) if newest}
            self.write({"listed_checked_on": today, "listed_cursor": 0})
        else:
            self.listed_cursor = last + 1
        self._note_unlisted(set(map(str, unlisted)))

    def _unarchived_numbers(self, since):
        """Of the orders created since that are ours to change, and not archived."""
        orders = self.env["bigcommerce.order"].search_fetch(
            [
                ("store_id", "=", self.id),
                ("date_created", ">=", since),
                ("is_archived", "=", False),
                ("left_out", "!=", "start_date"),
            ],
            ["external_id"],
        )
        return set(map(int, orders.mapped("external_id")))

    # === ASKED FOR BY NUMBER === #

    def _note_unlisted(self, numbers):
        """Have these orders asked for by number, a few at a time.

        :param set numbers: as text
        :return: ``bigcommerce.webhook.event``, those to be asked for in this run
        """
        numbers = numbers - {*self._unread_notes(numbers).mapped("resource_id")}
        now, none = fields.Datetime.now(), self.env["bigcommerce.webhook.event"]
        if not numbers:
            return none
        waits = {}
        for index, number in enumerate(sorted(numbers, key=int)):
            wait = index // MOST_ASKED * _BETWEEN
            waits[number] = {
                "failure_count": 0,
                "not_before": now + wait if wait else False,
            }
        self._write_notes(waits)
        return self._unread_notes(numbers).filtered(lambda note: not note.not_before)

    def _note_gone(self, number):
        """BigCommerce does not know a number: nothing was there, or it is no more.

        :param str number: of an order that was asked for because it was not listed
        """
        order = self._known_orders([{"id": number}]).get(number)
        if order and not order.is_archived:
            order.is_archived = True
            order.message_post(
                body=self.env._(
                    "BigCommerce does not know this order any more. What is posted "
                    "stays as it is. If it was to be cancelled or refunded, do that in "
                    "the Point of Sale, at a register of the shop."
                )
            )


def _edges(numbers):
    """Both ends of a long range, else all of it.

    :param range numbers: without an order
    :rtype: list[int]
    """
    if len(numbers) <= 2 * _EDGE:
        return list(numbers)
    return [*numbers[:_EDGE], *numbers[-_EDGE:]]

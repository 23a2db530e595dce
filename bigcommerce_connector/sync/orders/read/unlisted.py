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

from odoo import fields
from odoo.tools import SQL

from ....api import errors
from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from .payloads import PER_ORDER_ERRORS, is_readable, known_orders, order_number

_logger = logging.getLogger(__name__)

# So many are asked for at once, the others so many seconds later each.
MAX_ASKED = 5
_BETWEEN = 120
# Where more numbers are missing, somebody set another one to go on from: archived
# orders may be at both ends of the hole only.
_EDGE = 50
# So many numbers after the newest one are asked for, once a day: no later order shows
# that they are missing.
_AHEAD = 3
# How long after its creation an order may be edited and archived at once.
_RECENT = timedelta(days=30)
_MAX_SECONDS = 20


# === NUMBERS THAT ARE MISSING === #


def begin_numbers(store, client):
    """At the first Connect: which number is the newest; else that is guessed."""
    try:
        newest = next(client.orders.list(sort="id:desc", limit=1), None)
    except errors.TemporaryError as error:
        _logger.warning("store %s: newest order unknown: %s", store.id, error)
        return
    store.orders_newest_number = int(order_number(newest) or 0)


def missing_numbers(store, payloads):
    """What lies between the new orders of a page, and is not known.

    :param list payloads: a page of the sweep, by number; not yet stored
    :return: the numbers, as text, and the newest one of all
    :rtype: tuple[set[str], int]
    """
    listed = sorted(int(number) for number in map(order_number, payloads) if number)
    newest = store.orders_newest_number or _guess_newest_number(store, payloads)
    missing = []
    for number in listed:
        if number > newest:
            missing += _edges(range(newest + 1, number))
            newest = number
    missing = set(map(str, missing))
    return missing - set(known_orders(store, missing)), newest


def _guess_newest_number(store, payloads):
    """The newest number before this page, where nobody wrote it down."""
    store.env.cr.execute(
        SQL(
            "SELECT max(external_id::bigint) FROM bigcommerce_order"
            " WHERE store_id = %s AND external_id ~ '^[0-9]{1,9}$'",
            store.id,
        )
    )
    [known] = store.env.cr.fetchone()
    if known:
        return known
    new = [
        int(payload["id"])
        for payload in payloads
        if is_readable(payload)  # logged where it is read
        and not store._is_historical(parse_date(payload["date_created"]))
    ]
    return min(new, default=1) - 1


def _edges(numbers):
    """Both ends of a long range, else all of it.

    :param range numbers: without an order
    :rtype: list[int]
    """
    if len(numbers) <= 2 * _EDGE:
        return list(numbers)
    return [*numbers[:_EDGE], *numbers[-_EDGE:]]


# === KNOWN ORDERS THAT ARE LISTED NO MORE === #


class ListedCheck:
    """Finds the known orders of the last weeks that left the listing, daily (UTC).

    The weeks count back from the last time: nobody looked during a pause. A long
    listing goes on in the next run.
    """

    def __init__(self, store, client, fetch_list):
        self.store, self.env = store, store.env
        self.client = client
        self.list = fetch_list
        self.today = fields.Date.today()

    def check_daily(self):
        store = self.store
        if store.listed_checked_on == self.today:
            return
        if not store.listed_checked_on:  # everything known was listed a moment ago
            store.listed_checked_on = self.today
            return
        self.since = fields.Datetime.to_datetime(store.listed_checked_on) - _RECENT
        self.known = self._unarchived_numbers()
        deadline = time.monotonic() + _MAX_SECONDS
        while store.listed_checked_on != self.today and time.monotonic() < deadline:
            try:
                self._check_page()
            except PER_ORDER_ERRORS as error:  # it goes on from there tomorrow
                _logger.warning("store %s: orders are not listed: %s", store.id, error)
                store.listed_checked_on = self.today
            self.env["ir.cron"]._commit_progress()
        store._trigger_flow("orders")

    def _unarchived_numbers(self):
        """Of the recent orders that are ours to change, and not archived."""
        orders = self.env["bigcommerce.order"].search_fetch(
            [
                ("store_id", "=", self.store.id),
                ("date_created", ">=", self.since),
                ("is_archived", "=", False),
                ("exclusion_reason", "!=", "start_date"),
            ],
            ["external_id"],
        )
        return set(map(int, orders.mapped("external_id")))

    def _check_page(self):
        store, known = self.store, self.known
        first = store.listed_cursor or min(known, default=0)
        rows = []
        if known:
            listed = self.client.orders.list_by_id(
                first, min_date_created=format_date(self.since)
            )
            rows = list(islice(listed, PAGE))
        numbers = {int(number) for number in map(order_number, rows) if number}
        is_last = len(rows) < PAGE
        last = max(known, default=0) if is_last else max(numbers)
        unlisted = {n for n in known if first <= n <= last} - numbers
        if is_last:
            newest = store.orders_newest_number
            unlisted |= {newest + n for n in range(1, _AHEAD + 1) if newest}
            store.write({"listed_checked_on": self.today, "listed_cursor": 0})
        else:
            store.listed_cursor = last + 1
        fetch_unlisted(self.list, set(map(str, unlisted)))


# === ASKED FOR BY NUMBER === #


def fetch_unlisted(fetch_list, numbers):
    """Have these orders asked for by number, a few at a time.

    :param set numbers: as text; those that wait already are left alone
    """
    numbers = sorted(numbers - fetch_list.alone(numbers), key=int)
    later = {
        number: index // MAX_ASKED * _BETWEEN for index, number in enumerate(numbers)
    }
    fetch_list.add(numbers, "unlisted", later=later)


def mark_gone(store, number):
    """BigCommerce does not know a number: nothing was there, or it is no more.

    :param str number: of an order that was asked for because it was not listed
    """
    order = known_orders(store, [number]).get(number)
    if order and not order.is_archived:
        order.is_archived = True
        order.message_post(
            body=store.env._(
                "This order no longer exists on BigCommerce. What is posted stays "
                "unchanged. If the order should be cancelled or refunded, refund it "
                "at a register of the shop."
            )
        )

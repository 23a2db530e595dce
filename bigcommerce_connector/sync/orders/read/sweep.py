"""Finding the web orders that changed: a sweep of orders, and of refunds.

Webhooks only make the sweep run at once; without them it runs on schedule, so nothing
depends on them.

The sweep asks for the orders modified since the last one and pages through them by
their ids: pages by number, or by date, skip an order whenever another one on an earlier
page changes in between. The place is kept after every page.
"""

import time
from datetime import timedelta

from odoo import fields
from odoo.tools import split_every

from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from .due import DueOrders
from .fetch import OrderFetcher
from .fetch_list import FetchList
from .missed_webhooks import MissedWebhooks
from .new_refunds import NewRefunds
from .payloads import ORDER_INCLUDES, is_readable, last_number, order_number
from .unlisted import fetch_unlisted, missing_numbers
from .window import is_overlapping, orders_since

# A longer sweep goes on in the next run, before a worker's time is up.
_MAX_SECONDS = 45


class OrderSweep:
    """Stores the present state of every order that changed since the last run."""

    def __init__(self, store, client, fetch_list=None):
        self.store, self.env = store, store.env
        self.client = client
        self.list = fetch_list or FetchList(store)
        self.webhooks = MissedWebhooks(store)
        self.seen = set()

    def run(self):
        """Read what changed, then what is due by its number.

        :return: whether it came to its end; if not, the next run goes on
        :rtype: bool
        """
        self.deadline = time.monotonic() + _MAX_SECONDS
        named = self.list.begin()
        self._begin()
        self._commit(remaining=len(named) + 1)
        refunds = NewRefunds(self.store, self.client).load()
        self.fetcher = OrderFetcher(
            self.store, self.client, self.list, refunds.by_order, named
        )
        is_overlap_listed = is_overlapping(self.store) and not self.store.sweep_cursor
        if not self._read_pages():
            # In a run of its own: Odoo ends a worker that is busy for too long.
            self.store._trigger_flow("orders")
            self._commit(remaining=0)
            return False
        wanted = set(self.list.rows) | set(refunds.by_order)
        DueOrders(self.fetcher, self.deadline).run(wanted - self.seen)
        self.store.write({**refunds.values, **self._end()})
        if is_overlap_listed:
            self.fetcher.moved.forget_unlisted()
        self.webhooks.judge()
        self._commit(len(named) + 1, remaining=0)
        return True

    def _commit(self, processed=0, **progress):
        self.env["ir.cron"]._commit_progress(processed, **progress)

    def _begin(self):
        """Where the last sweep ended, or the place where it was cut off."""
        store = self.store
        if not store.sweep_since:
            store.write(
                {
                    "sweep_since": orders_since(store),
                    "sweep_started": fields.Datetime.now(),
                    "sweep_latest": store.orders_watermark,
                    "sweep_cursor": 0,
                }
            )

    def _read_pages(self):
        """Take all changed orders, page by page.

        :return: whether there was time for all of them
        """
        listed = self.client.orders.list_by_id(
            self.store.sweep_cursor,
            ORDER_INCLUDES,
            on_too_large=self.list.put_off_too_large,
            min_date_modified=format_date(self.store.sweep_since),
        )
        # What was read is stored before more is asked for.
        for payloads in split_every(PAGE, listed, list):
            self._import_page(payloads)
            if len(payloads) == PAGE and time.monotonic() > self.deadline:
                return False
        return True

    def _import_page(self, payloads):
        store = self.store
        behind = self._behind_first_page()
        missing, newest = missing_numbers(store, payloads)
        changed = self.fetcher.import_payloads(payloads)
        self.webhooks.mark(changed)
        fetch_unlisted(self.list, missing)
        readable = [row for row in payloads if is_readable(row)]
        dates = [parse_date(payload.get("date_modified")) for payload in readable]
        listed_until = max(filter(None, dates), default=store.sweep_latest)
        store.write(
            {
                "sweep_cursor": max(store.sweep_cursor, last_number(payloads) + 1),
                "sweep_latest": max(store.sweep_latest, listed_until - behind),
                "orders_newest_number": newest,
            }
        )
        self._commit(1, remaining=1)
        self._finish(set(map(order_number, readable)))
        self.list.begin(missing)

    def _finish(self, numbers):
        """What somebody asked for was listed; those to be read alone are still due."""
        self.seen |= numbers
        alone = {number for number, row in self.list.rows.items() if row.is_alone}
        self.list.finish(numbers - alone - set(self.fetcher.failed))

    def _behind_first_page(self):
        """How much later than the first page of the sweep this one was listed.

        What changed meanwhile on an earlier page is seen by the next sweep only. Within
        one page nothing can change behind our back.
        """
        if not self.store.sweep_cursor:
            return timedelta(0)
        return fields.Datetime.now() - self.store.sweep_started

    def _end(self):
        store = self.store
        vals = {
            "sweep_since": False,
            "sweep_run": self.env.context.get("cron_end_time"),
            "orders_last_sync": store.sweep_started,
        }
        if is_overlapping(store):
            vals["orders_overlapped_on"] = store.sweep_started
        if store.sweep_latest > store.orders_watermark:
            vals["orders_watermark"] = store.sweep_latest
            vals["orders_watermark_at"] = fields.Datetime.now()
        return vals

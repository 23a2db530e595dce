"""Older orders: those open at Connect, and periods that the owner asks for.

They are read in the cron of the orders, a page at a time, after what is new; the place
is kept after each page. Pages go by order number, so that nothing is skipped or read
twice while orders change.
"""

from datetime import timedelta
from itertools import islice

from odoo import models

from ....api.paging import PAGE
from ....mappers.dates import format_date, parse_date
from ....mappers.held_units import OPEN_STATUSES
from ....mappers.payload import as_stored
from .fetch import OrderFetcher
from .fetch_list import FetchList
from .payloads import ORDER_INCLUDES, known_orders, last_number, order_number

# A shopper may be paying this very moment. Most incomplete orders are checkouts that
# were given up, so only those of the last days are read; they hold no stock.
INCOMPLETE = 0
_MAY_BE_PAID = timedelta(days=3)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _add_backfill(self, date_from, date_to, mode, status_ids=()):
        """Have orders read that were created from ``date_from`` to before ``date_to``.

        :param date_from, date_to: naive UTC; without a begin False
        :param str mode: see ``bigcommerce.backfill``
        :param status_ids: BigCommerce's; none: of every status
        :return: ``bigcommerce.backfill``
        """
        # Who moves a switch or starts it by the wizard has the right to, checked there.
        jobs_sudo = self.env["bigcommerce.backfill"].sudo()
        job = jobs_sudo.create(
            {
                "store_id": self.id,
                "date_from": date_from,
                "date_to": date_to,
                "mode": mode,
                "status_ids": ",".join(map(str, status_ids)),
            }
        )
        self._trigger_flow("orders")
        return job


def add_open_orders(store):
    """Without a start date those open at Connect are ours too: read them, once.

    Of those that a start date kept away at Connect the ones that are open still.

    :return: ``bigcommerce.backfill``; nothing when they were read before
    """
    if any(job.status_ids and job.mode == "both" for job in store.backfill_ids):
        return store.backfill_ids.browse()
    statuses = (*OPEN_STATUSES, INCOMPLETE)
    return store._add_backfill(False, store.connected_on, "both", statuses)


def hold_open_orders(store):
    """With a start date those open before it are not ours: hold their goods alone.

    :return: ``bigcommerce.backfill``
    """
    earlier = store.backfill_ids.filtered(lambda job: job.mode == "hold")
    earlier.sudo().unlink()  # this one reads all of theirs
    before = store.order_sync_start_date
    return store._add_backfill(False, before, "hold", OPEN_STATUSES)


def next_backfill(store):
    """The older orders that are to be read first: ``bigcommerce.backfill``."""
    return store.env["bigcommerce.backfill"].search(
        [("store_id", "=", store.id), ("state", "=", "running")], order="id", limit=1
    )


class BackfillReader:
    """Reads the older orders of one job."""

    def __init__(self, job, fetcher):
        """
        :param job: ``bigcommerce.backfill``
        :param OrderFetcher fetcher: that reads all refunds
        """
        self.job, self.env = job, job.env
        self.store = job.store_id
        self.fetcher = fetcher
        self.list = fetcher.list

    @classmethod
    def of(cls, job, client, fetch_list=None):
        """One with a fetcher of its own."""
        store = job.store_id
        return cls(job, OrderFetcher(store, client, fetch_list or FetchList(store)))

    def read_page(self):
        """Take the next page of orders, with their refunds, and keep the place."""
        job = self.job
        statuses = [status for status in (job.status_ids or "").split(",") if status]
        payloads = self._list_page(statuses)
        self.import_payloads(payloads)
        vals = {"read_count": job.read_count + len(payloads)}
        if len(payloads) == PAGE:
            vals["cursor"] = last_number(payloads) + 1
        elif len(statuses) > 1:
            vals.update(cursor=0, status_ids=",".join(statuses[1:]))
        else:
            vals["state"] = "done"
        job.write(vals)
        if job.state == "done" and job.read_count:
            self.store.message_post(body=job.progress)

    def _list_page(self, statuses):
        job, orders = self.job, self.fetcher.client.orders
        params = self._filters()
        if not job.cursor and not job.total_count and not statuses:
            job.total_count = orders.count(params)
        if statuses:
            params["status_id"] = statuses[0]
        if statuses[:1] == [str(INCOMPLETE)]:
            params["min_date_created"] = format_date(job.date_to - _MAY_BE_PAID)
        listed = orders.list_by_id(
            job.cursor,
            {**ORDER_INCLUDES, **params},
            on_too_large=self._put_off_too_large,
        )
        return list(islice(listed, PAGE))

    def _put_off_too_large(self, number, error):
        self.list.put_off_too_large(number, error)
        self.list.keep_for(self.job, {str(number)})

    def _filters(self):
        # BigCommerce's bounds are inclusive, and its dates have whole seconds.
        last = self.job.date_to - timedelta(seconds=1)
        params = {"max_date_created": format_date(last)}
        if self.job.date_from:
            params["min_date_created"] = format_date(self.job.date_from)
        return params

    def import_payloads(self, payloads):
        """Store those of some listed orders that are this job's.

        :param list payloads: as listed with :data:`ORDER_INCLUDES`
        """
        job = self.job
        listed = set(map(order_number, payloads))
        readable = self.fetcher.readable(payloads)
        payloads = [row for row in readable if self._is_within(row)]
        others = set(map(order_number, readable)) - set(map(order_number, payloads))
        known = known_orders(self.store, map(order_number, payloads))
        if job.mode == "hold":
            self._hold(payloads, known)
            return
        taken = self.fetcher.import_payloads(payloads, wants=self._wants)
        self.list.keep_for(job, listed - others)
        is_record = job.mode == "records"
        taken.filtered(lambda order: order.external_id not in known).write(
            {
                "is_record_only": is_record,
                "is_of_start_date": job.is_of_start_date,
                "moves_stock": job.mode != "money",
            }
        )
        if not is_record:
            self._requeue_known(self.env["bigcommerce.order"].concat(*known.values()))

    def _hold(self, payloads, known):
        none = self.env["bigcommerce.order"]
        self.fetcher.hold(
            [
                as_stored(payload)
                for payload in payloads
                if not self.store._is_in_scope(
                    parse_date(payload["date_created"]),
                    known.get(order_number(payload), none),
                )
            ]
        )

    def _requeue_known(self, orders):
        """Those read before without being wanted in earnest are wanted now."""
        job = self.job
        wanted = orders.filtered(
            lambda order: (
                not order.is_skipped
                and (
                    order.is_record_only
                    or (order._was_of_start_date() and not job.is_of_start_date)
                )
            )
        )
        wanted.write(
            {
                "is_record_only": False,
                "is_of_start_date": job.is_of_start_date,
                "moves_stock": job.mode != "money",
            }
        )
        wanted._requeue()

    def _is_within(self, payload):
        created = parse_date(payload.get("date_created"))
        if not created or created >= self.job.date_to:
            return False
        return not self.job.date_from or created >= self.job.date_from

    def _wants(self, created, order):
        """Older orders too, unless a start date forbids them meanwhile."""
        store = self.store
        if self.job.is_of_start_date or store.order_sync_start_date_enabled:
            return store._is_in_scope(created, order)
        return True


class BigcommerceBackfill(models.Model):
    _inherit = "bigcommerce.backfill"

    def _follow_limit(self, limit):
        """The start date was moved or switched off: what it began shrinks with it."""
        for job in self.filtered(lambda job: job.is_of_start_date):
            if limit >= job.date_to:
                job.state = "stopped"
            elif not job.date_from or limit > job.date_from:
                job.date_from = limit

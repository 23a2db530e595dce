"""A run of the orders flow, from what changed on BigCommerce to the Point of Sale."""

from odoo import models

from .hold import hold_orders
from .policy import next_changed_row
from .read.backfill import BackfillReader, next_backfill
from .read.captured_payments import CapturedPayments
from .read.declined_refunds import DeclinedRefunds
from .read.fetch_list import FetchList
from .read.sweep import OrderSweep
from .read.unlisted import ListedCheck
from .rescope import requeue_rescoped_orders


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_orders(self):
        """Read what changed on BigCommerce, then post what the Point of Sale lacks.

        :return: whether everything was done in the time
        """
        self.ensure_one()
        with self._client() as client:
            return OrdersRun(self, client).run()


class OrdersRun:
    """What is new goes before what is compared once more, and that before older orders.

    ``has_time``: whether there is time left in this run of the scheduled action.
    """

    def __init__(self, store, client):
        self.store, self.env = store, store.env
        self.client = client
        self.list = FetchList(store)
        self.payments = CapturedPayments(store, client)
        self.has_time = True

    def run(self):
        """:return: whether everything was done in the time
        :rtype: bool
        """
        if not self._is_going_on():
            requeue_rescoped_orders(self.store)
            if not self.read_changed():
                return False
        self.compare()
        if self.has_time:
            self.payments.read_suspect()
            ListedCheck(self.store, self.client, self.list).check_daily()
        self.follow_tables()
        self.read_older()
        return self.has_time

    def _is_going_on(self):
        """Whether this run only goes on posting what it read a moment ago.

        Odoo calls a scheduled action again and again while work remains; the end of
        its time tells one such run from the next.
        """
        this_run = self.env.context.get("cron_end_time")
        return (
            this_run is not None
            and this_run == self.store.sweep_run
            and self.is_any_to_compare()
            and not self.list.is_any_due()
        )

    def is_any_to_compare(self):
        domain = [("store_id", "=", self.store.id), ("needs_sync", "=", True)]
        return bool(self.env["bigcommerce.order"].search_count(domain, limit=1))

    def read_changed(self):
        """Store what changed since the last run, and what somebody asked for.

        :return: whether it came to its end; if not, the next run goes on
        :rtype: bool
        """
        return OrderSweep(self.store, self.client, self.list).run()

    def compare(self):
        """Post what the Point of Sale lacks of every order that is to be compared."""
        self.read_what_comparing_needs()
        self.has_time = self.store._post_orders(self.payments.unread.ids)

    def hold(self):
        """Have the stock count on what was read, before it is posted.

        :return: whether it does
        :rtype: bool
        """
        self.read_what_comparing_needs()
        return hold_orders(self.store, self.payments.unread.ids)

    def read_what_comparing_needs(self):
        """Refunds that were declined since, and what was received for orders."""
        DeclinedRefunds(self.store, self.client, self.list).check_daily()
        self.payments.read_refunded()

    def follow_tables(self):
        """Have orders compared by tables that were changed, a chunk at a time."""
        while row := next_changed_row(self.store):
            if self._makes_way():
                return
            row._mark_next_orders()
            self.env["ir.cron"]._commit_progress(1)
            self.compare()

    def read_older(self):
        """Read older orders, a page at a time.

        Those that BigCommerce has failed to answer for in this run, like those that
        somebody holds, do not keep older ones waiting.
        """
        while job := next_backfill(self.store):
            if self._makes_way():
                return
            BackfillReader.of(job, self.client, self.list).read_page()
            self.env["ir.cron"]._commit_progress(1)
            self.compare()

    def _makes_way(self):
        """There is no time left, or something new to read: a run of its own does it."""
        if self.has_time and not self.list.is_any_due():
            return False
        self.has_time = False
        self.store._trigger_flow("orders")
        return True

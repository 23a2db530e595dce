"""Orders in: the calls that it takes to hear of what changed."""

import uuid
from datetime import timedelta
from math import ceil
from statistics import median

from goods import lines, make_goods
from same_orders import WARM_UP, SameOrders, Times

from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

NAMES = (
    "orders.read.calls",
    "orders.read.ms",
    "orders.read.captured_calls",
    "orders.idle.calls",
    "orders.webhook.calls",
)
# Longer than the overlap of two sweeps: nothing has happened for a while.
_A_WHILE = timedelta(minutes=10)
# One to see it, one to find out that it was the last.
_SYNCS = 2
_WEBHOOKS_EACH = 4


def run(bench):
    """Read many orders and refunds, nothing at all, and what webhooks speak of."""
    count, refunds = bench.size(1010), bench.size(260)
    with bench.web() as web, bench.shop.connected(web) as store:
        goods = make_goods(bench.shop, web)
        numbers = web.check_out(count, lines(goods), tax_rate="8.25")
        for number in numbers[:refunds]:
            web.refund(number)
        reading = Reading(bench, web, store)
        reading.everything(count, refunds)
        reading.nothing(goods)
        reading.webhooks(goods, bench.size(300))
        reading.against_posting(bench.size(20, least=5))


class Reading:
    """A store whose orders are read, not posted."""

    def __init__(self, bench, web, store):
        self.shop, self.figures = bench.shop, bench.figures
        self.web, self.store = web, store

    def everything(self, count, refunds):
        """250 orders a call, complete with their lines, and 250 refunds.

        Then what was paid for the refunded ones, each on its own.
        """
        run = self._read()
        self._check_known(count)
        self._first = run, count
        captured_calls = run.count(part="/transactions")
        self.figures.add(
            "orders.read.calls",
            len(run.calls) - captured_calls,
            "calls",
            ceil(count / 250) + ceil(refunds / 250),
            orders=count,
            refunds=refunds,
            **run.times,
        )
        self.figures.add(
            "orders.read.captured_calls",
            captured_calls,
            "calls",
            refunds,
            orders=count,
            reference_is="refunded orders",
        )

    def nothing(self, goods):
        """A sync when nothing happened since a single order some time ago."""
        self._let_time_pass()
        self.web.check_out(1, lines(goods))
        for _ in range(_SYNCS):
            self._read()
            self._let_time_pass()
        run = self._read()
        self.figures.add(
            "orders.idle.calls", len(run.calls), "calls", 2, queries=run.queries
        )

    def webhooks(self, goods, count):
        """Several deliveries for each of some new orders, looked at once."""
        self._let_time_pass()
        numbers = self.web.check_out(count, lines(goods))
        known = len(self.store.order_ids)
        for number in numbers * _WEBHOOKS_EACH:
            self.store._store_webhook(
                self.store, str(uuid.uuid4()), "store/order/updated", str(number)
            )
        self.shop.commit()
        run = self._read()
        self._check_known(known + len(numbers))
        refund_calls = run.count(part="refunds")
        self.figures.add(
            "orders.webhook.calls",
            len(run.calls) - refund_calls,
            "calls",
            ceil(len(numbers) / 250),
            webhooks=len(numbers) * _WEBHOOKS_EACH,
            orders=len(numbers),
            refund_calls=refund_calls,
            **run.times,
        )

    def against_posting(self, rounds):
        """What reading the first orders took, against what Odoo takes to post one."""
        run, count = self._first
        waiting = self.store.order_ids.filtered(lambda order: not order.amount_refunded)
        same = SameOrders(self.shop, self.store, waiting.sorted("id").ids[-WARM_UP:])
        odoos = Times(self.shop.env)
        for _ in range(rounds):
            same.post(odoos)
        self.figures.add(
            "orders.read.ms",
            run.seconds * 1000 / count,
            "ms",
            median(odoos.ms),
            orders=count,
            queries=run.queries / count,
            processor_ms=run.processor_seconds * 1000 / count,
            **odoos.parameters("reference_"),
        )

    def _read(self):
        """All that ``_sync_orders`` asks BigCommerce for."""
        with self.shop.measured(self.web) as run, self.store._client() as client:
            reading = OrdersRun(self.store, client)
            while not reading.read_changed():
                self.shop.env.invalidate_all()
            reading.read_what_comparing_needs()
            left = reading.payments.unread
            self.shop.env.cr.commit()
        self.shop.env.invalidate_all()
        if left:
            raise RuntimeError(f"What was paid for {len(left)} orders was not read.")
        return run

    def _let_time_pass(self):
        """On BigCommerce's clock, and as if the last changes had been seen then."""
        self.web.pass_time(_A_WHILE.total_seconds())
        for name in ("orders_watermark_at", "refunds_watermark_at"):
            if self.store[name]:
                self.store[name] -= _A_WHILE
        self.shop.commit()

    def _check_known(self, count):
        known = len(self.store.order_ids)
        if known != count:
            raise RuntimeError(f"{known} of {count} orders were read.")

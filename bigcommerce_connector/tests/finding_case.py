"""Web orders of chosen dates, and the requests that finding them takes."""

from contextlib import contextmanager
from datetime import timedelta, timezone

from odoo import fields

from ..api.resources import orders as orders_resource
from ..sync.orders.read import backfill, due, sweep, unlisted
from ..sync.orders.read.fetch import OrderFetcher
from ..sync.orders.read.fetch_list import FetchList
from .common import BigcommerceCase

ORDERS, REFUNDS = "GET v2/orders", "GET v3/orders/payment_actions/refunds"
MINUTE = timedelta(minutes=1)


class FindingCase(BigcommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug = cls.new_product("MUG", 7.5)

    def setUp(self):
        super().setUp()
        self.exchanges = []
        self.simulator.application.observers.append(self.exchanges.append)
        self.sell_online(self.mug)

    @property
    def orders(self):
        """The shopper's and the staff's side of BigCommerce's orders."""
        return self.simulator.store.orders

    def place(self, quantity=1, created=None, **details):
        """A shopper buys mugs.

        :param datetime created: naive UTC; None: now
        """
        order = self.orders.place([{"sku": "MUG", "quantity": quantity}], **details)
        if created:
            with self.simulator.store.lock:
                order.created = created.replace(tzinfo=timezone.utc)
                order.modified = order.created
        return order.id

    def read_pages_of(self, size):
        """Lists of fewer than 250 orders a page: what happens between two pages is the
        same, and takes fewer orders to be seen."""
        for module in (orders_resource, backfill, due, sweep, unlisted):
            self.patch(module, "PAGE", size)

    def touch(self, external_id, **changes):
        """Staff edits the order in the control panel, webhooks included."""
        self.orders.edit(external_id, **(changes or {"status_id": 9}))

    def set_draft(self, orders):
        """As if the cashier had not finished them; Odoo keeps what was paid."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order SET state = 'draft' WHERE id IN %s", [tuple(orders.ids)]
        )
        self.env.invalidate_all()

    def refund(self, external_id, quantity=1):
        line = self.orders.get(external_id).lines[0]
        items = [{"item_type": "PRODUCT", "item_id": line.id, "quantity": quantity}]
        return self.orders.refund(external_id, items)

    def notify(self, *external_ids, scope="store/order/updated"):
        """A webhook about each of these orders has come in."""
        for external_id in external_ids:
            self.store._store_webhook(
                self.store, f"{scope}-{external_id}", scope, str(external_id)
            )

    def to_read(self, *external_ids):
        """Rows of the list of orders to read; without numbers all of them."""
        domain = [("store_id", "=", self.store.id)]
        if external_ids:
            domain.append(("external_id", "in", list(map(str, external_ids))))
        return self.env["bigcommerce.order.fetch"].search(domain)

    def due(self):
        """The numbers of the orders that the next run reads, whatever is listed."""
        due = self.env["bigcommerce.order.fetch"]._due(self.store)
        return sorted(int(row.number) for row in due)

    def fetch(self, client, payloads):
        """Store listed orders with all their refunds."""
        fetcher = OrderFetcher(self.store, client, FetchList(self.store))
        return fetcher.import_payloads(payloads)

    def sent(self, start=0):
        return [
            f"{row['method']} {row['path'].split(self.simulator.store_hash + '/')[-1]}"
            for row in self.exchanges[start:]
        ]

    @contextmanager
    def requests(self, *expected):
        """What is asked of BigCommerce in this block, whatever the sequence."""
        start = len(self.exchanges)
        yield
        self.assertEqual(sorted(self.sent(start)), sorted(expected))

    def assertNoRequests(self):
        """Nothing is sent to BigCommerce in this block."""
        return self.requests()

    def let_time_pass(self, since):
        """Odoo last looked, and first saw the newest change, so long ago."""
        self.simulator.store.clock.advance(since.total_seconds())
        for name in (
            "orders_watermark_at",
            "orders_overlapped_on",
            "refunds_watermark_at",
            "orders_last_sync",
        ):
            if self.store[name]:
                self.store[name] -= since

    def last_trigger(self):
        """Of the orders' flow: the number of the newest, those that ran are gone."""
        cron = self.store._flow("orders").cron_id
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        return max(triggers.ids, default=0)

    def posted(self, external_id):
        """Number and total of the transactions of a web order."""
        orders = self.web_order(external_id).pos_order_ids
        return len(orders), round(sum(orders.mapped("amount_total")), 2)

    def are_payloads_read(self):
        """Whether what was done since the last invalidation read orders' payloads.

        Those of tens of thousands of orders do not fit into a worker's memory.
        """
        self.env.cr.flush()  # what people do is tracked at the commit
        fields = self.env["bigcommerce.order"]._fields
        names = ("payload", "refunds_payload")
        return any(fields[name]._get_cache(self.env) for name in names)

    def stock(self):
        mug = self.mug.with_context(warehouse_id=self.warehouse.id)
        mug.invalidate_recordset()
        return mug.qty_available

    def now(self):
        return fields.Datetime.now()

"""What people, webhooks and scheduled actions do every day, after years of it."""

import time
from math import ceil
from statistics import median

from copies import copy_row
from dashboard import Dashboard
from goods import lines, make_goods
from odoo_server import OdooServer, free_port
from webhooks import Sender

from odoo.tools import SQL

from odoo.addons.bigcommerce_connector.sync.orders.run import OrdersRun

_SMALL, _LARGE = 1_000, 200_000
_LINES = 5  # of an order in the register
_SESSION = 1_000  # orders of a session, all but the open one closed long ago
_REPEATS = 9
_DELIVERIES = 50
NAMES = (
    "big.orders_list.ms",
    "big.orders_search.ms",
    "big.store_page.ms",
    "big.dashboard.ms",
    "big.webhook.ms",
    "big.sweep.ms",
    "big.post.ms",
    "big.product_save.ms",
    "big.stock.ms",
)


def run(bench):
    """Each with 1,000 web orders, then with 200,000."""
    small, large = bench.size(_SMALL, least=10), bench.size(_LARGE, least=20)
    with bench.web() as web, bench.shop.connected(web) as store:
        day = Day(bench, web, store)
        day.grow(small)
        before = day.times()
        day.grow(large - small)
        after = day.times()
    for name in NAMES:
        bench.figures.add(
            name,
            median(after[name]),
            "ms",
            median(before[name]),
            orders=large,
            register_lines=large * _LINES,
            mappings=large // 2,
            reference_is=f"the same with {small} orders",
        )


class Day:
    """A store with one order and one product, and many copies of them."""

    def __init__(self, bench, web, store):
        self.bench, self.web, self.store = bench, web, store
        self.shop, self.env = bench.shop, bench.shop.env
        self.goods = make_goods(bench.shop, web, 3)
        self.lines = lines(self.goods)
        self.sold = self.shop.products(2, f"SOLD{store.store_hash}")
        self.shop.commit()
        self.shop.run_flow(store, "catalog", web)
        self.bestseller = self.sold[:1].product_variant_id
        self.shop.stock_up(self.bestseller, 1000)
        self._place(1)
        self.shop.run_flow(store, "orders", web)
        self.order = store.order_ids[:1]
        self.copies = 0

    # === GROW === #

    def grow(self, count):
        """So many orders more, with what a register has of them, and half as many
        mapped products."""
        self._copy_orders(count)
        self._copy_products(count // 2)
        self.copies += count
        self._vacuum()

    def _vacuum(self):
        """As PostgreSQL does by itself where so many rows came."""
        self.shop.commit()
        connection = self.env.cr.connection
        connection.autocommit = True  # no transaction may vacuum
        try:
            self.env.cr.execute("VACUUM (ANALYZE)")
        finally:
            connection.autocommit = False

    def _copy_orders(self, count):
        number = SQL("(%s + n)::text", 10_000_000 + self.copies)
        ordered = SQL("one.date_created - (%s + n) * interval '9 min'", self.copies)
        web_orders = copy_row(
            self.order,
            count,
            external_id=number,
            name=number,
            date_created=ordered,
            date_modified=ordered,
        )
        made = self.order.pos_order_ids[:1]
        copy_row(
            self.order.line_ids[:1],
            count,
            order_id=SQL("%s + n", web_orders),
            product_id=SQL("%s", self.bestseller.id),
        )
        sessions = copy_row(
            made.session_id,
            ceil(count / _SESSION),
            state=SQL("'closed'"),
            start_at=SQL("one.start_at - (%s + n) * interval '1 day'", self.copies),
            stop_at=SQL("one.start_at - (%s + n) * interval '1 day'", self.copies),
        )
        unique = SQL("gen_random_uuid()::text")
        sold = copy_row(
            made,
            count,
            uuid=unique,
            access_token=unique,
            pos_reference=SQL("'BC-' || %s", number),
            name=SQL("'BC-' || %s", number),
            bigcommerce_order_id=SQL("%s + n", web_orders),
            session_id=SQL("%s + n / %s", sessions, _SESSION),
            state=SQL("'done'"),
            date_order=SQL("one.date_order - (%s + n) * interval '9 min'", self.copies),
        )
        copy_row(
            made.lines[:1],
            count * _LINES,
            uuid=unique,
            order_id=SQL("%s + n / %s", sold, _LINES),
        )

    def _copy_products(self, count):
        (template, *_rest) = self.sold
        mapping = template.bigcommerce_mapping_ids
        number = SQL("(%s + n)::text", 10_000_000 + self.copies)
        code = SQL("'COPY-' || %s", number)
        name = SQL("jsonb_build_object('en_US', %s)", code)
        templates = copy_row(template, count, name=name, default_code=code)
        products = copy_row(
            template.product_variant_id,
            count,
            product_tmpl_id=SQL("%s + n", templates),
            default_code=code,
        )
        mappings = copy_row(
            mapping,
            count,
            product_tmpl_id=SQL("%s + n", templates),
            external_id=number,
            name=code,
        )
        copy_row(
            mapping.variant_ids,
            count,
            mapping_id=SQL("%s + n", mappings),
            product_id=SQL("%s + n", products),
            external_id=number,
            sku=code,
        )

    # === WHAT A DAY HAS === #

    def times(self):
        """Milliseconds of each thing, some times.

        :rtype: dict[str, list[float]]
        """
        env = self.env(user=self.env.ref("base.user_admin"))
        page = Dashboard(env, "bigcommerce.store", ("kanban", "form"))
        board = Dashboard(env, "bigcommerce.dashboard", ("kanban",))
        orders = Dashboard(env, "bigcommerce.order", ("list",))
        by_number = [("display_name", "ilike", str(10_000_000 + self.copies - 3))]
        return {
            "big.orders_list.ms": self._timed(lambda: orders.read_list([])),
            "big.orders_search.ms": self._timed(lambda: orders.read_list(by_number)),
            "big.store_page.ms": self._timed(lambda: page.read(self.store.ids)),
            "big.dashboard.ms": self._timed(lambda: board.read([])),
            "big.webhook.ms": self._webhooks(),
            "big.sweep.ms": self._timed(self._sweep, before=lambda: self._place(1)),
            "big.post.ms": self._timed(self._post, before=self._read_one),
            "big.product_save.ms": self._timed(self._save),
            "big.stock.ms": self._timed(self._push_stock, before=self._sell),
        }

    def _timed(self, work, before=None):
        times = []
        for _ in range(_REPEATS):
            if before:
                before()
            self.shop.commit()
            started = time.perf_counter()
            work()
            times.append((time.perf_counter() - started) * 1000)
        return times[1:]

    def _place(self, count):
        self.web.check_out(count, self.lines)

    def _sweep(self):
        self.shop.run_flow(self.store, "orders", self.web)

    def _read_one(self):
        """An order that waits, read and not posted."""
        self._place(1)
        with self.store._client() as client:
            while not OrdersRun(self.store, client).read_changed():
                pass

    def _post(self):
        self.store._post_orders()
        self.env.cr.commit()

    def _save(self):
        self.sold[:1].list_price += 1
        self.env.cr.commit()

    def _sell(self):
        """One of what all these orders have, at a register: its stock is to be sent."""
        self.env["stock.quant"]._update_available_quantity(
            self.bestseller, self.shop.warehouse.lot_stock_id, -1
        )

    def _push_stock(self):
        self.shop.run_flow(self.store, "stock", self.web)

    def _webhooks(self):
        port = free_port()
        sender = Sender(self.store, self.web, port)
        with OdooServer(
            self.bench.database, port, "--workers", "1", "--max-cron-threads", "0"
        ) as sender.server:
            first = self.copies  # deliveries are told apart by their numbers
            numbers = range(first, first + _DELIVERIES)
            answers = [sender.deliver(number) for number in numbers]
        return [seconds * 1000 for seconds in answers[10:]]

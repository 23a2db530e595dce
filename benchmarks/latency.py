"""How long it takes until the other side knows: Odoo with its scheduled actions."""

import time
from statistics import median

from goods import lines, make_goods
from odoo_server import OdooServer, free_port
from register import Register

from odoo.addons.bigcommerce_connector.sync.flow.crons import ACTIONS

NAMES = ("orders.latency_s", "inventory.latency_s")
_INTERVAL = 0.05
_TIMEOUT = 180
_PAUSE = 2
# So long after a push the next sale follows: within the flow's pause, as on a busy day.
_AFTER_PUSH = 1


def run(bench):
    """Web orders and register sales, one after the other, on an Odoo that has time."""
    shop, port = bench.shop, free_port()
    shop.set_address(f"http://127.0.0.1:{port}")
    try:
        with bench.web() as web, shop.connected(web) as store:
            goods = make_goods(shop, web)
            stocked = shop.products(1, f"STOCK{web.store_hash}").product_variant_ids
            shop.stock_up(stocked, 100)
            register = Register(shop)
            store.flow_ids.cron_id.active = True
            shop.commit()
            with OdooServer(bench.database, port, "--max-cron-threads", "2"):
                waiting = Waiting(shop, web, store)
                waiting.order(goods)  # the first one makes what the others find
                orders = [waiting.order(goods) for _ in range(bench.size(10, least=2))]
                waiting.sale(register, stocked)  # the push that the others follow
                sales = [
                    waiting.sale(register, stocked)
                    for _ in range(bench.size(6, least=2))
                ]
            store.flow_ids.cron_id.active = False
            shop.commit()
    finally:
        shop.set_address()
    _report(bench.figures, orders, sales)


def _report(figures, orders, sales):
    for name, times, flow in (
        ("orders.latency_s", orders, "orders"),
        ("inventory.latency_s", sales, "stock"),
    ):
        _label, minutes = ACTIONS[flow]
        figures.add(
            name,
            median(times),
            "s",
            minutes * 60,
            samples=len(times),
            longest=max(times),
            reference_is="the flow's interval, when nothing triggers it",
        )


class Waiting:
    """Looks at both sides until one knows of the other."""

    def __init__(self, shop, web, store):
        self._shop, self._web, self._store = shop, web, store

    def order(self, goods) -> float:
        """Seconds from a shopper's checkout to the committed POS order."""
        time.sleep(_PAUSE)
        started = time.perf_counter()
        (number,) = self._web.check_out(1, lines(goods))
        return self._until(lambda: self._is_posted(number), started)

    def _is_posted(self, number):
        self._shop.env.cr.execute(
            "SELECT 1 FROM pos_order JOIN bigcommerce_order web"
            " ON web.id = pos_order.bigcommerce_order_id"
            " WHERE web.store_id = %s AND web.external_id = %s",
            (self._store.id, str(number)),
        )
        return self._shop.env.cr.fetchone()

    def sale(self, register, product) -> float:
        """Seconds from a committed register sale to BigCommerce's new figure.

        It is sold a second after the sale before it is known there.
        """
        self._until(lambda: self._level(product) is not None, time.perf_counter())
        time.sleep(_AFTER_PUSH)
        before = self._level(product)
        register.sell(product)
        self._shop.commit()
        return self._until(
            lambda: self._level(product) == before - 1, time.perf_counter()
        )

    def _level(self, product):
        """What BigCommerce has of it; None until it knows of any."""
        answer = self._web.api(
            "GET", f"/v3/catalog/variants?sku={product.default_code}"
        )
        return next((row["inventory_level"] or None for row in answer["data"]), None)

    def _until(self, is_so, started) -> float:
        while not is_so():
            self._shop.env.cr.rollback()
            if time.perf_counter() - started > _TIMEOUT:
                raise RuntimeError("The other side never knew.")
            time.sleep(_INTERVAL)
        seconds = time.perf_counter() - started
        self._shop.env.cr.rollback()
        return seconds

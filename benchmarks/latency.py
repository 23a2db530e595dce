"""How long it takes until the other side knows: Odoo with its scheduled actions."""

import math
import time
from itertools import pairwise
from statistics import median

from goods import lines, make_goods
from odoo_server import OdooServer, free_port
from register import Register

from odoo.addons.bigcommerce_connector.sync.flow.crons import ACTIONS

NAMES = ("orders.latency_s", "inventory.latency_s", "inventory.latency_p95_s")
_INTERVAL = 0.05
_TIMEOUT = 180
_PAUSE = 2
# A busy shop: the flow's pause after a push is longer.
_BETWEEN_SALES = 1
# What nineteen of twenty sales must be known by, and bounds to show the rest by.
_PROMISED = 5
_BOUNDS = (0, 1, 2, 3, _PROMISED, math.inf)


def run(bench):
    """Web orders, one after the other, and register sales a second apart, on an Odoo
    that has time."""
    shop, port = bench.shop, free_port()
    shop.set_address(f"http://127.0.0.1:{port}")
    try:
        with bench.web() as web, shop.connected(web) as store:
            goods = make_goods(shop, web)
            stocked = shop.products(1, f"STOCK{web.store_hash}").product_variant_ids
            shop.stock_up(stocked, 1000)
            register = Register(shop)
            store.flow_ids.cron_id.active = True
            shop.commit()
            with OdooServer(bench.database, port, "--max-cron-threads", "2"):
                waiting = Waiting(shop, web, store)
                waiting.order(goods)  # the first one makes what the others find
                orders = [waiting.order(goods) for _ in range(bench.size(10, least=2))]
                sales = waiting.sales(register, stocked, bench.size(60, least=5))
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
    figures.add(
        "inventory.latency_p95_s",
        sorted(sales)[math.ceil(0.95 * len(sales)) - 1],
        "s",
        float(_PROMISED),
        **_distribution(sales),
    )


def _distribution(times):
    """How many are in each range of seconds."""
    counts = {
        f"{low}_to_{high}_s": sum(low < seconds <= high for seconds in times)
        for low, high in pairwise(_BOUNDS)
    }
    return {"samples": len(times), **counts}


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

    def sales(self, register, product, count) -> list[float]:
        """Seconds from each committed register sale to BigCommerce's new figure.

        They are made a second apart, whether or not the ones before are known there.
        """
        self._until(lambda: self._level(product) is not None, time.perf_counter())
        before = self._level(product)
        started, sold, seconds = time.perf_counter(), [], []
        while len(seconds) < count:
            due = started + len(sold) * _BETWEEN_SALES
            if len(sold) < count and time.perf_counter() >= due:
                register.sell(product)
                self._shop.commit()
                sold.append(time.perf_counter())
            known = before - self._level(product)
            now = time.perf_counter()
            seconds += [now - at for at in sold[len(seconds) : known]]
            if now - sold[-1] > _TIMEOUT:
                raise RuntimeError("The other side never knew.")
            self._shop.env.cr.rollback()  # no snapshot is kept while Odoo goes on
            time.sleep(_INTERVAL)
        return seconds

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

"""Stock out: calls, the time to find what differs, and what a register sale costs."""

import time
from math import ceil
from statistics import median

from catalog import make_shirts
from register import Register

from odoo.addons.bigcommerce_connector.sync.inventory.comparison import (
    StockComparison,
)

NAMES = (
    "inventory.push.calls",
    "inventory.noop.calls",
    "inventory.drift.calls",
    "inventory.refused.calls",
    "inventory.compute.ratio",
    "inventory.sale.queries",
    "inventory.push_multi.calls",
)
_MAX_ITEMS = 2000
_MAX_ROWS = 1000
_MAX_PRODUCTS = 250
_LOCATIONS = 3
_REPEATS = 5


def run(bench):
    """20,000 variants at one location, then 5,000 of them at three."""
    tens = [str(number) for number in range(10)]
    shop = bench.shop
    with (
        bench.web(refused_items_named="none") as web,
        shop.connected(web) as store,
    ):
        templates = make_shirts(shop, bench.size(200), web.store_hash, tens, tens)
        shop.stock_up(templates.product_variant_ids, 50)
        shop.run_flow(store, "catalog", web)
        stock = Stock(bench, web, store, templates)
        stock.push()
        stock.check_again()
        stock.compare_with_theirs()
        stock.compare()
        stock.sell()
        stock.push_some_that_are_gone(bench.size(20))
        stock.push_to_several(bench.size(50))


class Stock:
    """A store whose catalog is online, with stock to publish."""

    def __init__(self, bench, web, store, templates):
        self.shop, self.figures = bench.shop, bench.figures
        self.web, self.store, self.templates = web, store, templates
        self.products = _plain(templates.product_variant_ids)

    def push(self):
        """2000 items a call."""
        self._add_push("inventory.push.calls", len(self.products), 1)

    def check_again(self):
        """Nothing differs."""
        sync = self.shop.run_flow(self.store, "stock", self.web)
        self.figures.add(
            "inventory.noop.calls",
            len(sync.calls),
            "calls",
            0,
            variants=len(self.products),
            queries=sync.queries,
            **sync.times,
        )

    def compare_with_theirs(self):
        """All of BigCommerce's stock beside what it acknowledged an hour ago."""
        env = self.shop.env
        env.cr.execute(
            "UPDATE bigcommerce_inventory_level"
            " SET acknowledged_on = acknowledged_on - interval '1 hour'"
        )
        check = env["bigcommerce.check"]._of(self.store, "stock")
        check.action_run()
        self.shop.commit()
        sync = self.shop.run_flow(self.store, "checks", self.web)
        if check.state != "done" or check.done_count != len(self.templates):
            raise RuntimeError(f"{check.state}: {check.done_count} products compared.")
        self.figures.add(
            "inventory.drift.calls",
            len(sync.calls),
            "calls",
            ceil(len(self.products) / _MAX_ROWS),
            variants=len(self.products),
            queries=sync.queries,
            **sync.times,
        )

    def compare(self):
        """What to send of all variants, against Odoo's own free quantity of them."""
        ours, odoos = [], []
        comparison = StockComparison(self.store)
        for _ in range(_REPEATS):
            odoos.append(self._timed(self._read_free_quantity))
            ours.append(self._timed(comparison.levels_to_send))
        self.figures.add(
            "inventory.compute.ratio",
            median(ours) * 1000,
            "ms",
            median(odoos) * 1000,
            variants=len(self.products),
            reference_is="free_qty of the same products",
        )

    def _read_free_quantity(self):
        products = self.products.with_context(warehouse_id=self.shop.warehouse.id)
        products.mapped("free_qty")

    def _timed(self, work):
        self.shop.env.invalidate_all()
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    def sell(self):
        """What the connector adds to a sale: at most one INSERT a transaction."""
        register = Register(self.shop)
        sold = self.products[:3]

        def sale():
            register.sell(sold)

        self.shop.queries_of(sale)
        with_notes = self.shop.queries_of(sale)
        with self.shop.without_notes():
            without = self.shop.queries_of(sale)
        self.figures.add(
            "inventory.sale.queries",
            with_notes - without,
            "queries",
            1,
            lines=len(sold),
            queries_of_odoo=without,
        )

    def push_some_that_are_gone(self, count):
        """A quarter of so many products was deleted there, and nobody says which."""
        self.shop.run_flow(self.store, "stock", self.web)  # what was sold before
        there = self.templates[-count:]
        gone = there[: ceil(count / 4)]
        ids = gone.bigcommerce_mapping_ids.mapped("external_id")
        self.web.api("DELETE", f"/v3/catalog/products?id:in={','.join(ids)}")
        variants = there.product_variant_ids
        self.shop.stock_up(variants, 1)
        self.shop.env["bigcommerce.change"]._note("stock", variants.ids)
        self.shop.commit()
        sync = self.shop.run_flow(self.store, "stock", self.web)
        states = set(gone.bigcommerce_mapping_ids.mapped("state"))
        if states != {"attention"} or self._unsent():
            raise RuntimeError(f"{states}, {len(self._unsent())} levels were not sent.")
        self.figures.add(
            "inventory.refused.calls",
            sync.count(part="/inventory/") + sync.count(part="/catalog/"),
            "calls",
            # Refused, looked up, sent without them.
            2 * ceil(len(variants) / _MAX_ITEMS) + ceil(count / _MAX_PRODUCTS),
            variants=len(variants),
            refused=len(gone.product_variant_ids),
            **sync.times,
        )

    def push_to_several(self, count):
        """The same for some of the products at three locations."""
        self.templates[count:].bigcommerce_enabled = False
        self.products = _plain(self.templates[:count].product_variant_ids)
        for number in range(2, _LOCATIONS + 1):
            self.web.api(
                "POST", "/v3/inventory/locations", [_location(f"SHOP-{number}")]
            )
        self.store.action_refresh()
        for location in self.store.location_ids.filtered(
            lambda location: not location.warehouse_id
        ):
            self._add_warehouse(location)
        self.shop.run_flow(self.store, "catalog", self.web)
        self.store._void_acknowledged(self.products)
        self.shop.commit()
        self._add_push("inventory.push_multi.calls", len(self.products), _LOCATIONS)

    def _add_warehouse(self, location):
        code = f"B{location.id}"
        location.warehouse_id = self.shop.env["stock.warehouse"].create(
            {"name": f"Shop {code}", "code": code}
        )
        self.shop.stock_up(self.products, 20, location.warehouse_id.lot_stock_id)

    def _add_push(self, name, variants, locations):
        sync = self.shop.run_flow(self.store, "stock", self.web)
        self.figures.add(
            name,
            sync.count(part="/inventory/"),
            "calls",
            ceil(variants * locations / _MAX_ITEMS),
            # Right before the push, under the same lease.
            order_reads=sync.count(part="/orders"),
            variants=variants,
            locations=locations,
            queries=sync.queries,
            **sync.times,
        )
        if self._unsent():
            raise RuntimeError(f"{len(self._unsent())} levels were not sent.")

    def _unsent(self):
        return StockComparison(self.store).levels_to_send()


def _plain(records):
    """Read together, whatever was forgotten of the records that they came from."""
    return records.browse(records.ids)


def _location(code):
    return {
        "code": code,
        "label": code,
        "type_id": "PHYSICAL",
        "enabled": True,
        "managed_by_external_source": False,
        "address": {
            "address1": "1 Main Street",
            "city": "Austin",
            "state": "Texas",
            "zip": "78701",
            "country_code": "US",
            "email": "shop@example.com",
            "geo_coordinates": {"latitude": 30.2, "longitude": -97.7},
        },
        "time_zone": "Etc/UTC",
    }

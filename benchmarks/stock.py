"""What a run of the stock flow costs before it asks BigCommerce: it grows with what
changed, not with the catalog.

Products, mappings and stock are written straight to the tables; the levels are
acknowledged as if they had been sent. Kits are given as another addon gives them.
"""

import random
import time
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import SQL

from odoo.addons.bigcommerce_connector.sync.inventory.changes import take_levels
from odoo.addons.bigcommerce_connector.sync.inventory.request import StockRequest

NAMES = (
    "stock.idle.queries",
    "stock.changed.queries",
    "stock.changed.ms",
    "stock.changed_400.ms",
    "stock.all.queries",
    "stock.all.ms",
    "stock.all.ratio",
    "stock.all.growth",
)
_LOCATIONS = 3
_CHUNK = 20_000


def run(bench):
    """50,000 products at three locations, every 33rd a kit; then a fiftieth of them."""
    few = _measure(bench, bench.size(1000, 100), is_whole=False)
    many = _measure(bench, bench.size(50_000, 100), is_whole=True)
    bench.figures.add("stock.all.growth", many, "µs per level", few)


def _measure(bench, count, is_whole):
    with bench.web() as web, bench.shop.connected(web) as store:
        scale = Scale(bench, store, count)
        with scale.prepared():
            if is_whole:
                scale.measure()
            return scale.per_level()


class Scale:
    """A large shop, all of whose stock is on BigCommerce already."""

    def __init__(self, bench, store, count):
        self.shop, self.figures = bench.shop, bench.figures
        self.env, self.store, self.count = bench.shop.env, store, count
        self.random = random.Random(1)  # noqa: S311

    @contextmanager
    def prepared(self):
        """The products; the groups that follow do not see them."""
        self.places = self._add_warehouses()
        self.product_ids = self._add_products()
        self.kits = self._choose_kits()
        self._map()
        for place in self.places:
            self.shop.stock_up(
                self.env["product.product"].browse(self._plain()), 50, place
            )
        self.env.cr.execute("ANALYZE")
        registry_class = self.env.registry["bigcommerce.store"]
        with patch.object(
            registry_class, "_stock_components", lambda _store: self.kits
        ):
            self._acknowledge(take_levels(self.store))
            self.shop.commit()
            yield
        self.env.cr.execute(
            "UPDATE product_template SET bigcommerce_enabled = FALSE, active = FALSE"
            " WHERE id IN (SELECT product_tmpl_id FROM product_product"
            "  WHERE id = ANY(%s))",
            [self.product_ids],
        )
        self.shop.commit()

    def measure(self):
        """From nothing changed to everything, and Odoo's own numbers of the same."""
        shape = {
            "products": self.count,
            "locations": _LOCATIONS,
            "kits": len(self.kits),
        }
        add = self.figures.add
        idle, queries = self._timed(0)
        add("stock.idle.queries", queries, "queries", 3, ms=_ms(idle), **shape)
        one, queries = self._timed(1)
        add("stock.changed.queries", queries, "queries", 20, **shape)
        add("stock.changed.ms", _ms(one), "ms", 500, **shape)
        many, queries = self._timed(400)
        add("stock.changed_400.ms", _ms(many), "ms", 1500, queries=queries, **shape)
        everything, queries = self._timed(None)
        add("stock.all.queries", queries, "queries", 20, **shape)
        add("stock.all.ms", _ms(everything), "ms", 10_000, **shape)
        odoos = self._free_quantity()
        add(
            "stock.all.ratio",
            _ms(everything),
            "ms",
            _ms(odoos),
            without_kits=True,
            **shape,
        )

    def per_level(self):
        """Microseconds of a full comparison, by level."""
        seconds = min(self._timed(None)[0] for _ in range(3))
        return round(seconds * 1e6 / (self.count * _LOCATIONS), 1)

    # === WHAT IS MEASURED === #

    def _timed(self, changed):
        """A run up to the first request: so many products changed, or None: any may.

        :return: seconds and queries
        """
        if changed is None:
            self.env["bigcommerce.change"]._note_all_stock()
        elif changed:
            ids = self.random.sample(self._plain(), min(changed, self.count // 2))
            self.env["bigcommerce.change"]._note("stock", ids)
        self.shop.commit()
        queries, started = self.env.cr.sql_log_count, time.perf_counter()
        levels = take_levels(self.store)
        self.env.cr.flush()
        taken = time.perf_counter() - started
        queries = self.env.cr.sql_log_count - queries
        self.shop.commit()
        if levels:
            raise RuntimeError(f"{len(levels)} levels differ though nothing changed.")
        return taken, queries

    def _free_quantity(self):
        """Seconds that Odoo takes for the same products, kits left out."""
        self.shop.commit()
        products = self.env["product.product"].browse(self._plain())
        started = time.perf_counter()
        for location in self.store.location_ids:
            products.with_context(warehouse_id=location.warehouse_id.id).mapped(
                "free_qty"
            )
        return time.perf_counter() - started

    # === THE SHOP === #

    def _plain(self):
        return [id_ for id_ in self.product_ids if id_ not in self.kits]

    def _choose_kits(self):
        """Every 33rd product takes five others."""
        kits = self.product_ids[::33]
        parts = sorted(set(self.product_ids) - set(kits))
        return {kit: dict.fromkeys(self.random.sample(parts, 5), 1.0) for kit in kits}

    def _add_warehouses(self):
        """Three locations, each with a warehouse; the stock locations of these."""
        location = self.store.location_ids[:1]
        places = [location.warehouse_id.lot_stock_id]
        for number in range(2, _LOCATIONS + 1):
            code = f"S{self.store.id % 100}{number}"
            warehouse = self.env["stock.warehouse"].create({"name": code, "code": code})
            location.copy(
                {
                    "external_id": str(number),
                    "warehouse_id": warehouse.id,
                    "is_default": False,
                }
            )
            places.append(warehouse.lot_stock_id)
        return places

    def _add_products(self):
        """Copies of one product.

        :return: product.product ids
        """
        one = self.shop.products(1, f"SCALE-{self.store.id}")
        self.env.flush_all()
        templates = self._copy("product_template", one.id, range(self.count))
        return self._copy("product_product", one.product_variant_id.id, templates)

    def _copy(self, table, record_id, owners):
        """A row so many times.

        :param owners: what each copy belongs to
        :return: ids of the copies
        """
        columns = SQL(", ").join(
            SQL.identifier(name) for name in self._columns(table, "product_tmpl_id")
        )
        owner = SQL()
        if table == "product_product":
            owner = SQL("product_tmpl_id, ")
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s%s) SELECT %s%s"
                " FROM %s, unnest(%s::int4[]) AS owner (id) WHERE %s = %s RETURNING id",
                SQL.identifier(table),
                owner,
                columns,
                SQL("owner.id, ") if owner else SQL(),
                columns,
                SQL.identifier(table),
                list(owners),
                SQL.identifier(table, "id"),
                record_id,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _columns(self, table, owner):
        self.env.cr.execute(
            "SELECT column_name::text FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s"
            "  AND column_name NOT IN ('id', 'barcode', %s)",
            [table, owner],
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def _map(self):
        """All of them are on BigCommerce."""
        self.env.cr.execute(
            SQL(
                "WITH mapping AS ("
                " INSERT INTO bigcommerce_product (store_id, company_id,"
                "  product_tmpl_id, external_id, state, inventory_tracking)"
                " SELECT %(store)s, %(company)s, product_tmpl_id, id::text, 'synced',"
                "  'product' FROM product_product WHERE id = ANY(%(ids)s)"
                " RETURNING id, external_id)"
                " INSERT INTO bigcommerce_variant (store_id, company_id, mapping_id,"
                "  product_id, external_id)"
                " SELECT %(store)s, %(company)s, id, external_id::int4, external_id"
                " FROM mapping",
                store=self.store.id,
                company=self.store.company_id.id,
                ids=self.product_ids,
            )
        )

    def _acknowledge(self, levels):
        request = StockRequest(self.store, None)
        for start in range(0, len(levels), _CHUNK):
            request._acknowledge(levels[start : start + _CHUNK])


def _ms(seconds):
    return round(seconds * 1000, 1)

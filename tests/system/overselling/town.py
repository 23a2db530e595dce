"""A shop with two warehouses, a store with two locations, the same goods and kits on
both sides, and registers. Everything is set up through public doors."""

import requests

from ..processes import TIMEOUT, UNFINISHED
from .journal import Journal
from .record import pushes, web_changes

GOODS = tuple(f"OVER-{number}" for number in range(1, 6))
KITS = {
    "OVER-KIT-1": {"OVER-1": 2, "OVER-2": 1},
    "OVER-KIT-2": {"OVER-2": 1, "OVER-3": 3},
}
LOCATIONS = WEB, SECOND = 1, 2  # storefronts sell from the first
AT_FIRST = 8
SECOND_LOCATION = {
    "label": "Second",
    "managed_by_external_source": True,
    "type_id": "PHYSICAL",
    "time_zone": "America/Chicago",
    "address": {
        "address1": "1 North Street",
        "city": "Austin",
        "state": "Texas",
        "zip": "78704",
        "email": "north@shop.example",
        "geo_coordinates": {"latitude": 30.2, "longitude": -97.7},
        "country_code": "USA",
    },
}
ON_HAND = """
    SELECT product.default_code, location.warehouse_id, SUM(quant.quantity)::float8
      FROM stock_quant quant JOIN product_product product
        ON product.id = quant.product_id
      JOIN stock_location location ON location.id = quant.location_id
     WHERE location.usage = 'internal' AND starts_with(product.default_code, 'OVER-')
     GROUP BY 1, 2
"""
NOT_POSTED = """
    SELECT external_id, message FROM bigcommerce_order
     WHERE state IN ('pending', 'attention')
"""


class Town:
    """``places``: what Odoo has of each location; ``products``: ids by SKU;
    ``stock_flow``: the id of the flow that pushes."""

    def __init__(self, processes):
        self.processes = processes
        self.web = processes.web
        self.odoo = processes.odoo
        processes.connect()
        kits = [("name", "=", "bigcommerce_connector_mrp"), ("state", "=", "installed")]
        self.kits = KITS if self.odoo.find("ir.module.module", kits, ["id"]) else {}
        self.places = self._two_locations()
        self.products = self._products()
        self._recipes()
        self.method = self._payment_method()
        stock = [("store_id", "=", processes.store_id), ("kind", "=", "stock")]
        self.stock_flow = self.odoo.find("bigcommerce.flow", stock, ["id"])[0]["id"]
        processes.control("PATCH", "/switches", {"checkout_beyond_stock": "refuse"})
        self.restock()
        variants = list(self.web.api.pages("/v3/catalog/variants"))
        self.names = {("variant_id", row["id"]): row["sku"] for row in variants}
        self.names |= {
            ("product_id", row["product_id"]): row["sku"] for row in variants
        }

    # === SET-UP === #

    def _two_locations(self):
        api = self.web.api
        response = requests.post(
            f"{api.url}/stores/{api.store_hash}/v3/inventory/locations",
            json=[SECOND_LOCATION],
            headers={"X-Auth-Token": api.access_token},
            timeout=TIMEOUT,
        )
        response.raise_for_status()
        call, store_id = self.odoo.call, self.processes.store_id
        call("bigcommerce.store", "action_refresh", [store_id])
        [first] = self.odoo.find("stock.warehouse", [], ["id"], limit=1)
        second = call("stock.warehouse", "create", {"name": "Second", "code": "OVER2"})
        shown = [("store_id", "=", store_id), ("external_id", "=", str(SECOND))]
        [location] = self.odoo.find("bigcommerce.location", shown, ["id"])
        call(
            "bigcommerce.location", "write", [location["id"]], {"warehouse_id": second}
        )
        fields = ["lot_stock_id", "pos_type_id", "in_type_id", "int_type_id"]
        return {
            location: self.odoo.find("stock.warehouse", [("id", "=", number)], fields)[
                0
            ]
            for location, number in ((WEB, first["id"]), (SECOND, second))
        }

    def _products(self):
        skus = [*GOODS, *self.kits]
        values = [
            {
                "name": f"Product {sku}",
                "default_code": sku,
                "is_storable": sku in GOODS,
                "list_price": 10,
                "taxes_id": [(5,)],
                "available_in_pos": True,
                "bigcommerce_enabled": True,
            }
            for sku in skus
        ]
        ids = self.odoo.call("product.product", "create", values)
        return dict(zip(skus, ids, strict=True))

    def _recipes(self):
        for kit, parts in self.kits.items():
            [product] = self.odoo.call(
                "product.product", "read", [self.products[kit]], ["product_tmpl_id"]
            )
            lines = [
                (0, 0, {"product_id": self.products[part], "product_qty": units})
                for part, units in parts.items()
            ]
            recipe = {"type": "phantom", "bom_line_ids": lines}
            recipe["product_tmpl_id"] = product["product_tmpl_id"][0]
            self.odoo.call("mrp.bom", "create", recipe)

    def restock(self):
        """As many of all goods everywhere, on both sides: days begin alike."""
        places = [(sku, location) for sku in GOODS for location in LOCATIONS]
        self.count(self.odoo, dict.fromkeys(places, AT_FIRST))
        start = self.begin()
        self.processes.wait_until(lambda: self.disagreements(start), "it is published")

    def count(self, odoo, units):
        """Staff counts: units by goods and location."""
        values = [
            {
                "product_id": self.products[sku],
                "location_id": self.places[location]["lot_stock_id"][0],
                "inventory_quantity_auto_apply": counted,
            }
            for (sku, location), counted in units.items()
        ]
        mode = {"inventory_mode": True}
        odoo.call("stock.quant", "create", values, context=mode)

    def _payment_method(self):
        bank = {"name": "Tills", "type": "bank", "code": "OVER"}
        journal = self.odoo.call("account.journal", "create", bank)
        method = {"name": "Card at the tills", "journal_id": journal}
        return self.odoo.call("pos.payment.method", "create", method)

    # === BOTH SIDES === #

    def stock(self):
        """On hand in Odoo, by goods and location."""
        places = {row["id"]: location for location, row in self.places.items()}
        rows = self.processes.sql(ON_HAND)
        return {(sku, places[row]): units for sku, row, units in rows if row in places}

    def levels(self):
        """On BigCommerce, by item and location."""
        skus = ",".join(self.products)
        return {
            (row["identity"]["sku"], location): row["total_inventory_onhand"]
            for location in LOCATIONS
            for row in self.web.api.get(
                f"/v3/inventory/locations/{location}/items", **{"sku:in": skus}
            )["data"]
        }

    def begin(self) -> Journal:
        """A journal that begins now, when nothing is on its way."""
        return Journal(self.stock(), self.kits)

    def read_web(self, journal, since):
        """What BigCommerce recorded, for the journal.

        :param str since: a moment as the simulator writes it
        """
        control = self.processes.control
        moved = [row for row in control("GET", "/movements") if row["at"] > since]
        asked = control("GET", "/exchanges")["exchanges"]
        asked = [row for row in asked if (row["carried_out"] or "") > since]
        journal.changes += web_changes(moved, self.names)
        journal.pushes = pushes(asked, self.names)

    def disagreements(self, journal):
        """What the sides say differently from the journal, and what is not finished."""
        for what, statement in UNFINISHED:
            if self.processes.sql(statement)[0][0]:
                yield what
        ours = {str(change.order) for change in journal.changes if change.order}
        for number, message in self.processes.sql(NOT_POSTED):
            if number in ours:
                yield f"web order {number} is not posted: {message or ''}"
        there, here = self.levels(), self.stock()
        for key, units in journal.stock_at_end().items():
            if here.get(key, 0) != units:
                yield f"{key}: {here.get(key, 0):g} in Odoo, {units:g} by the journal"
        for key, units in journal.levels_at_end(self.products, LOCATIONS).items():
            if there.get(key) != units:
                yield f"{key}: {there.get(key)} on BigCommerce, {units} by the journal"

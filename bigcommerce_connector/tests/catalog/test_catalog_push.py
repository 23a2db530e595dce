"""Catalog out: what is created, and in how many calls; nothing is ever there twice."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models import ir_cron

from ...sync.catalog import update
from ...sync.catalog.queue import queue_changed_products
from ..catalog_case import CatalogCase
from ..stock_case import ORDERS, PUSH

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
FAILING = "odoo.addons.bigcommerce_connector.sync.catalog.failing"
READ = "GET catalog/products"
CREATE = "POST catalog/products"
READ_BACK = "GET catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogCreate(CatalogCase):
    def test_the_tax_class_of_a_new_product_is_by_the_owners_table(self):
        reduced, other = taxes = self.env["account.tax"].create(
            [
                {"name": f"{rate} %", "amount": rate, "type_tax_use": "sale"}
                for rate in (7, 9)
            ]
        )
        for tax, number in ((reduced, "3"), (other, "4, 5")):
            row = {"rate": tax.amount, "tax_id": tax.id, "tax_class": number}
            self.store.tax_ids = [Command.create(row)]
        book = self.product("BOOK", taxes_id=reduced.ids)
        unclear = self.product("UNCLEAR", taxes_id=other.ids)
        both = self.product("BOTH", taxes_id=taxes.ids)
        self.sync()
        classes = [self.remote(one)["tax_class_id"] for one in (book, unclear, both)]
        self.assertEqual(classes, [3, 0, 0])
        external_id = self.mapping(book).external_id
        self.shop.products.update(external_id, {"tax_class_id": 6})
        book.list_price = 12
        self.sync()
        self.assertEqual(self.remote(book)["tax_class_id"], 6, "it is the merchant's")

    def names(self):
        return sorted(product["name"] for product in self.shop.products.list())

    def test_a_product_with_variants_and_its_stock(self):
        shirt = self.shirt("S", "M", "L", public_description="<p>Soft</p>")
        large = self.variant(shirt, "SHIRT-L")
        extra = shirt.attribute_line_ids.product_template_value_ids[-1]
        extra.price_extra = 2.5
        self.env["stock.quant"]._update_available_quantity(
            large, self.warehouse.lot_stock_id, 7
        )
        with self.requests(READ, CREATE, READ_BACK):
            self.sync()
        remote = self.remote(shirt)
        self.assertEqual(remote["name"], "T-Shirt SHIRT")
        self.assertEqual(remote["description"], "<p>Soft</p>")
        self.assertEqual(remote["inventory_tracking"], "variant")
        self.assertTrue(remote["is_visible"])
        self.assertEqual(
            [
                (v["sku"], v["option_values"][0]["label"], float(v["calculated_price"]))
                for v in remote["variants"]
            ],
            [("SHIRT-S", "S", 10), ("SHIRT-M", "M", 10), ("SHIRT-L", "L", 12.5)],
        )
        [option] = remote["options"]
        self.assertEqual(option["display_name"], "Size")
        self.assertState(shirt, "synced")
        mapped = self.mapping(shirt).variant_ids
        self.assertEqual(
            {v.product_id.default_code: v.external_id for v in mapped},
            {v["sku"]: str(v["id"]) for v in remote["variants"]},
        )
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        on_hand = self.simulator.store.inventory.on_hand
        self.assertEqual([on_hand(v["id"]) for v in remote["variants"]], [0, 0, 7])

    def test_a_second_run_sends_nothing(self):
        self.shirt("S", "M")
        self.product()
        self.sync()
        self.sync("stock")
        with self.assertNoRequests():
            self.sync()
            self.sync("stock")

    def test_calls_at_the_floor(self):
        """N calls to create N products, one to read the ids of up to 250 back."""
        for number in range(12):
            self.shirt("S", "M", prefix=f"SHIRT{number}")
        with self.requests(READ, *[CREATE] * 12, READ_BACK):
            self.sync()
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})

    def test_a_simple_product_needs_no_reading_back(self):
        mug = self.product(barcode="4006381333931", description_sale="Two\nlines")
        with self.requests(READ, CREATE):
            self.sync()
        remote = self.remote(mug)
        self.assertEqual(remote["sku"], "MUG")
        self.assertEqual(remote["upc"], "4006381333931")
        self.assertEqual(remote["inventory_tracking"], "product")
        self.assertIn("Two<br/>lines", remote["description"])
        self.assertState(mug, "synced")
        self.assertEqual(
            self.mapping(mug).variant_ids.external_id, str(remote["base_variant_id"])
        )

    def test_services_are_digital_and_not_tracked(self):
        service = self.product(type="service", is_storable=False)
        self.sync()
        remote = self.remote(service)
        self.assertEqual(remote["type"], "digital")
        self.assertEqual(remote["inventory_tracking"], "none")
        with self.assertNoRequests():
            self.sync("stock")

    def test_only_what_is_enabled_is_sent(self):
        self.product(bigcommerce_enabled=False)
        self.product("OLD", active=False)
        with self.assertNoRequests():
            self.sync()
        self.assertFalse(self.store.product_ids)

    def test_products_enabled_before_connect_are_found_without_a_note(self):
        self.product()
        self.env.cr.flush()
        self.env["bigcommerce.change"].search([]).unlink()
        with self.requests(READ, CREATE):
            self.sync()

    def test_excluded_variants_are_not_sent(self):
        shirt = self.shirt("S", "M", "L")
        self.variant(shirt, "SHIRT-M").write(
            {"bigcommerce_excluded": True, "default_code": False}
        )
        self.sync()
        skus = [variant["sku"] for variant in self.remote(shirt)["variants"]]
        self.assertEqual(skus, ["SHIRT-S", "SHIRT-L"])

    def test_attributes_with_a_single_value_are_options_beside_a_choice(self):
        shirt = self.shirt("S", "M", colors=("Black",))
        self.sync()
        names = [option["display_name"] for option in self.remote(shirt)["options"]]
        self.assertEqual(names, ["Size", "Color"])
        plain = self.shirt("L", colors=("Black",), prefix="ONE")
        self.sync()
        self.assertFalse(self.remote(plain)["options"])

    def test_attributes_that_make_no_variants_are_no_options(self):
        self.store.writes_modifiers = False
        engraving = self.attribute("Text", "A", "B", create_variant="no_variant")
        mug = self.product(
            attribute_line_ids=[
                (
                    0,
                    0,
                    {
                        "attribute_id": engraving.id,
                        "value_ids": engraving.value_ids.ids,
                    },
                )
            ]
        )
        for _save in range(2):
            self.sync()
            self.assertFalse(self.remote(mug)["options"])
            self.assertState(mug, "synced", "create no variants: Text")
            mug.list_price += 1

    def test_queries_do_not_grow_with_the_products(self):
        tax = self.env["account.tax"].create({"name": "21 %", "amount": 21})
        self.store.prices_include_tax = True
        for number in range(6):
            self.shirt("S", "M", prefix=f"SHIRT{number}", taxes_id=tax.ids)
        self.env.cr.flush()
        queue_changed_products(self.store)
        self.env.flush_all()

        def queries(number):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.store.product_ids[:number]._catalog_values()
            return self.env.cr.sql_log_count - before

        queries(1)  # fills the caches of the registry
        self.assertEqual(queries(2), queries(6))

    # === NEVER TWICE === #

    @mute_logger(FLOW, FAILING)
    def test_an_answer_lost_or_too_late_makes_no_second_product(self):
        faults = {
            "cut": {},
            "timeout_after": {"seconds": 0},
            "504": {"carried_out": True},
        }
        for kind, details in faults.items():
            with self.subTest(kind):
                shirt = self.shirt("S", "M", prefix=kind)
                before, name = self.names(), f"T-Shirt {kind}"
                path = "/v3/catalog/products"
                self.fault(kind, method="POST", path=path, **details)
                self.sync()
                made = sorted([*before, name])  # but not known here
                self.assertEqual(self.names(), made)
                self.assertFalse(self.mapping(shirt).external_id)
                mapping = self.mapping(shirt)
                # A server error may be of this product alone: only it waits.
                self.assertTrue(self.store.last_error or mapping.retry_at)
                self.sync()
                self.assertEqual(self.names(), made)
                self.assertState(shirt, "synced")
                self.assertFalse(self.store.last_error)

    @mute_logger(FLOW)
    def test_an_answer_lost_amid_others(self):
        for number in range(4):
            self.product(f"MUG{number}")
        self.fault("cut", method="POST", path="/v3/catalog/products", skip=1)
        self.sync()
        self.assertEqual(len(self.names()), 2)
        self.sync()
        self.assertEqual(len(self.names()), 4)
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})

    def test_a_product_that_appears_meanwhile_is_adopted(self):
        shirt = self.shirt("S", "M", is_storable=False)
        self.sync()
        external_id = self.mapping(shirt).external_id
        # As if it had never been written down; stock is not tracked, so the sync-up
        # does not see it and BigCommerce refuses the SKU.
        self.product()  # so that something else is mapped
        self.sync()
        self.mapping(shirt).unlink()
        self.sync()
        self.assertEqual(self.mapping(shirt).external_id, external_id)
        self.assertEqual(len(self.names()), 2)
        self.assertState(shirt, "synced")

    @mute_logger(FLOW)
    def test_a_temporary_error_changes_no_state(self):
        mug = self.product()
        self.fault("503", method="POST", path="/v3/catalog/products")
        self.sync()
        self.assertState(mug, "pending")
        self.assertTrue(self.store.last_error)
        self.sync()
        self.assertState(mug, "synced")

    @mute_logger(FLOW)
    def test_missing_rights_pause_the_store(self):
        mug = self.product()
        self.fault("403", method="POST", path="/v3/catalog/products")
        self.sync()
        self.assertEqual(self.store.state, "paused")
        self.assertState(mug, "pending")

    # === SHORT OF TIME === #

    def test_the_daily_check_of_a_large_catalog_takes_several_runs_and_ends(self):
        for sku in ("MUG", "CUP", "JUG"):
            self.product(sku)
        self.sync()
        flow = self.store._flow("catalog")
        flow.last_success -= timedelta(days=1)
        self.enterContext(patch.object(ir_cron, "MIN_TIME_PER_JOB", 0))
        self.enterContext(patch.object(update, "_BATCH", 1))
        for _run in range(6):
            self.sync()
        self.assertEqual(self.store.product_ids.mapped("state"), ["synced"] * 3)
        self.assertEqual(flow.last_success.date(), fields.Date.today())

    def test_a_cron_without_time_still_gets_everything_done(self):
        """As on a slow machine: every sync at the clock says that time is up."""
        self.enterContext(patch.object(ir_cron, "MIN_TIME_PER_JOB", 0))
        products = self.env["product.template"]
        for number in range(3):
            products |= self.shirt("S", "M", prefix=f"SHIRT{number}")
        for _run in range(3):
            self.sync()
        self.assertEqual(self.store.product_ids.mapped("state"), ["synced"] * 3)
        self.assertEqual(len(self.names()), 3)
        products.list_price = 12
        products.attribute_line_ids.product_template_value_ids.price_extra = 1
        for _run in range(3):
            self.sync()
        self.assertEqual(self.store.product_ids.mapped("state"), ["synced"] * 3)
        prices = [variant["price"] for variant in self.shop.variants.list()]
        self.assertEqual([float(price) for price in prices], [13] * 6)
        self.sync("stock")
        self.assertEqual(
            self.store.product_ids.variant_ids.level_ids.mapped("quantity"), [0] * 6
        )

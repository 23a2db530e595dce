"""What becomes on BigCommerce of what is no longer to be sold there."""

import ast
import json
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..stock_case import StockCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestUnsold(StockCase):
    simulator_options = {"second_location": True}

    def everything(self):
        """Both flows, as their scheduled actions run them."""
        self.sync()
        self.sync("stock")

    def variant_stock(self, shirt, quantity):
        for variant in shirt.product_variant_ids:
            self.env["stock.quant"]._update_available_quantity(
                variant, self.warehouse.lot_stock_id, quantity
            )

    def levels(self, shirt):
        rows = self.remote(shirt)["variants"]
        return {row["sku"]: row["inventory_level"] for row in rows}

    def test_unsold_items_are_left_unchanged(self):
        mug = self.synced("MUG")
        mug.bigcommerce_enabled = False
        start = len(self.exchanges)
        self.everything()
        self.stock(mug, 5)
        self.everything()
        self.assertEqual(len(self.exchanges), start)
        self.assertEqual((self.is_visible(mug), self.on_hand(mug)), (True, 10))
        self.assertState(mug, "skipped", "Items No Longer Sold")
        self.product("CUP")
        self.everything()
        view = self.env.ref("bigcommerce_connector.bigcommerce_product_view_search")
        [listed] = etree.fromstring(view.arch).xpath("//filter[@name='still_on_sale']")
        domain = ast.literal_eval(listed.get("domain"))
        for visibility in (False, "hiding"):
            self.mapping(mug).visibility = visibility
            found = self.store.product_ids.filtered_domain(domain)
            self.assertEqual(found, self.mapping(mug))

    def test_their_stock_is_set_to_0(self):
        self.store.unsold_items = "zero"
        mug, cup = self.synced("MUG", "CUP")
        mug.bigcommerce_enabled = False
        self.everything()
        self.stock(mug, 5)
        self.everything()
        self.assertEqual((self.on_hand(mug), self.on_hand(cup)), (0, 10))
        self.assertTrue(self.is_visible(mug))
        with self.assertNoRequests():
            self.everything()
        mug.bigcommerce_enabled = True
        self.everything()
        self.assertEqual(self.on_hand(mug), 15)
        self.assertState(mug, "synced")

    def delete(self, product):
        variants = product.product_variant_ids
        self.env["stock.quant"].search([("product_id", "in", variants.ids)]).unlink()
        product.unlink()

    def test_product_deleted_in_odoo_follows_the_owners_choice(self):
        mug, cup, jug = self.synced("MUG", "CUP", "JUG")
        ids = {p: int(self.mapping(p).external_id) for p in (mug, cup, jug)}
        variant = int(self.mapping(cup).variant_ids.external_id)
        for choice, product in (("leave", jug), ("zero", cup), ("hide", mug)):
            self.store.unsold_items = choice
            self.delete(product)
        self.everything()
        visible = {row["id"]: row["is_visible"] for row in self.shop.products.list()}
        self.assertEqual(visible, {ids[mug]: False, ids[cup]: True, ids[jug]: True})
        self.assertEqual(self.simulator.store.inventory.on_hand(variant, 1), 0)
        with self.assertNoRequests():
            self.everything()

    def test_single_variants_that_are_deleted_in_odoo(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M", "L")
        self.variant_stock(shirt, 3)
        self.everything()
        medium = self.variant(shirt, "SHIRT-M")
        self.env["stock.quant"].search([("product_id", "=", medium.id)]).unlink()
        shirt.attribute_line_ids.value_ids -= self.values(self.size, ["M"])
        self.assertFalse(medium.exists())
        self.everything()
        self.assertEqual(self.off_sale(shirt), {"SHIRT-M"})
        self.assertEqual(self.levels(shirt)["SHIRT-M"], 0)
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            self.everything()
        self.add_value(shirt, self.size, "M")
        self.everything()
        self.everything()
        self.assertEqual(self.off_sale(shirt), set())
        self.assertState(shirt, "synced")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_deleted_variants_come_back_as_staff_left_them(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M", "L", "XL")
        self.sync()
        [large] = self.shop.variants.list(sku="SHIRT-L")
        self.shop.variants.update_many(
            [{"id": large["id"], "purchasing_disabled": True}]
        )
        self.variant(shirt, "SHIRT-XL").active = False
        self.sync()
        self.assertEqual(self.off_sale(shirt), {"SHIRT-L", "SHIRT-XL"})
        self.variant(shirt.with_context(active_test=False), "SHIRT-XL").unlink()
        self.assertTrue(self.variant(shirt, "SHIRT-M").unlink())
        self.assertTrue(self.variant(shirt, "SHIRT-L").unlink())
        path = "/v3/catalog/variants"
        self.fault("503", method="PUT", path=path, carried_out=True, count=None)
        self.sync()  # what was carried out is not known here
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertEqual(self.off_sale(shirt), {"SHIRT-M", "SHIRT-L", "SHIRT-XL"})
        shirt._create_variant_ids()
        self.give_skus(shirt, "SHIRT")
        self.sync()
        self.sync()
        self.assertEqual(self.off_sale(shirt), {"SHIRT-L"})
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            self.sync()

    def test_a_variant_that_staff_took_off_sale_comes_back_so_whatever_the_choice(self):
        for choice in ("leave", "zero", "hide"):
            with self.subTest(choice):
                self.store.unsold_items = choice
                shirt = self.shirt("S", "M", prefix=choice)
                self.sync()
                sku = f"{choice}-M"
                [row] = self.shop.variants.list(sku=sku)
                off = {"id": row["id"], "purchasing_disabled": True}
                self.shop.variants.update_many([off])
                self.variant(shirt, sku).unlink()
                self.everything()
                self.assertEqual(self.off_sale(shirt), {sku})
                shirt._create_variant_ids()
                self.give_skus(shirt, choice)
                self.everything()
                self.everything()
                self.assertEqual(self.off_sale(shirt), {sku})
                self.assertState(shirt, "synced")

    def off_sale(self, template):
        rows = self.remote(template)["variants"]
        return {row["sku"] for row in rows if row["purchasing_disabled"]}

    def test_products_deleted_and_made_anew_later_are_as_staff_left_them(self):
        self.store.unsold_items = "hide"
        mug, cup, jug = self.synced("MUG", "CUP", "JUG")
        self.hide_there(cup)
        jug.bigcommerce_enabled = False
        self.everything()
        for product in (mug, cup, jug):
            self.delete(product)
        self.everything()
        there = list(self.shop.products.list())
        self.assertFalse(any(row["is_visible"] for row in there))
        mug, cup, jug = map(self.product, ("MUG", "CUP", "JUG"))
        self.everything()
        visible = map(self.is_visible, (mug, cup, jug))
        self.assertEqual(list(visible), [True, False, True])
        with self.assertNoRequests():
            self.everything()

    def test_product_deleted_and_made_anew_stays_on_sale(self):
        self.store.unsold_items = "hide"
        mug = self.synced("MUG")
        self.delete(mug)
        again = self.product("MUG")
        self.everything()
        self.assertState(again, "synced")
        self.assertTrue(self.is_visible(again))

    def test_product_skipped_earlier_follows_a_later_choice(self):
        mug = self.synced("MUG")
        mug.bigcommerce_enabled = False
        self.everything()
        self.store.unsold_items = "zero"
        self.everything()
        self.assertEqual(self.on_hand(mug), 0)

    def test_excluded_and_archived_variants(self):
        self.store.unsold_items = "zero"
        shirt = self.shirt("S", "M", "L")
        self.variant_stock(shirt, 3)
        self.everything()
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        self.variant(shirt, "SHIRT-L").active = False
        self.everything()
        self.assertEqual(self.levels(shirt), {"SHIRT-S": 3, "SHIRT-M": 0, "SHIRT-L": 0})
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = False
        self.everything()
        self.assertEqual(self.levels(shirt)["SHIRT-M"], 3)

    def test_variants_that_others_take_over_stay_on_sale(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M", colors=["Black", "White"])
        self.everything()
        # Odoo deletes all its variants, and has two new ones.
        shirt.attribute_line_ids.filtered(
            lambda line: line.attribute_id == self.color
        ).unlink()
        self.give_skus(shirt, "SHIRT")
        self.sync()
        self.assertState(shirt, "synced")
        rows = self.remote(shirt)["variants"]
        self.assertEqual({row["sku"] for row in rows}, {"SHIRT-S", "SHIRT-M"})
        self.assertEqual(self.off_sale(shirt), set())

    def test_a_location_that_it_is_no_longer_entitled_to(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        second = self.store.location_ids.filtered(lambda loc: loc.external_id == "2")
        second.warehouse_id = outlet
        self.store.write({"item_sync_enforcement": True, "unsold_items": "zero"})
        both = self.warehouse + outlet
        mug = self.product(bigcommerce_warehouse_ids=both.ids)
        self.stock(mug, 10)
        self.stock(mug, 4, outlet)
        self.everything()
        self.assertEqual((self.on_hand(mug), self.on_hand(mug, 2)), (10, 4))
        mug.bigcommerce_warehouse_ids = self.warehouse
        self.everything()
        self.assertEqual((self.on_hand(mug), self.on_hand(mug, 2)), (10, 0))

    def test_a_product_is_hidden_with_its_last_variant(self):
        self.store.unsold_items = "hide"
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        mug.product_variant_id.bigcommerce_excluded = True
        self.sync()
        self.assertFalse(self.remote(mug)["is_visible"])
        self.assertTrue(self.remote(cup)["is_visible"])
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.remote(mug)["is_visible"])
        mug.product_variant_id.bigcommerce_excluded = False
        self.sync()
        self.assertTrue(self.remote(mug)["is_visible"])
        self.assertState(mug, "synced")

    def test_unsold_items_are_hidden_and_shown_again_once_sold(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        mug.bigcommerce_enabled = False
        self.everything()
        self.assertFalse(self.is_visible(mug))
        self.assertEqual((self.on_hand(mug), self.on_hand(cup)), (0, 10))
        self.assertTrue(self.is_visible(cup))
        with self.assertNoRequests():
            self.everything()
        mug.bigcommerce_enabled = True
        self.everything()
        self.assertTrue(self.is_visible(mug))
        self.assertEqual(self.on_hand(mug), 10)
        self.assertFalse(self.mapping(mug).visibility)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_what_was_hidden_before_a_crash_is_shown_again(self):
        self.store.unsold_items = "hide"
        mug, shirt = self.synced("MUG"), self.shirt("S", "M")
        self.sync()
        mug.bigcommerce_enabled = False
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        for path in ("/v3/catalog/products", "/v3/catalog/variants"):
            self.fault("503", method="PUT", path=path, carried_out=True, count=None)
            self.sync()  # carried out, and not known here
            with self.simulator.store.lock:
                self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertFalse(self.is_visible(mug))
        self.assertEqual(self.off_sale(shirt), {"SHIRT-M"})
        mug.bigcommerce_enabled = True
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = False
        self.sync()
        self.assertTrue(self.is_visible(mug))
        self.assertFalse(self.off_sale(shirt))

    def test_product_hidden_by_the_merchant_is_not_shown_again(self):
        self.store.unsold_items = "hide"
        mug = self.synced("MUG")
        self.hide_there(mug)
        mug.bigcommerce_enabled = False
        self.everything()
        with self.assertNoRequests():
            self.everything()
        mug.bigcommerce_enabled = True
        self.everything()
        self.assertFalse(self.is_visible(mug))
        self.assertState(mug, "synced")

    def test_an_item_that_takes_the_place_of_a_hidden_one(self):
        self.store.unsold_items = "hide"
        old = self.synced("MUG", name="Old")
        old.active = False
        self.everything()
        new = self.product(name="New")
        self.everything()
        self.assertState(new, "synced")
        self.assertEqual(len(list(self.shop.products.list())), 1)
        self.assertTrue(self.is_visible(new))

    def test_hidden_products_matched_again_come_back_as_staff_left_them(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        both = mug + cup
        self.hide_there(cup)
        both.bigcommerce_enabled = False
        self.everything()
        self.mapping(both).action_match_again()
        self.everything()
        both.bigcommerce_enabled = True
        self.everything()
        self.assertEqual(list(map(self.is_visible, both)), [True, False])
        with self.assertNoRequests():
            self.everything()

    def test_unsold_items_are_hidden_ten_a_call(self):
        self.store.unsold_items = "hide"
        products = self.synced(*[f"P{number:02}" for number in range(12)])
        for product in products:
            product.bigcommerce_enabled = False
        with self.requests("GET catalog/products", *["PUT catalog/products"] * 2):
            self.sync()
        self.assertFalse(any(self.is_visible(product) for product in products))

    def test_refused_hide_is_told_and_tried_again_daily(self):
        self.store.unsold_items = "hide"
        cup, mug = self.synced("CUP", "MUG")
        (mug + cup).bigcommerce_enabled = False
        # The batch, and of its halves the first.
        self.fault("422", method="PUT", path="/v3/catalog/products", count=2)
        self.sync()
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (False, True))
        self.assertIn("refused to hide", self.mapping(cup).visibility_message)
        self.assertFalse(self.mapping(mug).visibility_message)
        with self.assertNoRequests():
            self.sync()
        flow = self.store._flow("catalog")
        flow.last_success -= timedelta(days=1)
        self.store.daily_check_on = fields.Date.today()
        with self.assertNoRequests():  # a further run of a check that takes several
            self.sync()
        flow.last_success -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.is_visible(cup))
        self.assertFalse(self.mapping(cup).visibility_message)

    @mute_logger(FLOW)
    def test_one_that_bigcommerce_fails_at_keeps_the_catalog_for_minutes_only(self):
        self.store.unsold_items = "hide"
        cup, mug = self.synced("CUP", "MUG")
        (mug + cup).bigcommerce_enabled = False
        # Each call is tried four times: the batch in three runs, then once more, and
        # of its halves the first.
        path = "/v3/catalog/products"
        self.fault("500", method="PUT", path=path, count=4 * 5)
        for _run in range(3):
            self.sync()
            self.assertTrue(self.store.last_error, "it may be BigCommerce")
        self.sync()
        self.assertFalse(self.store.last_error)
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (False, True))
        self.assertIn("Internal server error", self.mapping(cup).visibility_message)

    def test_a_variant_that_bigcommerce_leaves_on_sale_is_told(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M")
        self.sync()
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        self.fault("422", method="PUT", path="/v3/catalog/variants")
        self.sync()
        self.assertIn("off sale", self.mapping(shirt).visibility_message)
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            self.sync()

    def test_one_that_was_deleted_there_does_not_stop_the_others(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        self.shop.products.delete([self.mapping(mug).external_id])
        (mug + cup).bigcommerce_enabled = False
        self.sync()
        self.assertFalse(self.is_visible(cup))
        self.assertFalse(self.mapping(mug).external_id)
        self.assertEqual(self.mapping(mug).state, "skipped")

    def test_without_product_sync_nothing_is_hidden(self):
        self.store.write({"unsold_items": "hide", "product_sync": False})
        mug = self.product()
        self.sell_there("MUG", price=8)
        self.stock(mug, 10)
        self.everything()
        mug.bigcommerce_enabled = False
        start = len(self.exchanges)
        self.everything()
        self.assertTrue(self.is_visible(mug))
        self.assertEqual(self.on_hand(mug), 0)
        written = [e for e in self.exchanges[start:] if e["method"] != "GET"]
        for exchange in written:
            self.assertIn("/inventory/", exchange["path"])
            self.assertTrue(json.loads(exchange["request_body"])["items"])

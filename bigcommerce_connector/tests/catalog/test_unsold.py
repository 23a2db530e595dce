"""What becomes on BigCommerce of what is no longer to be sold there."""

import ast

from lxml import etree

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..unsold_case import UnsoldCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestUnsold(UnsoldCase):
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

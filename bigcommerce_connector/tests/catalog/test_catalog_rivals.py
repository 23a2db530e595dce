"""Parked because of another record: it goes on by itself when that changes."""

from datetime import timedelta

from odoo.tests import tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogRivals(CatalogCase):
    sold_there = {
        **CatalogCase.sold_there,
        "name": "Theirs %s",
        "inventory_tracking": "none",
    }

    def tomorrow(self):
        self.store._flow("catalog").last_success -= timedelta(days=1)

    def test_one_of_two_with_a_sku_is_corrected(self):
        first, second = self.product(name="First"), self.product(name="Second")
        self.sync()
        self.assertState(first, "attention", "Second")
        self.assertState(second, "attention", "First")
        second.default_code = "MUG2"
        self.sync()
        self.assertState(first, "synced")
        self.assertState(second, "synced")

    def test_one_of_three_with_a_sku_is_corrected(self):
        products = [self.product(name=name) for name in ("One", "Two", "Three")]
        self.sync()
        products[1].default_code = "MUG2"
        self.sync()
        self.assertState(products[0], "attention", "Three")
        self.assertState(products[2], "attention", "One")
        products[0].bigcommerce_enabled = False
        self.sync()
        self.assertState(products[2], "synced")

    def test_one_of_two_with_a_sku_is_deleted(self):
        first, second = self.product(name="First"), self.product(name="Second")
        self.sync()
        second.unlink()
        self.sync()
        self.assertState(first, "synced")

    def test_a_name_that_another_product_gives_free(self):
        first, second = self.product("A", name="One"), self.product("B", name="Two")
        self.sync()
        second.name = "One"
        self.sync()
        self.assertState(second, "attention", "“One”")
        first.name = "Three"
        self.sync()
        self.sync()
        self.assertState(first, "synced")
        self.assertState(second, "synced")
        self.assertEqual(self.remote(second)["name"], "One")

    def test_product_mended_on_bigcommerce_is_found_within_a_day(self):
        there = self.sell_there("THEIRS", name="Product MUG")
        mug = self.product()
        self.sync()
        self.assertState(mug, "attention", "the name “Product MUG”")
        self.shop.products.update(there["id"], {"name": "Another name"})
        self.sync()
        self.assertState(mug, "attention", "Product MUG")
        self.tomorrow()
        self.sync()
        self.assertState(mug, "synced")

    def test_product_deleted_there_is_not_created_again_by_itself(self):
        mug = self.product()
        self.sync()
        self.shop.products.delete([self.mapping(mug).external_id])
        mug.list_price = 11
        self.sync()
        self.assertState(mug, "attention", "deleted on BigCommerce")
        mug.list_price = 12
        self.tomorrow()
        self.sync()
        self.assertState(mug, "attention", "deleted on BigCommerce")
        self.assertFalse(list(self.shop.products.list()))
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertState(mug, "synced")

    # === LINKED ANEW === #

    def test_a_new_product_with_the_sku_of_an_archived_one(self):
        old = self.product(name="Old")
        self.sync()
        external_id = self.mapping(old).external_id
        old.active = False
        new = self.product(name="New")
        self.sync()
        self.assertState(new, "synced")
        self.assertEqual(self.mapping(new).external_id, external_id)
        self.assertEqual(self.remote(new)["name"], "New")
        mapping = self.env["bigcommerce.product"].search(
            [("product_tmpl_id", "=", old.id)]
        )
        self.assertEqual(mapping.state, "skipped")
        self.assertFalse(mapping.external_id or mapping.variant_ids)
        old.write({"active": True, "default_code": "OLD"})
        self.sync()
        self.assertState(old, "synced")
        self.assertNotEqual(self.mapping(old).external_id, external_id)

    def test_shirts_with_the_skus_of_archived_ones(self):
        old = self.shirt("S", "M", name="Old")
        self.sync()
        external_id = self.mapping(old).external_id
        old.active = False
        new = self.shirt("S", "M", "L", name="New")
        self.sync()
        self.assertState(new, "synced")
        self.assertEqual(self.mapping(new).external_id, external_id)
        self.assertEqual(len(self.remote(new)["variants"]), 3)

    # === SKUS OF SEVERAL PRODUCTS THERE === #

    def test_skus_of_several_untracked_products(self):
        self.product("FIRST")
        self.sync()
        for size in "SM":
            self.sell_there(f"SHIRT-{size}")
        before = list(self.shop.products.list({"include": "variants"}))
        shirt = self.shirt("S", "M")
        start = len(self.exchanges)
        self.sync()
        self.assertState(shirt, "attention", "Theirs SHIRT-S, Theirs SHIRT-M")
        self.assertEqual(list(self.shop.products.list({"include": "variants"})), before)
        written = [e["method"] for e in self.exchanges[start:] if e["method"] != "GET"]
        self.assertEqual(written, ["POST"])  # the creation that was refused

    def test_skus_of_a_tracked_and_an_untracked_product(self):
        self.product("FIRST")
        self.sync()
        self.sell_there("SHIRT-S", inventory_tracking="product")
        self.sell_there("SHIRT-M")
        before = list(self.shop.products.list({"include": "variants"}))
        shirt = self.shirt("S", "M")
        self.sync()
        self.assertState(shirt, "attention", "Theirs SHIRT-M")
        self.assertEqual(list(self.shop.products.list({"include": "variants"})), before)

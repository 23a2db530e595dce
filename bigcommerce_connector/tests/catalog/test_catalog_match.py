"""Which products are found on BigCommerce, and what is written there then: nothing."""

from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from ..catalog_case import CatalogCase
from ..stock_case import ORDERS, PUSH

READ = "GET catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogMatch(CatalogCase):
    def setUp(self):
        super().setUp()
        # One kilogram (or pound) of Odoo in the store's unit.
        mapping = self.env["bigcommerce.product"].new(
            {
                "store_id": self.store.id,
                "product_tmpl_id": self.product("WEIGHT", bigcommerce_enabled=False).id,
            }
        )
        [values] = mapping._catalog_values().values()
        self.sold_there = {**self.sold_there, "weight": values.weight}

    def sell_sizes_there(self, *sizes, prefix="SHIRT", **values):
        return self.sell_there(
            sku="",
            **{
                "name": f"T-Shirt {prefix}",
                "inventory_tracking": "variant",
                "variants": [
                    {
                        "sku": f"{prefix}-{size}",
                        "option_values": [
                            {"option_display_name": "Size", "label": size}
                        ],
                    }
                    for size in sizes
                ],
                **values,
            },
        )

    def test_a_product_that_is_the_same_is_only_mapped(self):
        there = self.sell_there("mug")  # the case of a SKU does not matter
        mug = self.product(name="Product mug")
        with self.requests(READ, "PUT catalog/products"):
            self.sync()  # the SKU as Odoo writes it
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))
        self.assertState(mug, "synced")

    def test_nothing_is_sent_for_equal_products(self):
        self.sell_there("A")
        self.sell_sizes_there("S", "M")
        self.product("A")
        self.shirt("S", "M")
        with self.requests(READ):
            self.sync()
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")

    def test_what_is_replaced_on_bigcommerce_is_told_with_both_values(self):
        self.sell_there(name="BigCommerce Mug", price=7.5)
        mug = self.product()
        self.sync()
        told = "Name: BigCommerce Mug → Product MUG\nPrice: 7.50 → 10.00"
        self.assertEqual(self.mapping(mug).replaced_values, told)
        mug.list_price = 12
        self.sync()
        self.assertIn("7.50 → 12.00", self.mapping(mug).replaced_values)
        self.sell_sizes_there("S", "M", price=8)
        shirt = self.shirt("S", "M", list_price=8)
        other = self.product("OTHER")
        self.sync()
        for same in (shirt, other):
            self.assertState(same, "synced")
            self.assertFalse(self.mapping(same).replaced_values)
        [large] = self.variant(shirt, "SHIRT-M")
        value = large.product_template_attribute_value_ids
        value.price_extra = 2
        self.sync()
        self.assertEqual(
            self.mapping(shirt).replaced_values,
            f"{large.display_name}, Price: 8.00 → 10.00",
        )

    def test_texts_that_odoo_has_not_stay_on_bigcommerce(self):
        self.sell_there(description="<p>Written there</p>", price=8)
        mug = self.product()
        self.sync()
        remote = self.remote(mug)
        self.assertEqual(float(remote["price"]), 10)
        self.assertEqual(remote["description"], "<p>Written there</p>")

    def test_the_whole_catalog_is_read_250_products_a_call(self):
        for number in range(251):
            self.sell_there(f"OTHER{number}")
        self.product()
        with self.requests(READ, READ, "POST catalog/products"):
            self.sync()

    def test_later_products_are_looked_up_by_their_skus(self):
        self.product("FIRST")
        self.sync()
        self.product()
        with self.requests(READ, "POST catalog/products"):
            self.sync()
        self.shirt("S", "M")
        with self.requests("GET inventory/items", "POST catalog/products", READ):
            self.sync()
        self.sell_sizes_there("S", "M", prefix="THERE")
        self.shirt("S", "M", prefix="THERE")
        with self.requests("GET inventory/items", READ):
            self.sync()

    def test_product_sync_off_reads_only(self):
        self.store.product_sync = False
        there = self.sell_there(price=8)
        mug = self.product()
        new = self.product("NEW")
        with self.requests(READ):
            self.sync()
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))
        self.assertState(mug, "synced", "Product Sync is off")
        self.assertState(new, "pending", "Product Sync is off")
        mug.list_price = 12
        with self.assertNoRequests():
            self.sync()
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.store.product_sync = True
        create, update = "POST catalog/products", "PUT catalog/products"
        with self.requests(READ, create, update, READ):  # what staff have changed
            self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 12)
        self.assertState(mug, "synced")
        self.assertState(new, "synced")

    def test_absent_product_is_looked_for_again(self):
        self.store.product_sync = False
        mug, cup = self.product(), self.product("CUP", barcode="4006381333931")
        self.sync()
        self.sell_there()
        with self.assertNoRequests():
            self.sync()
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        self.assertState(mug, "synced", "Product Sync is off")
        self.sell_there("THEIRS", name="Theirs", upc="4006381333931")
        rule = {"odoo_field": "variant.barcode", "remote_field": "variant.upc"}
        self.store.match_rule_ids = [Command.create(rule)]
        self.sync()
        self.assertState(cup, "synced", "Product Sync is off")

    def test_blank_skus_are_no_twins(self):
        blank = self.product(" ", name="Blank") | self.product(" ", name="Empty")
        blank |= self.product(False, name="None")
        mug = self.product()
        self.sync()
        self.assertState(mug, "synced")
        for template in blank:
            self.assertState(template, "attention", "No internal reference")

    # === WHAT A PERSON HAS TO SETTLE === #

    def test_skus_of_several_products(self):
        self.sell_there("SHIRT-S")
        self.sell_there("SHIRT-M")
        shirt = self.shirt("S", "M")
        mug = self.product()
        self.sync()
        self.assertState(shirt, "attention", "several products")
        self.assertState(mug, "synced")

    def test_a_variant_there_is_no_product_here(self):
        self.sell_sizes_there("S", "M")
        alone = self.product("SHIRT-S")
        self.sync()
        self.assertState(alone, "attention", "T-Shirt SHIRT")

    def test_one_sku_for_two_products(self):
        first, second = self.product(name="First"), self.product(name="Second")
        third = self.product("OTHER")
        self.sync()
        self.assertState(first, "attention", "Second")
        self.assertState(second, "attention", "First")
        self.assertState(third, "synced")
        second.default_code = "MUG2"
        self.sync()
        self.assertState(second, "synced")
        first.list_price = 11
        self.sync()
        self.assertState(first, "synced")

    def test_a_late_twin_does_not_stop_the_first(self):
        first = self.product(name="First")
        self.sync()
        second = self.product(name="Second")
        first.list_price = 11
        self.sync()
        self.assertState(first, "synced")
        self.assertState(second, "attention", "First")

    def test_a_name_that_is_taken(self):
        self.sell_there("THEIRS", name="Product MUG")
        mug = self.product()
        self.sync()
        self.assertState(mug, "attention", "name")

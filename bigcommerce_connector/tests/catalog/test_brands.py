"""The brand of a product, from an attribute that the owner chooses."""

from odoo import Command
from odoo.tests import tagged

from ..catalog_case import CatalogCase

CREATE = "POST catalog/products"
UPDATE = "PUT catalog/products"
SEARCH = "GET catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestBrands(CatalogCase):
    def setUp(self):
        super().setUp()
        self.brand = self.attribute(
            "Brand", "Acme", "Bolt", create_variant="no_variant"
        )
        self.store.brand_attribute_id = self.brand

    def branded(self, *names, sku="MUG", **vals):
        line = {
            "attribute_id": self.brand.id,
            "value_ids": self.values(self.brand, names).ids,
        }
        return self.product(sku, attribute_line_ids=[Command.create(line)], **vals)

    def give_brand(self, template, name):
        template.attribute_line_ids.value_ids = self.values(self.brand, [name])

    def brands(self):
        """All brands on BigCommerce, name by id."""
        return {row["id"]: row["name"] for row in self.shop.brands.list()}

    def brand_of(self, template):
        return self.brands().get(self.remote(template)["brand_id"], "")

    def test_a_brand_is_created_with_its_product_in_no_call_more(self):
        mug, cup = self.branded("Acme"), self.branded("Acme", sku="CUP")
        with self.requests(SEARCH, CREATE, CREATE):
            self.sync()
        self.assertEqual((self.brand_of(mug), self.brand_of(cup)), ("Acme", "Acme"))
        self.assertEqual(len(self.brands()), 1)
        self.assertState(mug, "synced")
        with self.assertNoRequests():
            self.sync()

    def test_a_brand_that_is_there_is_used_whatever_its_case(self):
        self.shop.products.create(
            {
                "name": "Other",
                "type": "physical",
                "price": 1,
                "weight": 1,
                "brand_name": "ACME",
            }
        )
        mug = self.branded("Acme")
        self.sync()
        self.assertEqual(self.brand_of(mug), "ACME")
        self.assertEqual(len(self.brands()), 1)

    def test_another_brand(self):
        mug = self.branded("Acme")
        self.sync()
        self.give_brand(mug, "Bolt")
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(self.last_body()[0].keys(), {"id", "brand_name"})
        self.assertEqual(self.brand_of(mug), "Bolt")

    def test_a_brand_that_is_renamed(self):
        mug = self.branded("Acme")
        self.sync()
        self.values(self.brand, ["Acme"]).name = "Acme & Sons"
        self.sync()
        self.assertEqual(self.brand_of(mug), "Acme & Sons")

    def test_a_product_without_brand_keeps_the_one_that_it_has(self):
        mug = self.branded("Acme")
        self.sync()
        mug.attribute_line_ids.unlink()
        with self.assertNoRequests():
            self.sync()
        self.assertEqual(self.brand_of(mug), "Acme")
        self.store.sends_empty_values = True
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(self.brand_of(mug), "")
        with self.assertNoRequests():
            self.sync()

    def test_of_several_values_none_is_the_brand(self):
        mug = self.branded("Acme", "Bolt")
        self.sync()
        self.assertEqual(self.brand_of(mug), "")
        self.assertState(mug, "synced", "create no variants: Brand")

    def test_bigcommerce_keeps_its_brands(self):
        self.store.brand_attribute_id = False
        mug = self.branded("Acme")
        self.sync()
        self.assertEqual(self.brands(), {})
        self.shop.products.update(
            self.mapping(mug).external_id, {"brand_name": "Theirs"}
        )
        mug.list_price = 12
        self.sync()
        self.assertEqual(self.brand_of(mug), "Theirs")
        self.store.brand_attribute_id = self.brand
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(self.brand_of(mug), "Acme")

    def test_a_product_found_with_this_brand_is_not_written(self):
        for sku in ("MUG", "CUP"):
            self.sell_there(sku, brand_name="Acme")
        mug, cup = self.branded("Acme"), self.branded("Bolt", sku="CUP")
        with self.requests(SEARCH, "GET catalog/brands", UPDATE):
            self.sync()
        self.assertEqual((self.brand_of(mug), self.brand_of(cup)), ("Acme", "Bolt"))

    def test_a_variant_product_has_one_brand(self):
        shirt = self.shirt("S", "M")
        shirt.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": self.brand.id,
                    "value_ids": self.values(self.brand, ["Bolt"]).ids,
                }
            )
        ]
        self.sync()
        self.assertEqual(self.brand_of(shirt), "Bolt")
        self.assertEqual(
            [o["display_name"] for o in self.remote(shirt)["options"]], ["Size"]
        )

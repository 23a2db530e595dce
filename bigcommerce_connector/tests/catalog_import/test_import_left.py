"""Brands, sale prices and tax classes come in; what has no place in Odoo is told."""

from odoo import Command
from odoo.tests import tagged

from ..import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportLeft(ImportCase):
    def test_what_is_left_on_bigcommerce_is_named(self):
        there = self.there(
            brand_name="Acme",
            sale_price=8,
            custom_fields=[{"name": "Material", "value": "Clay"}],
        )
        text = {"display_name": "Engraving", "type": "text", "required": False}
        self.shop.modifiers.create(there["id"], text)
        for vals in ({"is_dry_run": True}, {}):
            line = self.line(self.imported(with_modifiers=True, **vals), there)
            self.assertEqual(line.outcome, "create")
            for name in ("brand Acme", "sale price", "Material", "Engraving"):
                self.assertIn(name, line.message)
        self.assertFalse(line.product_tmpl_id.attribute_line_ids)
        self.assertPushesNothing()
        self.assertEqual(len(list(self.shop.modifiers.list(there["id"]))), 1)

    def test_brands_are_values_of_the_attribute_that_they_come_from(self):
        brand = self.attribute("Brand", "ACME", create_variant="no_variant")
        self.store.brand_attribute_id = brand
        mug = self.there(brand_name="Acme")
        tee = self.shirt_there(
            ({"Size": "S"}, {}), ({"Size": "M"}, {}), brand_name="Bolt"
        )
        job = self.imported()
        names = [
            self.line(job, document)
            .product_tmpl_id.attribute_line_ids.filtered(
                lambda line: line.attribute_id == brand
            )
            .product_template_value_ids.name
            for document in (mug, tee)
        ]
        self.assertEqual(names, ["ACME", "Bolt"])
        self.assertFalse(self.line(job, mug).message)
        self.assertEqual(
            len(self.line(job, tee).product_tmpl_id.product_variant_ids), 2
        )
        self.assertPushesNothing()

    def test_sale_prices_are_rules_of_the_pricelist_that_they_come_from(self):
        pricelist = self.env["product.pricelist"].create({"name": "Sale"})
        self.store.sale_pricelist_id = pricelist
        mug, cup = self.there(sale_price=8), self.there("CUP")
        tee = self.shirt_there(
            ({"Size": "S"}, {}),
            ({"Size": "M"}, {"price": 12}),
            ({"Size": "L"}, {"sale_price": 7}),
            ({"Size": "XL"}, {"price": 8}),
            sale_price=9,
        )
        job = self.imported()
        price = pricelist._get_product_price
        self.assertEqual(price(self.line(job, mug).product_tmpl_id, 1), 8)
        self.assertEqual(price(self.line(job, cup).product_tmpl_id, 1), 10)
        shirt = self.line(job, tee).product_tmpl_id
        prices = {p.default_code: price(p, 1) for p in shirt.product_variant_ids}
        self.assertEqual(prices, {"TEE-S": 9, "TEE-M": 12, "TEE-L": 7, "TEE-XL": 9})
        self.assertIn("sale price became", self.line(job, mug).message)
        self.assertFalse(self.store.pricelist_id.item_ids)
        self.assertPushesNothing()
        self.assertFalse(self.store.drift_ids)

    def test_what_is_not_reduced_never_is(self):
        pricelist = self.env["product.pricelist"].create({"name": "Sale"})
        pricelist.item_ids = [
            Command.create({"compute_price": "percentage", "percent_price": 20})
        ]
        self.store.sale_pricelist_id = pricelist
        cup = self.there("CUP", price=10)
        product = self.line(self.imported(), cup).product_tmpl_id
        self.assertPushesNothing()
        product.list_price = 12
        self.sync()
        there = self.shop.products.get(cup["id"])
        self.assertEqual((there["price"], there["sale_price"]), (12, 0))

    def test_taxes_by_the_owners_table(self):
        taxes = self.env["account.tax"].create(
            [
                {"name": f"{rate} %", "amount": rate, "type_tax_use": "sale"}
                for rate in (7, 19)
            ]
        )
        reduced, normal = taxes
        self.store.prices_include_tax = True
        self.env["bigcommerce.tax"].create(
            [
                {"store_id": self.store.id, "rate": 7, "tax_id": reduced.id}
                | {"tax_class": "2, 3"},
                {"store_id": self.store.id, "rate": 19, "tax_id": normal.id}
                | {"tax_class": "0"},
            ]
        )
        book = self.there("BOOK", tax_class_id=3, price=10.7)
        mug, other = self.there(price=11.9), self.there("OTHER", tax_class_id=9)
        job = self.imported()
        for document, tax in ((book, reduced), (mug, normal)):
            product = self.line(job, document).product_tmpl_id
            self.assertEqual(product.taxes_id & taxes, tax)
            self.assertAlmostEqual(product.list_price, 10, 6)
            self.assertFalse(self.line(job, document).message)
        self.assertIn("tax class #9", self.line(job, other).message)
        self.assertPushesNothing()

"""Prices and sale prices that come from a pricelist."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase
from ..migrations import migrate

UPDATE = "PUT catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestPricelists(CatalogCase):
    def pricelist(self, *rules, **values):
        return self.env["product.pricelist"].create(
            {
                "name": "Web",
                "item_ids": [Command.create(rule) for rule in rules],
                **values,
            }
        )

    def fixed(self, template, price, **values):
        return {
            "applied_on": "1_product",
            "product_tmpl_id": template.id,
            "compute_price": "fixed",
            "fixed_price": price,
            **values,
        }

    def prices(self, template):
        remote = self.remote(template)
        return float(remote["price"]), float(remote["sale_price"])

    def test_the_price_comes_from_the_pricelist(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        self.store.pricelist_id = self.pricelist(self.fixed(mug, 8))
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual((self.prices(mug)[0], self.prices(cup)[0]), (8, 10))
        with self.assertNoRequests():
            self.sync()

    def test_a_rule_that_changes_sends_the_price_of_its_product(self):
        mug = self.product()
        pricelist = self.store.pricelist_id = self.pricelist(self.fixed(mug, 8))
        self.sync()
        pricelist.item_ids.fixed_price = 7
        self.sync()
        self.assertEqual(self.prices(mug)[0], 7)
        pricelist.item_ids.unlink()
        self.sync()
        self.assertEqual(self.prices(mug)[0], 10)

    def test_a_rule_for_all_products_changes_all(self):
        mug, cup = self.product(), self.product("CUP")
        self.store.pricelist_id = self.pricelist()
        self.sync()
        self.store.pricelist_id.item_ids = [
            Command.create({"compute_price": "percentage", "percent_price": 50})
        ]
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual((self.prices(mug)[0], self.prices(cup)[0]), (5, 5))

    def test_a_lower_price_is_the_sale_price(self):
        mug, cup = self.product(), self.product("CUP")
        self.store.sale_pricelist_id = self.pricelist(
            self.fixed(mug, 8), self.fixed(cup, 12)
        )
        self.sync()
        self.assertEqual(self.prices(mug), (10, 8))
        self.assertEqual(self.prices(cup), (10, 0), "a higher price is no sale")
        self.store.sale_pricelist_id.item_ids.unlink()
        self.sync()
        self.assertEqual(self.prices(mug), (10, 0))

    def test_a_product_found_with_its_sale_price_and_cost_is_not_written(self):
        self.store.writes_cost_price = True
        for sku, sale_price in (("MUG", 8), ("CUP", 0)):
            self.sell_there(sku, sale_price=sale_price, cost_price=4)
        mug, cup = self.many_products(["MUG", "CUP"], standard_price=4)
        self.store.sale_pricelist_id = self.pricelist(self.fixed(mug, 8))
        with self.requests("GET catalog/products"):
            self.sync()
        self.assertState(mug, "synced")
        self.assertState(cup, "synced")

    def test_a_sale_begins_and_ends_by_its_dates(self):
        mug = self.product()
        now = fields.Datetime.now()
        self.store.sale_pricelist_id = self.pricelist(
            self.fixed(mug, 8, date_start=now + timedelta(hours=1))
        )
        self.sync()
        self.assertEqual(self.prices(mug), (10, 0))
        rule = self.store.sale_pricelist_id.item_ids
        for start, expected in ((-1, (10, 8)), (1, (10, 0))):
            self.env.flush_all()
            self.env.cr.execute(  # as time does: no note is left
                "UPDATE product_pricelist_item SET date_start = %s WHERE id = %s",
                [now + timedelta(hours=start), rule.id],
            )
            self.env.invalidate_all()
            with self.requests(UPDATE):
                self.sync()
            self.assertEqual(self.prices(mug), expected)

    def test_sale_prices_are_bigcommerces_without_a_pricelist(self):
        mug = self.product()
        self.sync()
        external_id = self.mapping(mug).external_id
        self.shop.products.update(external_id, {"sale_price": 9})
        mug.list_price = 12
        self.sync()
        self.assertEqual(self.prices(mug), (12, 9))

    def test_requeued_variants_keep_the_sale_price_that_bigcommerce_has(self):
        """A price of their own, though the same, would override it."""
        shirt = self.shirt("S", "M")
        self.sync()
        external_id = self.mapping(shirt).external_id
        self.shop.products.update(external_id, {"sale_price": 9})
        self.mapping(shirt).action_requeue()
        self.sync()
        self.assertEqual(self.bought(shirt), {"SHIRT-S": 9, "SHIRT-M": 9})

    def test_variants_have_sale_prices_of_their_own(self):
        shirt = self.shirt("S", "M")
        small = self.variant(shirt, "SHIRT-S")
        self.store.sale_pricelist_id = self.pricelist(
            {
                "applied_on": "0_product_variant",
                "product_tmpl_id": shirt.id,
                "product_id": small.id,
                "compute_price": "fixed",
                "fixed_price": 6,
            }
        )
        self.sync()
        prices = {
            variant["sku"]: float(variant["sale_price"] or 0)
            for variant in self.remote(shirt)["variants"]
        }
        self.assertEqual(prices, {"SHIRT-S": 6, "SHIRT-M": 0})
        with self.assertNoRequests():
            self.sync()

    def test_a_sale_price_of_the_product_is_also_that_of_its_dearer_variants(self):
        """BigCommerce: a variant's price overrides the sale price of its product."""
        shirt = self.shirt("S", "M")
        self.store.sale_pricelist_id = self.pricelist(self.fixed(shirt, 8))
        extra = shirt.attribute_line_ids.product_template_value_ids[1]
        self.sync()
        extra.price_extra = 2
        self.sync()
        self.assertEqual(self.bought(shirt), {"SHIRT-S": 8, "SHIRT-M": 8})
        self.store.sale_pricelist_id.item_ids.fixed_price = 11
        self.sync()
        self.assertEqual(self.bought(shirt), {"SHIRT-S": 10, "SHIRT-M": 11})
        extra.price_extra = 0
        self.sync()
        self.assertEqual(self.bought(shirt), {"SHIRT-S": 10, "SHIRT-M": 10})
        with self.assertNoRequests():
            self.sync()

    def test_a_variant_without_sale_from_before_is_not_written_again(self):
        """What inherited no sale price was accepted as if it inherited one."""
        shirt = self.shirt("S", "M")
        self.store.sale_pricelist_id = self.pricelist(self.fixed(shirt, 15))
        shirt.attribute_line_ids.product_template_value_ids[1].price_extra = 2
        self.sync()
        small, medium = shirt.bigcommerce_mapping_ids.variant_ids.sorted("sku", True)
        known = {row: row.accepted_values for row in (small, medium)}
        self.assertEqual(known[medium]["sale_price"], "0")
        medium.accepted_values = {**known[medium], "sale_price": None}
        migrate(self.env, "19.0.1.1.0/post-sale_prices", "19.0.1.0.1")
        self.assertEqual({row: row.accepted_values for row in known}, known)
        shirt.bigcommerce_mapping_ids._queue()
        with self.assertNoRequests():
            self.sync()

    def bought(self, template):
        """What shoppers pay, by SKU."""
        return {
            variant["sku"]: float(variant["calculated_price"])
            for variant in self.remote(template)["variants"]
        }

    def test_a_new_variant_without_price_is_not_sold_for_nothing(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.add_value(shirt, self.size, "L")
        large = self.variant(shirt, "SHIRT-L")
        rule = self.fixed(shirt, 0, applied_on="0_product_variant")
        self.store.pricelist_id = self.pricelist({**rule, "product_id": large.id})
        self.sync()
        self.assertState(shirt, "synced")
        prices = {"SHIRT-S": 10, "SHIRT-M": 10, "SHIRT-L": 10}
        self.assertEqual(self.bought(shirt), prices)

    def test_a_pricelist_in_the_stores_currency_is_not_converted(self):
        mug = self.product()
        foreign = self.env.ref("base.EUR")
        foreign.active = True
        self.store.currency_id = foreign
        pricelist = self.pricelist(self.fixed(mug, 7.77), currency_id=foreign.id)
        self.store.pricelist_id = pricelist
        self.sync()
        self.assertEqual(self.prices(mug)[0], 7.77)

    def test_the_rate_of_a_pricelist_below_it_changes(self):
        mug = self.product()
        foreign = self.env.ref("base.EUR")
        foreign.active = True
        rates = self.env["res.currency.rate"]
        rate = {"currency_id": foreign.id, "company_id": self.env.company.id}
        rates.create({**rate, "name": "2020-01-01", "rate": 2})
        below = self.pricelist(self.fixed(mug, 20), currency_id=foreign.id)
        self.store.pricelist_id = self.pricelist(
            {
                "compute_price": "percentage",
                "base": "pricelist",
                "base_pricelist_id": below.id,
            }
        )
        self.sync()
        self.assertEqual(self.prices(mug)[0], 10)
        rates.create({**rate, "name": "2024-01-01", "rate": 4})
        self.sync()
        self.assertEqual(self.prices(mug)[0], 5)

    def test_a_pricelist_in_use_is_not_deleted(self):
        lists = self.pricelist() | self.pricelist()
        self.store.pricelist_id, self.store.sale_pricelist_id = lists
        for pricelist in lists:
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                with self.cr.savepoint():
                    pricelist.unlink()

    def test_a_cost_that_a_rule_rests_on_is_sent_at_once(self):
        mug = self.product(standard_price=4)
        self.store.pricelist_id = self.pricelist(
            {
                "applied_on": "3_global",
                "compute_price": "formula",
                "base": "standard_price",
                "price_discount": -50,
            }
        )
        self.sync()
        self.assertEqual(self.prices(mug)[0], 6)
        mug.standard_price = 8
        self.sync()
        self.assertEqual(self.prices(mug)[0], 12)

    def test_a_category_that_a_rule_is_for(self):
        parent, child = self.env["product.category"].create(
            [{"name": "Drinking"}, {"name": "Mugs"}]
        )
        mug = self.product()
        self.store.pricelist_id = self.pricelist(
            {
                "applied_on": "2_product_category",
                "categ_id": parent.id,
                "compute_price": "fixed",
                "fixed_price": 3,
            }
        )
        self.sync()
        self.assertEqual(self.prices(mug)[0], 10)
        mug.categ_id = child
        self.sync()
        self.assertEqual(self.prices(mug)[0], 10)
        child.parent_id = parent
        self.sync()
        self.assertEqual(self.prices(mug)[0], 3)
        mug.categ_id = self.env["product.category"].create({"name": "Other"})
        self.sync()
        self.assertEqual(self.prices(mug)[0], 10)

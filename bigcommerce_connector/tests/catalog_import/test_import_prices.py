"""Prices that come in: by extras, by rules of a pricelist, with and without taxes."""

from odoo.tests import tagged

from ..import_case import ImportCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportPrices(ImportCase):
    def grid(self, prices, **values):
        """A shirt by sizes and colors; prices by (size, color)."""
        return self.shirt_there(
            *(
                ({"Size": size, "Color": color}, {"price": price})
                for (size, color), price in prices.items()
            ),
            **values,
        )

    def rules(self):
        return self.store.pricelist_id.item_ids

    def test_prices_that_add_up_need_no_pricelist(self):
        there = self.grid(
            {
                ("S", "Black"): 10,
                ("M", "Black"): 12,
                ("S", "White"): 9.5,
                ("M", "White"): 11.5,
            }
        )
        shirt = self.line(self.imported(), there).product_tmpl_id
        self.assertFalse(self.store.pricelist_id)
        prices = {p.default_code: p.lst_price for p in shirt.product_variant_ids}
        self.assertEqual(prices["TEE-M-White"], 11.5)
        self.assertEqual(prices["TEE-S-Black"], 10)
        self.assertPushesNothing()

    def test_a_price_of_its_own_that_is_the_products_follows_it_from_then_on(self):
        there = self.grid({("S", "Black"): 10, ("M", "Black"): 12}, price=10, weight=1)
        rows = self.shop.products.get(there["id"], include="variants")["variants"]
        self.shop.variants.update_many([{"id": row["id"], "weight": 1} for row in rows])
        job = self.imported()
        shirt = self.line(job, there).product_tmpl_id
        self.assertFalse(self.line(job, there).message)
        self.assertPushesNothing()
        shirt.list_price = 11
        shirt.product_variant_ids.weight = 2
        self.sync()
        shown = [
            (v["sku"], float(v["calculated_price"]), float(v["calculated_weight"]))
            for v in self.shop.products.get(there["id"], include="variants")["variants"]
        ]
        self.assertEqual(shown, [("TEE-S-Black", 11, 2), ("TEE-M-Black", 13, 2)])
        self.assertPushesNothing()

    def test_what_was_not_reduced_for_its_own_price_is_not_when_that_goes(self):
        self.store.sale_pricelist_id = self.env["product.pricelist"].create(
            {"name": "Sale"}
        )
        there = self.shirt_there(
            ({"Size": "S"}, {"price": 10}), ({"Size": "M"}, {}), price=10, sale_price=9
        )
        shirt = self.line(self.imported(), there).product_tmpl_id
        self.assertPushesNothing()
        shirt.list_price = 11
        self.sync()
        there = self.shop.products.get(there["id"], include="variants")["variants"]
        shown = {v["sku"]: float(v["calculated_price"]) for v in there}
        self.assertEqual(shown, {"TEE-S": 11, "TEE-M": 9})

    def test_a_price_that_does_not_add_up_becomes_a_rule_of_the_stores_pricelist(self):
        mug = self.there()
        there = self.grid(
            {
                ("S", "Black"): 10,
                ("M", "Black"): 12,
                ("S", "White"): 10,
                ("M", "White"): 99,
                ("S", "Red"): 10,
                ("M", "Red"): 12,
            }
        )
        job = self.imported()
        line = self.line(job, there)
        self.assertEqual(
            self.rules().product_id.mapped("default_code"), ["TEE-M-White"]
        )
        self.assertEqual(self.rules().fixed_price, 99)
        self.assertIn("TEE-M-White", line.message)
        self.assertIn(self.store.pricelist_id.name, line.message)
        self.assertFalse(self.line(job, mug).message)
        self.assertPushesNothing()

    def test_a_pricelist_that_the_store_has_gets_rules_where_it_says_another_price(
        self,
    ):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Web",
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        self.store.pricelist_id = pricelist
        mug = self.there(price=7)
        there = self.grid({("S", "Black"): 10, ("M", "Black"): 12})
        job = self.imported()
        self.assertEqual(self.store.pricelist_id, pricelist)
        shirt = self.line(job, there).product_tmpl_id
        prices = {
            product.default_code: pricelist._get_product_price(product, 1)
            for product in shirt.product_variant_ids
        }
        self.assertEqual(prices, {"TEE-S-Black": 10, "TEE-M-Black": 12})
        self.assertEqual(
            pricelist._get_product_price(self.line(job, mug).product_tmpl_id, 1), 7
        )
        self.assertPushesNothing()

    def test_net_prices_there_are_gross_in_odoo(self):
        tax = self.env["account.tax"].create(
            {
                "name": "19 % in the price",
                "amount": 19,
                "price_include_override": "tax_included",
                "type_tax_use": "sale",
            }
        )
        self.env["bigcommerce.tax"].create(
            {"store_id": self.store.id, "rate": 19, "tax_id": tax.id}
        )
        documents = [self.there(f"SKU-{n}", price=n + 0.99) for n in range(9)]
        job = self.imported()
        for document in documents:
            line = self.line(job, document)
            self.assertFalse(line.message)
            self.assertIn(tax, line.product_tmpl_id.taxes_id)
        self.assertAlmostEqual(line.product_tmpl_id.list_price, 8.99 * 1.19, 6)
        self.assertPushesNothing()

    def test_gross_prices_there_are_net_in_odoo(self):
        tax = self.env["account.tax"].create(
            {
                "name": "19 % on the price",
                "amount": 19,
                "price_include_override": "tax_excluded",
                "type_tax_use": "sale",
            }
        )
        self.env["bigcommerce.tax"].create(
            {"store_id": self.store.id, "rate": 19, "tax_id": tax.id}
        )
        self.store.prices_include_tax = True
        documents = [self.there(f"SKU-{n}", price=n + 0.99) for n in range(9)]
        job = self.imported()
        self.assertFalse(job.note_count)
        mug = self.line(job, documents[8]).product_tmpl_id
        self.assertAlmostEqual(mug.list_price, 8.99 / 1.19, 6)
        self.assertPushesNothing()

    def test_a_foreign_currency_keeps_its_prices_in_a_pricelist(self):
        other = self.env.ref("base.CHF")
        other.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": other.id, "rate": 0.89, "name": "2020-01-01"}
        )
        self.store.currency_id = other
        there = self.grid({("S", "Black"): 10, ("M", "Black"): 12.35})
        mug = self.there(price=9.99)
        job = self.imported()
        self.assertEqual(self.store.pricelist_id.currency_id, other)
        self.assertEqual(sorted(self.rules().mapped("fixed_price")), [9.99, 10, 12.35])
        shirt = self.line(job, there).product_tmpl_id
        self.assertAlmostEqual(shirt.list_price, 10 / 0.89, 2)
        self.assertTrue(self.line(job, mug).message)
        self.assertPushesNothing()
        other.rate_ids.filtered(lambda r: r.rate == 0.89).rate = 0.5
        self.assertPushesNothing()

"""What the storefront shows: products that can be sold, variants not excluded."""

from datetime import timedelta

from odoo.tests import tagged

from ..catalog_case import CatalogCase

UPDATE = "PUT catalog/products"
SEARCH = "GET catalog/variants"
MARK = "PUT catalog/variants"
# Its options are compared once, as those of other variants might be others now.
READ = "GET catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestVisibility(CatalogCase):
    def not_for_sale(self, template):
        return [
            row["sku"]
            for row in self.remote(template)["variants"]
            if row["purchasing_disabled"]
        ]

    # === PRODUCTS === #

    def test_bigcommerce_keeps_the_visibility(self):
        mug = self.product(sale_ok=False)
        self.sync()
        self.assertTrue(self.is_visible(mug))
        mug.sale_ok = True
        with self.assertNoRequests():
            self.sync()

    def test_a_product_that_cannot_be_sold_is_hidden(self):
        self.store.writes_visibility = True
        mug, cup = self.product(sale_ok=False), self.product("CUP")
        self.sync()
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (False, True))
        mug.sale_ok, cup.sale_ok = True, False
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (True, False))
        with self.assertNoRequests():
            self.sync()

    def test_hidden_as_no_longer_sold_it_comes_back_as_odoo_says(self):
        self.store.write({"writes_visibility": True, "unsold_items": "hide"})
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        (mug | cup).bigcommerce_enabled = False
        self.sync()
        self.assertFalse(self.is_visible(mug) or self.is_visible(cup))
        (mug | cup).bigcommerce_enabled = True
        cup.sale_ok = False
        self.sync()
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (True, False))
        with self.assertNoRequests():
            self.sync()

    # === SINGLE VARIANTS === #

    def test_an_excluded_variant_is_left_as_it_is(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        with self.requests(READ):
            self.sync()
        self.assertEqual(self.not_for_sale(shirt), [])

    def test_an_excluded_variant_is_not_for_sale_until_it_is_sold_again(self):
        self.store.unsold_items = "hide"
        shirt, other = self.shirt("S", "M"), self.shirt("S", "M", prefix="OTHER")
        self.sync()
        excluded = self.variant(shirt, "SHIRT-M") | self.variant(other, "OTHER-S")
        excluded.bigcommerce_excluded = True
        with self.requests(READ, SEARCH, MARK):
            self.sync()
        self.assertEqual(self.not_for_sale(shirt), ["SHIRT-M"])
        self.assertEqual(self.not_for_sale(other), ["OTHER-S"])
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            self.sync()
        excluded.bigcommerce_excluded = False
        with self.requests(READ, MARK):
            self.sync()
        self.assertEqual(self.not_for_sale(shirt), [])
        self.assertState(shirt, "synced")

    def test_an_archived_variant(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M")
        self.sync()
        self.variant(shirt, "SHIRT-M").active = False
        self.sync()
        self.assertEqual(self.not_for_sale(shirt), ["SHIRT-M"])

    def test_product_taken_from_sale_by_staff_stays_so(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M")
        self.sync()
        medium = self.variant(shirt, "SHIRT-M")
        row = self.mapping(shirt).variant_ids.filtered(
            lambda row: row.product_id == medium
        )
        self.shop.variants.update_many(
            [{"id": int(row.external_id), "purchasing_disabled": True}]
        )
        medium.bigcommerce_excluded = True
        with self.requests(READ, SEARCH):
            self.sync()
        medium.bigcommerce_excluded = False
        with self.requests(READ):
            self.sync()
        self.assertEqual(self.not_for_sale(shirt), ["SHIRT-M"])

    def test_one_that_odoo_forgets_is_for_sale_again_with_its_product(self):
        self.store.unsold_items = "hide"
        for what in ("MATCHED", "ARCHIVED", "DELETED"):
            with self.subTest(what):
                shirt = self.shirt("S", "M", prefix=what)
                self.sync()
                medium = self.variant(shirt, f"{what}-M")
                medium.bigcommerce_excluded = True
                self.sync()
                self.assertEqual(self.not_for_sale(shirt), [f"{what}-M"])
                if what == "MATCHED":
                    self.mapping(shirt).action_match_again()
                    medium.bigcommerce_excluded = False
                else:
                    if what == "ARCHIVED":
                        shirt.active = False
                    else:
                        shirt.unlink()
                    shirt = self.shirt("S", "M", prefix=what)
                self.sync()
                self.assertState(shirt, "synced")
                self.assertEqual(self.not_for_sale(shirt), [])

    def test_one_that_is_refused_does_not_stop_the_others(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M", "L")
        self.sync()
        for sku in ("SHIRT-M", "SHIRT-L"):
            self.variant(shirt, sku).bigcommerce_excluded = True
        self.fault("422", method="PUT", path="/v3/catalog/variants", count=2)
        self.sync()
        self.assertEqual(len(self.not_for_sale(shirt)), 1)
        self.assertIn("422", self.mapping(shirt).visibility_message)
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        self.assertEqual(self.not_for_sale(shirt), ["SHIRT-M", "SHIRT-L"])
        self.assertFalse(self.mapping(shirt).visibility_message)

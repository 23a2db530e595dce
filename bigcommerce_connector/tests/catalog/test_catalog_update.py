"""What differs is sent, in full batches; what is refused needs attention alone."""

from datetime import timedelta

from odoo.tests import tagged

from ..catalog_case import CatalogCase

UPDATE = "PUT catalog/products"
UPDATE_VARIANTS = "PUT catalog/variants"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogUpdate(CatalogCase):
    def test_ten_products_a_call(self):
        mugs = [self.product(f"MUG{number}") for number in range(20)]
        self.sync()
        for mug in mugs:
            mug.list_price = 10.5
        with self.requests(*[UPDATE] * 2):
            self.sync()
        self.assertEqual(float(self.remote(mugs[-1])["price"]), 10.5)
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})
        with self.assertNoRequests():
            self.sync()

    def test_fifty_variants_a_call(self):
        sizes = ("S", "M", "L", "XL")
        shirts = [self.shirt(*sizes, prefix=f"S{n}") for n in range(25)]
        self.sync()
        for shirt in shirts:
            shirt.attribute_line_ids.product_template_value_ids.price_extra = 0.5
        with self.requests(*[UPDATE_VARIANTS] * 2):  # 100 prices
            self.sync()
        prices = {float(v["price"]) for v in self.remote(shirts[-1])["variants"]}
        self.assertEqual(prices, {10.5})

    def test_a_price_for_all_variants_is_the_products(self):
        shirt = self.shirt("S", "M", "L")
        self.sync()
        shirt.list_price = 12
        with self.requests(UPDATE):
            self.sync()
        prices = {float(v["calculated_price"]) for v in self.remote(shirt)["variants"]}
        self.assertEqual(prices, {12})

    def test_a_variants_own_price_ends(self):
        shirt = self.shirt("S", "M")
        value = shirt.attribute_line_ids.product_template_value_ids[0]
        value.price_extra = 3
        self.sync()
        value.price_extra = 0
        with self.requests(UPDATE_VARIANTS):
            self.sync()
        shirt.list_price = 20
        self.sync()
        prices = {float(v["calculated_price"]) for v in self.remote(shirt)["variants"]}
        self.assertEqual(prices, {20})

    def test_a_save_without_effect_sends_nothing(self):
        mug = self.product()
        self.sync()
        mug.list_price = 10
        mug.standard_price = 3
        with self.assertNoRequests():
            self.sync()
        self.assertState(mug, "synced")

    def test_everything_is_compared_once_a_day(self):
        """What leaves no note is found then."""
        mug, _other = self.product(), self.product("OTHER")
        self.sync()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_template SET list_price = 11 WHERE id = %s", [mug.id]
        )
        self.env.invalidate_all()
        with self.assertNoRequests():
            self.sync()
        self.store._flow("catalog").last_success -= timedelta(days=1)
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 11)

    def test_another_rate_of_a_tax_is_sent_at_once(self):
        tax = self.env["account.tax"].create({"name": "21 %", "amount": 21})
        self.store.prices_include_tax = True
        mug, _other = self.product(taxes_id=tax.ids), self.product("OTHER")
        self.sync()
        tax.amount = 10
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 11)

    def test_another_tax_of_a_group_is_sent_at_once(self):
        ten, twenty, group = self.env["account.tax"].create(
            [
                {"name": "10 %", "amount": 10},
                {"name": "20 %", "amount": 20},
                {"name": "Both", "amount_type": "group"},
            ]
        )
        group.children_tax_ids = ten
        self.store.prices_include_tax = True
        mug = self.product(taxes_id=group.ids)
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 11)
        group.children_tax_ids = ten + twenty
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 13)

    def test_another_language_of_the_company_is_sent_at_once(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        mug = self.product(name="Cup")
        mug.update_field_translations("name", {"fr_FR": "Tasse"})
        self.sync()
        self.assertEqual(self.remote(mug)["name"], "Cup")
        self.store.company_id.partner_id.lang = "fr_FR"
        self.sync()
        self.assertEqual(self.remote(mug)["name"], "Tasse")

    def test_another_unit_of_weight_is_sent_at_once(self):
        mug = self.product()
        self.store.weight_unit = "KGS"
        self.sync()
        before = float(self.remote(mug)["weight"])
        self.store.weight_unit = "Grams"
        with self.requests(UPDATE):
            self.sync()
        self.assertAlmostEqual(float(self.remote(mug)["weight"]), before * 1000, 0)

    def test_changed_skus(self):
        mug, shirt = self.product(), self.shirt("S", "M")
        self.sync()
        mug.default_code = "MUG-NEW"
        self.variant(shirt, "SHIRT-S").default_code = "SHIRT-NEW"
        with self.requests(UPDATE, UPDATE_VARIANTS):
            self.sync()
        self.assertEqual(self.remote(mug)["sku"], "MUG-NEW")
        skus = [variant["sku"] for variant in self.remote(shirt)["variants"]]
        self.assertEqual(skus, ["SHIRT-NEW", "SHIRT-M"])
        self.assertEqual(self.mapping(mug).variant_ids.sku, "MUG-NEW")

    def test_a_description_is_cleared_if_the_owner_asks_for_it(self):
        self.store.sends_empty_values = True
        mug = self.product(public_description="<p>Old</p>")
        self.sync()
        mug.public_description = False
        self.sync()
        self.assertFalse(self.remote(mug)["description"])

    def test_visibility_is_the_merchants(self):
        mug = self.product()
        self.sync()
        self.shop.products.update(self.mapping(mug).external_id, {"is_visible": False})
        mug.list_price = 12
        self.sync()
        self.assertFalse(self.remote(mug)["is_visible"])

    # === WHO MAY BE SOLD === #

    def test_a_product_no_longer_sold_stays_as_it_is(self):
        mug = self.product()
        self.sync()
        mug.write({"bigcommerce_enabled": False, "list_price": 99})
        with self.assertNoRequests():
            self.sync()
        self.assertState(mug, "skipped", "no longer sold")
        mug.bigcommerce_enabled = True
        with self.requests(UPDATE):
            self.sync()
        self.assertState(mug, "synced")

    def test_item_sync_enforcement(self):
        entitled = self.product(bigcommerce_warehouse_ids=self.warehouse.ids)
        other = self.product("OTHER")
        self.store.item_sync_enforcement = True
        self.sync()
        self.assertState(entitled, "synced")
        self.assertFalse(self.mapping(other))
        self.store.item_sync_enforcement = False
        self.sync()
        self.assertState(other, "synced")
        self.store.item_sync_enforcement = True
        self.sync()
        self.assertState(other, "skipped", "Entitled Locations")

    def test_eligible_are_enabled_products_that_company_and_location_sell(
        self,
    ):
        company = self.env["res.company"].create({"name": "Other company"})
        templates = self.env["product.template"]
        for number in range(8):
            templates |= self.product(
                f"P{number}",
                bigcommerce_enabled=bool(number & 1),
                bigcommerce_warehouse_ids=self.warehouse.ids if number & 2 else [],
                company_id=company.id if number & 4 else False,
            )
        for enforced in (False, True):
            self.store.item_sync_enforcement = enforced
            found = templates.filtered_domain(self.store._eligible_domain())
            expected = ["P3"] if enforced else ["P1", "P3"]
            self.assertEqual(found.mapped("default_code"), expected)

    # === PRICES === #

    def test_prices_without_tax_from_prices_with_tax(self):
        tax = self.env["account.tax"].create(
            {
                "name": "21 % included",
                "amount": 21,
                "price_include_override": "tax_included",
            }
        )
        mug = self.product(taxes_id=tax.ids)
        self.store.prices_include_tax = False
        self.sync()
        # Four decimals, so that BigCommerce comes back to 10.00.
        self.assertEqual(float(self.remote(mug)["price"]), 8.2645)

    def test_prices_with_tax_from_prices_without_tax(self):
        tax = self.env["account.tax"].create({"name": "21 %", "amount": 21})
        mug = self.product(taxes_id=tax.ids)
        shirt = self.shirt("S", "M", taxes_id=tax.ids)
        shirt.attribute_line_ids.product_template_value_ids[1].price_extra = 1
        self.store.prices_include_tax = True
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 12.1)
        prices = [float(v["calculated_price"]) for v in self.remote(shirt)["variants"]]
        self.assertEqual(prices, [12.1, 13.31])

    def test_prices_in_the_stores_currency(self):
        foreign = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("id", "!=", self.env.company.currency_id.id)], limit=1)
        )
        foreign.active = True
        self.env["res.currency.rate"].search(
            [("currency_id", "=", foreign.id)]
        ).unlink()
        rate = self.env["res.currency.rate"].create(
            {"currency_id": foreign.id, "rate": 2.0}
        )
        self.store.currency_id = foreign
        mug = self.product()
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 20)
        rate.rate = 2.5
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 25)

"""What BigCommerce refuses of the catalog stops nothing else."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase

UPDATE = "PUT catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogRefused(CatalogCase):
    def test_bad_products_need_attention_and_the_others_go_on(self):
        nameless = self.product(sku=False, name="No SKU")
        long = self.product("LONG", name="x" * 251)
        shirt = self.shirt("S", "M")
        self.variant(shirt, "SHIRT-M").default_code = False
        good = self.product("GOOD")
        self.sync()
        self.assertState(nameless, "attention", "No SKU")
        self.assertState(long, "attention", "251")
        self.assertState(shirt, "attention", "(M)")
        self.assertState(good, "synced")
        nameless.default_code = "NOW"
        self.sync()
        self.assertState(nameless, "synced")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.catalog.readable")
    def test_product_that_cannot_be_read_stops_no_other(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        mug.weight, cup.list_price = 1e30, 12  # more digits than any scale has
        odd, good = self.product("ODD", weight=1e30), self.product("GOOD")
        self.sync()
        for product in mug, odd:
            self.assertState(product, "attention", "unexpected error")
        self.assertState(good, "synced")
        self.assertState(cup, "synced")
        self.assertEqual(float(self.remote(cup)["price"]), 12)
        (mug | odd).weight = 1
        self.sync()
        self.assertState(mug, "synced")
        self.assertState(odd, "synced")

    def test_a_sku_that_bigcommerce_refuses(self):
        odd, good = self.product("A/1"), self.product("GOOD")
        self.sync()
        self.assertState(odd, "attention", "A/1")
        self.assertState(good, "synced")

    def test_a_refused_update_does_not_stop_its_batch(self):
        first, second, third = (self.product(f"MUG{n}") for n in range(3))
        self.sync()
        for mug in (first, second, third):
            mug.list_price = 12
        second.name = third.name = "The same name"
        with self.requests(UPDATE, *[f"{UPDATE}"] * 4):
            self.sync()
        self.assertState(first, "synced")
        self.assertState(second, "synced")
        self.assertState(third, "attention", "name")
        third.name = "Another name"
        self.sync()
        self.assertState(third, "synced")

    def test_the_refused_ones_of_a_batch_are_found_by_halves(self):
        shirt = self.shirt("S", "M", "L", "XL")
        more = [self.shirt("S", "M", "L", "XL", prefix=f"S{n}") for n in range(11)]
        self.sync()
        for each in (shirt, *more):
            for product in each.product_variant_ids:
                product.weight = 7
        self.variant(shirt, "SHIRT-L").default_code = "A/1"
        start = len(self.exchanges)
        self.sync()
        self.assertLessEqual(len(self.exchanges) - start, 13)
        self.assertState(shirt, "attention", "A/1")
        for each in more:
            self.assertState(each, "synced")
        weights = {row["sku"]: row["weight"] for row in self.remote(shirt)["variants"]}
        self.assertEqual(weights["SHIRT-M"], weights["SHIRT-XL"])

    def test_one_bad_new_variant_does_not_stop_the_others_of_its_product(self):
        shirt = self.shirt("S")
        self.add_value(shirt, self.size, "M")
        self.sync()
        self.add_value(shirt, self.size, "L", "XL")
        self.variant(shirt, "SHIRT-L").default_code = "A/1"
        self.sync()
        self.assertState(shirt, "attention", "A/1")
        skus = {row["sku"] for row in self.remote(shirt)["variants"]}
        self.assertEqual(skus, {"SHIRT-S", "SHIRT-M", "SHIRT-XL"})
        shirt.list_price = 44
        self.variant(shirt, "A/1").default_code = "SHIRT-L"
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 4)

    def test_an_answer_that_differs_from_what_was_sent(self):
        shirt, mug, cup = self.shirt("S", "M"), self.product(), self.product("CUP")
        self.sync()
        with self.simulator.store.lock:
            self.simulator.store.switches.update({"amount_decimals": 2})
        self.env.ref("product.decimal_price").digits = 4
        mug.list_price, cup.list_price = 9.9999, 12
        extra = shirt.attribute_line_ids.product_template_value_ids[0]
        extra.price_extra = 0.1234
        self.sync()
        self.assertState(mug, "attention", "price 10")
        self.assertState(shirt, "attention", "price 10.12 (10.1234)")
        self.assertState(cup, "synced")
        mug.list_price, extra.price_extra = 9.5, 0.25
        self.sync()
        self.assertState(mug, "synced")
        self.assertState(shirt, "synced")

    def test_product_created_otherwise_than_it_was_sent(self):
        self.env.ref("product.decimal_price").digits = 4
        with self.simulator.store.lock:
            self.simulator.store.switches.update({"amount_decimals": 2})
        mug = self.product(list_price=9.9999)
        self.sync()
        self.assertState(mug, "attention", "price 10")
        mug.list_price = 9.5
        self.sync()
        self.assertState(mug, "synced")

    def test_of_a_batch_saved_in_part_the_one_is_found(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        # The batch, and of its halves the first.
        self.fault("partly", method="PUT", path="/v3/catalog/products", count=2)
        mug.list_price = cup.list_price = 12
        self.sync()
        self.assertState(cup, "attention", "not all of it")
        self.assertState(mug, "synced")
        self.assertEqual(float(self.remote(cup)["price"]), 12)
        self.mapping(cup).action_requeue()
        self.sync()
        self.assertState(cup, "synced")

    def test_product_created_in_part_says_so(self):
        mug, shirt = self.product(), self.shirt("S", "M")
        self.fault("partly", method="POST", path="/v3/catalog/products", count=2)
        self.sync()
        for template in (mug, shirt):
            self.assertState(template, "attention", "not all of it")
        self.assertEqual(len(self.mapping(shirt).variant_ids), 2)
        self.assertEqual(len(list(self.shop.products.list())), 2)

    def test_too_large_update_says_so(self):
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        self.fault("413", method="PUT", path="/v3/catalog/products", count=None)
        mug.list_price = 12
        self.sync()
        self.assertState(mug, "attention", "too large for BigCommerce")
        self.assertState(cup, "synced")

    def test_one_that_is_too_large_amid_a_batch_is_parked_alone(self):
        mugs = [self.product(f"MUG{n}") for n in range(5)]
        self.sync()
        limit = {"method": "PUT", "path": "/v3/catalog/products", "above": 20_000}
        self.fault("413", count=None, **limit)
        for mug in mugs:
            mug.list_price = 12
        mugs[2].description_sale = "word " * 10_000
        # All; two and three; of the three, the large one and two.
        with self.requests(*[UPDATE] * 5):
            self.sync()
        for mug in mugs:
            is_large = mug == mugs[2]
            self.assertEqual(float(self.remote(mug)["price"]), 10 if is_large else 12)
            if not is_large:
                self.assertState(mug, "synced")
        self.assertState(mugs[2], "attention", "too large for BigCommerce")

    def test_new_product_that_is_too_large_stops_no_other(self):
        large = self.product("LARGE", description_sale="word " * 10_000)
        mug = self.product()
        path = "/v3/catalog/products"
        self.fault("413", method="POST", path=path, above=20_000, count=None)
        self.sync()
        self.assertState(large, "attention", "too large for BigCommerce")
        self.assertState(mug, "synced")

    def test_of_a_batch_that_is_too_large_together_none_is_parked(self):
        mugs = [self.product(f"MUG{n}") for n in range(4)]
        self.sync()
        limit = {"method": "PUT", "path": "/v3/catalog/products", "above": 25_000}
        self.fault("413", count=None, **limit)
        for mug in mugs:
            mug.description_sale = "word " * 2_000
        with self.requests(*[UPDATE] * 3):
            self.sync()
        for mug in mugs:
            self.assertState(mug, "synced")

    def test_a_refused_variant_does_not_stop_its_batch(self):
        shirts = [self.shirt("S", "M", prefix=f"S{n}") for n in range(3)]
        self.sync()
        for shirt in shirts:
            shirt.attribute_line_ids.product_template_value_ids.price_extra = 3
        self.variant(shirts[1], "S1-S").default_code = "A/1"
        self.sync()
        self.assertState(shirts[0], "synced")
        self.assertState(shirts[1], "attention", "A/1")
        self.assertState(shirts[2], "synced")

    def test_a_product_deleted_there(self):
        mug, other = self.product(), self.product("OTHER")
        self.sync()
        self.shop.products.delete([self.mapping(mug).external_id])
        mug.list_price = other.list_price = 12
        self.sync()
        self.assertState(mug, "attention", "deleted on BigCommerce")
        self.assertState(other, "synced")
        self.mapping(mug).action_requeue()
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(self.remote(mug)["sku"], "MUG")

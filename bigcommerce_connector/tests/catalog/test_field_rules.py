"""Which fields Odoo writes on BigCommerce: the owner's choice, and what is empty."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase

UPDATE = "PUT catalog/products"
CREATE = ("POST catalog/products", "GET catalog/products")  # and read its variants


@tagged("post_install", "-at_install", "bigcommerce")
class TestFieldRules(CatalogCase):
    def edit_there(self, template, **values):
        """Staff change the product in BigCommerce's control panel."""
        self.shop.products.update(self.mapping(template).external_id, values)

    def test_only_what_differs_is_sent(self):
        mug = self.product(description_sale="Blue")
        self.sync()
        self.edit_there(mug, description="Written by the shop", weight=3)
        mug.list_price = 12
        with self.requests("PUT catalog/products"):
            self.sync()
        [body] = self.last_body()
        self.assertEqual(body.keys(), {"id", "price"})
        remote = self.remote(mug)
        self.assertEqual(remote["description"], "Written by the shop")
        self.assertEqual((float(remote["price"]), float(remote["weight"])), (12, 3))

    def test_bigcommerce_keeps_what_the_owner_leaves_to_it(self):
        mug = self.product()
        self.sync()
        self.store.writes_name = self.store.writes_price = False
        self.edit_there(mug, name="A better name", price=15)
        mug.write({"name": "Odoo's name", "list_price": 12, "weight": 2})
        self.sync()
        remote = self.remote(mug)
        self.assertEqual(
            (remote["name"], float(remote["price"])), ("A better name", 15)
        )
        self.assertEqual(float(remote["weight"]), 2)
        self.assertState(mug, "synced")

    def test_a_field_that_odoo_writes_again_is_sent(self):
        """Though it is in Odoo what BigCommerce had before it kept it."""
        mug = self.product()
        self.sync()
        self.store.writes_price = False
        self.sync()
        self.edit_there(mug, price=15)
        self.store.writes_price = True
        with self.requests(UPDATE):
            self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 10)
        with self.assertNoRequests():
            self.sync()

    def test_a_variants_price_is_kept_too(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.store.writes_price = False
        self.sync()
        shirt.attribute_line_ids.product_template_value_ids[0].price_extra = 3
        shirt.list_price = 20
        with self.assertNoRequests():
            self.sync()
        self.store.writes_price = True
        self.sync()
        prices = {float(v["calculated_price"]) for v in self.remote(shirt)["variants"]}
        self.assertEqual(prices, {20, 23})

    def test_a_new_product_gets_what_it_needs_and_no_more(self):
        self.store.write(
            {
                "writes_name": False,
                "writes_price": False,
                "writes_weight": False,
                "writes_description": False,
                "writes_barcode": False,
            }
        )
        mug = self.product(description_sale="Blue", barcode="4006381333931")
        self.sync()
        self.assertState(mug, "synced")
        remote = self.remote(mug)
        self.assertEqual((remote["name"], float(remote["price"])), ("Product MUG", 10))
        self.assertFalse(remote["description"] or remote["upc"])
        with self.assertNoRequests():
            self.sync()

    def test_empty_value_in_odoo_empties_nothing(self):
        mug = self.product(description_sale="Blue", barcode="4006381333931")
        self.sync()
        mug.write({"description_sale": False, "barcode": False, "weight": 0})
        with self.assertNoRequests():
            self.sync()
        remote = self.remote(mug)
        self.assertIn("Blue", remote["description"])
        self.assertEqual((remote["upc"], float(remote["weight"])), ("4006381333931", 1))

    def test_empty_value_is_sent_if_the_owner_asks_for_it(self):
        mug = self.product(description_sale="Blue", barcode="4006381333931")
        self.sync()
        mug.write({"description_sale": False, "barcode": False, "weight": 0})
        self.store.sends_empty_values = True
        with self.requests(UPDATE):
            self.sync()
        remote = self.remote(mug)
        self.assertFalse(remote["description"] or remote["upc"])
        self.assertEqual(float(remote["weight"]), 0)

    def test_the_cost_is_sent_only_if_the_owner_asks_for_it(self):
        mug, shirt = self.product(standard_price=4), self.shirt("S", "M")
        shirt.product_variant_ids.standard_price = 5
        self.sync()
        self.assertFalse(float(self.remote(mug)["cost_price"] or 0))
        self.store.writes_cost_price = True
        self.sync()
        self.assertEqual(float(self.remote(mug)["cost_price"]), 4)
        costs = {float(v["cost_price"]) for v in self.remote(shirt)["variants"]}
        self.assertEqual(costs, {5})
        with self.assertNoRequests():
            self.sync()

    def test_new_variants_without_cost_are_sent_once(self):
        self.store.write({"writes_cost_price": True, "sends_empty_values": True})
        shirt = self.shirt("S", "M")
        with self.requests("GET catalog/products", *CREATE):
            self.sync()
        self.assertState(shirt, "synced")

    def test_names_that_swap_stay_where_bigcommerce_keeps_them(self):
        mug, cup = self.product(name="Mug"), self.product("CUP", name="Cup")
        self.sync()
        self.store.writes_name = False
        mug.name, cup.name = "Cup", "Mug"
        with self.assertNoRequests():
            self.sync()
        self.assertEqual(self.remote(mug)["name"], "Mug")
        self.assertState(cup, "synced")

    def test_without_inventory_sync_bigcommerce_keeps_how_it_tracks_stock(self):
        self.store.inventory_sync = False
        there = {"type": "physical", "weight": 1, "price": 9}
        for sku, tracking in (
            ("MUG", {"inventory_tracking": "none"}),
            ("CUP", {"inventory_tracking": "product", "inventory_level": 5}),
        ):
            body = {"name": f"Theirs {sku}", "sku": sku, **there, **tracking}
            self.shop.products.create(body)
        mug, new = self.product(), self.product("NEW")
        cup = self.product("CUP", is_storable=False)

        def tracked():
            rows = (self.remote(product) for product in (mug, cup, new))
            return [(row["inventory_tracking"], row["inventory_level"]) for row in rows]

        self.sync()
        self.assertEqual(tracked(), [("none", 0), ("product", 5), ("none", 0)])
        (mug | new).list_price = 12
        self.sync()
        self.assertEqual(tracked(), [("none", 0), ("product", 5), ("none", 0)])
        self.store.inventory_sync = True
        self.sync()
        self.assertEqual(tracked(), [("product", 0), ("none", 0), ("product", 0)])

    def test_tracking_that_staff_switched_off_is_sent_with_the_next_change(self):
        mug = self.product()
        self.sync()
        self.edit_there(mug, inventory_tracking="none")
        self.mapping(mug).inventory_tracking = "none"  # as a refused stock shows it
        mug.list_price = 12
        self.sync()
        self.assertEqual(self.remote(mug)["inventory_tracking"], "product")
        self.assertEqual(self.mapping(mug).inventory_tracking, "product")

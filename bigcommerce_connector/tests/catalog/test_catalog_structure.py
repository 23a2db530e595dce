"""Products that grow and options that are renamed on BigCommerce."""

from odoo import Command
from odoo.tests import tagged

from ..catalog_case import CatalogCase

READ = "GET catalog/products"
ADD_VARIANTS = "PUT catalog/variants"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogStructure(CatalogCase):
    def labels(self, template):
        return {
            variant["sku"]: [value["label"] for value in variant["option_values"]]
            for variant in self.remote(template)["variants"]
        }

    def option_path(self, template):
        [option] = self.remote(template)["options"]
        external_id = self.mapping(template).external_id
        return f"catalog/products/{external_id}/options/{option['id']}"

    def test_new_sizes(self):
        shirt = self.shirt("S", "M")
        self.sync()
        path = self.option_path(shirt)
        self.add_value(shirt, self.size, "L", "XL")
        self.variant(shirt, "SHIRT-L").weight = 2
        with self.requests(READ, f"PUT {path}", ADD_VARIANTS):
            self.sync()
        self.assertEqual(
            self.labels(shirt),
            {f"SHIRT-{size}": [size] for size in ("S", "M", "L", "XL")},
        )
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.mapping(shirt).variant_ids), 4)
        with self.assertNoRequests():
            self.sync()

    def test_variants_included_later(self):
        shirt = self.shirt("S", "M", "L")
        large = self.variant(shirt, "SHIRT-L")
        large.bigcommerce_excluded = True
        self.sync()
        path = self.option_path(shirt)
        large.bigcommerce_excluded = False
        with self.requests(READ, f"PUT {path}", ADD_VARIANTS):
            self.sync()
        self.assertState(shirt, "synced")

    def test_many_products_grow_in_batches(self):
        shirts = [self.shirt("S", "M", prefix=f"S{n}") for n in range(11)]
        self.sync()
        for number, shirt in enumerate(shirts):
            self.add_value(shirt, self.size, "L", prefix=f"S{number}")
        self.sync()
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})
        sent = [exchange for exchange in self.exchanges if exchange["method"] == "PUT"]
        variants = [e for e in sent if e["path"].endswith("/catalog/variants")]
        self.assertEqual(len(variants), 2)  # ten products are read at a time

    def test_a_simple_product_gets_sizes(self):
        shirt = self.product("SHIRT-S", name="T-Shirt")
        self.sync()
        self.sync("stock")
        shirt.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": self.size.id,
                    "value_ids": self.values(self.size, ["S", "M"]).ids,
                }
            )
        ]
        self.give_skus(shirt, "SHIRT")
        self.sync()
        self.assertEqual(self.labels(shirt), {"SHIRT-S": ["S"], "SHIRT-M": ["M"]})
        self.assertEqual(self.remote(shirt)["inventory_tracking"], "variant")
        self.assertState(shirt, "synced")
        self.env["stock.quant"]._update_available_quantity(
            self.variant(shirt, "SHIRT-S"), self.warehouse.lot_stock_id, 4
        )
        self.sync("stock")
        self.assertEqual(
            [variant["inventory_level"] for variant in self.remote(shirt)["variants"]],
            [4, 0],
        )

    def test_a_value_is_renamed(self):
        shirt = self.shirt("S", "M")
        self.sync()
        path = self.option_path(shirt)
        self.values(self.size, ["S"]).name = "Small"
        self.size.name = "Width"
        with self.requests(READ, f"PUT {path}"):
            self.sync()
        remote = self.remote(shirt)
        self.assertEqual(remote["options"][0]["display_name"], "Width")
        self.assertEqual(self.labels(shirt), {"SHIRT-S": ["Small"], "SHIRT-M": ["M"]})
        self.assertState(shirt, "synced")

    def test_a_second_value_of_a_single_valued_option(self):
        shirt = self.shirt("S", "M", colors=("Black",))
        self.sync()
        self.add_value(shirt, self.color, "White")
        self.sync()
        self.assertEqual(len(self.labels(shirt)), 4)
        self.assertState(shirt, "synced")

    def test_a_size_that_ends_leaves_the_options(self):
        shirt = self.shirt("S", "M")
        self.sync()
        shirt.attribute_line_ids.value_ids -= self.values(self.size, ["M"])
        shirt.list_price = 12
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(self.remote(shirt)["inventory_tracking"], "variant")

    def test_sizes_whose_skus_are_crossed_there(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.mapping(shirt).unlink()
        small, medium = self.variant(shirt, "SHIRT-S"), self.variant(shirt, "SHIRT-M")
        small.default_code, medium.default_code = "SHIRT-M", "SHIRT-S"
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(self.labels(shirt), {"SHIRT-M": ["S"], "SHIRT-S": ["M"]})

    def test_skus_crossed_in_two_options_are_for_a_person_to_put_right(self):
        """No other label makes a small black one of what is medium and white."""
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        before = self.labels(shirt)
        one, other = shirt.product_variant_ids[0], shirt.product_variant_ids[-1]
        self.mapping(shirt).action_match_again()
        for message in ("choose Match Again", False):
            one.default_code, other.default_code = other.default_code, one.default_code
            self.sync()
            self.assertState(shirt, "attention" if message else "synced", message)
            self.assertEqual(self.labels(shirt), before)
            self.mapping(shirt).action_match_again()

    def test_a_size_that_comes_back_is_the_one_that_is_there(self):
        shirt = self.shirt("S", "M", "L")
        self.sync()
        ids = {row["id"] for row in self.remote(shirt)["variants"]}
        large = self.values(self.size, ["L"])
        shirt.attribute_line_ids.value_ids -= large
        self.sync()
        shirt.attribute_line_ids.value_ids += large
        self.give_skus(shirt, "NEW")
        self.sync()
        self.assertState(shirt, "synced")
        rows = self.remote(shirt)["variants"]
        self.assertEqual({row["sku"] for row in rows}, {"NEW-S", "NEW-M", "NEW-L"})
        self.assertEqual({row["id"] for row in rows}, ids)

    def test_a_refused_new_variant_sets_attention_on_its_product_alone(self):
        shirts = [self.shirt("S", "M", prefix=f"S{n}") for n in range(2)]
        self.sync()
        for number, shirt in enumerate(shirts):
            self.add_value(shirt, self.size, "L", prefix=f"S{number}")
        self.variant(shirts[0], "S0-L").default_code = "A/1"
        self.sync()
        self.assertState(shirts[0], "attention", "A/1")
        self.assertState(shirts[1], "synced")

    def test_a_variant_deleted_there(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.delete_last_variant_there(shirt)
        self.sync("stock")
        shirt.attribute_line_ids.product_template_value_ids.price_extra = 3
        self.sync()
        self.assertState(shirt, "attention", "deleted on BigCommerce")
        self.env["stock.quant"]._update_available_quantity(
            self.variant(shirt, "SHIRT-S"), self.warehouse.lot_stock_id, 4
        )
        self.sync("stock")  # that of the other one goes on
        self.assertEqual(self.remote(shirt)["variants"][0]["inventory_level"], 4)
        shirt.name = "Other shirt"
        self.sync()  # nobody asked for the variant
        self.assertState(shirt, "attention", "deleted on BigCommerce")
        self.assertEqual(len(self.remote(shirt)["variants"]), 1)
        self.mapping(shirt).action_requeue()
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.labels(shirt)), 2)

"""Options or new variants cannot be sent: what is there goes on all the same."""

from odoo import Command
from odoo.tests import tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogRestricted(CatalogCase):
    def sell_shirt_there(self, variants):
        """A shirt on BigCommerce, its variants as SKU → (option, label)s."""
        return self.shop.products.create(
            {
                "name": "Shirt",
                "type": "physical",
                "price": 10,
                "weight": 1,
                "inventory_tracking": "variant",
                "variants": [
                    {
                        "sku": sku,
                        "option_values": [
                            {"option_display_name": name, "label": label}
                            for name, label in labels
                        ],
                    }
                    for sku, labels in variants.items()
                ],
            }
        )

    def raise_price(self, template, sku="SHIRT-S"):
        """The price changes as well, and 4 of a variant come in."""
        template.list_price += 5
        self.env["stock.quant"]._update_available_quantity(
            self.variant(template, sku), self.warehouse.lot_stock_id, 4
        )
        self.sync()
        self.sync("stock")

    def assertGoesOn(self, template, price, skus):
        remote = self.remote(template)
        self.assertEqual(float(remote["price"]), price)
        rows = {row["sku"]: row for row in remote["variants"]}
        self.assertEqual(set(rows), set(skus))
        self.assertEqual({row["price"] for row in rows.values()}, {None})
        self.assertEqual(rows[skus[0]]["inventory_level"], 4)

    def test_a_name_that_is_too_long_holds_back_nothing_else(self):
        mug = self.product()
        self.sync()
        mug.write({"name": "x" * 260, "list_price": 12})
        self.sync()
        self.assertState(mug, "attention", "The name has 260 characters")
        remote = self.remote(mug)
        self.assertEqual((remote["name"], remote["price"]), ("Product MUG", 12))
        self.store.writes_name = False
        mug.list_price = 15
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(float(self.remote(mug)["price"]), 15)

    def test_other_options(self):
        self.sell_shirt_there(
            {"SHIRT-S-Black": [("Size", "S")], "SHIRT-M-White": [("Size", "M")]}
        )
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        for sku in ("SHIRT-S-White", "SHIRT-M-Black"):
            self.variant(shirt, sku).bigcommerce_excluded = True
        self.raise_price(shirt, "SHIRT-S-Black")
        self.assertState(shirt, "attention", "Its options on BigCommerce (Size)")
        self.assertGoesOn(shirt, 15, ["SHIRT-S-Black", "SHIRT-M-White"])
        shirt.list_price = 20
        self.sync()
        self.assertState(shirt, "attention", "Its options on BigCommerce (Size)")
        self.assertEqual(float(self.remote(shirt)["price"]), 20)

    def test_values_that_are_mixed_up(self):
        self.sell_shirt_there(
            {
                "SHIRT-S-Black": [("Size", "S"), ("Color", "Black")],
                "SHIRT-M-White": [("Size", "S"), ("Color", "White")],
            }
        )
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        for sku in ("SHIRT-S-White", "SHIRT-M-Black"):
            self.variant(shirt, sku).bigcommerce_excluded = True
        self.raise_price(shirt, "SHIRT-S-Black")
        self.assertState(shirt, "attention", "stands for several values")
        self.assertGoesOn(shirt, 15, ["SHIRT-S-Black", "SHIRT-M-White"])

    def test_a_new_label_that_bigcommerce_writes_otherwise(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.simulator.store.switches.update({"option_labels": "plain"})
        self.values(self.size, ["L"]).name = '10"'
        self.add_value(shirt, self.size, '10"')
        self.variant(shirt, 'SHIRT-10"').default_code = "SHIRT-10"
        self.raise_price(shirt)
        self.assertState(shirt, "attention", '10"')
        self.assertGoesOn(shirt, 15, ["SHIRT-S", "SHIRT-M"])

    def test_a_new_label_that_is_too_long(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.values(self.size, ["L"]).name = "L" * 256
        self.add_value(shirt, self.size, "L" * 256)
        self.variant(shirt, "SHIRT-" + "L" * 256).default_code = "SHIRT-L"
        self.raise_price(shirt)
        self.assertState(shirt, "attention", "255 characters")
        self.assertGoesOn(shirt, 15, ["SHIRT-S", "SHIRT-M"])
        self.values(self.size, ["L" * 256]).name = "L"
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 3)

    def test_a_new_variant_with_the_sku_of_another(self):
        shirt, mug = self.shirt("S", "M"), self.product()
        self.sync()
        self.add_value(shirt, self.size, "L")
        self.variant(shirt, "SHIRT-L").default_code = "SHIRT-M"
        self.raise_price(shirt)
        self.assertState(shirt, "attention", "Several variants")
        self.assertGoesOn(shirt, 15, ["SHIRT-S", "SHIRT-M"])
        self.assertState(mug, "synced")

    def test_a_new_variant_that_bigcommerce_refuses(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.add_value(shirt, self.size, "L")
        self.variant(shirt, "SHIRT-L").default_code = "A/1"
        self.raise_price(shirt)
        self.assertState(shirt, "attention", "A/1")
        self.assertGoesOn(shirt, 15, ["SHIRT-S", "SHIRT-M"])

    def test_a_new_variant_whose_sku_is_another_products(self):
        shirt, mug = self.shirt("S", "M"), self.product()
        self.sync()
        self.add_value(shirt, self.size, "L")
        self.variant(shirt, "SHIRT-L").default_code = "MUG"
        mug.bigcommerce_enabled = False
        self.raise_price(shirt)
        self.assertState(shirt, "attention", "MUG")
        self.assertGoesOn(shirt, 15, ["SHIRT-S", "SHIRT-M"])
        self.assertEqual(self.mapping(shirt).blocking_product_tmpl_id, mug)

    def test_a_variant_deleted_there_shows_when_the_others_change(self):
        shirt = self.shirt("S", "M", "L")
        shirt.attribute_line_ids.product_template_value_ids.price_extra = 3
        self.sync()
        self.delete_last_variant_there(shirt)
        self.env["stock.quant"]._update_available_quantity(
            self.variant(shirt, "SHIRT-S"), self.warehouse.lot_stock_id, 4
        )
        shirt.attribute_line_ids.product_template_value_ids.price_extra = 5
        self.sync()
        self.sync("stock")
        self.assertState(shirt, "attention", "Variants of this product were deleted")
        rows = {row["sku"]: row for row in self.remote(shirt)["variants"]}
        self.assertEqual(set(rows), {"SHIRT-S", "SHIRT-M"})
        self.assertEqual({float(row["price"]) for row in rows.values()}, {15})
        self.assertEqual(rows["SHIRT-S"]["inventory_level"], 4)

    def test_options_that_odoo_has_no_more(self):
        self.sell_shirt_there({"SHIRT": [("Size", "S")]})
        shirt = self.product("SHIRT", name="Shirt")
        self.raise_price(shirt, "SHIRT")
        self.assertState(shirt, "attention", "no attribute distinguishes")
        self.assertGoesOn(shirt, 15, ["SHIRT"])
        self.assertEqual(self.remote(shirt)["inventory_tracking"], "variant")

    def test_first_sizes_that_cannot_be_sent_change_nothing(self):
        cap = self.product("CAP")
        self.sync()
        before = self.remote(cap)
        cap.attribute_line_ids = [
            Command.create(
                {"attribute_id": self.size.id, "value_ids": self.size.value_ids.ids}
            )
        ]
        self.give_skus(cap, "CAP")
        self.variant(cap, "CAP-M").default_code = "CAP-S"
        self.sync()
        self.assertState(cap, "attention", "Several variants")
        self.assertEqual(self.remote(cap), before)

"""Catalog out: what is created, changed and left alone, in how many calls."""

from odoo.tests import tagged

from .catalog_case import CatalogCase

READ_ALL = "GET catalog/products"
CREATE = "POST catalog/products"
READ_BACK = "GET catalog/products"
UPDATE = "PUT catalog/products"
UPDATE_VARIANTS = "PUT catalog/variants"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogCreate(CatalogCase):
    def test_a_product_with_variants_and_its_stock(self):
        shirt = self.shirt("S", "M", "L", public_description="<p>Soft</p>")
        large = shirt.product_variant_ids[-1]
        extra = shirt.attribute_line_ids.product_template_value_ids[-1]
        extra.price_extra = 2.5
        self.env["stock.quant"]._update_available_quantity(
            large, self.warehouse.lot_stock_id, 7
        )
        with self.requests(READ_ALL, CREATE, READ_BACK):
            self.sync()
        remote = self.remote(shirt)
        self.assertEqual(remote["name"], "T-Shirt SHIRT")
        self.assertEqual(remote["description"], "<p>Soft</p>")
        self.assertEqual(remote["inventory_tracking"], "variant")
        self.assertTrue(remote["is_visible"])
        self.assertEqual(
            [
                (v["sku"], v["option_values"][0]["label"], float(v["calculated_price"]))
                for v in remote["variants"]
            ],
            [("SHIRT-S", "S", 10), ("SHIRT-M", "M", 10), ("SHIRT-L", "L", 12.5)],
        )
        [option] = remote["options"]
        self.assertEqual(option["display_name"], "Size")
        self.assertState(shirt, "synced")
        mapped = self.mapping(shirt).variant_ids
        self.assertEqual(
            {v.product_id.default_code: v.external_id for v in mapped},
            {v["sku"]: str(v["id"]) for v in remote["variants"]},
        )
        with self.requests("PUT inventory/adjustments/absolute"):
            self.sync("stock")
        on_hand = self.simulator.store.inventory.on_hand
        self.assertEqual([on_hand(v["id"]) for v in remote["variants"]], [0, 0, 7])

    def test_a_second_run_sends_nothing(self):
        self.shirt("S", "M")
        self.product()
        self.sync()
        self.sync("stock")
        with self.requests():
            self.sync()
            self.sync("stock")

"""What would be written to BigCommerce is listed, and nothing is written anywhere."""

from odoo import Command
from odoo.tests import tagged

from ..dry_run_case import DryRunCase
from ..images_case import GREEN, RED


@tagged("post_install", "-at_install", "bigcommerce")
class TestDryRun(DryRunCase):
    # === WHAT IT SAYS === #

    def test_modifiers_that_would_be_sent(self):
        text = self.attribute("Text", "A", "B", create_variant="no_variant")
        line = {"attribute_id": text.id, "value_ids": text.value_ids.ids}
        self.product(name="Mug", attribute_line_ids=[Command.create(line)])
        lines = self.dry_run()
        self.assertIn(("Mug", "change", "Modifiers", "", "Text"), lines)
        self.assertDone(lines)

    def test_a_new_product_of_odoo_and_a_full_one_of_bigcommerce(self):
        """Weight 0, and the price of every new product, are none."""
        self.sell_there()
        self.product(list_price=1, weight=0, name="Mug")
        lines = self.dry_run()
        self.assertIn(("Mug", "change", "Name", "Product MUG", "Mug"), lines)
        self.assertFalse([line for line in lines if line[2] in ("Price", "Weight")])
        [link] = [line for line in lines if line[1] == "link"]
        self.assertIn("Product MUG (", link[3])
        [kept] = self.check.line_ids.filtered(lambda line: line.action == "keep")
        self.assertIn("price and weight on BigCommerce are kept", kept.reason)
        self.assertDone(lines)
        remote = next(iter(self.shop.products.list()))
        self.assertEqual((remote["price"], remote["weight"]), (49, 3))

    def test_old_and_new_values_of_each_field(self):
        self.sell_there(description="<p>Theirs</p>", inventory_tracking="none")
        self.product(list_price=12.5, weight=0, public_description="Ours")
        lines = self.dry_run()
        self.assertIn(("Product MUG", "change", "Price", "49.00", "12.50"), lines)
        tracked = ("Product MUG", "change", "Track Inventory", "Not tracked")
        self.assertIn((*tracked, "By product"), lines)
        text = [line for line in lines if line[2] == "Description"]
        self.assertEqual(text[0][3], "<p>Theirs</p>")
        self.assertIn("Ours", text[0][4])
        self.assertDone(lines)

    def test_sale_prices_that_bigcommerce_has(self):
        self.store.sale_pricelist_id = self.env["product.pricelist"].create(
            {"name": "Sale"}
        )
        self.sell_there(sale_price=7, price=10, weight=1)
        self.sell_there("CUP", price=10, weight=1)
        mug, cup = self.product(), self.product("CUP")
        changes = [line for line in self.dry_run() if line[1] == "change"]
        change = ("Product MUG", "change", "Sale Price", "7.00", "0.00")
        self.assertEqual(changes, [change])
        self.store.state = "live"
        self.sync()
        [body] = self.last_body()
        self.assertEqual(body.keys(), {"id", "sale_price"})
        self.assertIn("7.00", self.mapping(mug).replaced_values)
        self.assertFalse(self.mapping(cup).replaced_values)

    def test_new_products_are_listed_as_created(self):
        self.product()
        self.shirt("S", "M")
        lines = self.dry_run()
        self.assertIn(("Product MUG", "create", "Price", "", "10.00"), lines)
        self.assertIn(("T-Shirt SHIRT", "create", "Variant", "", "M · SHIRT-M"), lines)
        self.assertIn("Created: 2", self.check.result)
        self.assertDone(lines)

    def test_new_products_with_swatches_are_created_not_deleted(self):
        """The swatch is made after the product, which is not there to be read."""
        self.color.display_type = "color"
        for value, color in zip(self.color.value_ids, ("#000", "#fff"), strict=True):
            value.html_color = color
        self.shirt("S", "M", colors=("Black", "White"))
        lines = self.dry_run()
        self.assertEqual({line[1] for line in lines}, {"create", "stock"})
        self.assertDone(lines)

    def test_unchanged_products_are_not_listed(self):
        self.store.state = "live"
        mug = self.product()
        shirt = self.shirt("S", "M")
        self.sync()
        self.sync("stock")
        self.store.state = "connected"
        self.assertEqual(self.dry_run(), [])
        self.assertEqual(self.check.result, "Nothing would be written to BigCommerce.")
        mug.list_price = 11
        self.variant(shirt, "SHIRT-S").barcode = "036000291452"
        lines = self.dry_run()
        self.assertEqual(
            lines,
            [
                ("Product MUG", "change", "Price", "10.00", "11.00"),
                ("T-Shirt SHIRT", "change", "Barcode", "", "036000291452"),
            ],
        )
        variants = self.check.line_ids.product_id
        self.assertEqual(variants.mapped("default_code"), ["SHIRT-S"])
        self.assertDone(lines)

    def test_a_value_that_staff_changed_is_shown_as_it_is_there_now(self):
        self.store.state = "live"
        mug = self.product()
        self.sync()
        self.store.state = "connected"
        self.shop.products.update(self.mapping(mug).external_id, {"price": 13})
        mug.list_price = 11
        lines = self.dry_run()
        self.assertIn(("Product MUG", "change", "Price", "13.00", "11.00"), lines)

    def test_images_that_are_added_replaced_renamed_and_removed(self):
        self.store.state = "live"
        mug, cup, jug = self.many_products(["MUG", "CUP", "JUG"], image_1920=RED)
        shirt = self.shirt("S", "M")
        self.sync()
        self.sync("stock")
        self.store.state = "connected"
        mug.image_1920, cup.image_1920, jug.name = GREEN, False, "Jug"
        self.variant(shirt, "SHIRT-M").image_variant_1920 = GREEN
        self.product("POT", image_1920=RED)
        theirs = [{"image_url": "https://shop.example/tea.png"}]
        self.sell_there("TEA", images=theirs, price=10, weight=1)
        self.product("TEA", image_1920=RED)  # BigCommerce's is kept
        lines = [line for line in self.dry_run() if line[2] == "Image"]
        new = "New picture: Product MUG"
        self.assertCountEqual(
            lines,
            [
                ("Product MUG", "change", "Image", "Product MUG", new),
                ("Product CUP", "change", "Image", "Product CUP", ""),
                ("Jug", "change", "Image", "Product JUG", "Jug"),
                ("T-Shirt SHIRT", "change", "Image", "", "[SHIRT-M] T-Shirt SHIRT (M)"),
                ("Product POT", "create", "Image", "", "Product POT"),
            ],
        )
        self.assertDone(lines)

    def test_images_that_bigcommerce_would_not_take(self):
        mug = self.product(image_1920=RED)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", mug._name), ("res_id", "=", mug.id)]
            + [("res_field", "=like", "image_%")]
        )
        files.mimetype = "image/svg+xml"
        self.dry_run()
        [line] = self.check.line_ids.filtered(lambda line: line.field_name == "Image")
        self.assertEqual((line.action, line.new_value), ("skip", ""))
        self.assertIn("not in a format", line.reason)

    def test_options_and_variants_that_are_added(self):
        self.store.state = "live"
        shirt = self.shirt("S", "M")
        self.sync()
        self.store.state = "connected"
        self.add_value(shirt, self.size, "L")
        lines = self.dry_run()
        name = "T-Shirt SHIRT"
        self.assertIn((name, "change", "Option Size", "S, M", "S, M, L"), lines)
        self.assertIn((name, "create", "Variant", "", "SHIRT-L"), lines)
        self.assertDone(lines)

    def test_variants_that_others_take_the_place_of(self):
        self.store.state = "live"
        shirt = self.shirt("S", "M")
        self.sync()
        self.store.state = "connected"
        self.add_attributes(shirt, self.color)
        # One that takes the SKU of a variant that ends.
        self.variant(shirt, "SHIRT-S-Black").default_code = "SHIRT-S"
        lines = self.dry_run()
        name = "T-Shirt SHIRT"
        self.assertIn((name, "change", "Variant", "S · SHIRT-S", ""), lines)
        self.assertIn((name, "create", "Variant", "", "SHIRT-M-White"), lines)
        self.assertFalse([line for line in lines if line[1] == "attention"])
        self.assertDone(lines)

    def test_a_product_that_loses_its_variants(self):
        self.store.state = "live"
        shirt = self.shirt("S", "M")
        self.sync()
        self.store.state = "connected"
        shirt.attribute_line_ids.unlink()
        shirt.default_code = "SHIRT"
        lines = self.dry_run()
        name = "T-Shirt SHIRT"
        for size in "SM":
            text = f"{size} · SHIRT-{size}"
            self.assertIn((name, "change", "Variant", text, ""), lines)
        self.assertIn((name, "change", "SKU", "", "SHIRT"), lines)
        self.assertFalse([line for line in lines if line[1] == "attention"])
        self.assertDone(lines)

    def test_a_sku_that_moves_on_is_no_conflict(self):
        self.store.state = "live"
        mug = self.product()
        self.sync()
        self.store.state = "connected"
        mug.default_code = "OLD"
        self.product("MUG", name="New")
        lines = self.dry_run()
        self.assertIn(("Product MUG", "change", "SKU", "MUG", "OLD"), lines)
        self.assertIn(("New", "create", "SKU", "", "MUG"), lines)
        self.assertFalse([line for line in lines if line[1] == "attention"])
        self.assertDone(lines)

    def test_stock_that_would_be_sent(self):
        there = self.sell_there(inventory_level=3)
        mug = self.product()
        self.env["stock.quant"]._update_available_quantity(
            mug.product_variant_id, self.warehouse.lot_stock_id, 8
        )
        lines = self.dry_run()
        [stock] = [line for line in lines if line[1] == "stock"]
        self.assertEqual(stock[3:], ("3", "8"))
        self.store.inventory_sync = False
        self.assertFalse([line for line in self.dry_run() if line[1] == "stock"])
        self.assertTrue(there)

    def test_categories_that_would_be_made(self):
        self.store.categories_from = "product"
        category = self.env["product.category"].create({"name": "Cups"})
        self.sell_there("THERE", name="Product THERE")
        self.product(categ_id=category.id)
        self.product("THERE", categ_id=category.id)
        lines = self.dry_run()
        self.assertIn(("Product MUG", "create", "Category", "", "Cups"), lines)
        self.assertIn(("Product THERE", "change", "Category", "", "Cups"), lines)
        self.assertDone(lines)

    # === WHAT IS IN THE WAY === #

    def test_several_that_match_and_names_that_are_taken(self):
        self.sell_there("SHIRT-S", name="One")
        self.sell_there("SHIRT-M", name="Two")
        self.sell_there("THEIRS", name="Product MUG")
        self.shirt("S", "M")
        self.product()
        lines = self.dry_run()
        reasons = self.check.line_ids.filtered(lambda line: line.action == "attention")
        texts = {line.product_tmpl_id.name: line.reason for line in reasons}
        self.assertIn("several products", texts["T-Shirt SHIRT"])
        self.assertIn("has the name", texts["Product MUG"])
        self.assertEqual(len(lines), 2)
        self.assertFalse(self.store.product_ids)

    def test_rivals_are_seen_though_they_are_far_apart(self):
        self.store.match_rule_ids = [
            Command.clear(),
            Command.create(
                {"odoo_field": "product.name", "remote_field": "product.name"}
            ),
        ]
        self.sell_there(name="Cup")
        self.product("A", name="Cup")
        self.env["product.template"].create(
            [
                {
                    "name": f"Filling {number}",
                    "default_code": f"F{number}",
                    "bigcommerce_enabled": True,
                }
                for number in range(255)
            ]
        )
        self.product("B", name="cup")
        self.dry_run()
        parked = self.check.line_ids.filtered(lambda line: line.action == "attention")
        self.assertEqual(parked.mapped("product_tmpl_id.name"), ["Cup", "cup"])

    def test_deleted_and_unsold_products_are_listed(self):
        self.store.state = "live"
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        self.store.state = "connected"
        self.shop.products.delete([self.mapping(mug).external_id])
        cup.bigcommerce_enabled = False
        lines = self.dry_run()
        self.assertEqual(
            {line[:2] for line in lines},
            {("Product MUG", "attention"), ("Product CUP", "skip")},
        )
        gone = self.check.line_ids.filtered(lambda line: line.action == "attention")
        self.assertIn("deleted", gone.reason)

    def test_with_product_sync_off(self):
        self.store.product_sync = False
        self.sell_there()
        self.product(list_price=12)
        self.product("NEW")
        lines = self.dry_run()
        self.assertEqual([line[1] for line in lines], ["link", "keep", "absent"])

"""Products that get, lose or keep options: nothing is torn down for nothing."""

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogOptions(CatalogCase):
    def stock(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity
        )

    def add_attribute(self, template, attribute, *names, prefix="CAP"):
        template.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": attribute.id,
                    "value_ids": self.values(attribute, names).ids,
                }
            )
        ]
        if prefix:
            self.give_skus(template, prefix)

    def sent(self, start):
        """What was written to BigCommerce since."""
        return [e for e in self.exchanges[start:] if e["method"] != "GET"]

    def labels(self, template):
        return {
            variant["sku"]: [value["label"] for value in variant["option_values"]]
            for variant in self.remote(template)["variants"]
        }

    def order_there(self, template):
        """Option → labels, in the order in which BigCommerce shows them."""
        by_place = {"key": lambda row: row["sort_order"]}
        return {
            option["display_name"]: [
                value["label"] for value in sorted(option["option_values"], **by_place)
            ]
            for option in sorted(self.remote(template)["options"], **by_place)
        }

    # === FIRST OPTIONS === #

    def test_the_archived_variant_of_a_product_that_gets_sizes_is_let_go(self):
        cap = self.product("CAP")
        self.stock(cap.product_variant_id, 3)  # so that Odoo archives it
        self.sync()
        self.sync("stock")
        old = cap.product_variant_id
        self.add_attribute(cap, self.size, "S", "M")
        self.assertTrue(old.exists() and not old.active)
        self.stock(self.variant(cap, "CAP-S"), 5)
        self.sync()
        self.sync("stock")
        self.assertState(cap, "synced")
        self.assertEqual(
            self.mapping(cap).variant_ids.product_id, cap.product_variant_ids
        )
        levels = {v["sku"]: v["inventory_level"] for v in self.remote(cap)["variants"]}
        self.assertEqual(levels, {"CAP-S": 5, "CAP-M": 0})
        self.sync()
        self.sync("stock")
        self.assertState(cap, "synced")

    def test_a_sku_taken_elsewhere_leaves_the_live_product_whole(self):
        cap = self.product("CAP")
        self.sync()
        before = self.remote(cap)
        for sku, tracking in (("CAP-M", "product"), ("CAP-XL", "none")):
            name = f"Theirs {tracking}"
            self.sell_there(sku, name=name, inventory_tracking=tracking)
        self.add_attribute(cap, self.size, "S", "M", "XL")
        start = len(self.exchanges)
        self.sync()
        self.assertFalse(self.sent(start))
        self.assertState(cap, "attention", "CAP-M")
        self.assertIn("Theirs product", self.mapping(cap).message)
        self.variant(cap, "CAP-M").default_code = "CAP-2"
        self.sync()
        self.assertState(cap, "attention", "Theirs none")
        self.assertEqual(self.remote(cap)["variants"], before["variants"])
        self.variant(cap, "CAP-XL").default_code = "CAP-3"
        self.sync()
        self.assertState(cap, "synced")
        self.assertEqual(set(self.labels(cap)), {"CAP-S", "CAP-2", "CAP-3"})

    def test_refused_variants_are_undone(self):
        cap = self.product("CAP")
        self.sync()
        before = self.remote(cap)
        self.add_attribute(cap, self.size, "S", "M")
        self.variant(cap, "CAP-M").default_code = "CAP/M"
        self.sync()
        self.assertState(cap, "attention", "CAP/M")
        after = self.remote(cap)
        self.assertEqual(after["sku"], "CAP")
        self.assertFalse(after["options"])
        self.assertEqual(after["variants"], before["variants"])
        self.variant(cap, "CAP/M").default_code = "CAP-M"
        self.sync()
        self.assertState(cap, "synced")
        self.assertEqual(self.labels(cap), {"CAP-S": ["S"], "CAP-M": ["M"]})

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_half_done_change_goes_on_after_a_lost_answer(self):
        cap = self.product("CAP")
        self.sync()
        self.add_attribute(cap, self.size, "S", "M")
        self.fault("503", method="PUT", path="/v3/catalog/variants")
        self.sync()
        self.assertTrue(self.remote(cap)["options"])
        self.sync()
        self.assertState(cap, "synced")
        self.assertEqual(self.labels(cap), {"CAP-S": ["S"], "CAP-M": ["M"]})

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_sizes_taken_back_half_way_are_undone(self):
        cap = self.product("CAP")
        self.sync()
        old = cap.product_variant_id
        self.add_attribute(cap, self.size, "S", "M")
        self.fault("503", method="PUT", path="/v3/catalog/variants")
        self.sync()
        cap.attribute_line_ids.unlink()
        cap.product_variant_id.default_code = "CAP"
        self.sync()
        self.assertState(cap, "synced")
        remote = self.remote(cap)
        self.assertFalse(remote["options"])
        self.assertEqual(remote["sku"], "CAP")
        self.assertNotEqual(old, self.env["product.product"])

    # === OPTIONS THAT DIFFER === #

    def test_information_of_one_value_is_left_out(self):
        shirt, material = self.shirt("S", "M"), self.attribute("Material", "Cotton")
        self.sync()
        self.add_attribute(shirt, material, "Cotton", prefix=False)
        shirt.list_price = 12
        self.sync()
        self.assertState(shirt, "synced")
        remote = self.remote(shirt)
        self.assertEqual(float(remote["price"]), 12)
        self.assertEqual([o["display_name"] for o in remote["options"]], ["Size"])
        self.assertEqual(self.mapping(shirt).left_out_attribute_ids, material)
        with self.assertNoRequests():
            self.sync()
        self.add_value(shirt, self.size, "L")
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 3)

    def test_an_attribute_taken_off_stays_as_it_was(self):
        shirt = self.shirt("S", "M", colors=("Black",))
        self.sync()
        shirt.attribute_line_ids.filtered(
            lambda line: line.attribute_id == self.color
        ).unlink()
        shirt.list_price = 12
        self.add_value(shirt, self.size, "L")
        self.give_skus(shirt, "SHIRT")
        self.sync()
        self.assertState(shirt, "synced")
        remote = self.remote(shirt)
        self.assertEqual(float(remote["price"]), 12)
        self.assertEqual(
            sorted(v["label"] for r in remote["variants"] for v in r["option_values"]),
            ["Black"] * 3 + ["L", "M", "S"],
        )

    def test_options_that_differ_in_case(self):
        self.size.name, self.color.name = "size", "COLOR"
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        self.size.name, self.color.name = "Size", "Color"
        self.values(self.color, ["Black"]).name = "black"
        shirt.list_price = 12
        self.sync()
        self.assertState(shirt, "synced")
        remote = self.remote(shirt)
        self.assertEqual(float(remote["price"]), 12)
        names = {option["display_name"] for option in remote["options"]}
        self.assertEqual(names, {"Size", "Color"})

    def test_attributes_and_values_that_swap_names(self):
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        self.size.name, self.color.name = "Color", "Size"
        small, medium = (self.values(self.size, [name]) for name in "SM")
        small.name, medium.name = "M", "S"
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(self.labels(shirt)["SHIRT-S-White"], ["M", "White"])
        self.assertEqual(self.labels(shirt)["SHIRT-M-Black"], ["S", "Black"])
        names = [o["display_name"] for o in self.remote(shirt)["options"]]
        self.assertEqual(names, ["Color", "Size"])

    def test_sizes_stand_in_the_order_of_odoo(self):
        shirt = self.shirt("M", "L")
        self.sync()
        self.add_value(shirt, self.size, "S")
        self.sync()
        [option] = self.remote(shirt)["options"]
        values = sorted(option["option_values"], key=lambda v: v["sort_order"])
        self.assertEqual([value["label"] for value in values], ["S", "M", "L"])

    def test_sizes_that_are_only_sorted_anew(self):
        shirt, mug = self.shirt("S", "M", "L"), self.product()
        self.sync()
        start = len(self.exchanges)
        self.values(self.size, ["L"]).sequence = -1
        self.sync()
        self.assertEqual(self.order_there(shirt), {"Size": ["L", "S", "M"]})
        self.assertEqual([e["method"] for e in self.sent(start)], ["PUT"])
        for product in (shirt, mug):
            self.assertState(product, "synced")
        with self.assertNoRequests():
            self.size.value_ids.filtered(lambda v: v.name == "XL").sequence = 9
            self.sync()

    def test_options_that_are_only_sorted_anew(self):
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        self.assertEqual(list(self.order_there(shirt)), ["Size", "Color"])
        size_line, color_line = shirt.attribute_line_ids
        color_line.sequence, size_line.sequence = 1, 2
        self.sync()
        self.assertEqual(list(self.order_there(shirt)), ["Color", "Size"])
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            shirt.name = "T-Shirt SHIRT"
            self.sync()

    def test_sizes_of_which_not_every_color_has_all(self):
        shirt = self.shirt("S", "M", "L", colors=("Black", "White"))
        for sku in ("SHIRT-S-Black", "SHIRT-L-Black"):
            self.variant(shirt, sku).bigcommerce_excluded = True
        self.color.sequence, self.size.sequence = 1, 2
        for line in shirt.attribute_line_ids:
            line.sequence = 1 if line.attribute_id == self.color else 2
        self.sync()
        self.assertEqual(self.order_there(shirt)["Size"], ["S", "M", "L"])
        self.assertState(shirt, "synced")

    def test_found_values_are_sorted_when_odoos_order_changes(self):
        there = self.shirt("M", "S")
        self.values(self.size, ["S"]).sequence = 9
        self.sync()
        self.mapping(there).unlink()
        self.values(self.size, ["S"]).sequence = 0
        self.env["bigcommerce.change"].search([]).unlink()
        self.sync()  # it is theirs still
        self.assertEqual(self.order_there(there), {"Size": ["M", "S"]})
        self.values(self.size, ["M"]).sequence = 8
        self.values(self.size, ["S"]).sequence = 7
        there.name = "Another name"
        self.sync()
        self.assertEqual(self.order_there(there), {"Size": ["M", "S"]})
        self.values(self.size, ["M"]).sequence = 6
        self.sync()
        self.values(self.size, ["S"]).sequence = 5
        self.sync()
        self.assertEqual(self.order_there(there), {"Size": ["S", "M"]})

    def test_a_label_that_bigcommerce_writes_otherwise(self):
        shirt, other = self.shirt("S", "M"), self.shirt("S", "M", prefix="OTHER")
        self.sync()
        self.values(self.size, ["L"]).name = '10"'
        self.add_value(shirt, self.size, '10"')
        self.add_value(other, self.size, "XL", prefix="OTHER")
        mug = self.product()
        mug_late = self.product("LATE")
        self.simulator.store.switches.update({"option_labels": "plain"})
        self.variant(shirt, 'SHIRT-10"').default_code = "SHIRT-10"
        self.sync()
        self.assertState(shirt, "attention", '10"')
        for product in (other, mug, mug_late):
            self.assertState(product, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 2)
        cap = self.product("CAP")
        self.sync()
        self.add_attribute(cap, self.size, '10"', "S")
        for number, variant in enumerate(cap.product_variant_ids):
            variant.default_code = f"CAP-{number}"
        self.sync()
        self.assertState(cap, "attention", '10"')
        self.assertEqual(self.remote(cap)["sku"], "CAP")
        self.assertFalse(self.remote(cap)["options"])

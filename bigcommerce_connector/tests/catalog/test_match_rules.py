"""Products are found by the rules of the store, in their order."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..catalog_case import CatalogCase

READ = "GET catalog/products"
PUT = "PUT catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestMatchRules(CatalogCase):
    sold_there = {"name": "", "price": 8, "weight": 1, "inventory_tracking": "none"}

    def rules(self, *pairs):
        self.store.match_rule_ids = [
            Command.clear(),
            *(
                Command.create(
                    {"odoo_field": ours, "remote_field": theirs, "sequence": position}
                )
                for position, (ours, theirs) in enumerate(pairs)
            ),
        ]

    def sell_named(self, name, sku="", **values):
        return self.sell_there(sku, name=name, **values)

    def sell_colors_there(self, name, *colors, **values):
        return self.sell_named(
            name,
            variants=[
                {
                    "sku": f"THEIRS-{color}",
                    "option_values": [{"option_display_name": "Color", "label": color}],
                }
                for color in colors
            ],
            **values,
        )

    def test_a_new_store_goes_by_sku(self):
        [rule] = self.store.match_rule_ids
        self.assertEqual(
            (rule.odoo_field, rule.remote_field),
            ("variant.default_code", "variant.sku"),
        )
        self.store.match_rule_ids.unlink()
        there = self.sell_named("Cup", sku=" mug")
        mug = self.product("MUG ")
        self.sync()
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))

    def test_by_barcode_where_no_sku_matches(self):
        self.rules(
            ("variant.default_code", "variant.sku"), ("variant.barcode", "variant.upc")
        )
        there = self.sell_named("Cup", sku="THEIRS", upc="036000291452")
        mug = self.product(barcode="0036000291452")
        with self.requests(READ, PUT):
            self.sync()
        mapping = self.mapping(mug)
        self.assertEqual(mapping.external_id, str(there["id"]))
        self.assertEqual(mapping.matched_by, "Barcode (variant) = UPC/EAN")
        self.assertEqual(self.remote(mug)["sku"], "MUG")

    def test_the_first_rule_that_gives_an_answer_decides(self):
        self.sell_named("Cup", sku="MUG-1")
        by_name = self.sell_named("Product MUG", sku="OTHER")
        mug = self.product()
        self.rules(
            ("product.name", "product.name"), ("variant.default_code", "variant.sku")
        )
        self.sync()
        self.assertEqual(self.mapping(mug).external_id, str(by_name["id"]))

    def test_by_price_as_the_store_counts_it(self):
        self.rules(("product.list_price", "product.price"))
        there = self.sell_named("Cup", sku="THEIRS", price=10)
        self.sell_named("Bowl", sku="BOWL", price=11)
        mug = self.product()
        self.sync()
        self.assertEqual(self.mapping(mug).external_id, str(there["id"]))

    def test_without_a_sku_in_odoo_that_of_bigcommerce_is_kept(self):
        self.rules(("variant.barcode", "variant.upc"))
        self.sell_named("Cup", sku="THEIRS", upc="036000291452")
        mug = self.product(False, barcode="036000291452")
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(self.remote(mug)["sku"], "THEIRS")
        mug.list_price = 12
        with self.requests(PUT):
            self.sync()
        self.assertState(mug, "synced")

    def test_variants_are_distinguished_by_their_options(self):
        self.rules(("product.name", "product.name"))
        there = self.sell_colors_there("Hat", "Black", "White")
        hat = self.shirt(name="HAT ", prefix="HAT", colors=("Black", "White"))
        self.sync()
        mapping = self.mapping(hat)
        self.assertState(hat, "synced")
        self.assertEqual(mapping.external_id, str(there["id"]))
        self.assertEqual(
            {variant["sku"] for variant in self.remote(hat)["variants"]},
            {"HAT-Black", "HAT-White"},
        )
        self.assertEqual(len(self.remote(hat)["variants"]), 2)

    def test_variants_without_sku_on_either_side_get_none(self):
        """Nor does staff's own, when Odoo has another one to add."""
        self.rules(("product.name", "product.name"))
        there = self.sell_colors_there("Hat", "Black", "White")
        hat = self.shirt(name="Hat", prefix="HAT", colors=("Black", "White"))
        white = self.variant(hat, "HAT-White")
        white.default_code = False
        self.blank_there("THEIRS-White")
        self.sync()
        self.assertEqual(self.mapping(hat).external_id, str(there["id"]))
        self.add_color_there(there["id"], "Red", "RED")
        self.blank_there("RED")
        vals = {"name": "Green", "attribute_id": self.color.id}
        self.env["product.attribute.value"].create(vals)
        self.add_value(hat, self.color, "Green", prefix="HAT")
        white.default_code = False
        self.sync()
        skus = [variant["sku"] for variant in self.remote(hat)["variants"]]
        self.assertEqual(sorted(skus), ["", "", "HAT-Black", "HAT-Green"])
        self.assertState(hat, "attention", "(White)")

    def test_a_first_size_without_sku_is_no_other_products(self):
        """BigCommerce lists whatever has none, asked for an empty one."""
        self.rules(("product.name", "product.name"))
        self.sell_named("Other")
        self.sell_named("Cap")
        cap = self.product(False, name="Cap")
        self.sync()
        small = cap.product_variant_id
        sizes = self.values(self.size, ["S"])
        vals = {"attribute_id": self.size.id, "value_ids": sizes.ids}
        cap.attribute_line_ids = [Command.create(vals)]
        self.add_value(cap, self.size, "M", prefix="CAP")
        self.assertEqual(small, self.variant(cap, "CAP-S"))
        small.default_code = False
        self.sync()
        self.assertState(cap, "attention", "(S)")
        skus = [variant["sku"] for variant in self.remote(cap)["variants"]]
        self.assertEqual(skus, ["CAP-M"])

    def blank_there(self, sku):
        """Staff take the SKU away, which only the control panel can."""
        rows = self.shop.variants.list(sku=sku)
        self.shop.variants.update_many([{"id": r["id"], "sku": ""} for r in rows])

    def add_color_there(self, product_id, label, sku):
        """Staff add a variant."""
        [option] = self.shop.products.get(product_id, include="options")["options"]
        value = {"label": label, "sort_order": 9}
        values = [*option["option_values"], value]
        option = self.shop.options.update(
            product_id, option["id"], {"option_values": values}
        )
        [value] = [row for row in option["option_values"] if row["label"] == label]
        chosen = {"option_id": option["id"], "id": value["id"]}
        self.shop.variants.update_many(
            [{"product_id": product_id, "sku": sku, "option_values": [chosen]}]
        )

    def test_a_name_alone_makes_no_simple_product_one_with_options(self):
        self.rules(("product.name", "product.name"))
        self.sell_named("Hat", sku="THEIRS")
        hat = self.shirt(name="Hat", prefix="HAT", colors=("Black", "White"))
        with self.requests(READ):
            self.sync()
        self.assertState(hat, "attention", "its variants are not those in Odoo")

    def test_two_products_with_one_name_leave_it_to_a_person(self):
        self.rules(("product.name", "product.name"))
        self.sell_named("Cup", sku="THEIRS")
        first = self.product("A", name="Cup")
        second = self.product("B", name="cup")
        with self.requests(READ):
            self.sync()
        self.assertState(first, "attention", "“cup” matches")
        self.assertState(second, "attention", "“Cup” matches")
        second.name = "Another"
        self.sync()
        self.assertState(first, "synced")

    def test_product_led_there_by_an_earlier_rule_has_it(self):
        self.rules(
            ("variant.default_code", "variant.sku"), ("product.name", "product.name")
        )
        there = self.sell_named("Cup", sku="MUG")
        by_name = self.product("B", name="Cup")
        by_sku = self.product("MUG", name="Mug")
        self.sync()
        self.assertEqual(self.mapping(by_sku).external_id, str(there["id"]))
        # The name is free now that BigCommerce's product is called Mug.
        self.assertState(by_name, "synced")
        self.assertNotEqual(self.mapping(by_name).external_id, str(there["id"]))

    def test_later_products_need_the_catalog_only_where_no_sku_is_found(self):
        self.rules(
            ("variant.default_code", "variant.sku"), ("product.name", "product.name")
        )
        self.sell_named("Cup", sku="CUP", price=10)
        self.product("FIRST")
        self.sync()
        self.product("CUP", name="Cup")
        with self.requests(READ, PUT):
            self.sync()
        self.product("NEW")
        with self.requests(READ, READ, "POST catalog/products"):
            self.sync()

    # === SEVERAL === #

    def two_cups(self):
        one = self.sell_named("Cup", sku="CUP-1", price=5)
        two = self.sell_named("Cup <b>", sku="CUP-2", price=7)
        self.rules(("product.weight", "product.mpn"))
        for row in (one, two):
            self.shop.products.update(row["id"], {"mpn": "1.0"})
        return one, two

    def test_several_are_kept_for_a_person_to_choose_from(self):
        _one, two = self.two_cups()
        cup = self.product("CUP", name="Tea Cup", weight=1)
        with self.requests(READ):
            self.sync()
        self.assertState(cup, "attention", "Choose one")
        mapping = self.mapping(cup)
        self.assertEqual(mapping.candidate_ids.mapped("name"), ["Cup", "Cup <b>"])
        self.assertEqual(mapping.candidate_ids.mapped("sku"), ["CUP-1", "CUP-2"])
        self.assertEqual(mapping.candidate_ids.mapped("price"), [5, 7])
        mapping.candidate_ids[1].action_choose()
        with self.requests(READ, PUT):
            self.sync()
        self.assertState(cup, "synced")
        self.assertEqual(mapping.external_id, str(two["id"]))
        self.assertIn("Chosen by", mapping.matched_by)
        self.assertFalse(mapping.candidate_ids or mapping.chosen_external_id)

    def test_the_chosen_one_was_deleted_meanwhile(self):
        _one, two = self.two_cups()
        cup = self.product("CUP", name="Tea Cup", weight=1)
        self.sync()
        mapping = self.mapping(cup)
        mapping.candidate_ids[1].action_choose()
        self.shop.products.delete([two["id"]])
        self.sync()
        self.assertState(cup, "attention", "no longer on BigCommerce")
        mapping.action_requeue()
        self.sync()
        self.assertEqual(mapping.state, "synced")

    def test_only_who_may_write_mappings_chooses(self):
        self.two_cups()
        cup = self.product("CUP", name="Tea Cup", weight=1)
        self.sync()
        [candidate, *_] = self.mapping(cup).candidate_ids
        reader = new_test_user(
            self.env,
            "bc_chooser",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user",
        )
        with self.assertRaises(AccessError):
            candidate.with_user(reader).action_choose()
        manager = new_test_user(
            self.env,
            "bc_chooses",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )
        candidate.with_user(manager).action_choose()
        self.assertState(cup, "pending")

    def test_a_product_of_which_stock_is_tracked_in_part_only(self):
        self.product("FIRST")
        self.sync()
        self.sell_colors_there("Hat", "Black", inventory_tracking="variant")
        self.shop.variants.update_many(
            [
                {"id": row["id"], "sku": "HAT-Black"}
                for row in self.shop.variants.list(sku="THEIRS-Black")
            ]
        )
        self.sell_named("White hat", sku="HAT-White")
        hat = self.shirt(name="Hats", prefix="HAT", colors=("Black", "White"))
        before = list(self.shop.products.list({"include": "variants"}))
        self.sync()
        self.assertState(hat, "attention", "several products")
        self.assertEqual(len(self.mapping(hat).candidate_ids), 2)
        self.assertEqual(list(self.shop.products.list({"include": "variants"})), before)

"""The display type of an attribute is the type of its option on BigCommerce."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestOptionLooks(CatalogCase):
    def setUp(self):
        super().setUp()
        self.color.display_type = "color"
        self.black, self.white = self.color.value_ids
        self.black.html_color, self.white.html_color = "#000000", "#FFF"

    def option(self, template, name="Color"):
        options = self.remote(template)["options"]
        return next(option for option in options if option["display_name"] == name)

    def colors(self, template):
        return {
            value["label"]: value.get("value_data")
            for value in self.option(template)["option_values"]
        }

    def test_colors_are_swatches(self):
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(self.option(shirt)["type"], "swatch")
        expected = {"Black": {"colors": ["#000000"]}, "White": {"colors": ["#ffffff"]}}
        self.assertEqual(self.colors(shirt), expected)
        self.assertEqual(self.option(shirt, "Size")["type"], "radio_buttons")
        with self.assertNoRequests():
            self.sync()

    def test_another_color_is_sent_and_a_merchants_pattern_stays(self):
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        option, pattern = self.option(shirt), {"image_url": "https://cdn.test/b.png"}
        values = [
            {**v, "value_data": pattern}
            for v in option["option_values"]
            if v["label"] == "Black"
        ]
        self.shop.options.update(
            self.mapping(shirt).external_id, option["id"], {"option_values": values}
        )
        self.white.html_color = "#eeeeee"
        self.black.html_color = "#111111"
        self.sync()
        expected = {"Black": pattern, "White": {"colors": ["#eeeeee"]}}
        self.assertEqual(self.colors(shirt), expected)
        with self.assertNoRequests():
            self.sync()

    def test_a_value_without_a_color_makes_rectangles(self):
        self.white.html_color = False
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        self.assertEqual(self.option(shirt)["type"], "rectangles")
        self.white.html_color = "#ffffff"
        self.sync()
        self.assertEqual(self.option(shirt)["type"], "swatch")

    def test_a_value_that_is_sold_no_more_has_no_color_either(self):
        """It stays there with its variants."""
        shirt = self.shirt("S", "M", "L")
        self.sync()
        self.size.display_type = "color"
        self.size.value_ids.html_color = "#123456"
        shirt.attribute_line_ids.value_ids = self.values(self.size, ["S", "L"])
        self.sync()
        size = self.option(shirt, "Size")
        data = {v["label"]: v.get("value_data") for v in size["option_values"]}
        self.assertEqual((size["type"], data["M"]), ("rectangles", None))
        with self.assertNoRequests():
            self.sync()

    def test_display_types_are_sent_when_they_change(self):
        shirt = self.shirt("S", "M")
        self.sync()
        types = {
            "select": "dropdown",
            "pills": "rectangles",
            "image": "rectangles",
            "radio": "rectangles",  # shows all values at once, as radio buttons do
        }
        for display_type, kind in types.items():
            self.size.display_type = display_type
            self.sync()
            self.assertEqual(self.option(shirt, "Size")["type"], kind, display_type)
            self.assertState(shirt, "synced")

    def test_first_options_of_a_simple_product_have_their_types(self):
        shirt = self.product("SHIRT-S", name="T-Shirt")
        self.sync()
        self.size.display_type = "select"
        self.add_attributes(shirt, self.color, self.size)
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(self.option(shirt)["type"], "swatch")
        self.assertEqual(self.option(shirt, "Size")["type"], "dropdown")
        self.assertEqual(self.colors(shirt)["White"], {"colors": ["#ffffff"]})

    def test_the_merchants_type_of_a_product_found_there_stays(self):
        self.color.display_type = "radio"
        shirt = self.shirt("S", "M", colors=("Black", "White"))
        self.sync()
        option = self.option(shirt)
        body = {"type": "dropdown"}
        external_id = self.mapping(shirt).external_id
        self.shop.options.update(external_id, option["id"], body)
        self.mapping(shirt).unlink()
        self.sync()
        self.white.name = "Snow"
        self.sync()
        self.assertEqual(self.option(shirt)["type"], "dropdown")
        self.assertIn("Snow", self.colors(shirt))

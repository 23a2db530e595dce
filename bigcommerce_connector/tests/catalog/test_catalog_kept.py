"""What BigCommerce keeps, and what goes on though something else is wrong."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestCatalogKept(CatalogCase):
    sold_there = {**CatalogCase.sold_there, "price": 49, "weight": 3}

    def figures(self, template):
        remote = self.remote(template)
        return float(remote["price"]), float(remote["weight"])

    # === FIRST MATCH === #

    def test_a_fresh_product_wipes_neither_price_nor_weight(self):
        self.sell_there()
        mug = self.product(list_price=1.0, weight=0, name="Mug")
        self.sync()
        self.assertEqual(self.figures(mug), (49, 3))
        self.assertEqual(self.remote(mug)["name"], "Mug")
        self.assertState(mug, "synced", "price and weight on BigCommerce are kept")
        mug.list_price = 1.0
        self.sync()
        self.assertEqual(self.figures(mug), (49, 3))
        mug.list_price = 12
        self.sync()
        self.assertEqual(self.figures(mug), (12, 3))
        self.assertState(mug, "synced", "weight on BigCommerce is kept")
        mug.write({"list_price": 1.0, "weight": 2})
        self.sync()  # a price that somebody has chosen
        self.assertEqual(float(self.remote(mug)["price"]), 1)
        self.assertState(mug, "synced")

    def test_no_price_at_all(self):
        self.sell_there()
        mug = self.product(list_price=0)
        self.sync()
        self.assertEqual(float(self.remote(mug)["price"]), 49)

    def test_a_text_for_quotations_replaces_no_description(self):
        rich = "<h2>Rich</h2>"
        self.sell_there(description=rich)
        self.sell_there("CUP", description="")
        mug = self.product(description_sale="Blue, 0.3 l")
        cup = self.product("CUP", description_sale="Red, 0.2 l")
        self.sync()
        self.assertEqual(self.remote(mug)["description"], rich)
        self.assertIn("Red, 0.2 l", self.remote(cup)["description"])
        cup.description_sale = "Red"
        self.sync()
        self.assertEqual(self.remote(cup)["description"], "<p>Red</p>")
        mug.public_description = "<p>For the web</p>"
        self.sync()
        self.assertEqual(self.remote(mug)["description"], "<p>For the web</p>")

    def test_whoever_has_descriptions_written_later_loses_none(self):
        rich = "<h2>Rich</h2>"
        self.store.writes_description = False
        self.sell_there(description=rich)
        self.sell_there("CUP", description=rich)
        mug = self.product(description_sale="Blue, 0.3 l")
        cup = self.product("CUP")
        self.sync()
        self.store.writes_description = True
        self.sync()
        self.assertEqual(self.remote(mug)["description"], rich)
        # Nothing is written for quotations either: the owner wants it emptied.
        self.store.sends_empty_values = True
        self.sync()
        self.assertEqual(self.remote(mug)["description"], rich)
        self.assertFalse(self.remote(cup)["description"])

    def test_without_a_price_nothing_is_created(self):
        """It would be sold for nothing."""
        mug = self.product(list_price=0)
        self.sync()
        self.assertState(mug, "attention", "It has no price: Product MUG")
        self.assertFalse(list(self.shop.products.list()))
        mug.list_price = 5
        self.sync()
        self.assertEqual(self.figures(mug), (5, 1))
        shirt, cup = self.shirt("S", "M", list_price=0), self.product("CUP")
        shirt.attribute_line_ids.product_template_value_ids.price_extra = 4
        cup.list_price = 0
        self.store.sends_empty_values = True
        self.sync()
        prices = [float(v["calculated_price"]) for v in self.remote(shirt)["variants"]]
        self.assertEqual(prices, [4, 4])
        self.assertEqual(self.figures(cup), (0, 1))

    def test_the_prices_of_variants_are_kept_too(self):
        self.sell_there(
            sku="",
            name="T-Shirt SHIRT",
            inventory_tracking="variant",
            variants=[
                {
                    "sku": f"SHIRT-{size}",
                    "price": price,
                    "weight": price / 10,
                    "option_values": [{"option_display_name": "Size", "label": size}],
                }
                for size, price in (("S", 50), ("M", 60))
            ],
        )
        shirt = self.shirt("S", "M", list_price=1.0)
        shirt.product_variant_ids.weight = 0
        self.sync()

        def own():
            return {
                v["sku"]: (float(v["calculated_price"]), float(v["calculated_weight"]))
                for v in self.remote(shirt)["variants"]
            }

        self.assertEqual(own(), {"SHIRT-S": (50, 5), "SHIRT-M": (60, 6)})
        shirt.attribute_line_ids.product_template_value_ids[1].price_extra = 4
        shirt.list_price = 20
        self.sync()
        self.assertEqual(own(), {"SHIRT-S": (20, 5), "SHIRT-M": (24, 6)})

    def test_product_created_by_odoo_is_written_by_odoo(self):
        mug = self.product(weight=2)
        self.sync()
        mug.write({"list_price": 1.0, "weight": 0})
        self.sync()
        self.assertEqual(self.figures(mug), (1, 2))  # a weight of 0 is none
        self.store.sends_empty_values = True
        self.sync()
        self.assertEqual(self.figures(mug), (1, 0))
        self.assertState(mug, "synced")

    # === GOES ON ALL THE SAME === #

    def test_a_variant_without_sku_does_not_stop_the_others(self):
        shirt = self.shirt("S", "M")
        self.sync()
        self.add_value(shirt, self.size, "L", "XL")
        self.variant(shirt, "SHIRT-L").default_code = False
        self.variant(shirt, "SHIRT-M").default_code = False
        shirt.list_price = 12
        self.sync()
        self.assertState(shirt, "attention", "(L)")
        self.assertEqual(float(self.remote(shirt)["price"]), 12)
        skus = [variant["sku"] for variant in self.remote(shirt)["variants"]]
        self.assertEqual(skus, ["SHIRT-S", "SHIRT-M", "SHIRT-XL"])
        self.give_skus(shirt, "SHIRT")
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.remote(shirt)["variants"]), 4)

    def test_a_product_that_loses_its_sku(self):
        mug = self.product()
        self.sync()
        mug.write({"default_code": False, "list_price": 12})
        self.sync()
        self.assertState(mug, "attention", "No internal reference")
        self.assertEqual(float(self.remote(mug)["price"]), 12)
        self.assertEqual(self.remote(mug)["sku"], "MUG")

    # === SAID AS IT IS === #

    def test_variants_that_are_not_made_yet(self):
        dynamic = self.attribute("Engraving", "A", "B", create_variant="dynamic")
        mug = self.product(
            attribute_line_ids=[
                (0, 0, {"attribute_id": dynamic.id, "value_ids": dynamic.value_ids.ids})
            ]
        )
        self.sync()
        self.assertState(mug, "attention", "Engraving")

    def test_a_price_that_rounding_would_make_nothing(self):
        self.env["decimal.precision"].search([("name", "=", "Product Price")]).write(
            {"digits": 6}
        )
        mug = self.product(list_price=0.00004)
        self.sync()
        self.assertState(mug, "attention", "four decimals")
        mug.list_price = 0.004
        self.sync()
        self.assertState(mug, "synced")
        self.assertEqual(float(self.remote(mug)["price"]), 0.004)

    def test_images_of_a_description_have_whole_addresses(self):
        mug = self.product(
            public_description='<p>Soft<img src="/web/image/7-abc/mug.png"/></p>'
        )
        self.sync()
        whole = f'src="{mug.get_base_url()}/web/image/7-abc/mug.png"'
        self.assertIn(whole, self.remote(mug)["description"])

    def test_images_of_a_description_that_only_the_own_network_sees(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url", "http://192.168.1.5:8069")
        text = '<p>Soft<img src="/web/image/999999999-abc/mug.png"/></p>'
        mug = self.product(public_description=text)
        self.sync()
        self.assertState(mug, "synced", "http://192.168.1.5:8069 is not a public")
        parameters.set_param("web.base.url", "https://odoo.example.com")
        self.sync()
        self.assertState(mug, "synced")

    def test_images_of_a_description_that_are_not_public(self):
        """Those of the product can be seen by whoever has their address there."""
        mug = self.product()
        values = {"name": "mug.png", "raw": b"GIF89a", "mimetype": "image/gif"}
        own, other = self.env["ir.attachment"].create(
            [
                {**values, "res_model": mug._name, "res_id": mug.id},
                {**values, "name": "secret.png"},
            ]
        )
        images = (f'<img src="/web/image/{image.id}"/>' for image in (own, other))
        mug.public_description = f"<p>Soft{''.join(images)}</p>"
        self.sync()
        self.assertTrue(own.access_token)
        self.assertFalse(other.access_token)
        text = self.remote(mug)["description"]
        self.assertIn(f"/web/image/{own.id}?access_token={own.access_token}", text)
        self.assertState(mug, "synced", "not public in Odoo: secret.png")
        mug.list_price = 12
        self.sync()
        self.assertNotIn("description", self.last_body()[0])

    def test_untracked_products_while_product_sync_is_off(self):
        self.sell_there(inventory_tracking="none")
        self.store.product_sync = False
        mug = self.product()
        self.sync()
        self.assertState(mug, "attention", "does not track the stock")

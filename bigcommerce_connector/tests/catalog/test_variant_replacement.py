"""Attributes that are added or removed: other variants replace the old ones."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase

DELETE = "DELETE"


@tagged("post_install", "-at_install", "bigcommerce")
class TestVariantReplacement(CatalogCase):
    def setUp(self):
        super().setUp()
        self.shown = self.shirt("S", "M")
        self.sync()
        self.external_id = self.mapping(self.shown).external_id

    def line(self, attribute):
        return self.shown.attribute_line_ids.filtered(
            lambda line: line.attribute_id == attribute
        )

    def rows(self):
        """SKU → labels by option, as BigCommerce has them."""
        return {
            row["sku"]: {
                v["option_display_name"]: v["label"] for v in row["option_values"]
            }
            for row in self.remote(self.shown)["variants"]
        }

    def options(self):
        return [o["display_name"] for o in self.remote(self.shown)["options"]]

    def assertInOrder(self):
        self.assertState(self.shown, "synced")
        mapping = self.mapping(self.shown)
        self.assertEqual(mapping.external_id, self.external_id)
        there = {str(row["id"]) for row in self.remote(self.shown)["variants"]}
        self.assertEqual(set(mapping.variant_ids.mapped("external_id")), there)
        with self.assertNoRequests():
            self.sync()

    def methods(self, action):
        start = len(self.exchanges)
        action()
        return [
            (exchange["method"], exchange["path"].rsplit("/v3/", 1)[-1])
            for exchange in self.exchanges[start:]
        ]

    # === ADDED === #

    def test_an_attribute_more(self):
        self.add_attributes(self.shown, self.color)
        sent = self.methods(self.sync)
        first_end = next(n for n, call in enumerate(sent) if call[0] == DELETE)
        self.assertIn(("PUT", "catalog/variants"), sent[:first_end])
        expected = {
            f"SHIRT-{size}-{color}": {"Size": size, "Color": color}
            for size in ("S", "M")
            for color in ("Black", "White")
        }
        self.assertEqual(self.rows(), expected)
        self.assertInOrder()

    def test_two_attributes_more_at_once(self):
        cut = self.attribute("Cut", "Slim", "Wide")
        self.add_attributes(self.shown, self.color, cut)
        self.sync()
        self.assertEqual(len(self.rows()), 8)
        self.assertEqual(self.options(), ["Size", "Color", "Cut"])
        self.assertInOrder()

    def test_new_variants_take_the_skus_of_the_old_ones(self):
        self.add_attributes(self.shown, self.color)
        for size in ("S", "M"):
            self.variant(
                self.shown, f"SHIRT-{size}-Black"
            ).default_code = f"SHIRT-{size}"
        self.sync()
        rows = self.rows()
        self.assertEqual(rows["SHIRT-S"], {"Size": "S", "Color": "Black"})
        self.assertEqual(len(rows), 4)
        self.assertInOrder()

    def test_refused_replacement_leaves_all_as_it_was(self):
        before = self.rows()
        self.shop.products.create(
            {
                "name": "Taken",
                "type": "physical",
                "sku": "SHIRT-M-White",
                "weight": 1,
                "price": 1,
            }
        )
        self.add_attributes(self.shown, self.color)
        self.variant(self.shown, "SHIRT-S-Black").default_code = "SHIRT-S"
        self.sync()
        self.assertState(self.shown, "attention", "SHIRT-M-White")
        self.assertEqual(self.rows(), before)
        self.assertEqual(self.options(), ["Size"])
        self.variant(self.shown, "SHIRT-M-White").default_code = "SHIRT-MW"
        self.sync()
        self.assertEqual(len(self.rows()), 4)
        self.assertInOrder()

    def test_without_all_skus_nothing_is_replaced(self):
        before = self.rows()
        self.add_attributes(self.shown, self.color)
        self.variant(self.shown, "SHIRT-M-White").default_code = False
        self.sync()
        self.assertState(self.shown, "attention", "No internal reference")
        self.assertEqual(self.rows(), before)

    def test_a_replacement_cut_off_goes_on_where_it_was(self):
        for method, path in (
            ("PUT", "/v3/catalog/variants"),
            ("DELETE", "/v3/catalog/products/*/variants/*"),
        ):
            with self.subTest(method):
                attribute = self.attribute(f"Cut {method}", "Slim", "Wide")
                self.add_attributes(self.shown, attribute, prefix=f"S{method}")
                self.fault("503", count=None, method=method, path=path)
                self.sync()
                with self.simulator.store.lock:
                    self.simulator.store.faults.rules.clear()
                self.sync()
                combinations = {
                    tuple(sorted(row.items())) for row in self.rows().values()
                }
                count = len(self.shown.product_variant_ids)
                self.assertEqual(len(combinations), count)
                self.assertEqual(len(self.rows()), count)
                self.assertInOrder()

    def test_a_variant_that_bigcommerce_does_not_let_go_stops_no_other_product(self):
        mug = self.product()
        self.sync()
        self.add_attributes(self.shown, self.color)
        mug.list_price = 33
        path = "/v3/catalog/products/*/variants/*"
        self.fault("422", method=DELETE, path=path)
        self.sync()
        self.assertState(self.shown, "attention", "refused")
        self.assertEqual(self.remote(mug)["price"], 33)
        self.mapping(self.shown).action_requeue()
        self.sync()
        self.assertEqual(len(self.rows()), 4)
        self.assertInOrder()

    # === REMOVED === #

    def test_an_attribute_less(self):
        self.add_attributes(self.shown, self.color)
        self.sync()
        self.line(self.color).unlink()
        self.give_skus(self.shown, "SHIRT")
        self.sync()
        rows = self.rows()
        self.assertEqual(set(rows), {"SHIRT-S", "SHIRT-M"})
        self.assertEqual({row["Color"] for row in rows.values()}, {"Black"})
        self.assertInOrder()
        self.shown.list_price = 33
        self.add_value(self.shown, self.size, "L")
        self.sync()
        self.assertEqual(self.rows()["SHIRT-L"], {"Size": "L", "Color": "Black"})
        self.assertInOrder()

    def test_an_attribute_takes_the_place_of_another(self):
        cut = self.attribute("Cut", "Slim", "Wide")
        self.add_attributes(self.shown, self.color)
        self.sync()
        self.line(self.color).unlink()
        self.add_attributes(self.shown, cut)
        self.sync()
        rows = self.rows()
        self.assertEqual(len(rows), 4)
        self.assertEqual({row["Cut"] for row in rows.values()}, {"Slim", "Wide"})
        self.assertEqual(len({row["Color"] for row in rows.values()}), 1)
        self.assertInOrder()

    def test_an_attribute_of_one_value_takes_the_place_of_another(self):
        """It tells no variants apart, so BigCommerce needs no option for it."""
        cut = self.attribute("Cut", "Slim")
        self.add_attributes(self.shown, self.color)
        self.sync()
        self.line(self.color).unlink()
        self.add_attributes(self.shown, cut)
        self.sync()
        rows = self.rows()
        self.assertEqual(set(rows), {"SHIRT-S-Slim", "SHIRT-M-Slim"})
        self.assertEqual({row["Size"] for row in rows.values()}, {"S", "M"})
        self.assertEqual(self.options(), ["Size", "Color"])
        self.assertInOrder()

    def test_only_an_attribute_of_one_value_is_left(self):
        self.shown.attribute_line_ids.unlink()
        self.add_attributes(self.shown, self.attribute("Cut", "Slim"))
        self.sync()
        [row] = self.remote(self.shown)["variants"]
        self.assertEqual((row["sku"], row["option_values"]), ("SHIRT-Slim", []))
        self.assertInOrder()

    # === ALL VARIANTS === #

    def test_a_product_loses_all_its_variants(self):
        self.shown.attribute_line_ids.unlink()
        self.shown.default_code = "SHIRT-S"  # that of a variant
        self.sync()
        remote = self.remote(self.shown)
        [base] = remote["variants"]
        self.assertEqual((remote["sku"], base["sku"]), ("SHIRT-S", "SHIRT-S"))
        self.assertEqual((remote["options"], base["option_values"]), ([], []))
        self.assertEqual(remote["inventory_tracking"], "product")
        self.assertInOrder()
        quants = self.env["stock.quant"]
        product, place = self.shown.product_variant_id, self.warehouse.lot_stock_id
        quants._update_available_quantity(product, place, 4)
        self.sync("stock")
        self.assertEqual(self.remote(self.shown)["inventory_level"], 4)

    def test_variants_stay_if_the_products_sku_is_refused(self):
        before = self.rows()
        self.shop.products.create(
            {"name": "Taken", "type": "physical", "sku": "CAP", "weight": 1, "price": 1}
        )
        self.shown.attribute_line_ids.unlink()
        self.shown.default_code = "CAP"
        self.sync()
        self.assertState(self.shown, "attention", "CAP")
        self.assertEqual(self.rows(), before)
        self.shown.default_code = "CAP-2"
        self.sync()
        self.assertEqual(list(self.rows()), ["CAP-2"])
        self.assertInOrder()

    def test_variants_come_and_go_and_come(self):
        for _round in range(2):
            self.shown.attribute_line_ids.unlink()
            self.shown.default_code = "SHIRT"
            self.sync()
            self.assertInOrder()
            self.add_attributes(self.shown, self.size)
            self.sync()
            self.assertEqual(len(self.rows()), 4)
            self.assertInOrder()

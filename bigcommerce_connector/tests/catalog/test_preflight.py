"""What is wrong with the products of both sides is found before anything is sent."""

from odoo.tests import tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestPreflight(CatalogCase):
    sold_there = {**CatalogCase.sold_there, "name": "Theirs %s"}

    def setUp(self):
        super().setUp()
        self.store.state = "connected"

    def issues(self):
        """Run it: cause, side and record of each problem."""
        self.store.action_preflight()
        start = len(self.exchanges)
        self.run_flow("checks")
        methods = {exchange["method"] for exchange in self.exchanges[start:]}
        self.assertLessEqual(methods, {"GET"})
        self.check = self.env["bigcommerce.check"]._of(self.store, "preflight")
        self.assertEqual(self.check.state, "done", self.check.progress)
        self.assertFalse(self.store.product_ids)
        return {(issue.cause, issue.side, issue.name) for issue in self.check.issue_ids}

    def message(self, cause):
        issues = self.check.issue_ids.filtered(lambda issue: issue.cause == cause)
        return issues[0].message

    def test_nothing_is_wrong(self):
        self.product()
        self.shirt("S", "M")
        self.sell_there("MUG", name="Product MUG")
        self.assertEqual(self.issues(), set())
        self.assertEqual(self.check.result, "No problem was found.")

    def test_skus_in_odoo(self):
        self.product(False, name="Blank")
        self.product("A", name="First")
        self.product("A ", name="Second")
        self.product("b", name="Lower")
        self.product("B", name="Upper")
        self.product("N/A", name="Odd")
        self.assertEqual(
            self.issues(),
            {
                ("no_sku", "odoo", "Blank"),
                ("duplicate_sku", "odoo", "First"),
                ("duplicate_sku", "odoo", "Second"),
                ("sku_case", "odoo", "Lower"),
                ("sku_case", "odoo", "Upper"),
                ("odd_sku", "odoo", "Odd"),
            },
        )
        self.assertIn("First, Second", self.message("duplicate_sku"))
        self.assertIn("N/A", self.message("odd_sku"))
        self.assertIn("Same SKU twice: 2", self.check.result)

    def test_a_sku_of_one_product_twice_is_told_once(self):
        shirt = self.shirt("S", "M")
        shirt.product_variant_ids.default_code = "SHIRT"
        self.assertEqual(self.issues(), {("duplicate_sku", "odoo", "T-Shirt SHIRT")})
        self.assertEqual(len(self.check.issue_ids), 1)

    def test_skus_that_both_sides_write_otherwise(self):
        self.sell_there("mug")
        self.product("MUG")
        self.assertEqual(self.issues(), {("sku_case", "odoo", "Product MUG")})
        self.assertIn("the SKU mug, Odoo MUG", self.message("sku_case"))

    def test_names_that_collide(self):
        self.product("A", name="Cup")
        self.product("B", name="cup ")
        self.product("C", name="Bowl")
        self.product("D", name="Plate")
        self.sell_there("X", name="bowl")
        self.sell_there("D", name="Plate")
        self.assertEqual(
            self.issues(),
            {
                ("same_name", "odoo", "Cup"),
                ("same_name", "odoo", "cup "),
                ("name_taken", "odoo", "Bowl"),
            },
        )
        self.assertIn("“bowl”", self.message("name_taken"))

    def test_items_without_price_or_weight(self):
        self.product("A", name="New", list_price=1)
        self.product("B", name="Free", list_price=0)
        self.product("C", name="Light", weight=0)
        self.product("D", name="Service", type="service", weight=0)
        self.sell_there("X", name="Theirs", price=0, weight=0)
        found = self.issues()
        self.assertEqual(
            found,
            {
                ("no_price", "odoo", "New"),
                ("no_price", "odoo", "Free"),
                ("no_weight", "odoo", "Light"),
                ("no_price", "bigcommerce", "Theirs"),
                ("no_weight", "bigcommerce", "Theirs"),
            },
        )

    def test_items_that_bigcommerce_does_not_track(self):
        self.sell_there("X", name="Loose", inventory_tracking="none")
        self.assertEqual(self.issues(), {("untracked", "bigcommerce", "Loose")})
        issue = self.check.issue_ids
        self.assertIn("/products/edit/", issue.action_open()["url"])
        self.store.inventory_sync = False
        self.assertFalse(self.issues())

    def test_variants_without_a_sku_on_bigcommerce(self):
        self.sell_there("", name="Hat")
        self.assertEqual(self.issues(), {("no_sku", "bigcommerce", "Hat")})

    def test_more_values_than_bigcommerce_takes(self):
        many = self.attribute("Many", *(f"V{number}" for number in range(251)))
        self.size = many
        shirt = self.shirt(*many.value_ids.mapped("name"))
        self.assertEqual(self.issues(), {("too_many", "odoo", shirt.name)})
        self.assertIn("251 values", self.message("too_many"))

    def test_product_that_matches_several_is_found(self):
        self.sell_there("SHIRT-S")
        self.sell_there("SHIRT-M")
        self.shirt("S", "M")
        self.assertEqual(self.issues(), {("match", "odoo", "T-Shirt SHIRT")})

    def test_each_run_begins_anew(self):
        blank = self.product(False, name="Blank")
        self.assertEqual(len(self.issues()), 1)
        self.assertEqual(self.check.issue_ids.action_open()["res_id"], blank.id)
        blank.default_code = "BLANK"
        self.assertEqual(self.issues(), set())

    def test_many_products_need_the_reads_of_the_catalog_only(self):
        self.env["product.template"].create(
            [
                {
                    "name": f"Product {number}",
                    "default_code": f"P{number}",
                    "list_price": 10,
                    "weight": 1,
                    "bigcommerce_enabled": True,
                }
                for number in range(260)
            ]
        )
        self.store.action_preflight()
        with self.requests("GET catalog/products"):
            self.run_flow("checks")
        self.assertEqual(self.store.check_ids.done_count, 260)
        self.assertFalse(self.store.check_ids.issue_ids)

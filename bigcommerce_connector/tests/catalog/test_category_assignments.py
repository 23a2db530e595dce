"""Which categories a product is in on BigCommerce."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..categories_case import CategoriesCase

TREES = "GET catalog/trees"
LIST = "GET catalog/trees/categories"
CREATE = "POST catalog/trees/categories"
ASSIGN = "PUT catalog/products/category-assignments"
UNASSIGN = "DELETE catalog/products/category-assignments"
SEARCH = "GET catalog/products"
NEW_PRODUCT = "POST catalog/products"
FAILING = "odoo.addons.bigcommerce_connector.sync.catalog.failing"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCategoryAssignments(CategoriesCase):
    @mute_logger(FAILING)
    def test_one_that_cannot_be_assigned_keeps_no_other(self):
        mug, cup = self.in_categories(self.tea), self.in_categories(self.tea, sku="CUP")
        self.sync()
        mug.pos_categ_ids = self.food
        cup.pos_categ_ids = self.food | self.drinks
        path = "/v3/catalog/products/category-assignments"
        self.fault("500", method="PUT", path=path, above=60, count=None)
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food"])
        self.assertFalse(self.store.last_error)
        self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertEqual(self.categories_of(cup), ["Drinks", "Food"])
        self.assertState(cup, "synced")

    def test_products_move(self):
        mug, cup = self.in_categories(self.tea), self.in_categories(self.tea, sku="CUP")
        self.sync()
        (mug | cup).pos_categ_ids = self.food
        with self.requests(TREES, LIST, CREATE, ASSIGN, UNASSIGN):
            self.sync()
        self.assertEqual(self.categories_of(mug), ["Food"])
        self.assertEqual(self.categories_of(cup), ["Food"])
        with self.assertNoRequests():
            self.sync()

    def test_categories_that_staff_added_stay(self):
        mug = self.in_categories(self.tea)
        self.sync()
        sale = self.make_there("Sale")
        self.put_there(mug, sale)
        mug.pos_categ_ids = self.food
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food", "Sale"])
        mug.list_price = 12
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food", "Sale"])
        mug.pos_categ_ids = self.tea
        self.mapping(mug).action_requeue()  # forgets what was accepted
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea", "Sale"])

    def test_a_requeued_product_is_assigned_once(self):
        mug = self.in_categories(self.tea)
        self.sync()
        self.mapping(mug).action_requeue()
        self.sync()
        mug.name = mug.name
        with self.assertNoRequests():
            self.sync()

    def test_a_refusal_is_forgotten_once_nothing_is_wanted_any_more(self):
        mug = self.in_categories(self.tea)
        self.sync()
        mug.pos_categ_ids = self.food
        self.fault("422", method="PUT", path="/v3/catalog/products/category*", count=2)
        self.sync()
        self.assertIn("refused", self.mapping(mug).category_message)
        mug.pos_categ_ids = self.tea
        self.sync()
        self.assertFalse(self.mapping(mug).category_message)

    def test_a_product_in_no_category(self):
        mug = self.in_categories(self.tea)
        self.sync()
        mug.pos_categ_ids = False
        with self.assertNoRequests():
            self.sync()
        self.store.sends_empty_values = True
        with self.requests(UNASSIGN):
            self.sync()
        self.assertEqual(self.categories_of(mug), [])

    def test_a_category_that_is_deleted_in_odoo(self):
        mug = self.in_categories(self.tea, self.food)
        self.sync()
        self.tea.unlink()
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food"])
        self.assertIn("Drinks/Tea", self.tree().values())  # left alone

    def test_a_product_found_in_its_categories_is_not_written(self):
        drinks = self.make_there("Drinks")
        tea, sale = self.make_there("Tea", drinks), self.make_there("Sale")
        self.sell_there("MUG", categories=[tea, sale])
        mug = self.in_categories(self.tea)
        with self.requests(TREES, LIST, SEARCH):
            self.sync()
        mug.pos_categ_ids = self.food
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food", "Sale"])

    def test_the_product_category(self):
        self.store.categories_from = "product"
        goods = self.env["product.category"].create({"name": "Goods"})
        cups = self.env["product.category"].create(
            {"name": "Cups", "parent_id": goods.id}
        )
        mug = self.in_categories(self.tea, categ_id=cups.id)
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Goods/Cups"])
        self.store.categories_from = "pos"
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea"])

    def test_bigcommerce_keeps_its_categories(self):
        self.store.categories_from = False
        mug = self.in_categories(self.tea)
        with self.requests(SEARCH, NEW_PRODUCT):
            self.sync()
        self.assertEqual(self.tree(), {})
        self.put_there(mug, self.make_there("Theirs"))
        mug.pos_categ_ids = self.food
        with self.assertNoRequests():
            self.sync()
        self.assertEqual(self.categories_of(mug), ["Theirs"])

    def test_many_products_in_one_call(self):
        products = [self.in_categories(self.tea, sku=f"MUG{n}") for n in range(12)]
        self.sync()
        for product in products:
            product.pos_categ_ids = self.food
        with self.requests(TREES, LIST, CREATE, ASSIGN, UNASSIGN):
            self.sync()

"""Categories of Odoo on BigCommerce: the tree."""

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..categories_case import CategoriesCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
TREES = "GET catalog/trees"
LIST = "GET catalog/trees/categories"
CREATE = "POST catalog/trees/categories"
CHANGE = "PUT catalog/trees/categories"
ASSIGN = "PUT catalog/products/category-assignments"
SEARCH = "GET catalog/products"
NEW_PRODUCT = "POST catalog/products"


@tagged("post_install", "-at_install", "bigcommerce")
class TestCategories(CategoriesCase):
    def test_one_that_staff_takes_off_is_listed(self):
        mug = self.in_categories(self.tea, self.food)
        self.sync()
        product_id, other = self.mapping(mug).external_id, self.make_there("Sale")
        self.put_there(mug, other)
        self.shop.categories.unassign([product_id], [self.row(self.tea).external_id])
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()
        drift = self.store.drift_ids
        self.assertEqual(set(drift.our_value.split(", ")), {"Tea", "Food"})
        self.assertEqual(drift.their_value, "Food")
        drift.action_send_ours()
        with self.requests(ASSIGN):
            self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea", "Food", "Sale"])

    def test_the_tree_is_created_with_its_parents(self):
        mug = self.in_categories(self.tea)
        with self.requests(TREES, LIST, CREATE, CREATE, SEARCH, NEW_PRODUCT):
            self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea"])
        self.assertState(mug, "synced")
        with self.assertNoRequests():
            self.sync()
        cup = self.in_categories(self.tea, sku="CUP")
        with self.requests(SEARCH, NEW_PRODUCT):
            self.sync()
        self.assertEqual(self.categories_of(cup), ["Drinks/Tea"])

    def test_a_category_that_is_there_is_used(self):
        drinks = self.make_there("DRINKS")
        tea = self.make_there("Tea", drinks)
        self.make_there("Tea")  # at another place
        mug = self.in_categories(self.tea)
        with self.requests(TREES, LIST, SEARCH, NEW_PRODUCT):
            self.sync()
        self.assertEqual(self.remote(mug)["categories"], [tea])

    def test_categories_with_one_name_at_one_place_are_one(self):
        other = self.category("tea", self.drinks)
        mug = self.in_categories(self.tea, other)
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea"])
        other.name = "Herbs"
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Herbs", "Drinks/Tea"])

    def test_renames_and_moves_follow(self):
        mug = self.in_categories(self.tea, self.food)
        self.sync()
        before = self.tree()
        self.tea.write({"name": "Teas", "parent_id": self.food.id})
        with self.requests(TREES, LIST, CHANGE):
            self.sync()
        self.assertEqual(self.categories_of(mug), ["Food", "Food/Teas"])
        self.assertEqual(self.tree().keys(), before.keys())
        with self.assertNoRequests():
            self.sync()

    def test_a_new_category_takes_the_name_that_another_one_gives_up(self):
        mug = self.in_categories(self.tea)
        self.sync()
        self.tea.name = "Herbs"
        cup = self.in_categories(self.category("Tea", self.drinks), sku="CUP")
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Herbs"])
        self.assertEqual(self.categories_of(cup), ["Drinks/Tea"])

    def test_a_store_without_any_tree(self):
        with self.simulator.store.lock:
            trees = self.simulator.store.catalog.categories.trees
            [(number, tree)] = trees.items()
            trees.clear()
        mug = self.in_categories(self.tea)
        self.sync()
        self.assertState(mug, "synced")
        self.assertIn("no category tree", self.row(self.drinks).message)
        with self.assertNoRequests():
            self.sync()
        with self.simulator.store.lock:
            trees[number] = tree
        self.next_day()
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea"])

    def test_a_category_that_was_deleted_there_is_made_again(self):
        mug = self.in_categories(self.tea)
        self.sync()
        number = int(self.row(self.tea).external_id)
        self.shop.categories.unassign([self.mapping(mug).external_id], [number])
        self.delete_there(number)
        self.next_day()
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Drinks/Tea"])
        self.assertState(mug, "synced")

    def test_a_category_that_is_gone_when_a_product_is_created(self):
        self.in_categories(self.tea)
        self.sync()
        first = int(self.row(self.tea).external_id)
        self.shop.categories.unassign(
            [m.external_id for m in self.store_mappings()], [first]
        )
        self.delete_there(first)
        cup = self.in_categories(self.tea, sku="CUP")
        self.sync()
        self.assertState(cup, "synced")
        self.assertEqual(self.categories_of(cup), ["Drinks/Tea"])
        self.assertEqual(len(list(self.shop.products.list())), 2)

    def test_a_category_that_is_gone_when_a_product_moves(self):
        mug, cup = self.in_categories(self.tea), self.in_categories(sku="CUP")
        self.sync()
        number = int(self.row(self.tea).external_id)
        self.shop.categories.unassign([self.mapping(mug).external_id], [number])
        self.delete_there(number)
        cup.pos_categ_ids = self.tea
        self.sync()
        self.sync()
        self.assertEqual(self.categories_of(cup), ["Drinks/Tea"])
        self.assertFalse(self.mapping(cup).category_message)

    def test_a_refused_category_does_not_stop_its_siblings(self):
        parent, deep = self.drinks, []
        for number in range(9):
            parent = self.category(f"Level {number}", parent)
            deep.append(parent)
        mug = self.in_categories(deep[-1], self.food)
        self.sync()
        row = self.row(deep[-1])
        self.assertFalse(row.external_id)
        self.assertIn("refused", row.message)
        nearest = "Drinks/" + "/".join(f"Level {number}" for number in range(8))
        self.assertEqual(self.categories_of(mug), [nearest, "Food"])
        self.assertState(mug, "synced")
        with self.assertNoRequests():  # not again before something changes
            self.sync()
        deep[-1].parent_id = self.food
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Food", "Food/Level 8"])

    def test_one_refused_in_a_batch_does_not_stop_the_others(self):
        self.make_there("Drinks")
        bad, good = self.category("Bad"), self.category("Good")
        mug = self.in_categories(bad, good)
        self.sync()
        there = self.make_there("Taken")
        self.assertTrue(there)
        bad.name, good.name = "taken", "Better"
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Bad", "Better"])
        self.assertTrue(self.row(bad).message)
        self.assertFalse(self.row(good).message)
        with self.assertNoRequests():
            self.sync()
        self.delete_there(there)
        self.next_day()
        self.sync()
        self.assertEqual(self.categories_of(mug), ["Better", "taken"])
        self.assertFalse(self.row(bad).message)

    def test_a_long_name_is_cut(self):
        mug = self.in_categories(self.category("x" * 60))
        self.sync()
        self.assertEqual(self.categories_of(mug), ["x" * 50])
        with self.assertNoRequests():
            self.sync()

    def test_a_time_out_makes_no_second_category(self):
        mug = self.in_categories(self.food)
        path = "/v3/catalog/trees/categories"
        self.fault("502", method="POST", path=path, carried_out=True)
        self.sync()
        self.sync()
        self.assertEqual(sorted(self.tree().values()), ["Food"])
        self.assertEqual(self.categories_of(mug), ["Food"])

    @mute_logger(FLOW)
    def test_one_that_bigcommerce_fails_at_keeps_the_catalog_for_minutes_only(self):
        odd = self.category("x" * 45)
        mug = self.in_categories(self.food)
        self.in_categories(odd, sku="CUP")
        path = "/v3/catalog/trees/categories"
        self.fault("500", method="POST", path=path, above=60, count=None)
        for _run in range(3):
            self.sync()
            self.assertTrue(self.store.last_error, "it may be BigCommerce")
        self.sync()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.categories_of(mug), ["Food"])
        self.assertIn("Internal server error", self.row(odd).message)
        self.sync()
        self.assertFalse(self.store.last_error)
        odd.name = "Short"
        self.sync()
        self.assertEqual(sorted(self.tree().values()), ["Food", "Short"])
        self.assertFalse(self.row(odd).message)
        odd.name, self.tea.name = "x" * 45, "Leaves"
        self.fault("500", method="PUT", path=path, above=80, count=None)
        for _run in range(4):
            self.sync()
        self.assertFalse(self.store.last_error)
        self.assertTrue(self.row(odd).message)

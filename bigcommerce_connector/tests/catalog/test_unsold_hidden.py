"""Items that are no longer sold are hidden, and shown again."""

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..unsold_case import UnsoldCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestUnsoldHidden(UnsoldCase):
    def test_a_product_is_hidden_with_its_last_variant(self):
        self.store.unsold_items = "hide"
        mug, cup = self.product(), self.product("CUP")
        self.sync()
        mug.product_variant_id.bigcommerce_excluded = True
        self.sync()
        self.assertFalse(self.remote(mug)["is_visible"])
        self.assertTrue(self.remote(cup)["is_visible"])
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.remote(mug)["is_visible"])
        mug.product_variant_id.bigcommerce_excluded = False
        self.sync()
        self.assertTrue(self.remote(mug)["is_visible"])
        self.assertState(mug, "synced")

    def test_unsold_items_are_hidden_and_shown_again_once_sold(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        mug.bigcommerce_enabled = False
        self.everything()
        self.assertFalse(self.is_visible(mug))
        self.assertEqual((self.on_hand(mug), self.on_hand(cup)), (0, 10))
        self.assertTrue(self.is_visible(cup))
        with self.assertNoRequests():
            self.everything()
        mug.bigcommerce_enabled = True
        self.everything()
        self.assertTrue(self.is_visible(mug))
        self.assertEqual(self.on_hand(mug), 10)
        self.assertFalse(self.mapping(mug).visibility)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_what_was_hidden_before_a_crash_is_shown_again(self):
        self.store.unsold_items = "hide"
        mug, shirt = self.synced("MUG"), self.shirt("S", "M")
        self.sync()
        mug.bigcommerce_enabled = False
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        for path in ("/v3/catalog/products", "/v3/catalog/variants"):
            self.fault("503", method="PUT", path=path, carried_out=True, count=None)
            self.sync()  # carried out, and not known here
            with self.simulator.store.lock:
                self.simulator.store.faults.rules.clear()
        self.sync()
        self.assertFalse(self.is_visible(mug))
        self.assertEqual(self.off_sale(shirt), {"SHIRT-M"})
        mug.bigcommerce_enabled = True
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = False
        self.sync()
        self.assertTrue(self.is_visible(mug))
        self.assertFalse(self.off_sale(shirt))

    def test_product_hidden_by_the_merchant_is_not_shown_again(self):
        self.store.unsold_items = "hide"
        mug = self.synced("MUG")
        self.hide_there(mug)
        mug.bigcommerce_enabled = False
        self.everything()
        with self.assertNoRequests():
            self.everything()
        mug.bigcommerce_enabled = True
        self.everything()
        self.assertFalse(self.is_visible(mug))
        self.assertState(mug, "synced")

    def test_an_item_that_takes_the_place_of_a_hidden_one(self):
        self.store.unsold_items = "hide"
        old = self.synced("MUG", name="Old")
        old.active = False
        self.everything()
        new = self.product(name="New")
        self.everything()
        self.assertState(new, "synced")
        self.assertEqual(len(list(self.shop.products.list())), 1)
        self.assertTrue(self.is_visible(new))

    def test_hidden_products_matched_again_come_back_as_staff_left_them(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        both = mug + cup
        self.hide_there(cup)
        both.bigcommerce_enabled = False
        self.everything()
        self.mapping(both).action_match_again()
        self.everything()
        both.bigcommerce_enabled = True
        self.everything()
        self.assertEqual(list(map(self.is_visible, both)), [True, False])
        with self.assertNoRequests():
            self.everything()

    def test_unsold_items_are_hidden_ten_a_call(self):
        self.store.unsold_items = "hide"
        products = self.synced(*[f"P{number:02}" for number in range(12)])
        for product in products:
            product.bigcommerce_enabled = False
        with self.requests("GET catalog/products", *["PUT catalog/products"] * 2):
            self.sync()
        self.assertFalse(any(self.is_visible(product) for product in products))

    def test_refused_hide_is_told_and_tried_again_daily(self):
        self.store.unsold_items = "hide"
        cup, mug = self.synced("CUP", "MUG")
        (mug + cup).bigcommerce_enabled = False
        # The batch, and of its halves the first.
        self.fault("422", method="PUT", path="/v3/catalog/products", count=2)
        self.sync()
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (False, True))
        self.assertIn("refused to hide", self.mapping(cup).visibility_message)
        self.assertFalse(self.mapping(mug).visibility_message)
        with self.assertNoRequests():
            self.sync()
        flow = self.store._flow("catalog")
        flow.last_success -= timedelta(days=1)
        self.store.daily_check_on = fields.Date.today()
        with self.assertNoRequests():  # a further run of a check that takes several
            self.sync()
        flow.last_success -= timedelta(days=1)
        self.sync()
        self.assertFalse(self.is_visible(cup))
        self.assertFalse(self.mapping(cup).visibility_message)

    @mute_logger(FLOW)
    def test_one_that_bigcommerce_fails_at_keeps_the_catalog_for_minutes_only(self):
        self.store.unsold_items = "hide"
        cup, mug = self.synced("CUP", "MUG")
        (mug + cup).bigcommerce_enabled = False
        # Each call is tried four times: the batch in three runs, then once more, and
        # of its halves the first.
        path = "/v3/catalog/products"
        self.fault("500", method="PUT", path=path, count=4 * 5)
        for _run in range(3):
            self.sync()
            self.assertTrue(self.store.last_error, "it may be BigCommerce")
        self.sync()
        self.assertFalse(self.store.last_error)
        self.assertEqual((self.is_visible(mug), self.is_visible(cup)), (False, True))
        self.assertIn("Internal server error", self.mapping(cup).visibility_message)

    def test_a_variant_that_bigcommerce_leaves_on_sale_is_told(self):
        self.store.unsold_items = "hide"
        shirt = self.shirt("S", "M")
        self.sync()
        self.variant(shirt, "SHIRT-M").bigcommerce_excluded = True
        self.fault("422", method="PUT", path="/v3/catalog/variants")
        self.sync()
        self.assertIn("off sale", self.mapping(shirt).visibility_message)
        self.assertState(shirt, "synced")
        with self.assertNoRequests():
            self.sync()

    def test_one_that_was_deleted_there_does_not_stop_the_others(self):
        self.store.unsold_items = "hide"
        mug, cup = self.synced("MUG", "CUP")
        self.shop.products.delete([self.mapping(mug).external_id])
        (mug + cup).bigcommerce_enabled = False
        self.sync()
        self.assertFalse(self.is_visible(cup))
        self.assertFalse(self.mapping(mug).external_id)
        self.assertEqual(self.mapping(mug).state, "skipped")

    def test_without_product_sync_nothing_is_hidden(self):
        self.store.write({"unsold_items": "hide", "product_sync": False})
        mug = self.product()
        self.sell_there("MUG", price=8)
        self.stock(mug, 10)
        self.everything()
        mug.bigcommerce_enabled = False
        start = len(self.exchanges)
        self.everything()
        self.assertTrue(self.is_visible(mug))
        self.assertEqual(self.on_hand(mug), 0)
        written = [e for e in self.exchanges[start:] if e["method"] != "GET"]
        for exchange in written:
            self.assertIn("/inventory/", exchange["path"])
            self.assertTrue(json.loads(exchange["request_body"])["items"])

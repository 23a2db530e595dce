"""Stock that BigCommerce refuses: named as Needs Attention, and the rest is sent."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..stock_case import ORDERS, PUSH, StockCase

try:
    from bigcommerce_simulator.inventory import adjustments, identity
except ImportError:  # the addon without the rest of its repository: all is skipped
    adjustments = identity = None

FLOW = "odoo.addons.bigcommerce_connector.sync.flow"
READ = "GET catalog/products"
ANONYMOUS = "Some items could not be processed"


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockRefused(StockCase):
    simulator_options = {"second_location": True}

    def many(self, count=28):
        """Products with 10 in stock on both sides, and one more in Odoo."""
        products = self.synced(*[f"P{number:02}" for number in range(count)])
        for product in products:
            self.stock(product, 1)
        return products

    def delete_there(self, product):
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            catalog.remove(catalog.products[int(self.mapping(product).external_id)])

    def delete_variant_there(self, row):
        with self.simulator.store.lock:
            catalog = self.simulator.store.catalog
            variant = catalog.variants[int(row.external_id)]
            product = catalog.product(variant)
            product.variants.remove(variant)
            catalog.index(product)

    def track_there(self, product, tracking):
        self.shop.products.update(
            self.mapping(product).external_id, {"inventory_tracking": tracking}
        )

    def anonymous(self):
        """BigCommerce names nothing in its refusals."""
        original = identity.V3Error.__init__

        def init(error, status, title, *args, **kwargs):
            original(error, status, ANONYMOUS if status == 422 else title, **kwargs)

        return patch.object(identity.V3Error, "__init__", init)

    def refusing(self, products, title=ANONYMOUS, error=None):
        """These items are refused although they are there and tracked."""
        bad = {int(self.mapping(product).external_id) for product in products}
        original = adjustments._check_entry

        def check(store, entry):
            if entry.get("product_id") in bad:
                raise error or identity.refused(title)
            original(store, entry)

        return patch.object(adjustments, "_check_entry", check)

    def assertSent(self, products):
        self.assertEqual({self.on_hand(product) for product in products}, {11})
        self.assertEqual(
            {self.mapping(product).state for product in products}, {"synced"}
        )

    @mute_logger(f"{FLOW}.run")
    def test_one_that_bigcommerce_fails_at_keeps_others_for_minutes_only(self):
        products = self.many(5)
        error = identity.V3Error(500, "Internal server error")
        with self.refusing(products[2:3], error=error):
            for _run in range(3):
                self.sync("stock")
                self.assertTrue(self.store.last_error, "it may be BigCommerce")
            self.sync("stock")
            self.assertFalse(self.store.last_error)
            self.assertSent(products[:2] + products[3:])
            self.assertState(products[2], "attention", "requeue it")
            self.stock(products[0], 1)
            self.sync("stock")
            self.assertEqual(self.on_hand(products[0]), 12)
        self.mapping(products[2]).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertSent(products[2:])
        # Where none is taken, nobody is sent to a product.
        for product in products:
            self.stock(product, -1)
        with self.refusing(products, error=error):
            for _run in range(5):
                self.sync("stock")
        self.assertTrue(self.store.last_error)
        self.assertEqual({self.mapping(one).state for one in products}, {"synced"})

    # === DELETED OR TRACKED IN ANOTHER WAY === #

    def test_any_number_of_deleted_products(self):
        products = self.many()
        good, bad = products[8:], products[:8]
        for product in bad:
            self.delete_there(product)
        with self.requests(*ORDERS, PUSH, READ, PUSH):
            self.sync("stock")
        self.assertSent(good)
        for product in bad:
            self.assertState(product, "attention", "deleted on BigCommerce")
        with self.assertNoRequests():
            self.sync("stock")

    def test_deleted_products_are_there_again_after_one_requeue(self):
        products = self.many(3)
        self.delete_there(products[1])
        self.sync("stock")
        self.mapping(products[1]).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertSent(products)

    def test_requeued_for_another_reason_it_is_there_again_all_the_same(self):
        mug, late = self.synced("MUG", "LATE")
        for product in (mug, late):
            self.delete_there(product)
            self.mapping(product)._set_attention("Refused for any other reason.")
            self.mapping(product).action_requeue()
        self.stock(late, 1)
        self.sync("stock")  # finds out before the catalog does
        self.sync()
        self.sync("stock")
        for product in (mug, late):
            self.assertState(product, "synced")
        self.assertEqual((self.on_hand(mug), self.on_hand(late)), (10, 11))
        self.delete_there(mug)
        mug.list_price = 12
        self.sync()  # the requeue has been used up
        self.assertState(mug, "attention", "deleted on BigCommerce")

    def test_a_deleted_variant_is_there_again_after_one_requeue(self):
        shirt = self.shirt("S", "M")
        small, medium = shirt.product_variant_ids
        quant = self.env["stock.quant"]
        for variant in (small, medium):
            quant._update_available_quantity(variant, self.warehouse.lot_stock_id, 5)
        self.sync()
        self.sync("stock")
        row = self.mapping(shirt).variant_ids.filtered(lambda v: v.product_id == medium)
        self.delete_variant_there(row)
        quant._update_available_quantity(medium, self.warehouse.lot_stock_id, 1)
        self.sync("stock")
        self.assertState(shirt, "attention", "were deleted on BigCommerce")
        self.mapping(shirt).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertState(shirt, "synced")
        levels = {
            v["sku"]: v["inventory_level"] for v in self.remote(shirt)["variants"]
        }
        self.assertEqual(levels, {"SHIRT-S": 5, "SHIRT-M": 6})

    def test_any_number_of_untracked_products(self):
        products = self.many()
        for product in products[:9]:
            self.track_there(product, "none")
        with self.requests(*ORDERS, PUSH, READ, PUSH):
            self.sync("stock")
        self.assertSent(products[9:])
        for product in products[:9]:
            self.assertState(product, "attention", "no longer tracks")
        self.store.product_ids.filtered(
            lambda mapping: mapping.state == "attention"
        ).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertSent(products)

    def test_as_many_as_it_names(self):
        """All that are wrong, or the first one: then the rest is looked up."""
        *bad, good = self.many(5)
        for naming, wrong, calls in (
            ("all", bad[:2], (PUSH, PUSH)),
            ("first", bad[2:], (PUSH, PUSH, READ, PUSH)),
        ):
            with self.subTest(naming):
                self.simulator.store.switches.refused_items_named = naming
                for product in wrong:
                    self.track_there(product, "variant")
                    self.stock(product, 1)
                self.stock(good, 1)
                with self.requests(*ORDERS, *calls):
                    self.sync("stock")
                for product in wrong:
                    self.assertState(product, "attention", "track")
        self.assertEqual(self.on_hand(good), 13)

    def test_however_bigcommerce_words_it(self):
        products = self.many()
        self.delete_there(products[0])
        self.track_there(products[1], "none")
        self.track_there(products[2], "variant")
        with self.anonymous(), self.requests(*ORDERS, PUSH, READ, PUSH):
            self.sync("stock")
        self.assertSent(products[3:])
        self.assertState(products[0], "attention", "deleted on BigCommerce")
        self.assertState(products[1], "attention", "no longer tracks")
        self.assertState(products[2], "attention", "has changed (by product")

    def test_a_deleted_variant(self):
        shirt = self.shirt("S", "M")
        mug = self.product()
        for variant in shirt.product_variant_ids:
            self.env["stock.quant"]._update_available_quantity(
                variant, self.warehouse.lot_stock_id, 5
            )
        self.stock(mug, 11)
        self.sync()
        self.delete_variant_there(self.mapping(shirt).variant_ids[0])
        self.sync("stock")
        self.assertSent([mug])
        self.assertState(shirt, "attention", "were deleted on BigCommerce")

    # === REFUSED FOR ANOTHER REASON === #

    def test_unexplained_refusal_is_narrowed_down(self):
        products = self.many()
        with self.refusing([products[5], products[20]]):
            self.sync("stock")
        self.assertSent([*products[:5], *products[6:20], *products[21:]])
        for product in (products[5], products[20]):
            self.assertState(product, "attention", ANONYMOUS)

    def test_few_calls_for_a_few_bad_ones_and_all_calls_for_many(self):
        products = self.many(64)
        start = len(self.exchanges)
        with self.refusing([products[40]]):
            self.sync("stock")
        # Two for orders; one refusal, two reads of its cause; twice log2(64) halves.
        self.assertLessEqual(len(self.exchanges) - start, 2 + 3 + 2 * 6)
        good, bad = products[:40:2], products[1:40:2]
        for product in products[:40]:
            self.stock(product, 1)
        with self.refusing(bad):  # more than a run tries: it goes on at once
            self.sync("stock")
        self.assertEqual({self.on_hand(product) for product in good}, {12})
        self.assertEqual(
            {self.mapping(product).state for product in bad}, {"attention"}
        )

    @mute_logger(FLOW)
    def test_everything_refused_sets_no_attention(self):
        products = self.many()
        with self.refusing(products):
            self.sync("stock")
        self.assertIn(ANONYMOUS, self.store.last_error)
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})
        self.sync("stock")
        self.assertSent(products)
        self.assertFalse(self.store.last_error)

    # === PRODUCT SYNC OFF === #

    def test_without_product_sync_untracked_stock_is_reported(self):
        mug = self.synced("MUG")
        self.store.product_sync = False
        self.track_there(mug, "none")
        self.stock(mug, 1)
        self.sync("stock")
        self.assertState(mug, "attention", "Product Sync is off")
        self.mapping(mug).action_requeue()
        with self.requests(READ):
            self.sync()
        self.assertState(mug, "attention", "Switch on Track Inventory")
        self.track_there(mug, "product")
        self.mapping(mug).action_requeue()
        with self.requests(READ):
            self.sync()
        self.assertState(mug, "synced", "mapped but not updated")
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 11)

    def test_without_product_sync_what_is_found_untracked_is_reported(self):
        self.store.product_sync = False
        self.sell_there("MUG", price=8, inventory_tracking="none")
        mug = self.product()
        self.sync()
        self.assertState(mug, "attention", "does not track")

    def test_without_product_sync_what_is_not_stocked_needs_no_tracking(self):
        self.store.product_sync = False
        self.sell_there("MUG", price=8, inventory_tracking="none")
        mug = self.product(is_storable=False)
        self.sync()
        self.assertState(mug, "synced", "mapped but not updated")

    def test_without_product_sync_another_tracking_is_followed(self):
        mug = self.synced("MUG")
        self.store.product_sync = False
        self.track_there(mug, "variant")
        self.stock(mug, 1)
        with self.anonymous():
            self.sync("stock")
        self.assertState(mug, "attention", "has changed (by product")
        self.mapping(mug).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 11)

"""Stock out: what may be sold is published, and only what differs is sent."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...api.resources.inventory import Inventory
from ...sync.inventory.comparison import StockComparison
from ..stock_case import ORDERS, PUSH, StockCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockPush(StockCase):
    # === WHAT IS SENT === #

    def test_stock_is_published_once(self):
        mug = self.synced("MUG")
        self.assertEqual(self.on_hand(mug), 10)
        with self.assertNoRequests():
            self.sync("stock")
        self.stock(mug, -3)
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertEqual(self.on_hand(mug), 7)

    def test_only_what_differs_is_sent(self):
        mugs = self.synced("A", "B", "C")
        self.stock(mugs[1], 5)
        self.sync("stock")
        body = self.last_body()
        self.assertEqual(
            body["items"],
            [
                {
                    "location_id": 1,
                    "quantity": 15,
                    "product_id": int(self.mapping(mugs[1]).external_id),
                }
            ],
        )
        self.assertTrue(body["reason"])

    def test_reserved_goods_are_not_published(self):
        mug = self.synced("MUG")
        picking_type = self.warehouse.out_type_id
        move = self.env["stock.move"].create(
            {
                "product_id": mug.product_variant_id.id,
                "product_uom_qty": 4,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "picking_type_id": picking_type.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 6)

    def test_never_below_zero_and_whole_units(self):
        below, broken = self.synced("A", "B", quantity=2)
        self.stock(below, -5)
        self.stock(broken, 0.7)
        self.sync("stock")
        self.assertEqual((self.on_hand(below), self.on_hand(broken)), (0, 2))
        broken.uom_id = self.env.ref("uom.product_uom_kgm")
        self.assertTrue(self.mapping(broken).is_sold_in_fractions)
        self.assertFalse(self.mapping(below).is_sold_in_fractions)
        below.to_weight = True
        self.assertTrue(self.mapping(below).is_sold_in_fractions)

    def test_zero_is_published_too(self):
        """BigCommerce would go on selling what it never heard of."""
        mug = self.product()
        self.sync()
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertEqual(self.on_hand(mug), 0)

    # === ACKNOWLEDGED === #

    def test_voided_levels_are_sent_again(self):
        mug, _other = self.synced("MUG", "OTHER")
        with self.simulator.store.lock:  # BigCommerce restocks a refund by itself
            variant = self.mapping(mug).variant_ids.external_id
            self.simulator.store.inventory.change(int(variant), 1, 2, "refund")
        with self.assertNoRequests():
            self.sync("stock")
        product = mug.product_variant_id
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.store._void_acknowledged(product)
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 10)
        self.assertEqual(len(self.last_body()["items"]), 1)

    @mute_logger(FLOW)
    def test_a_push_that_was_not_answered_is_repeated(self):
        mug = self.synced("MUG")
        self.stock(mug, 5)
        self.fault("403", method="PUT", path="/v3/inventory/*")
        self.sync("stock")
        self.assertEqual(self.store.state, "paused")
        self.assertEqual(self.on_hand(mug), 10)
        self.store.action_go_live()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 15)

    # === WHICH PRODUCTS === #

    def test_excluded_and_not_tracked_products(self):
        mug = self.synced("MUG")
        mug.product_variant_id.bigcommerce_excluded = True
        self.stock(mug, 5)
        with self.assertNoRequests():
            self.sync("stock")
        mug.product_variant_id.bigcommerce_excluded = False
        mug.bigcommerce_enabled = False
        self.sync()
        with self.assertNoRequests():
            self.sync("stock")

    def test_tracking_that_begins_later(self):
        mug = self.product(is_storable=False)
        self.sync()
        with self.assertNoRequests():
            self.sync("stock")
        mug.is_storable = True
        self.stock(mug, 5)
        self.sync()
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 5)

    def test_inventory_sync_off(self):
        mug = self.synced("MUG")
        self.store.inventory_sync = False
        self.stock(mug, 5)
        with self.assertNoRequests():
            self.sync("stock")
        self.store.inventory_sync = True
        self.sync("stock")
        self.assertEqual(self.on_hand(mug), 15)

    # === REFUSALS === #

    def test_an_item_that_is_refused_does_not_stop_the_others(self):
        mugs = self.synced("A", "B", "C")
        self.shop.products.update(
            self.mapping(mugs[1]).external_id, {"inventory_tracking": "variant"}
        )
        for mug in mugs:
            self.stock(mug, 5)
        with self.requests(*ORDERS, PUSH, PUSH):  # the refusal names the item
            self.sync("stock")
        self.assertEqual([self.on_hand(mugs[0]), self.on_hand(mugs[2])], [15, 15])
        self.assertState(mugs[1], "attention", "tracked")
        with self.assertNoRequests():
            self.sync("stock")
        self.mapping(mugs[1]).action_requeue()
        self.sync()
        self.sync("stock")
        self.assertState(mugs[1], "synced")
        self.assertEqual(self.on_hand(mugs[1]), 15)

    def test_a_refusal_that_names_nobody_is_narrowed_down(self):
        mugs = self.synced(*"ABCDEFGH")
        with self.simulator.store.lock:  # gone there, not noticed yet
            catalog = self.simulator.store.catalog
            catalog.remove(catalog.products[int(self.mapping(mugs[3]).external_id)])
        for mug in mugs:
            self.stock(mug, 1)
        self.sync("stock")
        others = [mug for mug in mugs if mug != mugs[3]]
        self.assertEqual({self.on_hand(mug) for mug in others}, {11})
        self.assertEqual(self.mapping(mugs[3]).state, "attention")

    @mute_logger(FLOW)
    def test_a_refusal_of_the_whole_request_sets_no_attention(self):
        self.synced(*[f"MUG{number}" for number in range(60)])
        for product in self.store.product_ids.product_tmpl_id:
            self.stock(product, 1)
        self.fault("422", method="PUT", path="/v3/inventory/*", count=None)
        self.sync("stock")
        self.assertTrue(self.store.last_error)
        self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})

    # === EFFORT === #

    def test_queries_do_not_grow_with_the_products(self):
        self.many_products(f"MUG{number}" for number in range(30))
        self.sync()
        self.sync("stock")

        def queries():
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertFalse(StockComparison(self.store).levels_to_send())
            return self.env.cr.sql_log_count - before

        few = queries()
        self.many_products(f"MUG{number}" for number in range(30, 60))
        self.sync()
        self.sync("stock")
        self.assertEqual(queries(), few)

    def test_as_many_items_a_call_as_bigcommerce_takes(self):
        """One more takes a second call; the mappings are made without BigCommerce."""
        self.patch(Inventory, "BATCH_SIZE", 20)  # 2000 take long to make
        with self.simulator.store.lock:
            self.simulator.store.switches.unknown_item_in_adjustment = "ignore"
        templates = self.env["product.template"].create(
            [
                {"name": f"P{number}", "is_storable": True, "bigcommerce_enabled": True}
                for number in range(21)
            ]
        )
        mappings = self.env["bigcommerce.product"].create(
            [
                {
                    "store_id": self.store.id,
                    "product_tmpl_id": template.id,
                    "external_id": str(10_000 + number),
                    "inventory_tracking": "product",
                    "state": "synced",
                }
                for number, template in enumerate(templates)
            ]
        )
        self.env["bigcommerce.variant"].create(
            [
                {
                    "store_id": self.store.id,
                    "mapping_id": mapping.id,
                    "product_id": mapping.product_tmpl_id.product_variant_id.id,
                    "external_id": mapping.external_id,
                }
                for mapping in mappings
            ]
        )
        with self.requests(*ORDERS, *[PUSH] * 2):
            self.sync("stock")
        with self.assertNoRequests():
            self.sync("stock")

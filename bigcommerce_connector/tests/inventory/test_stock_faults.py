"""What breaks in the middle of a push: nothing is lost, and no wrong number stays."""

import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...api.resources.inventory import Inventory
from ..stock_case import StockCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockFaults(StockCase):
    simulator_options = {"second_location": True}

    def pushed_since(self, start):
        """The items of each adjustment that BigCommerce carried out."""
        return [
            json.loads(exchange["request_body"])["items"]
            for exchange in self.exchanges[start:]
            if exchange["method"] == "PUT" and exchange["status"] == 200
        ]

    @mute_logger(FLOW)
    def test_answer_that_is_lost_after_it_was_carried_out(self):
        """Both sides sell while Odoo does not know that it was."""
        mug = self.synced("MUG")
        left = 10
        for kind, details in (("cut", {}), ("504", {"carried_out": True})):
            with self.subTest(kind):
                self.stock(mug, 5)
                path = "/v3/inventory/*"
                self.fault(kind, method="PUT", path=path, count=None, **details)
                self.sync("stock")
                self.assertEqual(self.on_hand(mug), left + 5)
                level = self.mapping(mug).variant_ids.level_ids
                self.assertFalse(level.is_acknowledged)
                self.assertTrue(self.store._flow("stock").retry_at)
                lines = [{"sku": "MUG", "quantity": 2}]
                self.simulator.store.orders.place(lines=lines)
                self.stock(mug, -1)
                self.simulator.store.faults.rules.clear()
                left += 2
                self.sync("stock")
                self.assertEqual(self.on_hand(mug), left)
                self.assertEqual(level.quantity, left)
                self.assertFalse(self.store._flow("stock").message)

    @mute_logger(FLOW)
    def test_quota_that_ends_in_the_middle(self):
        """What was sent is not sent again, the rest as soon as there is quota."""
        products = self.synced(*"ABCDE")
        for product in products:
            self.stock(product, 1)
        self.patch(Inventory, "BATCH_SIZE", 2)
        simulator = self.simulator.store
        window = simulator.switches.quota_window_seconds
        simulator.clock.advance(window)
        # In each window two calls for orders, and one of three for stock.
        simulator.switches.quota_requests = 3
        start = len(self.exchanges)
        for sent in (2, 4, 5):
            self.sync("stock")
            items = sum(self.pushed_since(start), [])
            self.assertEqual(len(items), sent)
            waits = self.store._flow("stock")
            self.assertEqual(bool(waits.retry_at), sent < len(products))
            with self.assertNoRequests():
                self.run_flow_now("stock")
            simulator.clock.advance(window)
        self.assertEqual(len({item["product_id"] for item in items}), len(products))
        self.assertEqual({self.on_hand(product) for product in products}, {11})
        self.assertNotIn(429, [row["status"] for row in self.exchanges[start:]])

    def test_a_location_that_is_disabled_and_then_deleted_there(self):
        """The other one gets its stock at once; this one its own once it is back."""
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        second = self.store.location_ids.filtered(lambda loc: loc.external_id == "2")
        second.warehouse_id = outlet
        products = self.synced(*"ABC")
        inventory = self.simulator.store.inventory

        def refused(shop):
            for product in products:
                self.stock(product, 3, outlet)
            self.stock(products[0], 4)
            self.sync("stock")
            self.assertFalse(second.enabled)
            self.assertEqual(self.on_hand(products[0]), shop)
            self.assertEqual(set(self.store.product_ids.mapped("state")), {"synced"})
            self.assertFalse(self.store.last_error)
            with self.assertNoRequests():
                self.sync("stock")

        inventory.locations[2]["enabled"] = False
        refused(shop=14)
        inventory.locations[2]["enabled"] = True
        self.store.action_refresh()
        self.sync("stock")
        self.assertEqual({self.on_hand(product, 2) for product in products}, {3})
        with self.simulator.store.lock:
            inventory.forget_location(2)
        refused(shop=18)
        told = " ".join(self.store.message_ids.mapped("body"))
        self.assertIn(f"no longer exist on BigCommerce: {second.name}", told)

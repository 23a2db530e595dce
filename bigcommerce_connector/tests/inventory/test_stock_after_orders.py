"""Web orders are read right before stock is sent: what is sent overwrites what
BigCommerce took for them."""

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..images_case import RED
from ..stock_case import ORDERS, PUSH, StockCase

STOCK = "odoo.addons.bigcommerce_connector.sync.orders.before_stock"


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockAfterOrders(StockCase):
    def setUp(self):
        super().setUp()
        self.mug = self.synced("MUG")

    def place(self, quantity=2, sku="MUG"):
        return self.simulator.store.orders.place(
            lines=[{"sku": sku, "quantity": quantity}]
        )

    def test_an_order_that_odoo_does_not_know(self):
        """10 and 2 sold there; a register sells 1: 7 are left, not 9."""
        order = self.place(2)
        self.assertEqual(self.on_hand(self.mug), 8)
        self.stock(self.mug, -1)
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertEqual(self.web_order(order.id).state, "synced")
        self.assertEqual(self.on_hand(self.mug), 7)

    def test_an_order_that_cannot_be_posted_is_held(self):
        other = self.product("OTHER")
        self.stock(other, 4)
        self.sync()
        self.sync("stock")
        order = self.simulator.store.orders.place(
            lines=[{"sku": "MUG", "quantity": 2}, {"sku": "OTHER", "quantity": 1}]
        )
        other.active = False
        other.default_code = "ANOTHER"
        self.stock(self.mug, -1)
        self.sync("stock")
        web_order = self.web_order(order.id)
        self.assertTrue(web_order)
        self.assertEqual(self.on_hand(self.mug), 7, web_order.message)

    def test_orders_hold_stock_while_order_sync_is_off(self):
        self.store.order_sync = False
        order = self.place(2)
        self.stock(self.mug, -1)
        with self.requests(*ORDERS, PUSH):
            self.sync("stock")
        self.assertFalse(self.web_order(order.id).pos_order_ids)
        self.assertEqual(self.on_hand(self.mug), 7)

    def test_without_product_sync_orders_and_stock_go_on_and_no_catalog_is_written(
        self,
    ):
        self.store.write({"product_sync": False, "unsold_items": "hide"})
        cup = self.synced("CUP")
        self.shirt("S", "M")  # BigCommerce does not have it
        order, start = self.place(2), len(self.exchanges)
        self.mug.write({"name": "Tea Mug", "list_price": 12, "weight": 3})
        self.mug.image_1920 = RED
        cup.bigcommerce_enabled = False
        for _day in range(2):
            for flow in ("orders", "catalog", "stock"):
                self.sync(flow)
            self.store.drift_checked_on -= timedelta(days=1)
            self.store._flow("catalog").last_success -= timedelta(days=1)
            self.stock(self.mug, 5)
        [sale] = self.web_order(order.id).pos_order_ids
        self.assertEqual(sale.lines.product_id, self.mug.product_variant_id)
        self.assertEqual(self.on_hand(self.mug), 10 - 2 + 5)
        writes = [e for e in self.exchanges[start:] if e["method"] != "GET"]
        paths = {exchange["path"].rpartition("/v3/")[2] for exchange in writes}
        self.assertEqual(paths, {"inventory/adjustments/absolute"})

    def test_nothing_is_read_when_nothing_is_to_be_sent(self):
        self.place(1)
        self.mug.list_price = 12
        with self.assertNoRequests():
            self.sync("stock")

    def test_change_by_an_order_meanwhile_needs_no_push(self):
        """A register took back 2, the web sold 2: BigCommerce and Odoo say 10 again."""
        self.stock(self.mug, 2)
        self.place(2)
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 10)

    @mute_logger(STOCK)
    def test_stock_goes_on_where_orders_cannot_be_read(self):
        self.stock(self.mug, -1)
        self.fault("500", method="GET", path="/v2/orders", count=None)
        self.sync("stock")
        self.assertEqual(self.on_hand(self.mug), 9)
        self.assertTrue(self.store._flow("orders").message)
        self.assertFalse(self.store._flow("stock").message)
        self.stock(self.mug, -1)
        with self.requests(PUSH):  # orders are asked for when their wait is over
            self.run_flow_now("stock")
        self.assertEqual(self.on_hand(self.mug), 8)
        self.simulator.store.faults.rules.clear()
        self.sync("orders")
        self.assertFalse(any(self.store.flow_ids.mapped("message")))

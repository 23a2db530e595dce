"""Before much of the stock on BigCommerce is emptied, a person is asked."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..stock_case import ORDERS, StockCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockBrake(StockCase):
    def change(self, products, quantity):
        for product in products:
            self.stock(product, quantity)
        self.sync("stock")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.buttons")
    def test_much_goes_to_zero_once_somebody_said_so(self):
        products = self.synced(*[f"P{number:02}" for number in range(21)])
        few, many = products[:19], products[:20]
        self.change(few, -10)  # a sale of everything
        self.assertEqual({self.on_hand(product) for product in few}, {0})
        self.assertEqual(self.store.state, "live")
        self.change(few, 10)
        for _time in range(2):  # it is asked for each time anew
            with self.requests(*ORDERS):
                self.change(many, -10)
            self.assertEqual(self.store.state, "paused")
            self.assertIn("20 of 21 quantities", self.store.pause_reason)
            self.assertEqual({self.on_hand(product) for product in many}, {10})
            self.store.action_go_live()
            self.sync("stock")
            self.assertEqual(self.store.state, "live", self.store.pause_reason)
            self.assertEqual({self.on_hand(product) for product in many}, {0})
            self.change(many, 10)
        self.change(many, -10)
        self.change(many, 10)  # it was a mistake
        self.store.action_go_live()
        self.sync("stock")
        self.assertEqual({self.on_hand(product) for product in many}, {10})

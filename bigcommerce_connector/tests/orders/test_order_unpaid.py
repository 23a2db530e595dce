"""An order that is not posted says what it waits for."""

from ..common import BigcommerceCase


class TestOrderUnpaid(BigcommerceCase):
    def waits(self, **details):
        self.sell("MUG", 7.5)
        number = self.simulator.store.orders.place(
            [{"sku": "MUG", "quantity": 1}], **details
        ).id
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "pending")
        self.assertFalse(order.pos_order_ids)
        return order.message

    def test_not_captured(self):
        message = self.waits(payment_status="authorized")
        self.assertIn("Awaiting Fulfillment (authorized)", message)
        self.assertIn("posted once it is paid", message)

    def test_paid_on_delivery(self):
        message = self.waits(payment_method="Cash on Delivery")
        self.assertIn("Cash on Delivery is paid when the order is completed", message)

    def test_an_unpaid_status_says_when_the_order_is_posted(self):
        self.assertIn("once its status means", self.waits(status_id=1))

"""A refund of several items is shared as it was when Odoo first read of it."""

from odoo.tools import mute_logger

from ..finding_case import FindingCase

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestRefundCosts(FindingCase):
    def setUp(self):
        super().setUp()
        self.product = self.sell("SHIRT", 20)
        placed = self.orders.place(
            [
                {"sku": "SHIRT", "quantity": 2, "price": 20},
                {"sku": "MUG", "quantity": 1, "price": 10},
            ]
        )
        self.number = placed.id
        self.shirt, self.mug_line = (line.id for line in placed.lines)

    def refund_one_of_each(self):
        items = [
            {"item_type": "PRODUCT", "item_id": line_id, "quantity": 1}
            for line_id in (self.shirt, self.mug_line)
        ]
        self.orders.refund(self.number, items)

    def edit(self, **changes):
        self.orders.edit(self.number, lines=[{"id": self.shirt, **changes}])

    def assert_settled(self):
        """30 of the 50 went back for a shirt and the mug; the other shirt is free."""
        order = self.web_order(self.number)
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(self.posted(self.number)[1], 0)
        self.assertEqual((order.amount_net, order.amount_to_refund), (0, 20))

    def test_a_price_that_is_changed_later_changes_no_refund(self):
        self.sync_orders()
        self.refund_one_of_each()
        self.sync_orders()
        self.assertEqual(self.posted(self.number)[1], 20)
        self.edit(price=0)
        self.edit(quantity=1)
        self.sync_orders()
        self.assert_settled()

    def test_an_order_that_cannot_be_posted_yet_remembers_it_too(self):
        self.product.default_code = "ELSEWHERE"
        with mute_logger(POST):
            self.sync_orders()
            self.refund_one_of_each()
            self.sync_orders()
            self.assertEqual(self.web_order(self.number).state, "attention")
            self.edit(price=0)
            self.sync_orders()
            self.edit(quantity=1)
            self.sync_orders()
        self.product.default_code = "SHIRT"
        self.web_order(self.number).action_resync()
        self.sync_orders()
        self.assert_settled()

    def test_the_state_before_says_what_an_edit_right_after_it_hides(self):
        self.sync_orders()
        self.refund_one_of_each()
        self.edit(price=0)
        self.edit(quantity=1)
        self.sync_orders()
        self.assert_settled()

    def test_a_refund_that_was_read_before_anything_was_remembered(self):
        """As in a database that was there before: split by the prices of its state."""
        self.sync_orders()
        self.refund_one_of_each()
        self.sync_orders()
        order = self.web_order(self.number).sudo()
        order.settlement_history = {
            **order.settlement_history,
            "refund_costs": {},
        }
        order.action_resync()
        self.sync_orders()
        self.assertEqual(self.posted(self.number)[1], 20)
        self.assertNotIn("refund_costs", order.settlement_history)

"""The owner changes what a status or a payment method means: known orders follow."""

from .finding_case import FindingCase


class TestOrderTables(FindingCase):
    def status(self, status_id):
        return self.store.status_ids.filtered(lambda row: row.external_id == status_id)

    def method(self, order):
        name = order.payment_method or "BigCommerce"
        return self.store.payment_method_ids.filtered(lambda row: row.name == name)

    def test_a_status_that_waited_is_posted(self):
        number, other = self.place(status_id=7), self.place(status_id=13)
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "pending")
        start = len(self.exchanges)
        self.status(7).policy = "post"
        self.assertFalse(self.sent(start))  # a save asks BigCommerce nothing
        self.assertTrue(self.web_order(number).needs_look)
        self.assertFalse(self.web_order(other).needs_look)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_a_status_that_was_posted_is_taken_back(self):
        number = self.place(status_id=9)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        self.status(9).policy = "void"
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 0.0))

    def test_saved_without_a_change_nothing_is_compared(self):
        number = self.place(status_id=9)
        self.sync_orders()
        self.status(9).policy = "post"
        self.method(self.web_order(number)).paid_when = "ordered"
        self.assertFalse(self.web_order(number).needs_look)

    def test_a_payment_method_that_is_paid_at_once(self):
        details = {"payment_method": "Cash on Delivery", "payment_status": ""}
        number = self.place(**details)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("pending", False))
        self.method(order).paid_when = "ordered"
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_another_method_of_the_point_of_sale_helps_those_that_lacked_it(self):
        done, parked = self.place(), self.place()
        self.sync_orders()
        self.web_order(parked)._park("The payment method is not of the register.")
        method = self.method(self.web_order(done))
        register = self.web_order(done).pos_order_ids.config_id
        method.pos_payment_method_id = register.payment_method_ids[:1]
        self.assertFalse(self.web_order(done).needs_look)
        self.assertTrue(self.web_order(parked).needs_look)

    def test_those_of_another_store_and_skipped_ones_are_left_alone(self):
        number = self.place(status_id=7)
        self.sync_orders()
        order = self.web_order(number)
        other = self.store.copy({"store_hash": "other", "name": "Other"})
        self.env["bigcommerce.order.status"].create(
            {"store_id": other.id, "external_id": 7, "name": "x", "policy": "wait"}
        ).policy = "post"
        self.assertFalse(order.needs_look)
        order.is_skipped = True
        self.status(7).policy = "post"
        self.assertFalse(order.needs_look)

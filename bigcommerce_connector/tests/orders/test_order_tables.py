"""The owner changes what a status or a payment method means: known orders follow."""

from datetime import timedelta

from ...sync.orders import policy
from ...sync.orders.policy import next_changed_row
from ...sync.orders.run import OrdersRun
from ..finding_case import FindingCase


class TestOrderTables(FindingCase):
    def status(self, status_id):
        return self.store.status_ids.filtered(lambda row: row.external_id == status_id)

    def method(self, order):
        name = order.payment_method or "BigCommerce"
        return self.store.payment_method_ids.filtered(lambda row: row.name == name)

    def checked_long_ago(self, external_id):
        """:return: when an order was looked at, long before now"""
        order = self.web_order(external_id)
        order.last_checked_on = self.now() - timedelta(days=1)
        return order.last_checked_on

    def test_a_status_that_waited_is_posted(self):
        number, other = self.place(status_id=7), self.place(status_id=13)
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "pending")
        start = len(self.exchanges)
        self.status(7).policy = "post"
        self.assertFalse(self.sent(start))  # a save asks BigCommerce nothing
        last_checked_on = self.checked_long_ago(other)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        self.assertEqual(self.web_order(other).last_checked_on, last_checked_on)

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
        self.assertFalse(next_changed_row(self.store))

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
        done, stuck = self.place(), self.place()
        self.sync_orders()
        self.web_order(stuck)._set_attention(
            "The payment method is not of the register.", "payment_method"
        )
        method = self.method(self.web_order(done))
        register = self.web_order(done).pos_order_ids.config_id
        method.pos_payment_method_id = register.payment_method_ids[:1]
        last_checked_on = self.checked_long_ago(done)
        self.sync_orders()
        self.assertEqual(self.web_order(stuck).state, "synced")
        self.assertEqual(self.web_order(done).last_checked_on, last_checked_on)

    def test_orders_of_another_store_and_skipped_ones_are_left_alone(self):
        number = self.place(status_id=7)
        self.sync_orders()
        order = self.web_order(number)
        other = self.store.copy({"store_hash": "other", "name": "Other"})
        self.env["bigcommerce.order.status"].create(
            {"store_id": other.id, "external_id": 7, "name": "x", "policy": "wait"}
        ).policy = "post"
        self.assertFalse(next_changed_row(self.store))
        order.is_skipped = True
        self.status(7).policy = "post"
        last_checked_on = self.checked_long_ago(number)
        self.sync_orders()
        self.assertEqual(
            (order.is_posted, order.last_checked_on), (False, last_checked_on)
        )


class TestManyOrders(FindingCase):
    """More orders than are compared at a time follow, bit by bit."""

    def setUp(self):
        super().setUp()
        self.patch(policy, "CHUNK", 3)
        self.numbers = [self.place(status_id=7) for _ in range(8)]
        self.sync_orders()
        status = self.store.status_ids.filtered(lambda row: row.external_id == 7)
        self.status = status

    def waiting(self):
        return [number for number in self.numbers if not self.posted(number)[0]]

    def test_saving_marks_none_of_them(self):
        """However many there are, a save writes one row."""
        self.env.flush_all()
        self.status.policy = "post"
        self.env.flush_all()
        marked = self.env["bigcommerce.order"].search_count([("needs_sync", "=", True)])
        self.assertEqual(marked, 0)
        self.sync_orders()
        self.assertFalse(self.waiting())
        self.assertFalse(next_changed_row(self.store))

    def test_killed_in_between_it_goes_on(self):
        self.status.policy = "post"
        self.status._mark_next_orders()  # and there it ends, committed
        self.assertEqual(self.status.compare_below_id, self.web_order(105).id)
        self.sync_orders()
        self.assertFalse(self.waiting())

    def test_new_orders_are_posted_before_those_of_a_changed_rule(self):
        self.status.policy = "post"
        self.status._mark_next_orders()
        new = self.place()
        self.sync_orders()
        self.assertFalse(self.waiting())
        orders = [self.web_order(number).pos_order_ids for number in self.numbers]
        first = min(order.id for order in orders)
        self.assertLess(self.web_order(new).pos_order_ids.id, first)

    def test_a_webhook_goes_before_the_rest(self):
        self.status.policy = "post"
        with self.store._client() as client:
            self.notify(self.numbers[0])
            trigger = self.last_trigger()
            run = OrdersRun(self.store, client)
            run.follow_tables()
        self.assertFalse(run.has_time)
        self.assertGreater(self.last_trigger(), trigger)
        self.assertEqual(len(self.waiting()), 8)

    def test_changed_back_at_once_and_while_it_goes_on(self):
        self.status.policy = "post"
        self.status._mark_next_orders()
        self.status.policy = "wait"
        self.sync_orders()
        self.assertEqual(len(self.waiting()), 8)
        self.status.policy = "post"
        self.sync_orders()
        self.assertFalse(self.waiting())

"""Refunds that are declined after they were seen, when nothing need tell us."""

from datetime import timedelta

from .finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

DAY = timedelta(days=1)


class TestDeclinedLater(FindingCase):
    def setUp(self):
        super().setUp()
        self.simulator.store.switches.declined_refund_restores_quantity = True
        self.simulator.store.switches.refund_touches_order = False
        self.number = self.place(3)
        self.sync_orders()
        self.made = self.refund(self.number)
        self.sync_orders()
        self.assertEqual(self.posted(self.number), (2, 15.0))

    def decline(self):
        from bigcommerce_simulator.orders.refunding import decline

        with self.simulator.store.lock:
            decline(self.simulator.store, self.made, "No money")

    def age(self, days):
        """All of it happened so many days earlier, and nobody looked since."""
        with self.simulator.store.lock:
            order = self.orders.get(self.number)
            order.created -= days * DAY
            order.modified -= days * DAY
            self.made.created -= days * DAY
        order = self.web_order(self.number)
        order.looked_on -= days * DAY
        order.date_modified -= days * DAY
        self.store.refunds_checked_on -= days * DAY
        self.store.connected_on -= days * DAY

    def is_known(self):
        payments = self.web_order(self.number).refunds_payload[0]["payments"]
        return payments[0]["is_declined"]

    def test_in_the_window_it_is_seen_by_the_mark_alone(self):
        self.simulator.store.switches.declined_refund_restores_quantity = False
        with self.simulator.store.lock:
            self.orders.get(self.number).modified -= DAY  # no listing shows it
        self.decline()
        self.assertEqual(self.store.refunds_checked_on, self.now().date())
        self.sync_orders()
        self.assertTrue(self.is_known())

    def test_days_later_it_is_seen_once_a_day(self):
        self.age(10)
        self.store.refunds_checked_on = self.now().date()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.decline()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.assertFalse(self.is_known())
        self.store.refunds_checked_on -= DAY
        with self.requests(ORDERS, REFUNDS, REFUNDS):
            self.sync_orders()
        self.assertTrue(self.is_known())
        self.assertEqual(self.posted(self.number)[1], 22.5)
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_after_a_long_pause_what_was_declined_meanwhile_is_seen(self):
        self.store.action_pause()
        self.decline()
        self.age(40)
        self.let_time_pass(10 * MINUTE)
        self.store.action_go_live()
        self.sync_orders()
        self.assertTrue(self.is_known())
        self.assertEqual(self.posted(self.number)[1], 22.5)

    def test_weeks_later_nobody_asks_any_more(self):
        self.age(15)
        self.store.refunds_checked_on = self.now().date() - DAY
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()
        self.assertEqual(self.store.refunds_checked_on, self.now().date())

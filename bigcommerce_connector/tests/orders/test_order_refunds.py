"""Refunds that are declined after they were seen, when nothing need tell us."""

from datetime import timedelta

from odoo.tools import mute_logger

from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

ALL_REFUNDS = "*/payment_actions/refunds*"
DAY = timedelta(days=1)
_LOGGERS = [
    f"odoo.addons.bigcommerce_connector.sync.{name}"
    for name in ("flow.run", "orders.read", "orders.read.declined_refunds")
]


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
        order.last_checked_on -= days * DAY
        order.date_modified -= days * DAY
        self.store.refunds_checked_on -= days * DAY
        self.store.connected_on -= days * DAY

    def is_known(self):
        payments = self.web_order(self.number).refunds_payload[0]["payments"]
        return payments[0]["is_declined"]

    def test_a_refund_declined_within_the_window_is_seen_by_its_mark_alone(self):
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
        payments = f"GET v3/orders/{self.number}/transactions"
        with self.requests(ORDERS, REFUNDS, REFUNDS, payments):
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


class TestRefundsThatCannotBeRead(FindingCase):
    """Those of the last weeks, read again once a day, keep nobody waiting."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*_LOGGERS))
        self.numbers = [self.place(2) for _ in range(5)]
        self.sync_orders()
        for number in self.numbers:
            self.refund(number)
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.store.refunds_checked_on -= DAY

    def break_refunds(self, kind):
        """Those of single orders; the window is told."""
        self.simulator.store.faults.add(kind, count=None, skip=1, path=ALL_REFUNDS)

    def noted(self):
        return self.to_read(*self.numbers).mapped("external_id")

    def test_orders_with_unreadable_refunds_are_put_on_the_list_and_others_posted(self):
        for kind in ("422", "500", "malformed"):
            with self.subTest(kind=kind):
                self.store.refunds_checked_on = self.now().date() - DAY
                number = self.place()
                self.break_refunds(kind)
                self.sync_orders()
                self.assertFalse(self.store.last_error)
                self.assertEqual(self.posted(number), (1, 7.5))
                self.assertEqual(self.store.refunds_checked_on, self.now().date())
                self.assertEqual(len(self.noted()), 3)
                self.simulator.store.faults.rules.clear()
                self.to_read(*self.noted()).next_try = self.now() - MINUTE
                self.sync_orders()
                self.assertFalse(self.noted())

    def test_order_on_the_list_is_not_asked_for_with_the_others(self):
        self.break_refunds("422")
        self.sync_orders()
        noted = self.noted()
        self.simulator.store.faults.rules.clear()
        self.store.refunds_checked_on -= DAY
        with self.requests(ORDERS, REFUNDS, REFUNDS):
            self.sync_orders()
        asked = self.exchanges[-1]["query"]
        for number in self.numbers:
            self.assertEqual(str(number) in asked, str(number) not in noted)

    def test_an_outage_is_no_matter_of_single_orders(self):
        for kind in ("429", "cut"):
            with self.subTest(kind=kind):
                self.break_refunds(kind)
                self.sync_orders()
                self.assertTrue(self.store.last_error)
                self.assertFalse(self.noted())
                self.assertLess(self.store.refunds_checked_on, self.now().date())
                self.simulator.store.faults.rules.clear()
                self.store.refunds_checked_on = self.now().date() - DAY

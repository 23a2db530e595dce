"""What BigCommerce cannot answer is asked again when it says, or later and later."""

from datetime import timedelta

from odoo import fields
from odoo.tools import mute_logger

from ..finding_case import ORDERS, REFUNDS, FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
MINUTE = timedelta(minutes=1)


class TestFlowWait(FindingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(FLOW))
        self.sync_orders()

    def break_answers(self, kind, count=1):
        self.simulator.store.faults.add(kind, count, method="GET", path="/v2/orders*")

    def wait(self):
        return self.store._flow("orders").retry_at - fields.Datetime.now()

    def test_no_webhook_shortens_the_wait_that_bigcommerce_asks_for(self):
        self.break_answers("429")
        self.sync_orders()
        reset = self.simulator.store.switches.quota_window_seconds
        self.assertLessEqual(abs(self.wait().total_seconds() - reset), 2)
        number = self.place()
        self.notify(number)
        with self.assertNoRequests():
            self.run_flow_now("orders")
        self.assertTrue(self.store.last_error)
        self.simulator.store.clock.advance(reset)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        self.assertFalse(self.store._flow("orders").message or self.store.last_error)

    def test_an_outage_is_retried_later_and_later(self):
        self.break_answers("503", None)
        for minutes in (1, 2, 4, 8, 15, 15):
            self.sync_orders()
            about = minutes * MINUTE
            self.assertLessEqual(self.wait(), about)
            self.assertGreater(self.wait(), about - MINUTE / 2)
            with self.assertNoRequests():
                self.run_flow_now("orders")
        self.simulator.store.faults.rules.clear()
        self.sync_orders()
        self.assertFalse(self.store._flow("orders").message)
        self.break_answers("503", None)
        self.sync_orders()
        self.assertLessEqual(self.wait(), MINUTE)

    def test_other_flows_go_on(self):
        self.break_answers("503", None)
        self.sync_orders()
        self.mug.write({"list_price": 8, "bigcommerce_enabled": True})
        self.run_flow_now("catalog")
        (product,) = self.shop.products.list()
        self.assertEqual(product["price"], 8)

    def test_a_person_has_it_asked_at_once(self):
        self.break_answers("503", None)
        self.sync_orders()
        self.simulator.store.faults.rules.clear()
        self.store.action_sync_now()
        with self.requests(ORDERS, REFUNDS):
            self.run_flow_now("orders")

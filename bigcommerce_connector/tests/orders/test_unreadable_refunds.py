"""A refund that makes no sense stops nobody, and is not passed over in silence."""

import os
from unittest.mock import patch

from odoo.tools import mute_logger

from ..finding_case import MINUTE, FindingCase

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
TAKE = "odoo.addons.bigcommerce_connector.sync.orders.read"


class TestUnreadableRefunds(FindingCase):
    def setUp(self):
        # Not recorded for the contract tests: what it makes BigCommerce say is odd.
        with patch.dict(os.environ):
            os.environ.pop("BIGCOMMERCE_SIMULATOR_RECORD", None)
            super().setUp()
        self.simulator.store.switches.refund_touches_order = False
        self.odd, self.sound = self.place(3), self.place(3)
        self.sync_orders()

    def refund_both(self, **oddities):
        refund = self.refund(self.odd)
        with self.simulator.store.lock:
            for name, value in oddities.items():
                setattr(refund, name, value)
        self.refund(self.sound)
        self.sync_orders()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(self.sound), (2, 15.0))
        return refund

    @mute_logger(POST)
    def test_its_order_needs_attention_until_it_makes_sense(self):
        refund = self.refund_both(id=False)
        self.assertEqual(self.posted(self.odd), (1, 22.5))
        order = self.web_order(self.odd)
        self.assertEqual(order.state, "attention")
        self.assertIn("cannot be read", order.message)
        with self.simulator.store.lock:
            refund.id = 4711
        order.action_resync()
        self.sync_orders()
        self.assertEqual((order.state, len(order.refunds_payload)), ("synced", 1))
        self.assertEqual(self.posted(self.odd), (2, 15.0))

    @mute_logger(POST)
    def test_a_further_refund_of_its_order_hides_nothing(self):
        self.refund_both(id=False)
        self.refund(self.odd)
        self.sync_orders()
        order = self.web_order(self.odd)
        self.assertEqual(order.state, "attention")
        self.assertEqual(len(order.refunds_payload), 2)

    @mute_logger(POST)
    def test_a_refund_that_cannot_be_counted_needs_attention(self):
        self.refund_both()
        refund = self.web_order(self.odd).refunds_payload[0]
        order = self.web_order(self.odd)
        for nonsense in (
            {"items": "a text"},
            {"items": [None]},
            {"items": [{"item_type": "PRODUCT"}]},
            {"payments": "a text"},
            {"payments": [{"amount": "much", "is_declined": True}]},
            {"total_amount": "much"},
        ):
            with self.subTest(nonsense=nonsense):
                order.refunds_payload = [{**refund, **nonsense}]
                order.needs_sync = True
                self.sync_orders()
                self.assertEqual(order.state, "attention")
                self.assertIn("cannot be read", order.message)

    @mute_logger(TAKE)
    def test_one_of_nobody_knows_which_order_is_reported_once(self):
        self.refund_both(order_id=None)
        self.sync_orders()
        self.let_time_pass(2 * MINUTE)
        self.sync_orders()
        told = [
            body
            for body in self.store.message_ids.mapped("body")
            if "without its order" in body
        ]
        self.assertEqual(len(told), 1)

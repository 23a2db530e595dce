"""How much of an order is read: no answer, text or number of lines is without end."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from ...api import transport
from ...mappers.order import MAX_LINES
from ...mappers.payload import MAX_TEXT_LENGTH
from ..finding_case import FindingCase

_SYNC = "odoo.addons.bigcommerce_connector.sync"
MAX_BYTES = 65_000  # BigCommerce takes notes of 65,535 characters


class TestOrderLimits(FindingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(transport, "_MAX_BYTES", MAX_BYTES))
        self.enterContext(mute_logger(f"{_SYNC}.orders.read", f"{_SYNC}.flow.run"))

    def large(self, **details):
        return self.place(staff_notes="x" * MAX_BYTES, **details)

    def asked_again(self, number):
        """The time has come at which an order that was not read is asked for."""
        self.to_read(number).next_try = fields.Datetime.now()
        self.sync_orders()

    def test_an_order_that_is_too_large_stops_no_other(self):
        numbers = [self.place() for _ in range(3)]
        large = self.large()
        numbers += [self.place() for _ in range(3)]
        self.sync_orders()
        for number in numbers:
            self.assertEqual(self.posted(number), (1, 7.5))
        self.assertFalse(self.store.last_error)
        self.assertFalse(self.web_order(large))
        self.asked_again(large)
        self.assertIn(f"web order {large} (", self.store.message_ids[0].body)
        self.assertIn("too long to be read", self.store.message_ids[0].body)
        # Its notes are shortened: it is read like any other.
        self.touch(large, staff_notes="short")
        self.sync_orders()
        self.asked_again(large)
        self.assertEqual(self.posted(large), (1, 7.5))

    @mute_logger(f"{_SYNC}.orders.read", f"{_SYNC}.orders.reconcile")
    def test_one_that_was_posted_says_so_on_its_page(self):
        number = self.place()
        self.sync_orders()
        self.touch(number, staff_notes="x" * MAX_BYTES)
        for _ in range(2):
            self.asked_again(number)
        order = self.web_order(number)
        self.assertEqual(order.state, "attention")
        self.assertIn("The answer is too long to be read", order.message)
        self.assertEqual(self.posted(number), (1, 7.5))

    def test_older_ones_too(self):
        created = self.now() - timedelta(days=20)
        numbers = [self.place(created=created) for _ in range(2)]
        large = self.large(created=created)
        numbers += [self.place(created=created) for _ in range(2)]
        begin, end = self.now() - timedelta(days=30), self.now() - timedelta(days=10)
        job = self.store._add_backfill(begin, end, "both")
        self.sync_orders()
        self.assertEqual(job.state, "done")
        for number in numbers:
            self.assertEqual(self.posted(number), (1, 7.5))
        self.assertEqual(self.to_read(large).backfill_id, job)

    def test_limit_that_concerns_no_single_order_is_named(self):
        number = self.place(2)
        self.sync_orders()
        line_id = self.orders.get(number).lines[0].id
        item = {"item_type": "PRODUCT", "item_id": line_id, "quantity": 1}
        self.orders.refund(number, [{**item, "reason": "x" * MAX_BYTES}])
        self.sync_orders()
        self.assertIn(
            "/v3/orders/payment_actions/refunds (status 200) has more than",
            self.store.last_error,
        )
        self.assertIn("tries again from time to time", self.store.last_error)

    def test_long_texts_are_cut(self):
        self.enterContext(patch.object(transport, "_MAX_BYTES", 32 * 2**20))
        number = self.place(customer_message="x" * (MAX_TEXT_LENGTH + 1))
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(len(order.customer_message), MAX_TEXT_LENGTH)
        self.assertEqual(self.posted(number), (1, 7.5))
        last_checked_on = order.last_checked_on = fields.Datetime.now() - timedelta(
            days=1
        )
        self.notify(number)
        self.sync_orders()
        self.assertEqual(order.last_checked_on, last_checked_on, "it is no change")

    @mute_logger(f"{_SYNC}.orders.reconcile")
    def test_more_lines_than_can_be_posted(self):
        self.enterContext(patch.object(transport, "_MAX_BYTES", 32 * 2**20))
        lines = [{"name": f"Part {n}", "price": 1} for n in range(MAX_LINES + 251)]
        long = self.orders.place(lines).id
        number = self.place()
        start = len(self.exchanges)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        order = self.web_order(long)
        self.assertEqual((order.state, order.is_posted), ("attention", False))
        self.assertIn(f"more than {MAX_LINES} lines", order.message)
        pages = [sent for sent in self.sent(start) if sent.endswith("/products")]
        self.assertLessEqual(len(pages), MAX_LINES // 250 + 1)

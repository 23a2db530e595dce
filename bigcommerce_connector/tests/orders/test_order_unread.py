"""Web orders that BigCommerce fails to tell of: they keep no other one waiting."""

import re
from unittest.mock import patch

from odoo.tools import mute_logger

from ...api import errors
from ...api.transport import Transport
from ..finding_case import MINUTE
from ..unread_case import UnreadCase

MENTIONED = "odoo.addons.bigcommerce_connector.sync.orders.read"


class TestUnreadOrders(UnreadCase):
    def test_the_others_of_its_page_and_of_later_runs_go_on(self):
        for kind in ("500", "422", "423", "malformed"):
            with self.subTest(kind=kind):
                before, odd, after = self.place(), self.place_long(), self.place()
                self.break_answers(odd, kind)
                self.sync_orders()
                later = self.place()
                self.sync_orders()
                for number in (before, after, later):
                    self.assertEqual(self.posted(number), (1, 7.5))
                self.assertFalse(self.store.last_error)
                self.heal()
                self.sync_later(odd)
                self.assertEqual(self.posted(odd), (1, 45.0))

    def test_one_that_takes_too_long_is_waited_for_once(self):
        asked = []

        def send(transport, method, url, **details):
            """Odoo lets no request of a test end in less than ten seconds."""
            if not re.search(r"/orders/\d+/products", url):
                return ask(transport, method, url, **details)
            asked.append(url)
            raise errors.TimedOut("No answer in time.")

        before, slow, after = self.place(), self.place_long(), self.place()
        other = self.place_long()
        ask = Transport.__call__
        with patch.object(Transport, "__call__", send):
            self.sync_orders()
        self.assertEqual(len(asked), 1)
        for number in (before, after):
            self.assertEqual(self.posted(number), (1, 7.5))
        self.sync_later(slow)
        self.sync_later(other)
        for number in (slow, other):
            self.assertEqual(self.posted(number), (1, 45.0))

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_one_whose_dates_make_no_sense(self):
        before, odd, after = self.place(), self.place(), self.place()
        order = self.orders.get(odd)
        with self.simulator.store.lock:
            created, order.created = order.created, None
        messages = self.store.message_ids
        for _ in range(3):
            self.sync_orders()
        for number in (before, after):
            self.assertEqual(self.posted(number), (1, 7.5))
        self.assertEqual(self.note(odd).tries, 1)
        for _ in range(2):
            self.sync_later(odd)
        [told] = self.store.message_ids - messages
        self.assertIn(f"web order {odd}", told.body)
        order.created = created
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (1, 7.5))

    def test_the_log_names_what_makes_no_sense_once(self):
        odd = self.place()
        logger = f"{MENTIONED}.payloads"
        with self.number_of_items(odd, "many"), self.assertLogs(logger) as logs:
            self.sync_orders()
        line = f"web order {odd} cannot be read"
        self.assertEqual(len([text for text in logs.output if line in text]), 1)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_one_whose_number_of_items_makes_no_sense(self):
        odd = self.place()
        with self.number_of_items(odd, "many"):
            self.sync_orders()
            for _ in range(2):
                other = self.place()
                self.sync_later(odd)
                self.assertFalse(self.store.last_error)
                self.assertEqual(self.posted(other), (1, 7.5))
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (1, 7.5))

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_a_webhook_about_what_makes_no_sense_is_not_the_last_sync(self):
        odd = self.place()
        order = self.orders.get(odd)
        with self.simulator.store.lock:
            created, order.created = order.created, None
        self.sync_orders()
        self.notify(odd)
        self.sync_orders()
        self.assertTrue(self.note(odd))
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        order.created = created
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (1, 7.5))

    def test_an_unreadable_order_is_asked_for_less_and_less_often(self):
        odd = self.place_long()
        self.break_answers(odd)
        waits = []
        for _ in range(14):
            self.sync_later(odd)
            waits.append(self.note(odd).next_try - self.now())
        minutes = [round(wait / MINUTE) for wait in waits]
        self.assertEqual(minutes[:5], [1, 2, 4, 8, 16])
        self.assertEqual(minutes[-2:], [1440, 1440])
        # Not before its time, not even when the sweep lists it again.
        start = len(self.exchanges)
        self.sync_orders()
        self.assertEqual(self.asked(odd, start), 0)

    def test_a_webhook_has_it_asked_for_at_once(self):
        odd = self.place_long()
        self.break_answers(odd)
        self.sync_orders()
        self.heal()
        self.sync_orders()
        self.assertFalse(self.web_order(odd))
        self.notify(odd)
        self.sync_orders()
        self.assertEqual(self.posted(odd), (1, 45.0))
        self.assertFalse(self.note(odd))

    def test_many_of_them_do_not_use_up_the_run(self):
        odd = [self.place_long() for _ in range(6)]
        self.break_answers("*")
        start = len(self.exchanges)
        self.sync_orders()
        asked = [line for line in self.sent(start) if line.endswith("/products")]
        self.assertEqual(len(asked), 3)
        self.heal()
        for _ in range(2):
            for number in odd:
                self.note(number).next_try = self.now() - MINUTE
            self.sync_orders()
        self.assertEqual([self.posted(number)[1] for number in odd], [45.0] * 6)

    def test_webhooks_about_many_of_them_do_not_either(self):
        self.notify(*range(10_000, 15_000, 1000))
        self.break_answers("*", path="")
        start = len(self.exchanges)
        self.sync_orders()
        self.assertEqual(len(self.sent(start)), 2 + 3)
        self.heal()
        self.sync_orders()
        self.assertFalse(self.due())

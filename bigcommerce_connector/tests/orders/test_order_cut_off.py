"""Reading orders one by one that is cut off goes on from there, and loses nothing."""

import json
from unittest.mock import patch

from odoo.tools import mute_logger

from ...api.transport import Response, Transport
from ...sync.orders.read import sweep as order_find
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
MENTIONED = "odoo.addons.bigcommerce_connector.sync.orders.read"
TAKE = "odoo.addons.bigcommerce_connector.sync.orders.read"


class TestReadingCutOff(FindingCase):
    def place_apart(self, count):
        """Orders that no page holds together, and that no sweep lists any more."""
        numbers = []
        for _ in range(count):
            numbers.append(self.place())
            for _ in range(300):
                self.simulator.store.next_id("order")
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        return numbers

    def test_order_read_before_the_cut_is_not_read_again(self):
        first, second, third = self.place_apart(3)
        self.notify(first, second, third)
        busy = self.simulator.store.faults.add(
            "429", count=None, path=f"/v2/orders/{second}"
        )
        with mute_logger(FLOW):
            self.sync_orders()
        self.assertEqual(self.due(), [second, third])
        self.simulator.store.faults.rules.remove(busy)
        self.store.action_sync_now()
        apart = [f"GET v2/orders/{number}" for number in (second, third)]
        with self.requests(ORDERS, REFUNDS, *apart):
            self.sync_orders()
        self.assertFalse(self.due())

    def test_time_is_up(self):
        """The rest waits for a run of its own, which is asked for."""
        numbers = self.place_apart(2)
        self.notify(*numbers)
        known = self.last_trigger()
        with (
            patch.object(order_find, "_MAX_SECONDS", -1),
            self.requests(ORDERS, REFUNDS),
        ):
            self.sync_orders()
        self.assertEqual(self.due(), numbers)
        self.assertGreater(self.last_trigger(), known)
        self.sync_orders()
        self.assertFalse(self.due())

    def test_a_refund_is_listed_once_and_not_lost(self):
        """Its order did not change by its date: only the list of refunds names it."""
        self.simulator.store.switches.refund_touches_order = False
        self.simulator.store.switches.refund_changes_status = False
        number, other = self.place_apart(2)
        self.refund(number)
        self.refund(other)
        self.notify(other)
        with patch.object(order_find, "_MAX_SECONDS", -1):
            self.sync_orders()
        self.assertEqual(self.posted(number), (1, 7.5))
        self.sync_orders()
        for refunded in (number, other):
            self.assertEqual(self.posted(refunded), (2, 0.0))
        self.assertFalse(self.due())

    @mute_logger(MENTIONED)
    def test_a_page_that_fails_because_of_one_is_asked_for_one_by_one(self):
        numbers = [self.place(), self.place()]
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.notify(*numbers)
        listing = "/v2/orders"
        self.simulator.store.faults.add("422", count=None, path=listing, skip=1)
        self.sync_orders()
        self.assertFalse(self.due() or self.store.last_error)

    @mute_logger(TAKE)
    def test_the_last_of_a_page_has_no_number(self):
        def send(transport, method, url, **details):
            answer = ask(transport, method, url, **details)
            if "/v2/orders?" not in url or answer.status != 200:
                return answer
            rows = json.loads(answer.body)
            rows[-1]["id"] = None
            return Response(answer.status, answer.headers, json.dumps(rows).encode())

        number, _odd = self.place(), self.place()
        ask = Transport.__call__
        with patch.object(Transport, "__call__", send):
            self.sync_orders()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(number), (1, 7.5))

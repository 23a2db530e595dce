"""Web orders that BigCommerce fails to tell of: they keep no other one waiting."""

import re
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...api import errors
from ...api.transport import Transport
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

ALL_REFUNDS = "*/payment_actions/refunds*"
DAY = timedelta(days=1)
MENTIONED = "odoo.addons.bigcommerce_connector.sync.orders.read"
POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestUnreadOrders(FindingCase):
    def setUp(self):
        super().setUp()
        self.simulator.store.switches.consignment_line_limit = 2
        self.enterContext(mute_logger(MENTIONED, POST))

    def place_long(self, created=None, **details):
        """Three lines, 45.00: more than a listing carries."""
        lines = [{"sku": "MUG", "quantity": quantity} for quantity in (1, 2, 3)]
        number = self.orders.place(lines, **details).id
        if created:
            with self.simulator.store.lock:
                order = self.orders.get(number)
                order.created = order.modified = order.created - (self.now() - created)
        return number

    def break_answers(self, number, kind="422", path="/products"):
        return self.simulator.store.faults.add(
            kind, count=None, path=f"/v2/orders/{number}{path}"
        )

    @contextmanager
    def number_of_items(self, number, told):
        Order = type(self.orders.get(number))
        real = Order.items_total.fget

        def items_total(order):
            return told if order.id == number else real(order)

        # What BigCommerce says now is odd: the contract tests shall not judge it.
        unrecorded = [self.exchanges.append]
        with (
            patch.object(Order, "items_total", property(items_total)),
            patch.object(self.simulator.application, "observers", unrecorded),
        ):
            yield

    def heal(self):
        self.simulator.store.faults.rules.clear()

    def note(self, number):
        return self.to_read(number)

    def sync_later(self, number):
        """The order's time to be asked for again has come."""
        self.note(number).next_try = self.now() - MINUTE
        self.sync_orders()

    def asked(self, number, start):
        """How often the order, or its lines, were asked for."""
        return sum(f"{ORDERS}/{number}" in line for line in self.sent(start))

    # === THE OTHERS GO ON === #

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

    # === NOTHING OF IT IS LOST === #

    def test_its_refund_is_read_with_it(self):
        """Though it was listed while the order could not be read."""
        for is_known in (False, True):
            with self.subTest(is_known=is_known):
                self.simulator.store.switches.refund_touches_order = False
                odd = self.place_long()
                if is_known:
                    self.sync_orders()
                self.break_answers(odd)
                self.break_answers(odd, path="")
                self.refund(odd)
                if is_known:
                    self.touch(odd)
                self.notify(odd)
                self.sync_orders()
                self.heal()
                self.sync_later(odd)
                self.assertEqual(self.posted(odd)[1], 37.5)

    def test_one_that_a_webhook_spoke_of(self):
        odd = self.place()
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()
        self.break_answers(odd, path="")
        self.notify(odd)
        start = len(self.exchanges)
        for _ in range(3):
            self.sync_orders()
        self.assertEqual(self.asked(odd, start), 1)
        self.heal()
        self.sync_later(odd)
        self.assertFalse(self.note(odd))

    def test_one_of_the_older_orders(self):
        odd = self.place_long(created=self.now() - 20 * DAY, status_id=2)
        other = self.place(2, created=self.now() - 20 * DAY, status_id=2)
        self.break_answers(odd)
        self.sync_orders()
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        job = self.store._add_backfill(begin, end, "money")
        self.sync_orders()
        self.assertEqual((job.state, self.posted(other)), ("done", (1, 15.0)))
        self.heal()
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (1, 45.0))
        self.assertFalse(self.web_order(odd).moves_stock)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_one_of_the_older_orders_that_makes_no_sense(self):
        odd = self.place(1, created=self.now() - 20 * DAY, status_id=2)
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        self.sync_orders()
        with self.number_of_items(odd, "many"):
            self.store._add_backfill(begin, end, "money")
            self.sync_orders()
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (1, 7.5))
        self.assertFalse(self.web_order(odd).moves_stock)

    def test_one_of_older_orders_that_nobody_wants_any_more(self):
        odd = self.place_long(created=self.now() - 20 * DAY, status_id=2)
        self.break_answers(odd)
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        self.store._add_backfill(begin, end, "both").state = "running"
        self.sync_orders()
        self.store.backfill_ids.state = "stopped"
        self.heal()
        self.sync_later(odd)
        self.assertFalse(self.web_order(odd))
        self.assertFalse(self.note(odd))

    def test_older_orders_do_not_wait_for_it(self):
        odd = self.place_long()
        self.break_answers(odd)
        self.sync_orders()
        old = self.place(2, created=self.now() - 20 * DAY, status_id=2)
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        self.store._add_backfill(begin, end, "both")
        self.sync_orders()
        self.assertEqual(self.posted(old), (1, 15.0))

    def test_one_that_is_gone_is_not_asked_for_again(self):
        odd = self.place_long()
        self.break_answers(odd)
        self.sync_orders()
        self.heal()
        with self.simulator.store.lock:
            self.orders.rows.pop(odd)
        self.sync_later(odd)
        self.assertFalse(self.note(odd))
        self.assertFalse(self.web_order(odd))

    # === WHAT PEOPLE READ === #

    def test_the_store_reports_an_unknown_one_once(self):
        odd = self.place_long()
        self.break_answers(odd)
        self.sync_orders()
        self.assertNotIn(str(odd), self.store.message_ids[:1].body)  # over soon?
        notes = len(self.store.message_ids)
        self.sync_later(odd)
        self.assertIn(f"web order {odd} (", self.store.message_ids[:1].body)
        self.sync_later(odd)
        self.assertEqual(len(self.store.message_ids), notes + 1)

    def test_a_known_one_names_itself_and_recovers_automatically(self):
        odd = self.place_long()
        self.sync_orders()
        self.break_answers(odd)
        self.touch(odd)
        self.sync_orders()
        order = self.web_order(odd)
        self.assertEqual(order.state, "synced")
        self.sync_later(odd)
        self.assertEqual(order.state, "attention")
        self.assertIn("could not return the contents of this order", order.message)
        entries = len(order.log_ids)
        order.action_resync()
        self.sync_orders()
        self.assertEqual(order.state, "attention")
        self.assertEqual(len(order.log_ids), entries)
        self.heal()
        self.sync_later(odd)
        self.assertEqual((order.state, order.message), ("synced", False))
        self.assertEqual(order.status, "Awaiting Shipment")

    def test_recover_order_says_why_it_cannot_be_read(self):
        odd = self.place_long()
        with self.simulator.store.lock:
            created, self.orders.get(odd).created = self.orders.get(odd).created, None
        with self.assertRaisesRegex(UserError, f"for order {odd} cannot be read"):
            self.store._recover_order(str(odd))
        self.orders.get(odd).created = created
        self.break_answers(odd)
        with self.assertRaisesRegex(UserError, "BigCommerce refused the request"):
            self.store._recover_order(str(odd))
        self.heal()
        self.store._recover_order(str(odd))
        self.sync_orders()
        self.assertEqual(self.posted(odd), (1, 45.0))

    def test_the_refunds_listing_is_asked_for_it_alone(self):
        odd = self.place_long()
        self.break_answers(odd)
        self.sync_orders()
        self.heal()
        self.note(odd).next_try = self.now() - MINUTE
        line = f"{ORDERS}/{odd}"
        with self.requests(ORDERS, REFUNDS, line, f"{line}/products", REFUNDS):
            self.sync_orders()

    # === ITS REFUNDS === #

    def test_the_others_do_not_wait_for_refunds_that_cannot_be_read(self):
        """The listing of all fails, and then that of the first alone."""
        numbers = [self.place(2) for _ in range(3)]
        self.sync_orders()
        odd, *others = [number for number in numbers if self.refund(number)]
        for number in numbers:
            self.web_order(number).sudo().refunds_payload = False
        self.simulator.store.faults.add("422", count=2, path=ALL_REFUNDS)
        orders = self.env["bigcommerce.order"].search(
            [("store_id", "=", self.store.id)]
        )
        orders = orders.sorted("id")
        with self.store._client() as client:
            self.fetch(client, orders.sudo().mapped("payload"))
        self.assertTrue(self.note(odd))
        self.sync_orders()
        for number in others:
            self.assertEqual(self.posted(number), (2, 7.5))
        self.assertTrue(self.note(odd))
        self.sync_later(odd)
        self.assertEqual(self.posted(odd), (2, 7.5))
        self.assertFalse(self.note(odd))

    def test_when_no_refunds_can_be_read_the_flow_waits(self):
        numbers = [self.place(2) for _ in range(4)]
        self.sync_orders()
        self.simulator.store.faults.add("422", count=None, path=ALL_REFUNDS)
        orders = self.env["bigcommerce.order"].search(
            [("store_id", "=", self.store.id)]
        )
        with self.store._client() as client, self.assertRaises(errors.DataError):
            self.fetch(client, orders.sudo().mapped("payload"))
        for number in numbers:
            self.assertFalse(self.note(number))

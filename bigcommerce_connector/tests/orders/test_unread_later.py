"""What could not be read is read later, and people are told."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...api import errors
from ..finding_case import MINUTE, ORDERS, REFUNDS
from ..unread_case import UnreadCase

ALL_REFUNDS = "*/payment_actions/refunds*"
DAY = timedelta(days=1)


class TestUnreadLater(UnreadCase):
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

"""Orders that were archived before anybody read what had become of them.

No webhook comes in these tests: it is polling mode.
"""

from datetime import timedelta

from odoo.tools import mute_logger

from ...sync.orders.read.unlisted import begin_numbers
from ..finding_case import MINUTE, ORDERS, REFUNDS, FindingCase

DAY = timedelta(days=1)


class TestUnlisted(FindingCase):
    def setUp(self):
        super().setUp()
        self.simulator.store.switches.archived_orders_listed = False

    def let_a_day_pass(self):
        """The daily check of known orders is due."""
        self.sync_orders()
        while not self.store.listed_checked_on:  # a busy machine needs several runs
            self.sync_orders()
        self.store.listed_checked_on -= DAY
        self.store.refunds_checked_on = self.store.listed_checked_on + DAY

    # === NUMBERS THAT ARE MISSING === #

    def test_placed_and_archived_before_the_next_read(self):
        first = self.place()
        self.sync_orders()
        archived = self.place(2)
        self.orders.archive(archived)
        last = self.place(3)
        alone = f"{ORDERS}/{archived}"
        with self.requests(ORDERS, REFUNDS, alone, REFUNDS):
            self.sync_orders()
        self.assertEqual(self.posted(archived), (1, 15.0))
        self.assertTrue(self.web_order(archived).is_archived)
        self.assertEqual((self.posted(first), self.posted(last)), ((1, 7.5), (1, 22.5)))
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_placed_refunded_and_archived(self):
        self.place()
        archived = self.place(3)
        self.refund(archived)
        self.orders.archive(archived)
        self.place()
        self.sync_orders()
        self.assertEqual(self.posted(archived), (1, 15.0))

    def test_a_number_that_is_no_order_is_asked_for_once(self):
        self.place()
        self.sync_orders()
        given_up = self.place()
        self.place()
        with self.simulator.store.lock:
            del self.orders.rows[given_up]
        with self.requests(ORDERS, REFUNDS, f"{ORDERS}/{given_up}"):
            self.sync_orders()
        self.place()
        for _ in range(2):
            with self.requests(ORDERS, REFUNDS):
                self.sync_orders()
        self.assertFalse(self.web_order(given_up))

    def test_many_are_asked_for_a_few_at_a_time(self):
        self.place()
        self.sync_orders()
        numbers = [self.place() for _ in range(12)]
        for number in numbers:
            self.orders.archive(number)
        self.place()
        for expected in (5, 10, 12, 12):
            start = len(self.exchanges)
            self.sync_orders()
            read = [number for number in numbers if self.web_order(number)]
            self.assertEqual(read, numbers[:expected])
            asked = [row for row in self.sent(start) if row.startswith(f"{ORDERS}/")]
            self.assertLessEqual(len(asked), 5)
            for row in self.to_read():
                row.next_try -= timedelta(minutes=2)

    def test_a_hole_of_thousands_is_another_number_to_go_on_from(self):
        self.place()
        self.sync_orders()
        number = self.place()
        with self.simulator.store.lock:
            order = self.orders.rows.pop(number)
            order.id = number + 50_000
            self.orders.rows[order.id] = order
        self.sync_orders()
        self.assertEqual(self.to_read().mapped("reason"), ["unlisted"] * 95)

    def test_an_order_of_another_time_is_left_out(self):
        self.place()
        self.sync_orders()
        old = self.place(created=self.now() - 30 * DAY)
        self.orders.archive(old)
        with self.simulator.store.lock:
            self.orders.get(old).modified -= 29 * DAY
        self.place()
        self.sync_orders()
        self.assertFalse(self.web_order(old))

    def test_the_newest_of_all(self):
        """No later order shows that its number is missing: asked for once a day."""
        self.place()
        self.sync_orders()
        archived = self.place(2)
        self.orders.archive(archived)
        self.let_a_day_pass()
        self.sync_orders()  # notes it
        self.sync_orders()
        self.assertEqual(self.posted(archived), (1, 15.0))

    # === KNOWN ORDERS === #

    def test_edited_and_archived_before_the_next_read(self):
        kept, edited, cancelled = self.place(), self.place(2), self.place(3)
        self.sync_orders()
        line = self.orders.get(edited).lines[0].id
        self.orders.edit(edited, lines=[{"id": line, "quantity": 1}])
        self.touch(cancelled, status_id=5)
        for number in (edited, cancelled):
            self.orders.archive(number)
        self.sync_orders()
        self.assertEqual(self.posted(cancelled), (1, 22.5))
        self.let_a_day_pass()
        with self.requests(ORDERS, REFUNDS, ORDERS):
            self.sync_orders()
        self.sync_orders()
        self.assertEqual(self.posted(kept), (1, 7.5))
        self.assertEqual(self.posted(edited), (2, 7.5))
        self.assertEqual(self.posted(cancelled), (2, 0))
        for number in (edited, cancelled):
            self.assertTrue(self.web_order(number).is_archived)
        # They are not asked for again, the next day or ever.
        self.let_a_day_pass()
        self.sync_orders()
        start = len(self.exchanges)
        self.sync_orders()
        asked = {row.rsplit("/", 1)[-1] for row in self.sent(start)}
        self.assertFalse(asked & {str(edited), str(cancelled)})

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.read")
    def test_the_check_goes_on_where_it_was(self):
        self.store.order_sync = False
        self.read_pages_of(25)
        numbers = [self.place() for _ in range(30)]
        self.sync_orders()
        for number in (numbers[3], numbers[28]):
            self.touch(number, status_id=5)
            self.orders.archive(number)
        self.let_time_pass(6 * MINUTE)
        self.let_a_day_pass()
        # The sweep and a page of the check are answered, the page after that is not.
        listing = "/v2/orders"
        fault = self.simulator.store.faults.add("422", count=1, path=listing, skip=2)
        self.sync_orders()
        self.assertEqual(fault.used, 1)
        self.assertEqual(self.store.listed_cursor, numbers[26])
        self.assertFalse(self.store.last_error)
        self.store.listed_checked_on -= DAY
        for _ in range(2):
            self.sync_orders()
        self.assertFalse(self.store.listed_cursor)
        for number in (numbers[3], numbers[28]):
            self.assertTrue(self.web_order(number).is_archived)
            self.assertEqual(self.web_order(number).payload["status_id"], 5)

    def test_order_gone_from_bigcommerce_says_so_once(self):
        number = self.place()
        self.sync_orders()
        with self.simulator.store.lock:
            del self.orders.rows[number]
        self.let_a_day_pass()
        for _ in range(2):
            self.sync_orders()
        order = self.web_order(number)
        self.assertIn("no longer exists on BigCommerce", order.message_ids[:1].body)
        self.assertEqual(self.posted(number), (1, 7.5))
        notes = len(order.message_ids)
        self.let_a_day_pass()
        for _ in range(2):
            self.sync_orders()
        self.assertEqual(len(order.message_ids), notes)

    # === CONNECT === #

    def test_order_that_was_there_at_connect_is_not_asked_for(self):
        for _ in range(3):
            self.place(created=self.now() - 9 * DAY, status_id=10)
        with self.store._client() as client:
            begin_numbers(self.store, client)
        self.assertEqual(self.store.orders_newest_number, max(self.orders.rows))
        self.place()
        with self.requests(ORDERS, REFUNDS):
            self.sync_orders()

    def test_nothing_was_there_at_connect(self):
        with self.store._client() as client:
            begin_numbers(self.store, client)
        self.assertEqual(self.store.orders_newest_number, 0)

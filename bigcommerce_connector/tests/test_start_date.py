"""Order Sync Start Date: at the border second, on every path, toggled and moved."""

from datetime import datetime, timedelta

from odoo.exceptions import UserError, ValidationError

from ..mappers.dates import parse_date
from .finding_case import MINUTE, FindingCase

SECOND = timedelta(seconds=1)


class TestStartDate(FindingCase):
    def setUp(self):
        super().setUp()
        self.start = self.now() - timedelta(days=1)
        self.store.connected_on = self.now() - timedelta(days=30)

    def enable(self, start=None):
        self.store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": start or self.start,
            }
        )

    def place_and_change(self, created):
        """An order of that age, changed by staff just now."""
        number = self.place(3, created=created)
        self.touch(number)
        return number

    # === BORDER === #

    def test_the_border_second(self):
        self.enable()
        before = self.place_and_change(self.start - SECOND)
        at = self.place_and_change(self.start)
        self.sync_orders()
        self.assertFalse(self.web_order(before))
        self.assertEqual(self.posted(at), (1, 22.5))

    def test_dates_are_compared_in_utc(self):
        """The same hour on clocks that are put back: one before, one after."""
        self.assertEqual(
            [
                parse_date("Sun, 01 Nov 2026 01:30:00 -0500"),
                parse_date("Sun, 01 Nov 2026 01:30:00 -0600"),
                parse_date("Sun, 29 Mar 2026 03:00:00 +0200"),
            ],
            [
                datetime(2026, 11, 1, 6, 30),
                datetime(2026, 11, 1, 7, 30),
                datetime(2026, 3, 29, 1, 0),
            ],
        )

    def test_the_store_s_time_zone_does_not_move_the_border(self):
        """In a user's zone the date is only shown (Odoo stores UTC)."""
        for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
            with self.subTest(zone=zone):
                self.store.timezone = zone
                self.env.user.tz = zone
                self.enable()
                before = self.place_and_change(self.start - SECOND)
                at = self.place_and_change(self.start)
                self.sync_orders()
                self.assertFalse(self.web_order(before))
                self.assertTrue(self.web_order(at))

    def test_a_date_is_needed(self):
        with self.assertRaises(ValidationError):
            self.store.order_sync_start_date_enabled = True

    # === NO PATH LEADS AROUND IT === #

    def test_an_older_order_is_imported_by_no_path(self):
        self.enable()
        number = self.place_and_change(self.start - SECOND)
        self.refund(number)
        self.tell(number)
        self.sync_orders()
        self.assertFalse(self.web_order(number))
        with self.assertRaisesRegex(UserError, "Order Sync Start Date"):
            self.store._recover_order(str(number))
        self.assertFalse(self.web_order(number))

    def test_posted_orders_freeze_when_the_date_passes_them(self):
        self.enable()
        number = self.place(3, created=self.start)
        self.touch(number)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 22.5))
        order = self.web_order(number)
        before = (order.state, order.payload, order.amount_net)
        self.enable(self.start + SECOND)
        self.refund(number)  # refund sweep
        self.tell(number)  # webhook, single read
        self.sync_orders()
        self.touch(number, status_id=5)  # sweep
        self.sync_orders()
        order.action_look_again()
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 22.5))
        self.assertEqual((order.state, order.payload, order.amount_net), before)
        # Moved back, it is followed again, and what was missed is caught up with.
        self.enable(self.start)
        self.sync_orders()
        self.assertEqual(self.posted(number)[1], 0)

    def test_an_order_that_waits_is_not_posted_after_the_date_passes_it(self):
        self.enable()
        number = self.place(created=self.start, status_id=7)
        self.touch(number, status_id=7)
        self.tell(number)
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "pending")
        self.enable(self.start + SECOND)
        self.touch(number, status_id=11)
        self.sync_orders()
        self.web_order(number).action_look_again()
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertIn("Start Date", order.message)

    # === MOVED AND TOGGLED === #

    def test_moved_back_the_orders_in_between_are_read(self):
        self.enable()
        older = self.place(2, created=self.start - 60 * MINUTE)
        oldest = self.place(created=self.start - 90 * MINUTE)
        self.sync_orders()
        self.assertFalse(self.web_order(older))
        self.enable(self.start - 60 * MINUTE)
        self.sync_orders()
        self.assertEqual(self.posted(older), (1, 15.0))
        self.assertFalse(self.web_order(oldest))

    def test_switched_off_orders_count_from_connect(self):
        self.enable()
        since_connect = self.place(2, created=self.start - 60 * MINUTE)
        before_connect = self.place(created=self.store.connected_on - SECOND)
        self.sync_orders()
        self.store.order_sync_start_date_enabled = False
        self.sync_orders()
        self.assertEqual(self.posted(since_connect), (1, 15.0))
        self.assertFalse(self.web_order(before_connect))

    def test_switched_on_later_and_moved_on_nothing_is_read_again(self):
        self.enable()
        self.enable(self.start + MINUTE)
        jobs = self.store.backfill_ids
        self.assertFalse(jobs.filtered(lambda job: job.state == "running"))

    # === RECOVERED ALL THE SAME === #

    def test_a_confirmed_recovery_brings_it_up_to_date_once(self):
        self.enable()
        number = self.place(3, created=self.start - SECOND)
        self.store._recover_order(str(number), is_confirmed=True)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 22.5))
        self.touch(number, status_id=5)
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 22.5))
        self.store._recover_order(str(number), is_confirmed=True)
        self.sync_orders()
        self.assertEqual(self.posted(number)[1], 0)

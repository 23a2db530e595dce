"""Order Sync Start Date: at the border second, on every path, toggled and moved."""

from datetime import datetime, timedelta

from odoo.exceptions import UserError, ValidationError

from ...mappers.dates import parse_date
from ...sync.orders.read.backfill import BackfillReader
from ..finding_case import MINUTE, FindingCase

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

    @property
    def jobs(self):
        """Those that import, not those that only hold stock."""
        return self.store.backfill_ids.filtered(lambda job: job.mode != "hold")

    @property
    def job(self):
        """The newest one."""
        return self.jobs.sorted("id")[-1:]

    def place_and_change(self, created):
        """An order of that age, changed by staff just now."""
        number = self.place(3, created=created)
        self.touch(number)
        return number

    def test_its_help_says_both_sentences(self):
        name = "order_sync_start_date_enabled"
        says = self.store.fields_get([name], ["help"])[name]["help"].lower()
        self.assertIn("created or updated after the selected date", says)
        self.assertIn("updates to older orders will not be synced", says)
        for part in ("edits", "refunds", "status changes"):
            self.assertIn(part, says)
        [shown] = self.store._get_view(view_type="form")[0].xpath(
            f"//field[@name='{name}']"
        )
        self.assertIsNone(shown.get("help"))  # no other text stands in its place

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
        self.notify(number)
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
        self.notify(number)  # webhook, single read
        self.sync_orders()
        self.touch(number, status_id=5)  # sweep
        self.sync_orders()
        order.action_resync()
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 22.5))
        self.assertEqual((order.state, order.payload, order.amount_net), before)
        # The page says so, and what BigCommerce says by now.
        self.assertTrue(order.frozen_on)
        self.assertEqual(order.frozen_status, "Cancelled")
        self.assertEqual(order.frozen_amount_total, 22.5)
        # Moved back, it is followed again, and what was missed is caught up with.
        self.enable(self.start)
        self.sync_orders()
        self.assertEqual(self.posted(number)[1], 0)
        self.assertEqual((order.frozen_on, order.frozen_status), (False, False))

    def test_a_frozen_order_is_recovered_from_its_page(self):
        self.enable()
        number = self.place(3, created=self.start)
        self.touch(number)
        self.sync_orders()
        order = self.web_order(number)
        self.enable(self.start + SECOND)
        self.touch(number, status_id=5)
        self.sync_orders()
        self.assertEqual((self.posted(number)[1], bool(order.frozen_on)), (22.5, True))
        order.action_recover()
        self.sync_orders()
        self.assertEqual((self.posted(number)[1], order.status), (0, "Cancelled"))
        self.assertFalse(order.frozen_on or order.exclusion_reason)

    def test_an_order_that_waits_is_not_posted_after_the_date_passes_it(self):
        self.enable()
        number = self.place(created=self.start, status_id=7)
        self.touch(number, status_id=7)
        self.notify(number)
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "pending")
        self.enable(self.start + SECOND)
        self.touch(number, status_id=11)
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
        self.assertFalse(self.jobs.filtered(lambda job: job.state == "running"))

    # === MOVED WHILE THE STORE IS NOT CONNECTED === #

    def reconnect(self):
        self.store.action_connect()
        self.store.action_go_live()
        self.sync_orders()

    def test_moved_back_while_disconnected_the_orders_in_between_are_read(self):
        self.enable()
        older = self.place(2, created=self.start - 60 * MINUTE)
        oldest = self.place(2, created=self.start - 180 * MINUTE)
        self.sync_orders()
        self.store.action_disconnect()
        self.enable(self.start - 90 * MINUTE)
        self.enable(self.start - 120 * MINUTE)
        self.reconnect()
        self.assertEqual(self.posted(older), (1, 15.0))
        self.assertFalse(self.web_order(oldest))

    def test_moved_back_while_disconnected_what_froze_is_followed_again(self):
        self.enable()
        number = self.place_and_change(self.start)
        self.sync_orders()
        self.enable(self.start + SECOND)
        self.touch(number, status_id=5)
        self.sync_orders()
        self.let_time_pass(10 * MINUTE)
        self.sync_orders()  # from now on no sweep lists it again
        self.assertEqual(self.posted(number), (1, 22.5))
        self.store.action_disconnect()
        self.enable(self.start)
        self.reconnect()
        self.assertEqual(self.posted(number)[1], 0)

    def test_date_chosen_before_the_first_connect_leaves_no_limit_behind(self):
        store = self.env["bigcommerce.store"].create({"name": "Another"})
        store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": self.start - 90 * MINUTE,
            }
        )
        store.order_sync_start_date = self.start
        self.assertFalse(store.orders_limit_before)

    def test_moved_and_put_back_while_disconnected_nothing_is_read(self):
        self.enable()
        jobs = self.jobs
        self.store.action_disconnect()
        self.enable(self.start - 60 * MINUTE)
        self.enable(self.start)
        self.reconnect()
        self.store.action_disconnect()
        self.reconnect()
        self.assertEqual(self.jobs, jobs)

    # === A SLIP IS TAKEN BACK === #

    def test_switched_off_again_the_older_orders_are_not_posted(self):
        number = self.place(2, created=self.now() - timedelta(days=400))
        self.enable(self.now() - timedelta(days=500))
        self.assertEqual(self.job.state, "running")
        self.store.order_sync_start_date_enabled = False
        self.assertEqual(self.job.state, "stopped")
        self.sync_orders()
        self.assertFalse(self.web_order(number))
        # Nor does one that was to be read again bring it in.
        self.job.state = "running"
        self.sync_orders()
        self.assertFalse(self.web_order(number))

    def test_switched_off_again_what_was_read_is_not_posted(self):
        number = self.place(2, created=self.now() - timedelta(days=400))
        self.enable(self.now() - timedelta(days=500))
        with self.store._client() as client:
            BackfillReader.of(self.job, client).read_page()
        self.assertTrue(self.web_order(number).needs_sync)
        self.store.order_sync_start_date_enabled = False
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("skipped", False))
        self.assertIn("before this store was connected", order.message)
        # Whoever asks for it later gets it, though.
        begin, end = self.now() - timedelta(days=500), self.now() - timedelta(days=300)
        self.store._add_backfill(begin, end, "money")
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))
        self.assertFalse(order.moves_stock)

    def test_off_after_connect_those_open_at_connect_are_ours(self):
        day = timedelta(days=1)
        waiting = self.place(2, created=self.now() - 400 * day, status_id=11)
        shipped = self.place(2, created=self.now() - 400 * day, status_id=2)
        self.env["bigcommerce.backfill"].search([]).unlink()  # as with a start date
        self.enable(self.now() - MINUTE)
        self.sync_orders()
        self.assertFalse(self.web_order(waiting))
        self.store.order_sync_start_date_enabled = False
        self.sync_orders()
        self.assertEqual(self.posted(waiting), (1, 15.0))
        self.assertFalse(self.web_order(shipped))
        jobs = self.jobs
        self.enable(self.now() - MINUTE)
        self.store.order_sync_start_date_enabled = False
        self.assertFalse((self.jobs - jobs).mapped("status_ids")[1:])

    def test_moved_on_again_the_older_orders_are_read_from_then_on(self):
        day = timedelta(days=1)
        old = self.place(2, created=self.now() - 400 * day)
        newer = self.place(2, created=self.now() - 40 * day)
        self.enable(self.now() - 500 * day)
        self.enable(self.now() - 50 * day)
        self.assertEqual(self.job.state, "running")
        self.assertEqual(self.job.date_from, self.store.order_sync_start_date)
        self.sync_orders()
        self.assertEqual((self.posted(old)[0], self.posted(newer)[0]), (0, 1))

    def test_backfill_asked_for_by_the_owner_goes_on(self):
        day = timedelta(days=1)
        number = self.place(2, created=self.now() - 400 * day)
        self.store._add_backfill(self.now() - 500 * day, self.now() - 300 * day, "both")
        self.enable(self.now() - 600 * day)
        self.store.order_sync_start_date_enabled = False
        self.sync_orders()
        self.assertEqual(self.posted(number), (1, 15.0))

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

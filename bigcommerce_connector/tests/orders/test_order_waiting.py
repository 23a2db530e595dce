"""Orders that cannot be posted just now: what waits, what goes on, what comes again."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from ...api import errors
from ...api.transport import Transport
from ...sync.orders.locked_books import release_waiting_orders
from ..finding_case import FindingCase

_FLOW = "odoo.addons.bigcommerce_connector.sync.flow.run"
_ORDER = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"
DAY = timedelta(days=1)


class WaitingCase(FindingCase):
    def backfill(self, *status_ids):
        """Older orders are asked for, a page for each status."""
        begin, end = self.now() - 30 * DAY, self.now() - 10 * DAY
        return self.store._add_backfill(begin, end, "both", status_ids)

    def old(self, status_id=2):
        return self.place(2, created=self.now() - 20 * DAY, status_id=status_id)


class TestLockedBooks(WaitingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(_ORDER))
        self.number = self.place()
        self.until = fields.Date.today() + DAY
        self.lock_books(self.until)
        self.sync_orders()
        self.order = self.web_order(self.number)

    def test_an_order_of_locked_books_shows_the_cause_and_logs_it_once(self):
        for _ in range(2):
            self.sync_orders()
        self.assertEqual(self.order.state, "attention")
        self.assertTrue(self.order.is_waiting_for_unlock)
        shown = self.until.strftime("%m/%d/%Y")
        self.assertIn(f"are locked until {shown}", self.order.message)
        self.assertEqual(self.order.problem_code, "books_locked")
        self.assertIn("Global Lock Date", self.order.message)
        self.assertEqual(len(self.order.log_ids), 1)

    def test_an_order_of_locked_books_keeps_its_snapshot_current(self):
        """People read it, and the stock counts what is sold on the web."""
        self.assertEqual(self.order.amount_total, 7.5)
        self.assertEqual(self.order.line_ids.product_id, self.mug)

    def test_older_orders_are_read_past_it(self):
        numbers = [self.old(status_id) for status_id in (2, 10)]
        job = self.backfill(2, 10)
        self.sync_orders()
        self.assertEqual(job.state, "done")
        for number in numbers:
            self.assertTrue(self.web_order(number).is_waiting_for_unlock)
        self.lock_books(None)
        self.sync_orders()
        for number in (self.number, *numbers):
            self.assertEqual(self.web_order(number).state, "synced")

    def test_an_order_of_locked_books_is_not_checked_until_the_lock_moves(self):
        last_checked_on = self.order.last_checked_on
        self.assertFalse(self.order.needs_sync)
        self.sync_orders()
        self.assertEqual(self.order.last_checked_on, last_checked_on)
        self.lock_books(self.until + DAY)
        self.sync_orders()
        self.assertIn((self.until + DAY).strftime("%m/%d/%Y"), self.order.message)
        self.lock_books(None)
        self.sync_orders()
        self.assertEqual(self.order.state, "synced", self.order.message)
        self.assertFalse(self.order.is_waiting_for_unlock)
        self.assertEqual(self.posted(self.number), (1, 7.5))

    def test_releasing_orders_of_locked_books_reads_no_payload(self):
        """Every run looks, and a whole import may be waiting."""
        for until in (self.until, self.until + DAY, None):
            self.lock_books(until)
            release_waiting_orders(self.store)
            self.assertFalse(self.are_payloads_read())
        self.assertTrue(self.order.needs_sync)

    def test_a_lock_exception_for_everyone_lets_orders_be_posted(self):
        """An accountant lets people write to locked books for an hour."""
        self.env["account.lock_exception"].create(
            {
                "company_id": self.env.company.id,
                "fiscalyear_lock_date": False,
                "end_datetime": fields.Datetime.now() + timedelta(hours=1),
            }
        )
        self.sync_orders()
        self.assertEqual(self.order.state, "synced", self.order.message)

    def test_called_off_while_it_waits(self):
        self.touch(self.number, status_id=5)
        self.sync_orders()
        self.assertEqual(self.order.state, "synced", self.order.message)
        self.assertFalse(self.order.is_waiting_for_unlock or self.order.message)
        self.lock_books(None)
        self.sync_orders()
        self.assertFalse(self.order.pos_order_ids)


class TestBackfillGoesOn(WaitingCase):
    def asked_for_payments(self):
        """How often a run asks what was paid."""
        start = len(self.exchanges)
        self.sync_orders()
        return sum("transactions" in line for line in self.sent(start))

    @mute_logger(_ORDER)
    def test_past_an_order_whose_payments_are_not_reported(self):
        """BigCommerce fails to answer for one order, and is asked once a run."""
        number = self.place(2)
        self.sync_orders()
        self.touch(number, status_id=11)
        self.refund(number)
        self.simulator.store.faults.add("500", count=None, path="*/transactions")
        tries = self.asked_for_payments()
        self.assertTrue(tries)
        numbers = [self.old(status_id) for status_id in (2, 10)]
        job = self.backfill(2, 10)
        self.assertEqual(self.asked_for_payments(), tries)
        self.assertEqual((job.state, job.read_count), ("done", 2))
        self.assertIn("could not return what was paid", self.web_order(number).message)
        self.assertTrue(self.web_order(number).needs_sync)
        for older in numbers:
            self.assertEqual(self.posted(older), (1, 15.0))
        self.simulator.store.faults.rules.clear()
        self.sync_orders()
        self.assertEqual(self.posted(number), (2, 7.5))

    @mute_logger(_ORDER)
    def test_other_orders_do_not_wait_for_payments_that_cannot_be_read(self):
        for kind in ("423", "malformed"):
            with self.subTest(kind=kind):
                number = self.place(2)
                self.sync_orders()
                self.refund(number)
                self.simulator.store.faults.add(
                    kind, count=None, path=f"*/{number}/transactions"
                )
                other = self.place()
                self.sync_orders()
                self.assertEqual(self.posted(other), (1, 7.5))
                self.simulator.store.faults.rules.clear()
                self.sync_orders()
                self.assertEqual(self.posted(number), (2, 7.5))

    @mute_logger(_ORDER)
    def test_slow_payments_do_not_delay_the_backfill(self):
        asked = []

        def send(transport, method, url, **details):
            """Odoo lets no request of a test end in less than ten seconds."""
            if not url.endswith("/transactions"):
                return ask(transport, method, url, **details)
            asked.append(url)
            raise errors.TimedOut("No answer in time.")

        slow = [self.place(2) for _ in range(2)]
        self.sync_orders()
        for number in slow:
            self.refund(number)
        other = self.place()
        ask = Transport.__call__
        with patch.object(Transport, "__call__", send):
            for _ in slow:
                self.sync_orders()
        self.assertEqual(len(set(asked)), len(asked), "each has its turn")
        self.assertEqual(len(asked), 2, "one of them is waited for in a run")
        self.assertEqual(self.posted(other), (1, 7.5))
        for number in slow:
            self.assertEqual(self.posted(number), (1, 15.0))
            self.assertIn(
                "could not return what was paid", self.web_order(number).message
            )
        self.sync_orders()
        for number in slow:
            self.assertEqual(self.posted(number), (2, 7.5))


class TestDatabaseInTrouble(WaitingCase):
    """Its disk is full: a trigger refuses the row as PostgreSQL does then."""

    def setUp(self):
        super().setUp()
        self.env.cr.execute(
            """
            CREATE FUNCTION bc_test_full() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('bc_test.full', true) = 'yes' THEN
                    RAISE EXCEPTION USING ERRCODE = '53100',
                        MESSAGE = 'could not extend file: No space left on device';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER bc_test_full BEFORE INSERT ON pos_order
                FOR EACH ROW EXECUTE FUNCTION bc_test_full();
            CREATE TRIGGER bc_test_full BEFORE INSERT ON account_move
                FOR EACH ROW EXECUTE FUNCTION bc_test_full();
            """
        )

    def disk_is(self, state):
        self.env.cr.execute("SELECT set_config('bc_test.full', %s, false)", [state])

    def tearDown(self):
        self.disk_is("")
        super().tearDown()

    @mute_logger(_FLOW, "odoo.sql_db")
    def test_no_order_needs_attention_and_the_owner_is_notified(self):
        numbers = [self.place(), self.place()]
        self.disk_is("yes")
        self.sync_orders()
        self.assertIn("No space left on device", self.store.last_error)
        for number in numbers:
            order = self.web_order(number)
            self.assertEqual((order.state, order.needs_sync), ("pending", True))
        self.disk_is("")
        self.sync_orders()
        self.assertFalse(self.store.last_error)
        for number in numbers:
            self.assertEqual(self.posted(number), (1, 7.5))

    @mute_logger(_FLOW, "odoo.sql_db")
    def test_session_is_closed_when_there_is_room_again(self):
        number = self.place()
        self.sync_orders()
        session = self.web_order(number).pos_order_ids.session_id
        session.start_at = "2026-01-01 10:00:00"
        self.disk_is("yes")
        self.run_flow("sessions")
        self.assertIn("No space left on device", self.store.last_error)
        self.assertEqual(session.state, "opened")
        self.assertFalse(session.bigcommerce_closing_problem)
        self.disk_is("")
        self.run_flow("sessions")
        self.assertFalse(self.store.last_error)
        self.assertEqual(session.state, "closed")


class TestBadLuck(WaitingCase):
    """Whatever BigCommerce does for an hour: the owner reads it, nothing is lost."""

    def live(self):
        """Shoppers and staff go on; the webhooks of it may come or not."""
        number = self.place(3)
        self.refund(number)
        self.notify(number)
        return number

    @mute_logger(_FLOW)
    def test_bigcommerce_is_down_cuts_off_or_answers_nonsense(self):
        for kind in ("503", "429", "cut", "malformed"):
            with self.subTest(kind=kind):
                fault = self.simulator.store.faults.add(kind, count=None)
                number = self.live()
                self.sync_orders()
                self.assertEqual(self.store.state, "live")
                self.assertTrue(self.store.last_error)
                self.assertFalse(self.web_order(number))
                fault.left = 0
                self.sync_orders()
                self.assertFalse(self.store.last_error)
                self.assertEqual(self.posted(number), (1, 15.0))

    @mute_logger(_FLOW)
    def test_token_is_revoked_and_a_new_one_entered(self):
        good = self.store.access_token
        self.store.access_token = "revoked"
        number = self.live()
        self.sync_orders()
        self.assertEqual(self.store.state, "paused")
        self.assertIn("Create a new API account", self.store.pause_reason)
        later = self.live()  # while nobody looks
        self.store.access_token = good
        self.store.action_go_live()
        self.sync_orders()
        for one in (number, later):
            self.assertEqual(self.posted(one), (1, 15.0))
        self.assertFalse(self.store.pause_reason)

    @mute_logger(_FLOW)
    def test_flow_that_fails_unexpectedly_says_so_and_comes_again(self):
        """A row that Odoo's own methods choke on: here a broken time mark."""
        self.env.cr.execute(
            "UPDATE bigcommerce_store SET refunds_seen = '7' WHERE id = %s",
            [self.store.id],
        )
        self.env.invalidate_all()
        number = self.live()
        self.sync_orders()
        self.assertIn("unexpected error", self.store.last_error)
        self.store.sudo().refunds_seen = False
        self.store.action_sync_now()
        self.sync_orders()
        self.assertFalse(self.store.last_error)
        self.assertEqual(self.posted(number), (1, 15.0))


class TestExchangeRate(WaitingCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(_ORDER))
        self.euro = self.env.ref("base.EUR")
        self.euro.active = True
        self.euro.rate_ids.unlink()
        self.orders.exchange_rates["EUR"] = Decimal("0.8")

    def test_without_any_rate_nothing_is_booked_one_for_one(self):
        number = self.place(currency="EUR")
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual((order.state, order.is_posted), ("attention", False))
        self.assertIn("no exchange rate between EUR and USD", order.message)
        self.assertEqual(order.problem_code, "accounting")
        self.euro.rate_ids.create({"currency_id": self.euro.id, "rate": 0.8})
        order.action_resync()
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)

    def test_the_last_rate_holds_on_a_day_without_one(self):
        """Posted and closed: the entry is at the rate of weeks ago."""
        day = fields.Date.today() - timedelta(weeks=3)
        self.euro.rate_ids.create(
            {"currency_id": self.euro.id, "rate": 0.5, "name": day}
        )
        number = self.place(2, currency="EUR")
        self.sync_orders()
        [posted] = self.web_order(number).pos_order_ids
        self.store._close_session(posted.session_id)
        self.assertEqual(posted.session_id.state, "closed")
        bank = posted.session_id.bank_payment_ids.move_id.line_ids
        self.assertEqual(sum(bank.mapped("debit")), posted.amount_total * 2)

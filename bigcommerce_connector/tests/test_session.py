"""Sessions of the web register: opened on demand, closed before midnight."""

import uuid
from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.bigcommerce_connector.models.own_flow import as_own_flow

from .common import BigcommerceCase

_SESSION = "odoo.addons.bigcommerce_connector.sync.session"
_ORDER = "odoo.addons.bigcommerce_connector.sync.order_post"
_CHICAGO = "America/Chicago"


class SessionCase(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.store.timezone = _CHICAGO
        self.register = self.store._get_register(self.env.company.currency_id)
        self.mug = self.sell("MUG", 7.5)

    def at(self, day, clock, zone=_CHICAGO):
        """The store's clock stands still at this time of its time zone."""
        local = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone))
        return freeze_time(local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None))

    def pay(self, amount=7.5, register=None):
        """Money taken in the register's session, as posting a web order does it."""
        register = register or self.register
        session = register._bigcommerce_open_session()
        quantity = 1 if amount > 0 else -1
        line = {
            "product_id": self.mug.id,
            "qty": quantity,
            "price_unit": abs(amount),
            "price_subtotal": amount,
            "price_subtotal_incl": amount,
            "discount": 0,
            "tax_ids": [Command.clear()],
            "name": uuid.uuid4().hex,
        }
        payment = {
            "payment_method_id": register.payment_method_ids[0].id,
            "amount": amount,
        }
        as_own_flow(self.env["pos.order"]).sync_from_ui(
            [
                {
                    "uuid": str(uuid.uuid4()),
                    "session_id": session.id,
                    "company_id": self.env.company.id,
                    "user_id": self.env.uid,
                    "date_order": fields.Datetime.now(),
                    "fiscal_position_id": False,
                    "source": "bigcommerce",
                    "amount_total": amount,
                    "amount_tax": 0,
                    "amount_paid": amount,
                    "amount_return": 0,
                    "state": "paid",
                    "to_invoice": False,
                    "lines": [Command.create(line)],
                    "payment_ids": [Command.create(payment)],
                }
            ]
        )
        return session

    def place(self, sku="MUG", quantity=1):
        lines = [{"sku": sku, "quantity": quantity}]
        return self.simulator.store.orders.place(lines=lines).id

    def close_due(self):
        """Let the scheduled action run that closes sessions."""
        self.run_flow("sessions")

    def today(self):
        """By the clock on the store's wall."""
        return datetime.now(ZoneInfo(_CHICAGO)).date()

    def told(self):
        """What people were told on the store's page about closing."""
        return self.store.message_ids.filtered(
            lambda message: "could not be closed" in message.body
        )

    def assert_closed(self, session, day):
        """Closed, its entry and payments balanced, posted and of this day."""
        self.assertEqual(session.state, "closed")
        moves = session.move_id + session.bank_payment_ids.move_id
        self.assertGreaterEqual(len(moves), 2)
        for move in moves:
            self.assertEqual((move.state, move.date), ("posted", day))
            self.assertFalse(
                self.env.company.currency_id.compare_amounts(
                    sum(move.line_ids.mapped("debit")),
                    sum(move.line_ids.mapped("credit")),
                )
            )
        receivable = moves.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assertTrue(receivable)
        self.assertEqual(set(receivable.mapped("reconciled")), {True})
        self.assertEqual(set(session.order_ids.mapped("state")), {"done"})


class TestClosingTime(SessionCase):
    def test_closed_before_midnight_of_the_store(self):
        """Far from UTC on both sides, and days of changed clocks."""
        for zone, day in (
            (_CHICAGO, "2026-06-10"),
            ("Asia/Tokyo", "2026-06-11"),
            ("Pacific/Kiritimati", "2026-06-13"),
            ("Europe/Paris", "2026-03-29"),
            ("Europe/Paris", "2026-10-25"),
            ("America/Havana", "2026-03-07"),
        ):
            with self.subTest(zone=zone, day=day):
                self.store.timezone = zone
                with self.at(day, "00:10", zone):
                    session = self.pay()
                with self.at(day, "23:44", zone):
                    self.close_due()
                self.assertEqual(session.state, "opened")
                with self.at(day, "23:46", zone):
                    self.close_due()
                self.assert_closed(session, date.fromisoformat(day))

    def test_order_between_closing_and_midnight(self):
        with self.at("2026-06-10", "09:00"):
            first = self.pay()
        with self.at("2026-06-10", "23:46"):
            self.close_due()
        with self.at("2026-06-10", "23:50"):
            second = self.pay()
        with self.at("2026-06-10", "23:56"):
            self.close_due()
        self.assertNotEqual(first, second)
        self.assert_closed(first, date(2026, 6, 10))
        self.assert_closed(second, date(2026, 6, 10))

    def test_closed_after_midnight_is_of_the_day_before(self):
        with self.at("2026-06-10", "23:58"):
            session = self.pay()
        with self.at("2026-06-11", "00:04"):
            self.close_due()
        self.assert_closed(session, date(2026, 6, 10))

    def test_closed_after_days_without_server_is_of_its_own_day(self):
        with self.at("2026-06-30", "21:00"):
            session = self.pay()
        with self.at("2026-07-02", "09:00"):
            self.close_due()
        self.assert_closed(session, date(2026, 6, 30))

    def test_run_that_goes_on_past_midnight(self):
        """Every order is posted in the session of its own day."""
        with self.at("2026-06-10", "23:59:58"):
            yesterday = self.pay()
        with self.at("2026-06-11", "00:00:02"):
            today = self.pay()
            self.assertEqual(self.pay(), today)
            self.close_due()
        self.assertNotEqual(today, yesterday)
        self.assert_closed(yesterday, date(2026, 6, 10))
        self.assertEqual(today.state, "opened")
        with self.at("2026-06-11", "23:50"):
            self.close_due()
        self.assert_closed(today, date(2026, 6, 11))

    def test_payment_stamped_after_midnight_moves_no_entry(self):
        with self.at("2026-06-10", "23:59:59"):
            session = self.pay()
        payment = as_own_flow(session.order_ids.payment_ids)
        payment.payment_date = datetime(2026, 6, 11, 5, 0, 1)  # 00:00:01 in Chicago
        with self.at("2026-06-11", "00:05"):
            self.close_due()
        self.assert_closed(session, date(2026, 6, 10))

    def test_unknown_time_zone_is_utc(self):
        self.store.timezone = "Mars/Olympus"
        with self.at("2026-06-10", "10:00", "UTC"):
            session = self.pay()
        with self.at("2026-06-10", "23:50", "UTC"):
            self.close_due()
        self.assert_closed(session, date(2026, 6, 10))

    def test_orders_of_a_new_day_are_not_mixed_with_the_old(self):
        with self.at("2026-06-10", "23:58"):
            yesterday = self.pay()
        number = self.place()
        self.sync_orders()
        [order] = self.web_order(number).pos_order_ids
        self.assertNotEqual(order.session_id, yesterday)
        self.assert_closed(yesterday, date(2026, 6, 10))

    def test_session_of_this_day_stays_open_for_further_orders(self):
        sessions = self.env["pos.session"]
        for _ in range(2):
            number = self.place()
            self.sync_orders()
            sessions |= self.web_order(number).pos_order_ids.session_id
        self.assertEqual(len(sessions), 1)


class TestClosing(SessionCase):
    def test_empty_session(self):
        with self.at("2026-06-10", "10:00"):
            session = self.register._bigcommerce_open_session()
        self.close_due()
        self.assertEqual(session.state, "closed")
        self.assertFalse(session.move_id)

    def test_session_of_refunds_only(self):
        with self.at("2026-06-10", "10:00"):
            session = self.pay(-7.5)
        self.close_due()
        self.assert_closed(session, date(2026, 6, 10))
        payment = session.bank_payment_ids
        self.assertEqual((payment.payment_type, payment.amount), ("outbound", 7.5))
        taken = payment.move_id.line_ids - payment._seek_for_lines()[1]
        self.assertEqual(taken.balance, -7.5)

    def test_session_in_another_currency_is_of_its_own_day(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        for day, rate in (("2026-06-10", 0.91), ("2026-06-11", 0.73)):
            self.env["res.currency.rate"].create(
                {"currency_id": euro.id, "name": day, "rate": rate}
            )
        register = self.store._get_register(euro)
        with self.at("2026-06-10", "10:00"):
            session = self.pay(10.01, register)
            self.pay(20.02, register)
        with self.at("2026-06-11", "10:00"):
            self.close_due()
        self.assert_closed(session, date(2026, 6, 10))
        bank = session.bank_payment_ids.move_id.line_ids
        self.assertEqual(sum(bank.mapped("debit")), 33.0)  # 30.03 / 0.91

    def test_rescue_session_is_closed_and_never_used(self):
        with self.at("2026-06-10", "10:00"):
            rescue = self.register._bigcommerce_open_session()
            rescue.rescue = True
            session = self.pay()
        self.assertNotEqual(session, rescue)
        self.close_due()
        self.assertEqual(rescue.state, "closed")
        self.assert_closed(session, date(2026, 6, 10))

    def test_closed_by_hand(self):
        number = self.place()
        self.sync_orders()
        first = self.web_order(number).pos_order_ids.session_id
        first.action_pos_session_closing_control()
        self.assert_closed(first, self.today())
        number = self.place()
        self.sync_orders()
        second = self.web_order(number).pos_order_ids.session_id
        self.assertEqual(second.state, "opened")
        self.assertNotEqual(first, second)

    def test_closed_by_hand_it_is_of_its_own_day_too(self):
        with self.at("2026-06-10", "21:00"):
            session = self.pay()
        with self.at("2026-06-11", "09:00"):
            session.action_pos_session_closing_control()
        self.assert_closed(session, date(2026, 6, 10))

    def test_broken_off_close_does_not_block_posting(self):
        session = self.pay()
        session.write({"state": "closing_control", "stop_at": "2026-06-10 10:00:00"})
        number = self.place()
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(order.pos_order_ids.session_id, session)
        self.assertEqual((session.state, session.stop_at), ("opened", False))

    @mute_logger(_ORDER)
    def test_order_that_cannot_be_posted_never_blocks_closing(self):
        with self.at("2026-06-10", "10:00"):
            session = self.pay()
        self.shop.products.create(
            {"name": "Hat", "sku": "HAT", "type": "physical", "weight": 1, "price": 5}
        )
        number = self.place("HAT")
        self.sync_orders()
        self.assertEqual(self.web_order(number).state, "attention")
        self.close_due()
        self.assert_closed(session, date(2026, 6, 10))

    def test_goods_leave_at_once_whatever_the_company_does(self):
        self.env.company.point_of_sale_update_stock_quantities = "closing"
        session = self.pay()
        self.assertEqual(session.order_ids.picking_ids.state, "done")
        session.close_session_from_ui()
        self.assertEqual(len(session.picking_ids), 1)


class TestCannotClose(SessionCase):
    def setUp(self):
        super().setUp()
        with self.at("2026-06-10", "10:00"):
            self.session = self.pay()

    def spoil(self):
        """An order that was begun in the session and not paid keeps it open."""
        order = as_own_flow(self.session.order_ids)
        draft = order.copy({"session_id": self.session.id})
        self.assertEqual(draft.state, "draft")
        return draft.with_env(self.env)

    def test_told_once_until_it_is_closed(self):
        draft = self.spoil()
        for _ in range(3):
            self.close_due()
        self.assertEqual(self.session.state, "opened")
        self.assertEqual(len(self.told()), 1)
        self.assertIn(self.session.name, self.told().body)
        self.assertIn("draft orders", self.told().body)
        draft.unlink()
        self.close_due()
        self.assert_closed(self.session, date(2026, 6, 10))
        self.assertFalse(self.session.bigcommerce_closing_problem)

    def test_orders_of_that_day_go_on_being_posted(self):
        self.spoil()
        with self.at("2026-06-10", "23:50"):
            self.close_due()
            self.assertEqual(self.pay(), self.session)
        self.assertEqual(len(self.told()), 1)

    def test_orders_of_another_day_are_posted_in_a_new_session(self):
        draft = self.spoil()
        self.close_due()
        sessions = self.env["pos.session"]
        for _ in range(2):
            number = self.place()
            self.sync_orders()
            order = self.web_order(number)
            self.assertEqual(order.state, "synced", order.message)
            sessions |= order.pos_order_ids.session_id
        self.assertEqual(len(sessions), 1)
        self.assertNotEqual(sessions, self.session)
        draft.unlink()
        self.close_due()
        self.assert_closed(self.session, date(2026, 6, 10))
        self.assertEqual(len(self.told()), 1)

    def test_other_registers_are_closed_all_the_same(self):
        self.spoil()
        euro = self.env.ref("base.EUR")
        euro.active = True
        other = self.store._get_register(euro)
        with self.at("2026-06-10", "10:00"):
            session = other._bigcommerce_open_session()
        self.close_due()
        self.assertEqual(self.session.state, "opened")
        self.assertEqual(session.state, "closed")

    @mute_logger(_SESSION)
    def test_unexpected_error_is_told_and_stops_no_other_session(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        with self.at("2026-06-10", "10:00"):
            other = self.store._get_register(euro)._bigcommerce_open_session()
        Session = self.registry["pos.session"]
        close = Session.close_session_from_ui

        def fail(session, *args, **kw):
            if session == self.session:
                raise KeyError("a module of somebody else")
            return close(session, *args, **kw)

        with patch.object(Session, "close_session_from_ui", fail):
            self.close_due()
            self.close_due()
        self.assertEqual((self.session.state, other.state), ("opened", "closed"))
        self.assertEqual(len(self.told()), 1)


class TestLockedBooks(SessionCase):
    def lock(self, until):
        """As an accountant does whose open items are all settled."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_company SET fiscalyear_lock_date = %s WHERE id = %s",
            [until, self.env.company.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_entry_of_a_locked_day_is_told_with_the_lock_date(self):
        with self.at("2026-06-10", "10:00"):
            session = self.pay()
        self.lock("2026-06-10")
        with self.at("2026-06-11", "08:00"):
            self.close_due()
        self.assertEqual(session.state, "closed")
        self.assertEqual(session.move_id.date, date(2026, 6, 11))
        [message] = self.store.message_ids.filtered(
            lambda message: "locked" in message.body
        )
        for part in (session.name, "Global Lock Date", "06/10/2026", "06/11/2026"):
            self.assertIn(part, message.body)

    @mute_logger(_ORDER)
    def test_order_waits_for_open_books_and_is_posted_by_itself(self):
        self.lock(fields.Date.today() + timedelta(days=1))
        number = self.place()
        for _ in range(3):
            self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "attention")
        self.assertIn("Global Lock Date", order.message)
        self.assertFalse(order.pos_order_ids)
        self.assertEqual(len(order.look_ids), 1)
        self.lock(None)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(order.amount_posted, 7.5)


@tagged("post_install", "-at_install", "bigcommerce")
class TestNobodySellsInIt(HttpCase):
    """Nobody opens the web register as a till, whatever address is typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        store = cls.env["bigcommerce.store"].create(
            {"store_hash": "till1", "access_token": "x", "warehouse_id": warehouse.id}
        )
        cls.register = store._get_register(cls.env.company.currency_id)

    def assert_no_till(self):
        for path in (
            f"/pos/ui/{self.register.id}",
            f"/pos/ui/{self.register.id}/payment/x",
            f"/pos/ui/%20{self.register.id}",
            f"/pos/ui/+{self.register.id}",
            f"/pos/ui?config_id={self.register.id}",
            f"/pos/web?config_id={self.register.id}",
        ):
            with self.subTest(path=path):
                answer = self.url_open(path, allow_redirects=False)
                self.assertEqual(answer.status_code, 303, answer.text[:300])
                self.assertIn("/odoo/action-", answer.headers["Location"])

    def test_without_session(self):
        self.authenticate("admin", "admin")
        self.assert_no_till()
        self.assertFalse(self.register.session_ids)

    def test_with_open_session(self):
        self.register._bigcommerce_open_session()
        self.authenticate("admin", "admin")
        self.assert_no_till()

    def test_other_registers_are_tills(self):
        till = self.env["pos.config"].create({"name": "Shop"})
        self.authenticate("admin", "admin")
        answer = self.url_open(f"/pos/ui/{till.id}", allow_redirects=False)
        self.assertEqual(answer.status_code, 200, answer.headers)

    def test_open_ui(self):
        with self.assertRaisesRegex(UserError, "cannot be opened at the till"):
            self.register.with_user(self.env.ref("base.user_admin")).open_ui()

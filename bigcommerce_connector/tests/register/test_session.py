"""Sessions of the web register: opened on demand, closed before midnight."""

from datetime import date, datetime

from odoo.tools import mute_logger

from ...models.connector_context import as_connector
from .session_case import CHICAGO, SessionCase

_ORDER = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestClosingTime(SessionCase):
    def test_closed_before_midnight_of_the_store(self):
        """Far from UTC on both sides, and days of changed clocks."""
        for zone, day in (
            (CHICAGO, "2026-06-10"),
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
        payment = as_connector(session.order_ids.payment_ids)
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

"""Sessions that cannot be closed, and books that are locked."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from ...models.connector_context import as_connector
from .session_case import SessionCase

_SESSION = "odoo.addons.bigcommerce_connector.sync.register.closing"
_ORDER = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestCannotClose(SessionCase):
    def setUp(self):
        super().setUp()
        with self.at("2026-06-10", "10:00"):
            self.session = self.pay()

    def spoil(self):
        """An order that was begun in the session and not paid keeps it open."""
        order = as_connector(self.session.order_ids)
        draft = order.copy({"session_id": self.session.id})
        self.assertEqual(draft.state, "draft")
        return draft.with_env(self.env)

    def test_reported_once_until_it_is_closed(self):
        draft = self.spoil()
        for _ in range(3):
            self.close_due()
        self.assertEqual(self.session.state, "opened")
        self.assertEqual(len(self.reported()), 1)
        self.assertIn(self.session.name, self.reported().body)
        self.assertIn("draft orders", self.reported().body)
        draft.unlink()
        self.close_due()
        self.assert_closed(self.session, date(2026, 6, 10))
        self.assertFalse(self.session.bigcommerce_closing_problem)

    def test_orders_of_that_day_go_on_being_posted(self):
        self.spoil()
        with self.at("2026-06-10", "23:50"):
            self.close_due()
            self.assertEqual(self.pay(), self.session)
        self.assertEqual(len(self.reported()), 1)

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
        self.assertEqual(len(self.reported()), 1)

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
    def test_unexpected_error_is_reported_and_stops_no_other_session(self):
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
        self.assertEqual(len(self.reported()), 1)


class TestLockedBooks(SessionCase):
    def test_entry_of_a_locked_day_is_reported_with_the_lock_date(self):
        with self.at("2026-06-10", "10:00"):
            session = self.pay()
        self.lock_books("2026-06-10")
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
        self.lock_books(fields.Date.today() + timedelta(days=1))
        number = self.place()
        for _ in range(3):
            self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "attention")
        self.assertIn("Global Lock Date", order.message)
        self.assertFalse(order.pos_order_ids)
        self.assertEqual(len(order.log_ids), 1)
        self.lock_books(None)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "synced", order.message)
        self.assertEqual(order.amount_posted, 7.5)

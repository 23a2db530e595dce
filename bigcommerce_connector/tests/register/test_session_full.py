"""A session that took so many orders that further ones get another of the same day."""

from contextlib import suppress
from unittest.mock import patch

from ...models.connector_context import as_connector
from ...sync.register import closing
from .session_case import SessionCase


class TestFullSession(SessionCase):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(closing, "_MAX_ORDERS", 2))

    def post(self, count=1):
        """Web orders that come in and are posted in one run.

        :return: the session that they went into
        """
        numbers = [self.place() for _ in range(count)]
        self.sync_orders()
        orders = self.env["bigcommerce.order"]
        for number in numbers:
            order = self.web_order(number)
            self.assertEqual(order.state, "synced", order.message)
            self.assertEqual(order.amount_posted, 7.5)
            orders += order
        [session] = orders.pos_order_ids.session_id
        self.assertFalse(session.rescue)
        return session

    def fill_and_spoil(self):
        """A full session with an order that was begun in it and not paid."""
        session = self.post(2)
        draft = as_connector(session.order_ids[0]).copy({"session_id": session.id})
        self.assertEqual(draft.state, "draft")
        return session, draft.with_env(self.env)

    def test_a_full_session_is_closed_before_posting_continues(self):
        first = self.post()
        self.assertEqual(self.post(), first)
        second = self.post(2)
        self.assert_closed(first, self.today())
        self.assertEqual(second.state, "opened")
        third = self.post()
        self.assert_closed(second, self.today())
        self.assertEqual(len(first | second | third), 3)
        with self.at(self.today().isoformat(), "23:50"):
            self.close_due()
        self.assert_closed(third, self.today())
        counts = [len(session.order_ids) for session in (first, second, third)]
        self.assertEqual(counts, [2, 2, 1])
        self.assertFalse(self.reported())

    def test_one_that_cannot_be_closed_becomes_a_rescue_session(self):
        first, draft = self.fill_and_spoil()
        second = self.post()
        self.assertEqual((first.state, first.rescue), ("opened", True))
        self.assertEqual(self.post(), second)
        third = self.post()
        self.assert_closed(second, self.today())
        self.assertEqual(len(first | second | third), 3)
        [message] = self.reported()
        self.assertIn(first.name, message.body)
        self.assertIn("until it holds about 2, all others in a new", message.body)
        self.assertIn("draft orders", self.store.closing_problem)
        self.close_due()
        self.assertEqual((first.state, third.state), ("opened", "opened"))
        draft.unlink()
        self.close_due()
        self.assert_closed(first, self.today())
        self.assertEqual(third.state, "opened")
        self.assertEqual(self.reported(), message)
        self.assertFalse(self.store.closing_problem)

    def test_one_that_could_not_be_closed_before_it_was_full(self):
        first = self.post()
        draft = as_connector(first.order_ids).copy({"session_id": first.id})
        with self.at(self.today().isoformat(), "23:50"):
            self.close_due()
        self.assertEqual(len(self.reported()), 1)
        second = self.post()
        self.assertTrue(first.rescue)
        self.assertNotEqual(first, second)
        self.assertEqual(len(self.reported()), 1)
        draft.unlink()
        self.close_due()
        self.assert_closed(first, self.today())

    def test_worker_that_is_killed_in_closing_keeps_no_order_waiting(self):
        first = self.post(2)
        self.end_transaction()
        Session = self.registry["pos.session"]
        kill = patch.object(Session, "close_session_from_ui", side_effect=SystemExit)
        with kill as close:
            # What was committed before stays, which Odoo's assertRaises would undo.
            with (
                suppress(SystemExit),
                self.enter_registry_test_mode(),
                self.registry.cursor() as cr,
            ):
                self.store.with_env(self.env(cr=cr))._post_orders()
            self.env.invalidate_all()
            self.assertEqual((first.state, first.rescue), ("opened", True))
            second = self.post()
        close.assert_called_once()
        self.assertNotEqual(first, second)
        self.close_due()
        self.assert_closed(first, self.today())
        self.assertEqual(second.state, "opened")

    def test_other_web_registers_and_registers_have_room_of_their_own(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        other = self.pay(7.5, self.store._get_register(euro))
        first = self.post(2)
        self.post()
        self.assertEqual((first.state, other.state), ("closed", "opened"))


class TestClosing(SessionCase):
    def queries_of_closing(self, count):
        for _ in range(count):
            session = self.pay()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")
        return self.env.cr.sql_log_count - before

    def test_it_asks_once_for_all_orders_and_what_is_short_is_ordered(self):
        rules = self.env["stock.warehouse.orderpoint"]
        rule = rules.create({"product_id": self.mug.id, "trigger": "auto"})
        ordered = []

        def procure(rules, **_options):
            ordered.append(rules)

        self.patch(type(rules), "_procure_orderpoint_confirm", procure)
        _first, few, many = map(self.queries_of_closing, (1, 2, 6))
        self.assertLess(many - few, 4)
        self.assertEqual(ordered, [rule] * 3)

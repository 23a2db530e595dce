"""A session whose entry does not balance says by how much and because of what."""

from datetime import date

from odoo.tools import html2plaintext

from ...models.connector_context import as_connector
from .session_case import SessionCase


class TestImbalance(SessionCase):
    def setUp(self):
        super().setUp()
        with self.at("2026-06-10", "10:00"):
            self.session = self.pay()
            self.pay(20.0)
            self.pay(-3.0)

    def spoil(self, amount, cents):
        """Another module changes the price of what was sold for this amount."""
        order = self.session.order_ids.filtered(lambda o: o.amount_total == amount)
        as_connector(order.lines).price_unit += cents
        self.env.flush_all()
        return order

    def test_amount_and_order_are_named(self):
        order = self.spoil(7.5, 0.01)
        order.pos_reference = "BC-100"
        for _ in range(3):
            self.close_due()
        self.assertEqual(self.session.state, "opened")
        [message] = self.reported()
        told = html2plaintext(message.body).replace("\N{NO-BREAK SPACE}", "")
        for part in (
            "differ by $0.01.",
            "Cause: BC-100 (sold for $7.51, paid $7.50).",
            "accountant to close it manually",
        ):
            self.assertIn(part, told)

    def test_refund_at_fault_is_named(self):
        order = self.spoil(-3.0, 0.02)
        order.pos_reference = "BC-100/2"
        self.close_due()
        [message] = self.reported()
        self.assertIn("Cause: BC-100/2 (sold for", message.body)
        self.assertNotIn("; ", message.body)

    def test_a_session_closes_once_its_imbalance_is_corrected(self):
        self.spoil(7.5, 0.01)
        self.close_due()
        self.spoil(7.5, -0.01)
        self.close_due()
        self.assert_closed(self.session, date(2026, 6, 10))

    def test_closed_by_hand_odoo_asks_and_says_why(self):
        self.spoil(7.5, 0.01).pos_reference = "BC-100"
        self.end_transaction()
        # Odoo rolls back before it asks.
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            session = self.session.with_env(self.env(cr=cr))
            action = session.action_pos_session_closing_control()
        self.assertEqual(self.session.state, "opened")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn("BC-100", wizard.message)
        self.assertEqual(round(abs(wizard.amount_to_balance), 2), 0.01)
        wizard.with_context(active_ids=self.session.ids).close_session()
        self.assertEqual(self.session.state, "closed")
        entry = self.session.move_id
        self.assertEqual((entry.state, entry.date), ("posted", date(2026, 6, 10)))
        off = entry.line_ids.filtered(lambda line: "Difference" in line.name)
        self.assertEqual(abs(off.balance), 0.01)

"""The web register and its sessions, at chosen times of the store's clock."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import Command, fields

from ...models.connector_context import as_connector
from ..common import BigcommerceCase

CHICAGO = "America/Chicago"


class SessionCase(BigcommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug = cls.new_product("MUG", 7.5)

    def setUp(self):
        super().setUp()
        self.store.timezone = CHICAGO
        self.register = self.store._get_register(self.env.company.currency_id)
        self.sell_online(self.mug)

    def at(self, day, clock, zone=CHICAGO):
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
        as_connector(self.env["pos.order"]).sync_from_ui(
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
        return datetime.now(ZoneInfo(CHICAGO)).date()

    def reported(self):
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

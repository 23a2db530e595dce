"""Registers that are open are told of web orders that were posted, and of which."""

import json
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import new_test_user

from ..finding_case import FindingCase


class TestWebOrderNews(FindingCase):
    def setUp(self):
        super().setUp()
        self.register = self.env["pos.config"].create({"name": "Shop Register"})
        self.cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )

    def set_quantity(self, number, quantity):
        line = self.orders.get(number).lines[0]
        self.orders.edit(number, lines=[{"id": line.id, "quantity": quantity}])
        self.sync_orders()

    def news(self):
        """What the register was sent since it was asked last: numbers of web orders,
        and whether they are new.
        """
        orders = self.env["bigcommerce.order"]
        return [
            (int(orders.browse(order["id"]).external_id), order["is_new"])
            for order in self.sent(self.register)
        ]

    def sent(self, register):
        self.env.flush_all()
        channel = json.dumps(
            [self.env.cr.dbname, register.access_token], separators=(",", ":")
        )
        rows = self.env["bus.bus"].search([("channel", "=", channel)], order="id")
        messages = [json.loads(message) for message in rows.mapped("message")]
        rows.unlink()
        kind = f"{register.access_token}-BIGCOMMERCE_ORDERS"
        return [
            order
            for message in messages
            if message["type"] == kind
            for order in message["payload"]
        ]

    def read_news(self, register, orders):
        self.env.invalidate_all()
        asked = self.env["bigcommerce.register"].with_user(self.cashier)
        return asked.read_news(register.id, orders.ids)

    def open(self, register):
        session = self.env["pos.session"].create(
            {"config_id": register.id, "user_id": self.env.uid}
        )
        session.set_opening_control(0, None)
        return register

    def register_of_another_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        journals = self.env["account.journal"].create(
            [
                {"name": "Euro", "type": kind, "code": code, "currency_id": euro.id}
                for kind, code in (("sale", "EURS"), ("bank", "EURB"))
            ]
        )
        method = self.env["pos.payment.method"].create(
            {"name": "Euro", "journal_id": journals[1].id}
        )
        return self.env["pos.config"].create(
            {
                "name": "Euro",
                "journal_id": journals[0].id,
                "invoice_journal_id": journals[0].id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )

    def register_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        env = self.env(context={"allowed_company_ids": company.ids})
        journal = env["account.journal"].create(
            {"name": "Other", "type": "sale", "code": "OTHS"}
        )
        register = env["pos.config"].create(
            {
                "name": "Other",
                "company_id": company.id,
                "journal_id": journal.id,
                "invoice_journal_id": journal.id,
                "payment_method_ids": [Command.clear()],
            }
        )
        self.assertEqual(register.currency_id, self.register.currency_id)
        return register

    def test_a_register_whose_opening_is_not_confirmed_is_told_too(self):
        """Its cashier may look at orders before she counts the cash."""
        values = {"config_id": self.register.id, "user_id": self.env.uid}
        session = self.env["pos.session"].create(values)
        self.assertEqual(session.state, "opening_control")
        number = self.place()
        self.sync_orders()
        self.assertEqual(self.news(), [(number, True)])

    def test_open_registers_are_told_of_what_was_posted(self):
        self.place()
        self.sync_orders()
        self.assertFalse(self.news(), "it was not open")
        self.open(self.register)
        foreign = self.open(self.register_of_another_currency())
        others = foreign | self.open(self.register_of_another_company())
        number = self.place(2)
        self.sync_orders()
        order = self.web_order(number)
        # Whoever reads the register's QR code may listen.
        self.assertEqual(self.sent(self.register), [{"id": order.id, "is_new": True}])
        self.assertEqual(
            self.read_news(self.register, order),
            [
                {
                    "id": order.id,
                    "number": str(number),
                    "store": "",
                    "customer": "Jane Doe",
                    "total": 15,
                }
            ],
        )
        for other in others:
            self.assertFalse(self.sent(other), other.name)
        self.assertFalse(self.read_news(foreign, order))
        self.set_quantity(number, 1)
        self.assertEqual(self.news(), [(number, False)])

    def test_what_the_back_office_packs_and_ships_shows(self):
        self.store.goods_leave = "shipped"
        self.open(self.register)
        number = self.place()
        self.sync_orders()
        self.assertEqual(self.news(), [(number, True)])
        waiting = self.web_order(number).pos_order_ids.picking_ids
        self.env["stock.quant"]._update_available_quantity(
            waiting.product_id, waiting.location_id, 9
        )
        waiting.action_assign()
        for prepare in (
            waiting.action_bigcommerce_ready,
            waiting.action_bigcommerce_not_ready,
            waiting.button_validate,
        ):
            prepare()
            self.env.cr.precommit.run()
            self.assertEqual(self.news(), [(number, False)], prepare)

    def test_what_is_paid_days_after_it_was_ordered_is_new(self):
        self.open(self.register)
        now = fields.Datetime.now()
        self.store.connected_on = now - timedelta(days=9)
        late = self.place(created=now - timedelta(days=3), status_id=7)
        self.sync_orders()
        self.assertFalse(self.news())
        self.orders.edit(late, status_id=11)
        several = [late, *(self.place() for _index in range(5))]
        self.sync_orders()
        self.assertEqual(sorted(self.news()), [(one, True) for one in several])

    def test_nobody_is_told_of_older_orders_that_are_imported(self):
        self.open(self.register)
        old = self.place(created=fields.Datetime.now() - timedelta(days=3))
        self.store._recover_order(str(old), is_confirmed=True)
        self.sync_orders()
        self.assertTrue(self.web_order(old).is_posted)
        self.assertFalse(self.news())
        self.set_quantity(old, 2)
        self.assertEqual(self.news(), [(old, False)])

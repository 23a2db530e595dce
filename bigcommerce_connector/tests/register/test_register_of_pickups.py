"""What is collected is sold in the web register of the place where it is collected."""

from decimal import Decimal

from odoo import Command
from odoo.exceptions import ValidationError

from ..pickup_case import PickupCase


class TestRegisterOfPickups(PickupCase):
    def setUp(self):
        super().setUp()
        self.register = self.store._get_register(self.env.company.currency_id)

    def register_of(self, order):
        return self.last(order).config_id

    def rate(self, currency):
        currency.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "rate": 0.8, "name": "2026-01-01"}
        )

    def value_shirts(self):
        """They cost 8 each, and that is booked as they leave."""
        self.env.company.inventory_valuation = "real_time"
        self.shirt.categ_id = self.shirt.categ_id.create(
            {"name": "Shirts", "property_valuation": "real_time"}
        )
        self.shirt.standard_price = 8

    def cost(self, entries):
        account = self.shirt.product_tmpl_id.get_product_accounts()["expense"]
        costs = entries.line_ids.filtered(lambda line: line.account_id == account)
        return sum(costs.mapped("balance"))

    def test_it_is_sold_and_refunded_where_it_is_collected(self):
        order, shipped = self.collect(("MUG", 3)), self.place(("MUG", 1))
        register = self.register_of(order)
        self.assertEqual(register.picking_type_id, self.outlet.pos_type_id)
        self.assertEqual(register.name, f"{self.register.name}, Outlet")
        self.assertEqual(register.payment_method_ids, self.register.payment_method_ids)
        self.assertEqual(register.journal_id, self.register.journal_id)
        self.assertEqual(self.register_of(shipped), self.register)
        self.deliver(self.waiting(order))
        self.refund(order, 1)
        sale, refund = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertEqual(refund.session_id, sale.session_id)
        self.assertEqual(self.at_outlet(), 8)
        self.assertEqual(self.store.config_ids, self.register | register)
        sessions = self.store._web_sessions()
        self.assertEqual(sessions.config_id, self.store.config_ids)
        for session in sessions:
            self.store._close_session(session)
        self.assertEqual(set(sessions.mapped("state")), {"closed"})
        self.assertEqual(set(sessions.move_id.mapped("state")), {"posted"})
        self.assertEqual(len(sessions.move_id), 2)

    def test_what_it_costs_is_booked_with_the_next_session_of_any_of_them(self):
        """The next order that is collected there may be weeks away."""
        self.value_shirts()
        order = self.collect(("SHIRT-M", 3))
        self.store._close_session(self.store._web_sessions())
        self.deliver(self.waiting(order), 2)
        self.place(("MUG", 1))
        session = self.store._web_sessions()
        self.assertEqual(session.config_id, self.register)
        self.store._close_session(session)
        self.assertEqual(self.cost(session.move_id), 16)

    def test_what_an_invoice_may_book_waits_for_its_own_session(self):
        self.value_shirts()
        sale = self.place_and_deliver(("SHIRT-M", 3)).pos_order_ids
        outlet = self.collect(("MUG", 1)).pos_order_ids.session_id
        self.store._close_session(outlet)
        sale.with_context(generate_pdf=False).action_pos_order_invoice()
        self.store._close_session(sale.session_id)
        entries = outlet.move_id | sale.account_move | sale.session_id.move_id
        self.assertEqual(self.cost(entries), 24)

    def test_the_till_of_any_shop_shows_both(self):
        orders = self.collect(("MUG", 1)) | self.place(("MUG", 1))
        till = self.env["pos.config"].create({"name": "Shop"})
        self.assertEqual(till._bigcommerce_web_registers(), self.store.config_ids)
        list_of = self.env["bigcommerce.register"].search_posted
        found = list_of(till.id, [], "", limit=10, offset=0)
        self.assertEqual(len(found["orders"]), len(orders))

    def test_it_follows_the_place(self):
        order = self.collect(("MUG", 4))
        outlet = self.register_of(order)
        self.assertNotEqual(outlet, self.register)
        self.collect_at(order, 1)
        order = self.edit(order, MUG=5)
        self.assertEqual(self.register_of(order), self.register)
        self.collect_at(order, 2)
        order = self.edit(order, MUG=2)
        self.assertEqual(self.register_of(order), outlet)
        self.assertEqual(self.units_waiting(order), 2)
        sold = sum(order.pos_order_ids.mapped("amount_total"))
        self.assertEqual(order.amount_net, sold)

    def test_one_that_was_archived_is_used_again(self):
        outlet = self.register_of(self.collect(("MUG", 1)))
        self.store._close_session(self.store._web_sessions())
        outlet.action_archive()
        self.assertEqual(self.store.config_ids, self.register)
        self.assertEqual(self.register_of(self.collect(("MUG", 1))), outlet)
        self.assertTrue(outlet.active)
        self.assertEqual(self.store.config_ids, self.register | outlet)

    def test_not_where_pickups_are_nobodys_matter(self):
        self.store.pickup_sync = False
        self.assertEqual(self.register_of(self.collect(("MUG", 1))), self.register)

    def test_a_currency_has_one_journal_wherever_it_is_collected(self):
        euro = self.env.ref("base.EUR")
        self.rate(euro)
        self.web_orders.exchange_rates["EUR"] = Decimal("0.8")
        ours = self.register_of(self.place(("MUG", 1), currency="EUR"))
        there = self.register_of(self.collect(("MUG", 1), currency="EUR"))
        self.assertNotEqual(there, ours)
        self.assertEqual(there.name, f"{self.register.name}, Outlet (EUR)")
        self.assertEqual(there.currency_id, euro)
        self.assertEqual(there.journal_id, ours.journal_id)
        self.assertEqual(there.payment_method_ids, ours.payment_method_ids)

    def test_its_journals_and_methods_are_those_of_the_stores_own(self):
        """Another register may have had others, when the store sold from there."""
        other = self.register_of(self.collect(("MUG", 1)))
        self.store._close_session(self.store._web_sessions())
        other.payment_method_ids = [
            Command.create(
                {
                    "name": "Online",
                    "journal_id": self.new_journal("bank").id,
                    "bigcommerce_tender": "online",
                }
            )
        ]
        self.register.journal_id = self.new_journal("sale")
        self.register.invoice_journal_id = self.new_journal("sale")
        third = self.outlet.create({"name": "Third", "code": "TRD"})
        made = self.store._get_register(self.env.company.currency_id, third)
        for field in ("journal_id", "invoice_journal_id", "payment_method_ids"):
            self.assertEqual(made[field], self.register[field])

    def new_journal(self, kind):
        return self.env["account.journal"].create({"name": "Web", "type": kind})

    def card(self):
        """A payment method that the store's own register has, too."""
        card = self.env["pos.payment.method"].create(
            {"name": "Card", "journal_id": self.new_journal("bank").id}
        )
        self.register.payment_method_ids = [Command.link(card.id)]
        return card

    def test_one_that_is_older_than_the_choice_of_a_method_gets_it(self):
        outlet = self.register_of(self.collect(("MUG", 1)))
        self.store._close_session(self.store._web_sessions())
        self.store.pickup_sync = False
        card = self.card()
        self.store._get_payment_method("Card").pos_payment_method_id = card
        self.store.pickup_sync = True
        order = self.collect(("MUG", 1), payment_method="Card")
        self.assertEqual(self.register_of(order), outlet)
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, card)

    def test_a_chosen_payment_method_is_of_all_of_them(self):
        card = self.card()
        row = self.store._get_payment_method("Card")
        row.pos_payment_method_id = card
        order = self.collect(("MUG", 1), payment_method="Card")
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, card)
        row.pos_payment_method_id = False
        self.store._close_session(order.pos_order_ids.session_id)
        outlet = self.register_of(order)
        outlet.payment_method_ids = [Command.unlink(card.id)]
        with self.assertRaisesRegex(ValidationError, f"add the register {outlet.name}"):
            row.pos_payment_method_id = card
        outlet.payment_method_ids = [Command.link(card.id)]
        row.pos_payment_method_id = card

    def test_it_waits_for_the_books_like_any_other(self):
        self.lock_books("2099-12-31")
        lines = [{"sku": "MUG", "quantity": 1}]
        external_id = self.web_orders.place(lines=lines, location_id=2).id
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertTrue(order.is_waiting_for_unlock)
        self.lock_books(None)
        self.sync_orders()
        self.assertEqual(order.state, "synced", order.message)
        register = self.register_of(order)
        self.assertEqual(register.picking_type_id, self.outlet.pos_type_id)

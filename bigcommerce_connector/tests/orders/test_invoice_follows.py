"""What follows an invoiced transaction of a web order is invoiced with it."""

from datetime import timedelta

from ..invoice_case import InvoiceCase


class TestInvoiceFollows(InvoiceCase):
    def last(self, order):
        return self.transactions(order)[-1]

    def test_a_refund_of_an_invoiced_order_is_a_credit_note(self):
        order = self.place(("SHIRT-M", 3, {"price": "9.99"}), tax_rate="10")
        invoice = self.invoice(order.pos_order_ids)
        self.set_quantity(order, "SHIRT-M", 1)
        credit_note = self.last(order).account_move
        self.assert_invoice(credit_note, self.last(order))
        self.assertEqual(credit_note.reversed_entry_id, invoice)
        self.close(order)
        self.assert_books(order)

    def test_the_refund_of_an_invoiced_order_returns_to_each_tender(self):
        order = self.place(
            ("SHIRT-M", 3, {"price": "9.99"}),
            tax_rate="10",
            gift_certificate="12",
            store_credit="5",
        )
        self.invoice(order.pos_order_ids)
        self.change(order, {"status_id": 5})
        refund = self.last(order)
        self.assertEqual(len(refund.payment_ids), 3)
        self.assert_invoice(refund.account_move, refund)
        self.close(order)
        self.assert_books(order)
        self.assert_cents(sum(order.pos_order_ids.mapped("amount_total")), 0)

    def test_invoiced_after_the_session_was_closed(self):
        order = self.place(("SHIRT-M", 3, {"price": "9.99"}), tax_rate="10")
        self.close(order)
        invoice = self.invoice(order.pos_order_ids)
        self.set_quantity(order, "SHIRT-M", 1)
        credit_note = self.last(order).account_move
        self.assertEqual(credit_note.reversed_entry_id, invoice)
        self.assert_invoice(credit_note, self.last(order))
        self.close(order)
        self.assert_books(order)

    def test_a_credit_note_is_of_the_day_of_its_books(self):
        """A refund need not touch the order: its last change may be months ago."""
        order = self.place(("SHIRT-M", 3, {"price": "9.99"}), tax_rate="10")
        self.invoice(order.pos_order_ids)
        web = self.simulator.store.orders.get(int(order.external_id))
        web.modified -= timedelta(days=60)
        self.simulator.store.switches.refund_touches_order = False
        item = {"item_type": "PRODUCT", "item_id": web.lines[0].id, "quantity": 1}
        self.simulator.store.orders.refund(web.id, [item])
        self.sync_orders()
        refund = self.last(order)
        day = refund.session_id._bigcommerce_business_date()
        self.assertEqual(refund.account_move.move_type, "out_refund")
        self.assertEqual(refund.account_move.invoice_date, day)
        self.assertEqual(refund.account_move.date, day)

    def test_money_given_back_without_goods(self):
        order = self.place(("SHIRT-M", 1, {}), shipping={"cost": "9.00"}, tax_rate="10")
        invoice = self.invoice(order.pos_order_ids)
        self.change(
            order, {"shipping_cost_ex_tax": "2", "shipping_cost_inc_tax": "2.2"}
        )
        credit_note = self.last(order).account_move
        self.assert_invoice(credit_note, self.last(order))
        self.assertEqual(credit_note.reversed_entry_id, invoice)
        self.close(order)
        self.assert_books(order)

    def test_a_further_sale_of_an_invoiced_order(self):
        order = self.place(("SHIRT-M", 1, {}), tax_rate="10")
        self.invoice(order.pos_order_ids)
        self.set_quantity(order, "SHIRT-M", 2)
        self.assert_invoice(self.last(order).account_move, self.last(order))
        self.close(order)
        self.assert_books(order)

    def test_another_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.8, "name": "2026-01-01"}
        )
        order = self.place(
            ("SHIRT-M", 3, {"price": "9.99"}),
            currency="EUR",
            tax_rate="10",
            store_credit="5",
        )
        self.invoice(order.pos_order_ids)
        self.change(order, {"status_id": 5})
        refund = self.last(order)
        self.assert_invoice(refund.account_move, refund)
        self.close(order)
        self.assert_books(order)

    def test_nobody_asked_for_an_invoice(self):
        order = self.place(("SHIRT-M", 3, {}))
        self.set_quantity(order, "SHIRT-M", 1)
        self.set_quantity(order, "SHIRT-M", 2)
        self.assertFalse(order.pos_order_ids.account_move)

    def test_a_refund_of_what_was_not_invoiced(self):
        order = self.place(("SHIRT-M", 1, {}))
        self.set_quantity(order, "SHIRT-M", 3)
        first, more = self.transactions(order)
        self.invoice(first)
        self.set_quantity(order, "SHIRT-M", 2)
        self.assertEqual(self.last(order).refunded_order_id, more)
        self.assertFalse(self.last(order).account_move)

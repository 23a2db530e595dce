"""A web order is invoiced on request: same cents, same books."""

from .common import BigcommerceCase


class InvoiceCase(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.shirt = self.sell("SHIRT-M", 20)
        self.mug = self.sell("MUG", 7.5)
        # No PDF: what is tested is what is booked.
        self.env = self.env(context={**self.env.context, "generate_pdf": False})

    def place(self, *lines, **details):
        details.setdefault("customer", {"email": "ada@example.com", "id": 5})
        order = self.simulator.store.orders.place(
            lines=[
                {"sku": line[0], "quantity": line[1], **(line[2] if line[2:] else {})}
                for line in lines
            ],
            **details,
        )
        self.sync_orders()
        return self.web_order(order.id)

    def change(self, order, body):
        self.shop.orders.update(order.external_id, body)
        self.sync_orders()

    def set_quantity(self, order, sku, quantity):
        [line] = [
            line
            for line in self.shop.orders.products(order.external_id)
            if line["sku"] == sku
        ]
        self.change(order, {"products": [{"id": line["id"], "quantity": quantity}]})

    def transactions(self, order):
        self.assertEqual(order.state, "synced", order.message)
        return order.pos_order_ids.sorted("bigcommerce_revision")

    def invoice(self, transaction):
        """Invoice as a user does in the back office, and compare to the cent."""
        transaction = transaction.with_context(generate_pdf=False)
        action = transaction.action_pos_order_invoice()
        invoice = self.env["account.move"].browse(action["res_id"])
        self.assertEqual(invoice.state, "posted")
        sign = -1 if invoice.move_type == "out_refund" else 1
        self.assert_cents(sign * invoice.amount_total, transaction.amount_total)
        self.assert_cents(sign * invoice.amount_tax, transaction.amount_tax)
        self.assert_cents(invoice.amount_residual, 0)
        self.assert_balanced(invoice)
        return invoice

    def assert_cents(self, one, other):
        self.assertEqual(round(one * 100), round(other * 100), (one, other))

    def assert_balanced(self, entry):
        self.assertEqual(entry.state, "posted")
        self.assert_cents(
            sum(entry.line_ids.mapped("debit")), sum(entry.line_ids.mapped("credit"))
        )

    def close(self, order):
        """Close the session; its books must balance and owe nobody anything."""
        sessions = order.pos_order_ids.session_id
        for session in sessions:
            self.store._close_session(session)
            self.assertEqual(session.state, "closed", self.store.last_error)
            if session.move_id:
                self.assert_balanced(session.move_id)

    def assert_books(self, order):
        """Over all entries: income and tax are those of the web order."""
        moves = self.env["account.move"].search(
            [("company_id", "=", self.env.company.id), ("id", ">", self.last_move)]
        )
        tax = moves.line_ids.filtered("tax_line_id")
        income = moves.line_ids.filtered(
            lambda line: line.account_id.account_type == "income"
        )
        posted = order.pos_order_ids
        self.assert_cents(-sum(tax.mapped("balance")), sum(posted.mapped("amount_tax")))
        self.assert_cents(
            -sum(income.mapped("balance")),
            sum(posted.mapped("amount_total")) - sum(posted.mapped("amount_tax")),
        )
        receivable = moves.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assert_cents(sum(receivable.mapped("balance")), 0)

    @property
    def last_move(self):
        return self._last_move

    def run(self, result=None):
        self._last_move = 0
        return super().run(result)


class TestInvoice(InvoiceCase):
    def setUp(self):
        super().setUp()
        self._last_move = (
            self.env["account.move"].search([], order="id desc", limit=1).id
        )

    def life(self):
        """A sale with odd cents, a refund, an increase and a money-only change."""
        order = self.place(
            ("SHIRT-M", 3, {"discount": "10"}),
            ("MUG", 7),
            tax_rate="8.25",
            shipping={"cost": "4.99", "method": "Post"},
        )
        self.set_quantity(order, "MUG", 4)
        self.set_quantity(order, "MUG", 9)
        self.change(
            order, {"shipping_cost_ex_tax": "2.00", "shipping_cost_inc_tax": "2.17"}
        )
        return order

    def test_every_kind_before_closing(self):
        order = self.life()
        for transaction in self.transactions(order):
            self.invoice(transaction)
        self.close(order)
        self.assert_books(order)

    def test_every_kind_after_closing(self):
        order = self.life()
        self.close(order)
        for transaction in self.transactions(order):
            self.invoice(transaction)
        self.assert_books(order)

    def test_untaxed_thirds(self):
        order = self.place(("SHIRT-M", 7, {"discount": "50"}))
        self.invoice(self.transactions(order))
        self.close(order)
        self.assert_books(order)

"""Web orders of a customer, and their invoices compared to the cent."""

from contextlib import closing

from .order_life_case import ShirtsAndMugs


class InvoiceCase(ShirtsAndMugs):
    def setUp(self):
        super().setUp()
        self.last_move = self.env["account.move"].search([], order="id desc", limit=1)

    def place(self, *lines, **details):
        """The web order of a customer, synced; lines: SKU, quantity, more."""
        details.setdefault("customer", {"email": "ada@example.com", "id": 5})
        order = self.simulator.store.orders.place(
            lines=[
                {"sku": sku, "quantity": quantity, **more}
                for sku, quantity, more in lines
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

    def life(self, **details):
        """A sale with odd cents, a refund, an increase and two money-only changes."""
        order = self.place(
            ("SHIRT-M", 7, {"discount": "10"}),
            ("MUG", 7, {}),
            **{
                "tax_rate": "8.25",
                "shipping": {"cost": "4.99", "method": "Post"},
                **details,
            },
        )
        self.set_quantity(order, "MUG", 4)
        self.set_quantity(order, "MUG", 9)
        for cost in ("2", "6.33"):
            self.change(
                order, {"shipping_cost_ex_tax": cost, "shipping_cost_inc_tax": cost}
            )
        kinds = [posted.is_refund for posted in self.transactions(order)]
        self.assertEqual(kinds, [False, True, False, True, False])
        return order

    def transactions(self, order):
        self.assertEqual(order.state, "synced", order.message)
        return order.pos_order_ids.sorted("bigcommerce_revision")

    def invoice(self, transaction):
        """Invoice as a user does in the back office, and compare to the cent."""
        # No PDF: what is tested is what is booked.
        action = transaction.with_context(generate_pdf=False).action_pos_order_invoice()
        invoice = self.env["account.move"].browse(action["res_id"])
        self.assert_invoice(invoice, transaction)
        return invoice

    def assert_invoice(self, invoice, transaction):
        self.assertEqual(invoice.state, "posted")
        sign = -1 if transaction.is_refund else 1
        kind = "out_refund" if transaction.is_refund else "out_invoice"
        self.assertEqual(invoice.move_type, kind)
        self.assertEqual(invoice.currency_id, transaction.currency_id)
        self.assert_cents(sign * invoice.amount_total, transaction.amount_total)
        self.assert_cents(sign * invoice.amount_tax, transaction.amount_tax)
        self.assert_cents(invoice.amount_residual, 0)
        self.assert_balanced(invoice)

    def assert_cents(self, one, other):
        self.assertEqual(round(one * 100), round(other * 100), (one, other))

    def assert_balanced(self, entry):
        self.assertEqual(entry.state, "posted")
        self.assert_cents(
            sum(entry.line_ids.mapped("debit")), sum(entry.line_ids.mapped("credit"))
        )

    def close(self, order):
        sessions = order.pos_order_ids.session_id
        for session in sessions.filtered(lambda session: session.state != "closed"):
            self.store._close_session(session)
            self.assertEqual(session.state, "closed", self.store.last_error)
            if session.move_id:
                self.assert_balanced(session.move_id)

    def assert_books(self, order):
        """Over all entries: income and tax are the order's, and nobody owes a thing."""
        lines = self.env["account.move.line"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("move_id", ">", self.last_move.id),
            ]
        )
        posted = order.pos_order_ids
        tax = sum(posted.mapped("amount_tax"))
        total = sum(posted.mapped("amount_total"))

        def booked(kept):
            return -sum(lines.filtered(kept).mapped("amount_currency"))

        self.assert_cents(booked(lambda line: line.tax_line_id), tax)
        self.assert_cents(
            booked(lambda line: line.account_id.account_type == "income"), total - tax
        )
        receivable = lines.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assert_cents(sum(receivable.mapped("balance")), 0)

    def assert_kinds(self, order, *whens):
        """The same for each ``when``: all find the order as it was before the first."""
        for when in whens:
            with self.subTest(when=when), closing(self.env.cr.savepoint()):
                self.assert_every_kind(order, when)

    def assert_every_kind(self, order, when):
        """Invoice all transactions of an order before or after closing, or some."""
        transactions = self.transactions(order)
        if when == "after":
            self.close(order)
        chosen = transactions[::2] if when == "some" else transactions
        for transaction in chosen:
            with self.subTest(transaction.pos_reference):
                self.invoice(transaction)
        if when != "after":
            self.close(order)
        for transaction in transactions - chosen:
            self.invoice(transaction)
        self.assert_books(order)

"""A web order is invoiced on request: same cents, same books."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from ..invoice_case import InvoiceCase


class TestInvoice(InvoiceCase):
    def test_before_and_after_closing(self):
        self.assert_kinds(self.life(), "before", "after", "some")

    def test_untaxed_thirds(self):
        order = self.place(("SHIRT-M", 7, {"discount": "50"}))
        self.assert_kinds(order, "before", "after")

    def test_taxes_rounded_per_line(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        self.assert_every_kind(self.life(), "some")

    def test_prices_with_tax(self):
        self.assert_every_kind(self.life(prices_include_tax=True), "some")

    def test_split_tender(self):
        order = self.life(gift_certificate="25", store_credit="10")
        self.assertEqual(len(order.pos_order_ids.payment_ids), 7)
        self.assert_every_kind(order, "some")

    def test_the_owners_tax(self):
        for include in ("tax_excluded", "tax_included"):
            with self.subTest(include):
                self.last_move = self.env["account.move"].search(
                    [], order="id desc", limit=1
                )
                tax = self.env.company.account_sale_tax_id.copy(
                    {
                        "name": f"Owner's {include}",
                        "amount": 8.25,
                        "price_include_override": include,
                    }
                )
                self.store.tax_ids.unlink()
                self.env["bigcommerce.tax"].create(
                    {"store_id": self.store.id, "rate": 8.25, "tax_id": tax.id}
                )
                order = self.life()
                self.assertIn(tax, order.pos_order_ids.lines.tax_ids)
                self.assert_every_kind(order, "some")

    def euros(self):
        eur = self.env.ref("base.EUR")
        eur.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": eur.id, "name": "2020-01-01", "rate": 0.8}
        )
        # Another rate from today on: payments are of now, orders of when they came.
        self.env["res.currency.rate"].create(
            {"currency_id": eur.id, "name": fields.Date.today(), "rate": 0.77}
        )
        return eur

    def test_another_currency(self):
        eur = self.euros()
        order = self.life(currency="EUR", gift_certificate="25", store_credit="10")
        self.assertEqual(order.pos_order_ids.currency_id, eur)
        order.pos_order_ids[-1].date_order = "2021-01-01"
        self.assert_kinds(order, "before", "some", "after")

    def test_another_currency_whose_payments_name_the_customer(self):
        """*Identify Customer* gives every payment a line of its own in the books."""
        eur = self.euros()
        tenders = {"currency": "EUR", "gift_certificate": "25", "store_credit": "10"}
        order = self.place(("MUG", 7, {}), **tenders)
        self.close(order)
        order.pos_order_ids.payment_ids.payment_method_id[:2].split_transactions = True
        self.last_move = self.env["account.move"].search([], order="id desc", limit=1)
        order = self.life(**tenders)
        self.assertEqual(order.pos_order_ids.currency_id, eur)
        self.assert_every_kind(order, "after")

    def test_valued_stock(self):
        self.env.company.anglo_saxon_accounting = True
        category = self.env["product.category"].create(
            {
                "name": "Valued",
                "property_cost_method": "average",
                "property_valuation": "real_time",
            }
        )
        (self.shirt + self.mug).write({"categ_id": category.id, "standard_price": 3})
        self.assert_every_kind(self.life(), "some")

    def test_a_line_up_and_a_line_down(self):
        """A transaction whose lines have both signs, for more and for less money."""
        for first, second in (("1", "30"), ("30", "1")):
            with self.subTest(first):
                order = self.place(
                    ("SHIRT-M", 2, {"price": "20"}), ("MUG", 3, {}), tax_rate="10"
                )
                by_sku = {
                    line["sku"]: line["id"]
                    for line in self.shop.orders.products(order.external_id)
                }
                self.change(
                    order,
                    {
                        "products": [
                            {
                                "id": by_sku[sku],
                                "price_ex_tax": price,
                                "price_inc_tax": price,
                            }
                            for sku, price in (("SHIRT-M", first), ("MUG", second))
                        ]
                    },
                )
                self.last_move = self.env["account.move"].search(
                    [], order="id desc", limit=1
                )
                self.assertGreater(len(self.transactions(order)), 1)
                self.assert_every_kind(order, "before")


class TestInvoiceDocument(InvoiceCase):
    def test_an_invoice_is_for_the_customer_and_names_where_the_goods_went(self):
        order = self.place(
            ("MUG", 1, {}),
            customer_message="Ring twice",
            shipping={"address": {"street_1": "2 Park Lane"}},
        )
        # The oldest delivery address of the customer is not that of this order.
        older = order.partner_id.create(
            {"name": "A", "parent_id": order.partner_id.id, "type": "delivery"}
        )
        self.assertIn(older, order.partner_id.child_ids)
        invoice = self.invoice(order.pos_order_ids)
        self.assertEqual(invoice.partner_id, order.partner_id)
        self.assertEqual(invoice.partner_shipping_id, order.partner_shipping_id)
        self.assertFalse(invoice.invoice_user_id)
        self.assertIn("Ring twice", invoice.invoice_line_ids.mapped("name"))

    def test_a_cashier_invoices(self):
        cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        for when in ("before", "after"):
            with self.subTest(f"{when} closing"):
                order = self.place(("MUG", 3, {}), tax_rate="8.25")
                if when == "after":
                    self.close(order)
                invoice = self.invoice(order.pos_order_ids.with_user(cashier))
                self.assertFalse(invoice.sudo().invoice_user_id)

    def test_a_guest_without_contact_is_invoiced_once_its_customer_is_chosen(self):
        self.store.guest_contact = "none"
        order = self.place(("MUG", 1, {}), customer={"email": "ada@example.com"})
        with self.assertRaises(UserError) as error:
            self.invoice(order.pos_order_ids)
        self.assertIn("Customer", str(error.exception))
        order.pos_order_ids.partner_id = self.env["res.partner"].create({"name": "Ada"})
        self.invoice(order.pos_order_ids)

    def test_the_invoice_of_several_transactions(self):
        order = self.life()
        self.close(order)
        sales = order.pos_order_ids.filtered(lambda posted: not posted.is_refund)
        wizard = (
            self.env["pos.make.invoice"]
            .with_context(active_ids=sales.ids, generate_pdf=False)
            .create({"consolidated_billing": True})
        )
        wizard.action_create_invoices()
        invoice = sales.account_move
        self.assertEqual(len(invoice), 1)
        self.assert_cents(invoice.amount_total, sum(sales.mapped("amount_total")))
        self.assert_cents(invoice.amount_tax, sum(sales.mapped("amount_tax")))
        self.assert_cents(invoice.amount_residual, 0)
        self.assert_books(order)

    def test_edits_go_on_after_the_invoice(self):
        order = self.place(("MUG", 3, {}), tax_rate="10")
        self.invoice(order.pos_order_ids)
        self.set_quantity(order, "MUG", 1)
        self.change(order, {"status_id": 5})
        self.assertEqual(sum(self.transactions(order).mapped("amount_total")), 0)
        for refund in order.pos_order_ids.filtered("is_refund"):
            self.invoice(refund)
        self.close(order)
        self.assert_books(order)

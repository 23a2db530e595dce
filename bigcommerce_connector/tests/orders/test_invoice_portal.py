"""A customer asks for the invoice himself, on the page that a receipt's code opens."""

from odoo import Command
from odoo.http import Request
from odoo.tests import tagged

from ..http_case import PatientHttpCase
from ..invoice_case import InvoiceCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestInvoicePortal(InvoiceCase, PatientHttpCase):
    def setUp(self):
        super().setUp()
        self.env.company.country_id = self.env.ref("base.us")
        self.store.self_service_invoicing = True

    def request_invoice(self, transaction, **form):
        url = f"/pos/ticket/validate?access_token={transaction.access_token}"
        answer = self.url_open(url, data=form or None)
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        return transaction.account_move

    def address(self, **form):
        return {
            "csrf_token": Request.csrf_token(self),
            "name": "Ada Byron",
            "company_name": "",
            "email": "ada@example.com",
            "phone": "512 555 0100",
            "street": "1 Main Street",
            "city": "Austin",
            "zipcode": "78751",
            "country_id": self.env.ref("base.us").id,
            "state_id": self.env.ref("base.state_us_44").id,
            **form,
        }

    def test_the_receipts_code_opens_the_request(self):
        order = self.place(("MUG", 1, {}))
        answer = self.url_open(f"/pos/ticket?order_uuid={order.pos_order_ids.uuid}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(order.pos_order_ids.access_token, answer.url)
        self.assertIn(order.partner_id.name, answer.text)

    def test_a_customer_with_a_login(self):
        user = self.env["res.users"].create(
            {
                "name": "Ada Byron",
                "login": "ada",
                "password": "ada-ada-ada",
                "email": "ada@example.com",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        order = self.life()
        self.authenticate("ada", "ada-ada-ada")
        for transaction in self.transactions(order):
            invoice = self.request_invoice(transaction)
            self.assertEqual(invoice.partner_id, user.partner_id)
            self.assert_invoice(invoice, transaction)
        self.close(order)
        self.assert_books(order)

    def test_a_guest_that_the_owner_keeps_no_contact_of(self):
        self.store.guest_contact = "none"
        order = self.place(
            ("MUG", 3, {}), tax_rate="8.25", customer={"email": "ada@example.com"}
        )
        self.close(order)
        self.authenticate(None, None)
        invoice = self.request_invoice(order.pos_order_ids, **self.address())
        self.assertEqual(invoice.partner_id.name, "Ada Byron")
        self.assert_invoice(invoice, order.pos_order_ids)
        self.assert_books(order)

"""Somebody without a login looks for web orders on Odoo's public pages."""

import uuid

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from ...models.connector_context import as_connector
from ..http_case import PatientHttpCase
from ..invoice_case import InvoiceCase
from ..migrations import migrate

# What identities were derived from once, for everybody to read.
_PUBLIC_NAMESPACE = uuid.UUID("5f2c6c0e-5c0f-4b8f-9a64-2d0c6ad3a0b7")


@tagged("post_install", "-at_install", "bigcommerce")
class TestOutsider(InvoiceCase, PatientHttpCase):
    def setUp(self):
        super().setUp()
        self.order = self.life()
        self.posted = self.order.pos_order_ids
        self.customer = self.order.partner_id
        self.authenticate(None, None)

    def open_page(self, path, **form):
        """What the public page answers; a form is sent with what guards it."""
        if form:
            form["csrf_token"] = Request.csrf_token(self)
        return self.url_open(path, data=form or None)

    def assert_learns_nothing(self, answer):
        self.assertNotIn("access_token", answer.url)
        for secret in (self.customer.name, self.customer.email):
            self.assertNotIn(secret, answer.text)

    def derived(self, *parts):
        """What can be told from what a customer knows."""
        name = "/".join((self.store.store_hash, self.order.external_id, *parts))
        return str(uuid.uuid5(_PUBLIC_NAMESPACE, name))

    # === NOBODY CAN TELL AN IDENTITY === #

    def test_identities_are_not_derived_from_numbers(self):
        for transaction in self.posted:
            revision = str(transaction.bigcommerce_revision)
            told = {self.derived(revision)}
            told |= {self.derived(revision, str(index)) for index in range(1, 9)}
            kept = [transaction.uuid, *transaction.lines.mapped("uuid")]
            kept += transaction.payment_ids.mapped("uuid")
            self.assertFalse(told & set(kept))

    def test_stores_do_not_share_identities(self):
        """Nor does a store that is disconnected and connected again change its own."""
        other = self.store.copy()
        self.assertTrue(other.identity_secret)
        self.assertNotEqual(other.identity_secret, self.store.identity_secret)
        secret = self.store.identity_secret
        self.store.action_disconnect()
        self.store.action_connect()
        self.assertEqual(self.store.identity_secret, secret)

    def test_the_secret_is_never_changed(self):
        with self.assertRaises(UserError):
            self.store.identity_secret = "another"

    def test_a_neutralized_copy_knows_nothing_of_the_secret(self):
        secret = self.store.identity_secret
        self.env.flush_all()
        with file_open("bigcommerce_connector/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertNotEqual(self.store.identity_secret, secret)
        self.assertGreaterEqual(len(self.store.identity_secret), 64)

    # === THE PUBLIC PAGES === #

    def test_counting(self):
        for revision in range(1, 7):
            for identity in (
                self.derived(str(revision)),
                f"{self.order.external_id}/{revision}",
                f"BC-{self.order.external_id}",
            ):
                answer = self.open_page(f"/pos/ticket?order_uuid={identity}")
                self.assertEqual(answer.status_code, 200)
                self.assert_learns_nothing(answer)

    def test_the_identity_itself(self):
        for transaction in self.posted:
            answer = self.open_page(f"/pos/ticket?order_uuid={transaction.uuid}")
            self.assertEqual(answer.status_code, 200)
            self.assert_learns_nothing(answer)

    def test_the_form_for_receipts(self):
        self.posted[0].pos_reference = "BC-000000000100"
        details = {
            "pos_reference": "BC-000000000100",
            "date_order": str(fields.Date.to_date(self.posted[0].date_order)),
        }
        for code in ("", "False", "abcde"):
            self.assert_learns_nothing(
                self.open_page("/pos/ticket", **details, ticket_code=code)
            )
        self.posted.ticket_code = "abcde"
        answer = self.open_page("/pos/ticket", **details, ticket_code="abcde")
        self.assert_learns_nothing(answer)
        self.assertIn("No sale order found", answer.text)

    def test_the_access_token(self):
        """Nothing is shown, changed or invoiced, with a login of a customer or none."""
        new_test_user(self.env, "bc_portal", "base.group_portal", password="bc_portal")
        name = self.customer.name
        for login in (None, "bc_portal"):
            self.authenticate(login, login)
            for form in ({}, {"name": "Somebody", "email": "x@example.com"}):
                path = (
                    f"/pos/ticket/validate?access_token={self.posted[0].access_token}"
                )
                self.assertEqual(self.open_page(path, **form).status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(self.posted.partner_id, self.customer)
        self.assertEqual(self.customer.name, name)
        self.assertFalse(self.posted.account_move)

    def test_a_sale_of_the_shop_is_found_as_ever(self):
        register = self.posted.config_id.copy({"name": "Register"})
        session = self.env["pos.session"].create({"config_id": register.id})
        money = dict.fromkeys(
            ("amount_tax", "amount_total", "amount_paid", "amount_return"), 0
        )
        sale = self.env["pos.order"].create({"session_id": session.id, **money})
        answer = self.open_page(f"/pos/ticket?order_uuid={sale.uuid}")
        self.assertIn(sale.access_token, answer.url)
        self.assertEqual(answer.status_code, 200)

    def test_receipt_code_opens_if_the_owner_wants_it(self):
        self.store.self_service_invoicing = True
        answer = self.open_page(f"/pos/ticket?order_uuid={self.posted[0].uuid}")
        self.assertIn(self.posted[0].access_token, answer.url)

    # === WHAT WAS POSTED BEFORE === #

    def test_uuids_of_posted_orders_become_unknown(self):
        twin = self.store.copy()
        as_connector(self.posted[0]).uuid = self.derived("1")
        self.env.flush_all()
        records = (self.posted, self.posted.lines)
        known = {identity for each in records for identity in each.mapped("uuid")}
        tokens = set(self.posted.mapped("access_token"))
        secrets = {self.store.identity_secret, twin.identity_secret}
        migrate(self.env, "19.0.1.0.1/post-secret_identities", "19.0.1.0.0")
        now = {identity for each in records for identity in each.mapped("uuid")}
        self.assertEqual(len(now), len(known))
        self.assertFalse(now & known)
        self.assertFalse(tokens & set(self.posted.mapped("access_token")))
        made = {self.store.identity_secret, twin.identity_secret}
        self.assertEqual(len(made - secrets), 2)
        self.set_quantity(self.order, "MUG", 3)
        self.assertEqual(self.order.state, "synced", self.order.message)

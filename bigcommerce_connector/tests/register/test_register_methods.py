"""What web orders can be paid with: nothing that is counted, nothing that is not there.

An owner adds payment methods to the web register, and names them in the store's table.
"""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tools.safe_eval import safe_eval
from odoo.tools.translate import code_translations

from ..order_life_case import OrderLifeCase


class TestRegisterMethods(OrderLifeCase):
    def setUp(self):
        super().setUp()
        self.register = self.store._get_register(self.env.company.currency_id)

    def method(self, name, kind="bank"):
        journal = self.env["account.journal"].create({"name": name, "type": kind})
        return self.env["pos.payment.method"].create(
            {"name": name, "journal_id": journal.id}
        )

    def add(self, method):
        self.register.payment_method_ids = [Command.link(method.id)]

    # === JOURNALS === #

    def use_up(self, prefix, count):
        """Journals of those codes, as rows: accounts for them take long to make."""
        kind = {"BNK": "bank", "BC": "bank"}.get(prefix, "sale")
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO account_journal (company_id, code, name, type, active,"
            "  invoice_reference_type, invoice_reference_model)"
            " SELECT %(company)s, code, jsonb_build_object('en_US', code), %(kind)s,"
            "  TRUE, 'invoice', 'odoo'"
            " FROM unnest(%(codes)s) AS code"
            " ON CONFLICT (company_id, code) DO NOTHING",
            {
                "company": self.env.company.id,
                "codes": [f"{prefix}{number}" for number in range(1, count + 1)],
                "kind": kind,
            },
        )
        self.env.invalidate_all()

    def test_a_register_is_made_though_the_codes_of_banks_are_used_up(self):
        self.use_up("BNK", 98)
        euro = self.env.ref("base.EUR")
        euro.active = True
        register = self.store._get_register(euro)
        codes = register.payment_method_ids.journal_id.mapped("code")
        self.assertTrue({"BC1", "BC2"} <= set(codes), codes)

    def test_no_code_is_left_at_all(self):
        self.use_up("INV", 99)
        self.use_up("BCS", 99)
        euro = self.env.ref("base.EUR")
        euro.active = True
        with self.assertRaisesRegex(UserError, "Change the short code"):
            self.store._get_register(euro)

    # === CASH === #

    def test_a_web_register_takes_no_cash(self):
        cash = self.method("Cash on Delivery", "cash")
        with self.assertRaisesRegex(ValidationError, "of type Bank"):
            self.add(cash)

    def test_cash_does_not_get_there_from_its_own_page(self):
        cash = self.method("Cash on Delivery", "cash")
        with self.assertRaisesRegex(ValidationError, "of type Bank"):
            cash.config_ids = self.register

    def test_existing_method_becomes_no_cash(self):
        bank = self.method("On Delivery")
        bank.config_ids = self.register
        journal = self.env["account.journal"].create(
            {"name": "Register", "type": "cash"}
        )
        with self.assertRaisesRegex(ValidationError, "of type Bank"):
            bank.journal_id = journal

    def test_cash_on_delivery_by_a_method_of_type_bank(self):
        bank = self.method("On Delivery")
        self.add(bank)
        row = self.store._get_payment_method("Cash on Delivery")
        row.pos_payment_method_id = bank
        order = self.place(("MUG", 1), payment_method="Cash on Delivery", status_id=10)
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, bank)
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")
        self.assertFalse(session.cash_register_difference)

    def test_registers_take_cash(self):
        register = self.env["pos.config"].create({"name": "Shop"})
        register.payment_method_ids = self.method("Drawer", "cash")
        self.assertTrue(register.cash_control)

    # === THE STORE'S TABLE === #

    def test_a_method_that_the_register_lacks_is_refused(self):
        paypal = self.method("PayPal")
        row = self.store._get_payment_method("PayPal")
        with self.assertRaisesRegex(ValidationError, "not a payment method of the web"):
            row.pos_payment_method_id = paypal
        self.add(paypal)
        row.pos_payment_method_id = paypal
        order = self.place(("MUG", 1), payment_method="PayPal")
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, paypal)

    def test_the_table_offers_what_the_register_has(self):
        paypal, other = self.method("PayPal"), self.method("Other")
        self.add(paypal)
        row = self.store._get_payment_method("PayPal")
        domain = row._fields["pos_payment_method_id"].domain
        offered = paypal.search(safe_eval(domain, {"store_id": row.store_id.id}))
        self.assertEqual(offered, self.register.payment_method_ids)
        self.assertNotIn(other, offered)

    def test_another_location_keeps_what_was_chosen(self):
        paypal, unused = self.method("PayPal"), self.method("Unused")
        self.add(paypal)
        self.add(unused)
        names = {"PayPal": paypal, "Manual": self.register.payment_method_ids[:1]}
        for name, method in names.items():
            self.store._get_payment_method(name).pos_payment_method_id = method
        own = self.register.payment_method_ids - paypal - unused
        self.store.warehouse_id = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC"}
        )
        register = self.store._get_register(self.env.company.currency_id)
        self.assertNotEqual(register, self.register)
        self.assertEqual(register.payment_method_ids, own + paypal)
        order = self.place(("MUG", 1), payment_method="PayPal")
        self.assertEqual(order.pos_order_ids.config_id, register)
        self.assertEqual(order.pos_order_ids.payment_ids.payment_method_id, paypal)

    def test_another_currency_has_methods_of_its_own(self):
        paypal = self.method("PayPal")
        self.add(paypal)
        self.store._get_payment_method("PayPal").pos_payment_method_id = paypal
        euro = self.env.ref("base.EUR")
        euro.active = True
        register = self.store._get_register(euro)
        self.assertNotIn(paypal, register.payment_method_ids)

    def test_each_user_reads_the_methods_in_the_own_language(self):
        """A scheduled action makes the register, for the first order in euros."""
        self.env["res.lang"]._activate_lang("fr_FR")
        terms = {
            ("bigcommerce_connector", "fr_FR"): {"BigCommerce Store Credit": "Avoir"}
        }
        self.enterContext(patch.dict(code_translations.python_translations, terms))
        euro = self.env.ref("base.EUR")
        euro.active = True
        register = self.store._get_register(euro)
        for lang, name in (("en_US", "BigCommerce Store Credit"), ("fr_FR", "Avoir")):
            methods = register.with_context(lang=lang).payment_method_ids
            self.assertIn(name, methods.mapped("name"))
            journals = methods.journal_id.mapped("name")
            self.assertIn(f"{name} {self.store.name}", journals)

    # === GIFT CERTIFICATES AND STORE CREDIT === #

    def test_redeemed_certificate_is_owed_no_more(self):
        """The README's step: both methods have the account that the vouchers are on."""
        owed = self.env["account.account"].create(
            {"name": "Vouchers", "code": "251998", "account_type": "liability_current"}
        )
        methods = self.register.payment_method_ids.filtered(
            lambda method: (
                method.bigcommerce_tender in ("gift_certificate", "store_credit")
            )
        )
        methods.outstanding_account_id = owed
        order = self.place(
            ("SHIRT-M", 2), store_credit="5.00", gift_certificate="12.00"
        )
        session = order.pos_order_ids.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed")
        lines = session.bank_payment_ids.move_id.line_ids
        redeemed = lines.filtered(lambda line: line.account_id == owed)
        self.assertEqual(sorted(redeemed.mapped("debit")), [5, 12])

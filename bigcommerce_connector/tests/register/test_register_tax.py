"""What the connector's own tax collects is owed, whatever taxes the company has."""

from odoo.exceptions import UserError

from ...sync.register.tax import ConnectorTax
from ..order_life_case import OrderLifeCase

RATE = "3.875"  # no tax of the company has it


class TestRegisterTax(OrderLifeCase):
    def setUp(self):
        super().setUp()
        self.sales_taxes = self.env["account.tax"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("type_tax_use", "=", "sale"),
                ("bigcommerce_store_id", "=", False),
            ]
        )
        self.owed = self.env["account.account"].create(
            {"name": "Owed", "code": "251999", "account_type": "liability_current"}
        )

    def forget_own_tax(self):
        self.store._get_tax().unlink()

    def tax_lines(self, taxes):
        lines = taxes.invoice_repartition_line_ids + taxes.refund_repartition_line_ids
        return lines.filtered(lambda line: line.repartition_type == "tax")

    def own_account(self):
        return self.tax_lines(self.store._get_tax()).account_id

    def group_of_two(self):
        """As India and Canada have them: a group, of taxes for nothing else."""
        parts = self.env["account.tax"].create(
            [
                {"name": name, "amount": 2.5, "type_tax_use": "none"}
                for name in ("Central", "State")
            ]
        )
        self.tax_lines(parts).account_id = self.owed
        return self.env["account.tax"].create(
            {
                "name": "Both",
                "amount_type": "group",
                "type_tax_use": "sale",
                "children_tax_ids": parts.ids,
            }
        )

    def assert_owed(self, order):
        """Closing books the order's tax on the account for what is owed."""
        self.store._close_session(order.pos_order_ids.session_id)
        entry = order.pos_order_ids.session_id.move_id
        booked = entry.line_ids.filtered("tax_repartition_line_id")
        self.assertEqual(booked.account_id, self.owed)
        self.assertEqual(-sum(booked.mapped("balance")), order.pos_order_ids.amount_tax)

    def test_the_default_is_a_group(self):
        self.env.company.account_sale_tax_id = self.group_of_two()
        self.forget_own_tax()
        self.assert_owed(self.place(("SHIRT-M", 2), tax_rate=RATE))

    def test_own_tax_takes_an_account_of_a_sales_tax_without_a_default_tax(self):
        account = self.tax_lines(self.sales_taxes).account_id[:1]
        self.assertTrue(account)
        self.env.company.account_sale_tax_id = False
        self.forget_own_tax()
        self.assertIn(self.own_account(), self.tax_lines(self.sales_taxes).account_id)

    def test_own_tax_takes_the_account_of_a_group_of_taxes_if_there_is_no_other(self):
        self.env.company.account_sale_tax_id = False
        self.tax_lines(self.sales_taxes).account_id = False
        self.group_of_two()
        self.forget_own_tax()
        self.assertEqual(self.own_account(), self.owed)

    def test_a_branch_has_the_account_of_its_parent(self):
        default = self.env.company.account_sale_tax_id
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.env.company.id}
        )
        branch.account_sale_tax_id = False
        store = self.env["bigcommerce.store"].create(
            {"store_hash": "branch", "company_id": branch.id}
        )
        self.assertEqual(
            ConnectorTax(store).find_account(), self.tax_lines(default).account_id[:1]
        )

    def test_connect_is_refused_while_no_sales_tax_has_an_account(self):
        self.forget_own_tax()
        self.tax_lines(self.sales_taxes).account_id = False
        self.store.action_disconnect()
        with self.assertRaisesRegex(UserError, "Distribution for Invoices"):
            self.store.action_connect()
        self.assertFalse(list(self.shop.hooks.list()))
        default = self.env.company.account_sale_tax_id
        self.tax_lines(default).account_id = self.owed
        self.store.action_connect()
        self.assertEqual(self.own_account(), self.owed)

    def test_one_that_was_made_without_an_account(self):
        self.tax_lines(self.store._get_tax()).account_id = False
        order = self.place(("SHIRT-M", 2), tax_rate=RATE)
        self.tax_lines(self.sales_taxes).account_id = self.owed
        self.store.action_refresh()
        self.assert_owed(order)

    def test_an_account_that_was_chosen_is_kept(self):
        self.tax_lines(self.store._get_tax()).account_id = self.owed
        self.store.action_refresh()
        self.assertEqual(self.own_account(), self.owed)

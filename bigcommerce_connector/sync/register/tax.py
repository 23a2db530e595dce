"""The connector's own tax: it takes BigCommerce's exact amounts."""

from odoo import Command, models
from odoo.fields import Domain

from ...models.order_problem import OrderProblem


class ConnectorTax:
    """The tax of a store: found, adopted or made, with its account."""

    def __init__(self, store):
        self.store = store
        self.env = store.env

    def get(self):
        """The connector's own tax: 0 %, with the exact amount forced on every line.

        BigCommerce's amounts are posted as they stand, so no rate needs to be guessed.

        :raise OrderProblem: it is to be made, and the company has no account for it
        """
        tax_sudo = self.env["account.tax"].sudo()  # made once, read by every posting
        own = tax_sudo.search([("bigcommerce_store_id", "=", self.store.id)], limit=1)
        return own or self._adopt() or self._create()

    def complete(self):
        """Have the connector's own tax, with an account for what it collects.

        Without one Odoo books it on the income account of the goods. A session that
        is open takes the account when it is closed.

        :raise OrderProblem: the company has no account for it
        """
        tax_sudo = self.get()
        lines_sudo = (
            tax_sudo.invoice_repartition_line_ids + tax_sudo.refund_repartition_line_ids
        )
        lacking_sudo = lines_sudo.filtered(
            lambda line: line.repartition_type == "tax" and not line.account_id
        )
        if lacking_sudo:
            lacking_sudo.account_id = self.find_account()

    def find_account(self):
        """Where the company's own sales taxes are owed: its default tax's, else any's.

        A group of taxes has none itself, those that it is made of do; a branch has the
        taxes of its parents.

        :return: account.account, sudo
        :raise OrderProblem: with what to do
        """
        companies_sudo = self.store.company_id.sudo().parent_ids[::-1]
        defaults_sudo = companies_sudo.account_sale_tax_id
        sales_sudo = defaults_sudo.search(
            Domain("company_id", "in", companies_sudo.ids)
            & Domain("type_tax_use", "=", "sale")
            & (Domain("amount", ">", 0) | Domain("amount_type", "=", "group"))
        )
        taxes_sudo = (
            defaults_sudo
            + defaults_sudo.children_tax_ids
            + sales_sudo
            + sales_sudo.children_tax_ids
        )
        owed_sudo = taxes_sudo.invoice_repartition_line_ids.filtered(
            lambda line: line.repartition_type == "tax" and line.factor_percent > 0
        )
        account_sudo = owed_sudo.account_id.filtered("active")[:1]
        if not account_sudo:
            raise OrderProblem(
                self.env._(
                    "No sales tax of %s has an account, so the tax of web orders "
                    "would be booked as income. Open or create one under Invoicing "
                    "→ Configuration → Taxes, and choose the account of its tax "
                    "under Distribution for Invoices; then try again.",
                    self.store.company_id.name,
                ),
                "accounting",
            )
        return account_sudo

    def _name(self):
        return self.env._("BigCommerce Tax %s", self.store.store_hash)

    def _adopt(self):
        """The tax of the same store, connected before its record was deleted."""
        tax_sudo = (
            self.env["account.tax"]
            .sudo()
            .search(
                [
                    ("name", "=", self._name()),
                    ("company_id", "=", self.store.company_id.id),
                    ("amount_type", "=", "percent"),
                    ("amount", "=", 0),
                    ("bigcommerce_store_id", "=", False),
                ],
                limit=1,
            )
        )
        tax_sudo.bigcommerce_store_id = self.store
        return tax_sudo

    def _create(self):
        company_sudo = self.store.company_id.sudo()
        account_sudo = self.find_account()
        repartition = [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account_sudo.id}),
        ]
        return (
            self.env["account.tax"]
            .sudo()
            .with_company(self.store.company_id)
            .create(
                {
                    "name": self._name(),
                    "invoice_label": self.env._("Tax"),
                    "tax_group_id": self._create_group().id,
                    "amount_type": "percent",
                    "amount": 0,
                    "type_tax_use": "sale",
                    "price_include_override": "tax_excluded",
                    "company_id": self.store.company_id.id,
                    "country_id": company_sudo.account_fiscal_country_id.id,
                    "bigcommerce_store_id": self.store.id,
                    "invoice_repartition_line_ids": repartition,
                    "refund_repartition_line_ids": repartition,
                }
            )
        )

    def _create_group(self):
        """Invoices and receipts name a tax by its group: ours is of no certain rate."""
        company_sudo = self.store.company_id.sudo()
        country = company_sudo.account_fiscal_country_id
        return (
            self.env["account.tax.group"]
            .sudo()
            .create(
                {
                    "name": self.env._("Tax"),
                    "company_id": company_sudo.id,
                    "country_id": country.id,
                }
            )
        )


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _get_tax(self):
        """The connector's own tax, made where it lacks.

        :return: ``account.tax``, as the system
        :raise OrderProblem: it is to be made, and the company has no account for it
        """
        self.ensure_one()
        return ConnectorTax(self).get()

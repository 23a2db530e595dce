"""Books of a web register in another currency than its company's.

Every amount is converted and rounded on its own, orders and payments at the rate of
their own day: to the cent in the register's currency may be off in the company's. Odoo
then refuses to close the session. What is left is what the company's exchange
difference accounts are for.
"""

from odoo import models
from odoo.exceptions import UserError


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _bigcommerce_check_rate(self):
        """Without any rate Odoo would take one for one.

        An older rate than the day's will do, as Odoo itself sees it.

        :raise UserError: with what to do
        """
        company = self.company_id
        if self.currency_id == company.currency_id:
            return
        domain = [
            ("currency_id", "=", self.currency_id.id),
            ("company_id", "in", [False, company.root_id.id]),
        ]
        if not self.env["res.currency.rate"].search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "There is no exchange rate between %(web)s and %(own)s. Enter one "
                    "under Invoicing → Configuration → Currencies, then look again.",
                    web=self.currency_id.name,
                    own=company.currency_id.name,
                )
            )


class PosSession(models.Model):
    _inherit = "pos.session"

    def _create_account_move(self, *args, **kwargs):
        data = super()._create_account_move(*args, **kwargs)
        if self.config_id.bigcommerce_store_id and not self.is_in_company_currency:
            lines = self.move_id.line_ids
            own = lines.filtered(lambda line: line.currency_id == self.currency_id)
            vals = self._bigcommerce_exchange_difference(
                sum(own.mapped("amount_currency")), sum(lines.mapped("balance"))
            )
            if vals:
                data["MoveLine"].create({**vals, "move_id": self.move_id.id})
        return data

    def _bigcommerce_exchange_difference(self, amount_currency, balance):
        """The line that an entry lacks, where it is right in the register's currency.

        :param float amount_currency: of all lines in the register's currency
        :param float balance: of all lines, in the company's currency
        :return: values of a journal item; nothing where none is missing
        """
        company = self.company_id
        is_off = not self.currency_id.is_zero(amount_currency)
        if is_off or company.currency_id.is_zero(balance):
            return {}
        kind = "income" if balance > 0 else "expense"
        account = company[f"{kind}_currency_exchange_account_id"]
        if not account:
            raise UserError(
                self.env._(
                    "%s has no account for exchange differences. Choose Gain and Loss "
                    "under Invoicing → Configuration → Settings → Default Accounts. "
                    "Without Odoo's Accounting app, that is shown to users of the "
                    "group “Show Full Accounting Features”, which developer mode lists "
                    "under Settings → Users & Companies → Groups.",
                    company.name,
                )
            )
        return {
            "name": self.env._("Exchange difference"),
            "account_id": account.id,
            "currency_id": self.currency_id.id,
            "amount_currency": 0,
            "balance": -company.currency_id.round(balance),
        }

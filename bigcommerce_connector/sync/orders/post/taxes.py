"""Under which tax of Odoo the taxes of a web order are reported; amounts stay."""

from decimal import Decimal

from odoo import models

from ....mappers.amounts import amount
from ....settlement.tax_rate import Taxed, tax_amounts


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _reporting_taxes(self):
        """The taxes under which amounts are reported, as pairs of rate and tax.

        :return: (the owner's table, the sales taxes of the company and of its parents,
            the connector's own)
        :rtype: tuple[list, list, account.tax]
        """
        # Odoo leaves an archived tax out of what it computes.
        rows = self.tax_ids.filtered("tax_id.active")
        table = [(amount(row.rate), row.tax_id) for row in rows]
        taxes = self.env["account.tax"].search_fetch(
            [
                ("company_id", "in", self.company_id.parent_ids.ids),
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
                "|",
                ("bigcommerce_store_id", "=", self.id),
                "&",
                ("amount", ">", 0),
                ("price_include_override", "!=", "tax_included"),
            ]
        )
        own = taxes.filtered(lambda tax: tax.bigcommerce_store_id == self)[:1]
        # As everywhere in Odoo, a branch's own tax goes before its parent's.
        rates = taxes.filtered(lambda tax: tax.amount > 0).grouped("amount")
        nearest = [
            (amount(rate), tax)
            for rate, same in rates.items()
            for tax in same._filter_taxes_by_company(self.company_id)
        ]
        return table, nearest, own or self._get_tax()


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _tax_amounts(self, web):
        """:rtype: TaxAmounts"""
        payload = self.sudo().payload  # system field
        return tax_amounts(
            web,
            unit=Decimal(1).scaleb(-self.currency_id.decimal_places),
            is_inclusive=bool(payload.get("is_tax_inclusive_pricing")),
        )

    def _find_tax(self, move, tax_amounts, reporting_taxes):
        """The tax under which a line's tax is reported; a refund's is that of the sale.

        By the owner's table, else by the one sales tax of that rate, else the
        connector's own, which takes any amount: also where the amounts leave open
        which of several rates they are of.

        :param Move move: a line to post
        :param TaxAmounts tax_amounts: of the order
        :param reporting_taxes: from :meth:`_reporting_taxes`
        :return: account.tax; empty without an amount of tax
        """
        if not move.tax:
            return self.env["account.tax"]
        origin = self.env["pos.order.line"].browse(move.refunded_line_id or [])
        if len(origin.tax_ids) == 1:
            return origin.tax_ids
        *tables, own = reporting_taxes
        taxed = Taxed(move.inc_tax - move.tax, move.tax, max(1, abs(move.quantity)))
        for candidates in tables:
            rates = tax_amounts.fitting_rates(
                move.key, taxed, [rate for rate, _tax in candidates]
            )
            if rates:
                taxes = [tax for rate, tax in candidates if rate in rates]
                return taxes[0] if len(taxes) == 1 else own
        return own

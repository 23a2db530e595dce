"""What is part of every payload and belongs to no product.

Taxes, rates of exchange and units leave no change note. They are compared as one
fingerprint in each run: when it differs, every product is compared.
"""

import hashlib

from odoo import fields, models
from odoo.tools import SQL


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _is_catalog_basis_new(self):
        """Whether what all prices and weights rest on has changed since last asked.

        :rtype: bool
        """
        self.ensure_one()
        basis = self._catalog_basis()
        if basis == self.catalog_basis:
            return False
        is_known = bool(self.catalog_basis)
        self.catalog_basis = basis
        return is_known

    def _catalog_basis(self):
        company, today = self.company_id, fields.Date.context_today(self)
        own, foreign = company.currency_id, self.currency_id or company.currency_id
        rate = own._get_conversion_rate(own, foreign, company, today)
        parameter = self.env["ir.config_parameter"].sudo()
        parts = (
            foreign.name,
            rate,
            self.prices_include_tax,
            self.weight_unit,
            parameter.get_param("product.weight_in_lbs"),
            parameter.get_param("web.base.url"),
            company.account_price_include,
            self._tax_basis(),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]

    def _tax_basis(self):
        self.env["account.tax"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT md5(string_agg(concat_ws(':', id, active, amount, amount_type,"
                "  price_include_override, include_base_amount, is_base_affected),"
                "  ',' ORDER BY id))"
                " FROM account_tax WHERE company_id IN %s",
                tuple(self.company_id.parent_ids.ids),
            )
        )
        return self.env.cr.fetchone()[0]

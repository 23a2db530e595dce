"""Rates of exchange that prices need: without any, Odoo would take one for one."""

from odoo.exceptions import UserError

from .shared_inputs import pricelists_used


def check_rates(store):
    """An older rate than the day's will do, as Odoo itself sees it.

    :param store: a ``bigcommerce.store``
    :raise UserError: there is none between the store's currency, or that of a pricelist
        that its prices come from, and the company's
    """
    env, company = store.env, store.company_id
    used = store.currency_id | pricelists_used(store).currency_id
    for currency in used - company.currency_id:
        known = [
            ("currency_id", "=", currency.id),
            ("company_id", "in", [False, company.root_id.id]),
        ]
        if not env["res.currency.rate"].sudo().search_count(known, limit=1):
            raise UserError(
                env._(
                    "There is no exchange rate between %(web)s and %(own)s. Enter "
                    "one under Invoicing → Configuration → Currencies, then check "
                    "again.",
                    web=currency.name,
                    own=company.currency_id.name,
                )
            )

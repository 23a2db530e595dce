"""What is part of every payload and belongs to no product.

Taxes, rates of exchange, units, the language, the tree of categories and the owner's
choices leave no change note. They are
compared as one fingerprint in each run: when it differs, every product is compared.
"""

import hashlib

from odoo import fields
from odoo.tools import SQL


def catalog_basis(store):
    """The fingerprint of what all prices and weights of a store rest on now.

    :rtype: str
    """
    company, today = store.company_id, fields.Date.context_today(store)
    own, foreign = company.currency_id, store.currency_id or company.currency_id
    currencies = foreign | pricelists_used(store).currency_id
    parameter = store.env["ir.config_parameter"].sudo()
    parts = (
        store.product_sync,
        foreign.name,
        _rates(own, currencies, company, today),
        company.partner_id.lang,
        store.prices_include_tax,
        store.weight_unit,
        parameter.get_param("product.weight_in_lbs"),
        parameter.get_param("web.base.url"),
        company.account_price_include,
        _owners_choice(store),
        _tax_basis(company),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def match_basis(store):
    """What decides whether a product that BigCommerce lacks is looked for again.

    :rtype: str
    """
    rules = [f"{rule.odoo_field}={rule.remote_field}" for rule in store.match_rule_ids]
    return " ".join([str(store.product_sync), *rules])


def _owners_choice(store):
    rules = store._field_rules()
    pricelists = store.pricelist_id | store.sale_pricelist_id
    return (
        sorted(rules.kept),
        rules.sends_empty,
        store.brand_attribute_id.id,
        store.categories_from,
        (store.pricelist_id.id, store.sale_pricelist_id.id),
        pricelists.currency_id.mapped("name"),
        _pricelist_basis(store.env) if pricelists else None,
        _category_basis(store.env) if pricelists else None,
    )


def pricelists_used(store):
    """The store's pricelists, and those that their rules start from."""
    rules = store.env["product.pricelist.item"]
    used = store.env["product.pricelist"]
    others = store.pricelist_id | store.sale_pricelist_id
    while others:
        used |= others
        on_another = [("pricelist_id", "in", others.ids), ("base", "=", "pricelist")]
        [[found]] = rules._read_group(on_another, [], ["base_pricelist_id:recordset"])
        others = found - used
    return used


def _rates(own, currencies, company, today):
    return [
        (one.name, own._get_conversion_rate(own, one, company, today))
        for one in currencies.sorted("name")
    ]


def _pricelist_basis(env):
    """Rules that are for many products, and those that hold today.

    A rule for one product leaves a note, see ``product.pricelist.item``; that its date
    has come does not.
    """
    env["product.pricelist.item"].flush_model()
    env.cr.execute(
        SQL(
            "SELECT md5(string_agg(concat_ws(':', id, write_date), ',' ORDER BY id))"
            " FROM product_pricelist_item"
            " WHERE (date_start IS NULL OR date_start <= now() AT TIME ZONE 'UTC')"
            "  AND (date_end IS NULL OR date_end >= now() AT TIME ZONE 'UTC')"
            "  AND (product_tmpl_id IS NULL AND product_id IS NULL"
            "   OR date_start IS NOT NULL OR date_end IS NOT NULL)"
        )
    )
    return env.cr.fetchone()[0]


def _category_basis(env):
    """A rule for a category holds for those below it, too."""
    env["product.category"].flush_model(["parent_path"])
    env.cr.execute(
        SQL(
            "SELECT md5(string_agg(concat_ws(':', id, parent_path), ',' ORDER BY id))"
            " FROM product_category"
        )
    )
    return env.cr.fetchone()[0]


def _tax_basis(company):
    """The company's taxes, and of which others a group consists."""
    env = company.env
    env["account.tax"].flush_model()
    env.cr.execute(
        SQL(
            "SELECT md5(string_agg(concat_ws(':', id, active, amount, amount_type,"
            "  price_include_override, include_base_amount, is_base_affected, sequence,"
            "  (SELECT string_agg(child_tax::varchar, '+' ORDER BY child_tax)"
            "   FROM account_tax_filiation_rel WHERE parent_tax = account_tax.id)),"
            "  ',' ORDER BY id))"
            " FROM account_tax WHERE company_id IN %s",
            tuple(company.parent_ids.ids),
        )
    )
    return env.cr.fetchone()[0]

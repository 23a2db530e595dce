"""How much belongs to stores: all that their pages count, in one query."""

from collections import Counter, defaultdict

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from .bigcommerce_webhook_gap import RETENTION


def count_all(stores):
    """What belongs to a store is of its company: who may read the store may know.

    :param stores: ``bigcommerce.store`` records
    :return: how many there are by state, by ID of the store and what is counted
    :rtype: dict[int, dict[str, Counter]]
    """
    env = stores.sudo().env
    queries = [
        _count(env[model], Domain(owner, "in", stores.ids) & domain, what, owner, by)
        for what, (model, owner, by, domain) in _counted().items()
    ]
    counts = defaultdict(lambda: defaultdict(Counter))
    for what, store_id, state, count in env.execute_query(
        SQL(" UNION ALL ").join(queries)
    ):
        counts[store_id][what][state] = count
    return counts


def recently_missed():
    """Of a domain: gaps in which a webhook was missed, not those still to be judged."""
    since = fields.Datetime.now() - RETENTION
    return [("is_missed", "=", True), ("seen_on", ">=", since)]


def _counted():
    """What is counted: model, field of the store, field of the state, and which."""
    unclosed = [
        ("state", "!=", "closed"),
        ("bigcommerce_closing_problem", "!=", False),
    ]
    return {
        "orders": ("bigcommerce.order", "store_id", "state", Domain.TRUE),
        "products": ("bigcommerce.product", "store_id", "state", Domain.TRUE),
        "backfills": (
            "bigcommerce.backfill",
            "store_id",
            "state",
            Domain("state", "=", "running"),
        ),
        "missed": (
            "bigcommerce.webhook.gap",
            "store_id",
            None,
            Domain(recently_missed()),
        ),
        "unclosed": (
            "pos.config",
            "bigcommerce_store_id",
            None,
            Domain("session_ids", "any", unclosed),
        ),
    }


def _count(model, domain, what, owner, by):
    query = model._search(domain)
    columns = [
        model._field_to_sql(model._table, name, query) for name in (owner, by) if name
    ]
    query.groupby = SQL(", ").join(columns)
    store, state = columns if by else (*columns, SQL("NULL"))
    return query.select(SQL("%s", what), store, state, SQL("COUNT(*)"))

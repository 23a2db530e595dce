"""How much belongs to stores: all that their pages count, in one query."""

from collections import Counter, defaultdict

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from .bigcommerce_webhook_gap import RETENTION

# As in Odoo's lists: how many there are beyond is not worth the time to count them.
COUNTED = 10_000


def count_all(stores):
    """What belongs to a store is of its company: who may read the store may know.

    :param stores: ``bigcommerce.store`` records
    :return: how many there are, by ID of the store and what is counted; of *all
        orders* and *all products* one more than :data:`COUNTED` at most
    :rtype: dict[int, Counter]
    """
    counts = defaultdict(Counter)
    for what, store_id, count in stores.env.execute_query(counting_query(stores)):
        counts[store_id][what] = count
    return counts


def counting_query(stores):
    """A row for each number: what is counted, ID of the store, how many there are."""
    env = stores.sudo().env
    queries = [
        _count(env[model], Domain(owner, "in", stores.ids) & domain, what, owner)
        for what, (model, owner, domain) in _counted().items()
    ]
    queries += [
        _count_total(env[model], what, store)
        for what, model in (
            ("all orders", "bigcommerce.order"),
            ("all products", "bigcommerce.product"),
        )
        for store in stores
    ]
    return SQL(" UNION ALL ").join(queries)


def total_label(total):
    """How many there are, as Odoo's lists say it: *950*, and *10000+* beyond."""
    return f"{COUNTED}+" if total > COUNTED else str(total)


def recently_missed():
    """Of a domain: gaps in which a webhook was missed, not those still to be judged."""
    since = fields.Datetime.now() - RETENTION
    return [("is_missed", "=", True), ("seen_on", ">=", since)]


def _counted():
    """What is counted: the model, its field of the store, and which of its records."""
    unclosed = [
        ("state", "!=", "closed"),
        ("bigcommerce_closing_problem", "!=", False),
    ]
    return {
        "orders to fix": _in_state("bigcommerce.order", "attention"),
        "orders that wait": _in_state("bigcommerce.order", "pending"),
        "products to fix": _in_state("bigcommerce.product", "attention"),
        "backfills": _in_state("bigcommerce.backfill", "running"),
        "missed": ("bigcommerce.webhook.gap", "store_id", Domain(recently_missed())),
        "unclosed": (
            "pos.config",
            "bigcommerce_store_id",
            Domain("session_ids", "any", unclosed),
        ),
    }


def _in_state(model, state):
    return model, "store_id", Domain("state", "=", state)


def _count(model, domain, what, owner):
    query = model._search(domain)
    store = model._field_to_sql(model._table, owner, query)
    query.groupby = store
    return query.select(SQL("%s", what), store, SQL("COUNT(*)"))


def _count_total(model, what, store):
    query = model._search([("store_id", "=", store.id)], limit=COUNTED + 1)
    return SQL(
        "SELECT %s, %s, COUNT(*) FROM (%s) AS found",
        what,
        store.id,
        query.select(SQL("1")),
    )

"""The brake: before much of the stock on BigCommerce is emptied, a person is asked.

A count gone wrong, a warehouse mapped by mistake or a faulty import would close the web
store. What was asked for once is not asked for again.
"""

from odoo.tools import SQL

from ..flow.brakes import MANY, MOST_NAMED, is_too_many


def is_braked(store, levels):
    """Pause the store if these would set too much of its stock to 0.

    Going live again says that it is right.

    :param store: a ``bigcommerce.store``, in the course of its stock flow
    :param list levels: of :class:`Level`, all that a run is about to send
    :return: whether nothing may be sent
    :rtype: bool
    """
    zeros = [level for level in levels if not level.quantity]
    if len(zeros) < MANY:
        return False
    emptied, total = _count(store, zeros)
    unasked = len(emptied) - store.emptying_confirmed
    if not is_too_many(unasked, total):
        return False
    store.emptying_confirmed = len(emptied)
    store._pause(_question(store, emptied, total))
    return True


def forget_confirmed(store):
    """All was sent: the next time, it is asked for anew."""
    if store.emptying_confirmed:
        store.emptying_confirmed = 0


def _count(store, zeros):
    """:return: the ids of ``bigcommerce.variant`` whose stock at a location goes to 0,
        one for each location, and how many stocks there are on BigCommerce
    :rtype: tuple[list[int], int]
    """
    store.env.cr.execute(
        SQL(
            "SELECT count(*), array_remove(array_agg(zero.variant_id), NULL)"
            " FROM bigcommerce_inventory_level level"
            " LEFT JOIN unnest(%s::int4[], %s::int4[]) zero (variant_id, location_id)"
            "  ON zero.variant_id = level.variant_id"
            "  AND zero.location_id = level.location_id"
            " WHERE level.store_id = %s AND level.quantity > 0"
            "  AND level.location_id = ANY(%s)",
            [level.variant_id for level in zeros],
            [level.location_id for level in zeros],
            store.id,
            store.location_ids._published().ids,
        )
    )
    total, emptied = store.env.cr.fetchone()
    return emptied or [], total


def _question(store, emptied, total):
    ids = list(dict.fromkeys(emptied))[:MOST_NAMED]
    products = store.env["bigcommerce.variant"].browse(ids).product_id
    return store.env._(
        "The next run would set %(count)s of %(total)s quantities on BigCommerce to 0, "
        "for example of %(names)s. Nothing was sent. If that is right, go live again: "
        "they are sent then. If not, first put right in Odoo what emptied them, such "
        "as a count, or the warehouse of a location.",
        count=len(emptied),
        total=total,
        names=", ".join(products.mapped("display_name")),
    )

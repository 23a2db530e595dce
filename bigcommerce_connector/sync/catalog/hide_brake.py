"""The brake on hiding: before many products vanish from the web store, a person is
asked.

An import with an empty column, or a location chosen by mistake, would close it. What
was asked for once is not asked for again. The brake on prices is ``price_brake.py``,
the one on stock ``sync/inventory/brake.py``.
"""

from odoo.fields import Domain

from ..flow.brakes import MANY, MOST_NAMED, is_too_many


def is_hiding_braked(store, mappings):
    """Pause the store if too many of its products would be hidden.

    Going live again says that it is right.

    :param store: a ``bigcommerce.store``, in the course of its catalog flow
    :param mappings: ``bigcommerce.product``: those that a run is about to hide
    :return: whether none of them may be hidden
    :rtype: bool
    """
    count = len(mappings)
    if not count and store.hiding_confirmed:
        store.hiding_confirmed = 0  # all is done: the next time, it is asked for anew
    unasked = count - store.hiding_confirmed
    if unasked < MANY:
        return False
    there = Domain("store_id", "=", store.id) & Domain("external_id", "!=", False)
    total = mappings.search_count(there & Domain("visibility", "=", False))
    if not is_too_many(unasked, total):
        return False
    store.hiding_confirmed = count
    store._pause(
        store.env._(
            "The next run would hide %(count)s of %(total)s products on BigCommerce, "
            "for example %(names)s. None was hidden. If that is right, go live again: "
            "they are hidden then. If not, first put right in Odoo why they are no "
            "longer sold, such as an import, or their locations.",
            count=count,
            total=total,
            names=", ".join(mappings[:MOST_NAMED].mapped("display_name")),
        )
    )
    return True

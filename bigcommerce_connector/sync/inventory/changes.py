"""What is to be compared in a run: what was noted, or everything."""

from datetime import timedelta

from odoo import fields

from ...models.bigcommerce_change import EVERYTHING
from .comparison import StockComparison
from .drift import compare_nightly
from .shortage import tell_what_lacks
from .stock_day import end_of_stock_day

# What left no note stays wrong for so long.
_FULL_COMPARISON_EVERY = timedelta(hours=1)


def take_levels(store, kits=None):
    """What BigCommerce lacks. It counts as lacking until it is acknowledged.

    :param Kits kits: of the store, as they may have been read a moment ago. Where one
        changed since, everything is compared, and they are read anew
    :rtype: list[Level]
    """
    changed = _take_changes(store)
    comparison = StockComparison(store, None if changed is None else kits)
    levels = comparison.levels_to_send(changed=changed)
    comparison.remember_lacking()
    tell_what_lacks(store, comparison.quantities, comparison.sold)
    return levels


def _take_changes(store):
    """The products noted since the last run.

    Everything is compared where somebody asks for it, every hour, and as the day
    turns: then goods expire. Nothing that left no note stays wrong.

    :return: product.product ids; None: any may have changed
    :rtype: set[int] | None
    """
    noted = store.env["bigcommerce.change"]._consume("stock", store)
    due = store.compare_stock_at
    if EVERYTHING in noted or not due or due <= fields.Datetime.now():
        if due:  # else it has just gone live: nothing is there yet
            compare_nightly(store)
        soon = fields.Datetime.now() + _FULL_COMPARISON_EVERY
        store.compare_stock_at = min(soon, end_of_stock_day(store))
        return None
    return noted

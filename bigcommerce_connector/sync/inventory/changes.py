"""What is to be compared in a run: what was noted, or everything."""

from odoo import fields

from ...models.bigcommerce_change import EVERYTHING
from .comparison import StockComparison
from .stock_day import end_of_stock_day


def take_levels(store):
    """What BigCommerce lacks. It counts as lacking until it is acknowledged.

    :rtype: list[Level]
    """
    comparison = StockComparison(store)
    levels = comparison.levels_to_send(changed=_take_changes(store))
    comparison.void_others()
    return levels


def _take_changes(store):
    """The products noted since the last run.

    Everything is compared where somebody asks for it, and once a day: then goods
    expire, and nothing that left no note stays wrong.

    :return: product.product ids; None: any may have changed
    :rtype: set[int] | None
    """
    noted = store.env["bigcommerce.change"]._consume("stock", store)
    due = store.compare_stock_at
    if EVERYTHING in noted or not due or due <= fields.Datetime.now():
        store.compare_stock_at = end_of_stock_day(store)
        return None
    return noted

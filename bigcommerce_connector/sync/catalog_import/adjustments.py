"""Inventory adjustments; one that Odoo refuses keeps no other from being made."""

import logging

from psycopg2 import Error as DatabaseError
from psycopg2 import OperationalError

from ..catalog.readable import UNFORESEEN

_logger = logging.getLogger(__name__)


def adjust(env, vals_list):
    """Adjust them all at once; if Odoo refuses one of them, each by itself.

    :param list vals_list: of stock.quant
    :return: why, by id of the product, of those that are refused
    :rtype: dict[int, str]
    """
    why = _adjust(env, vals_list)
    if not why or len(vals_list) == 1:
        return {vals["product_id"]: why for vals in vals_list if why}
    alone = {vals["product_id"]: _adjust(env, [vals]) for vals in vals_list}
    return {product_id: why for product_id, why in alone.items() if why}


def _adjust(env, vals_list):
    """:return: why Odoo refuses it; empty where it does not"""
    quants = env["stock.quant"].with_context(
        inventory_mode=True, inventory_name=env._("Opening stock from BigCommerce")
    )
    try:
        with env.cr.savepoint():
            # Copies: Odoo takes from what it is given.
            made = quants.create([dict(vals) for vals in vals_list])
            changed = made.filtered("inventory_diff_quantity")
            if changed:
                changed._apply_inventory()
            env.flush_all()
    except OperationalError:
        raise
    except (*UNFORESEEN, DatabaseError) as error:
        env.invalidate_all()
        _logger.info("opening stock: %s", error)
        return str(error).strip().split("\n")[0] or type(error).__name__
    return ""

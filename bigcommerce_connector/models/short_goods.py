"""What a transfer of a web order lacks, in units of what was sold."""

from math import ceil

from ..mappers.keys import is_item_key
from .waiting_goods import waiting


def short_units(picking):
    """The items that a transfer takes, and how many of them stock does not have.

    :param picking: stock.picking of a web order
    :return: whole units by pos.order.line, 0 of those that are there
    :rtype: dict
    """
    short, known = {}, set()
    for line in picking.pos_order_id.lines:
        if line.qty <= line.refunded_qty or not is_item_key(line.bigcommerce_key or ""):
            continue
        parts = line._bigcommerce_moving_parts()
        waits = [(waiting(moves & picking.move_ids), each) for moves, each in parts]
        if not any(moves for moves, _each in waits):
            continue
        units = max(_lacking(moves) / each for moves, each in waits)
        # Lines of one product wait in the same moves.
        units = 0 if line.product_id in known else ceil(round(units, 6))
        known.add(line.product_id)
        short[line] = min(units, line.qty - line.refunded_qty)
    return short


def _lacking(moves):
    """In the unit of their product."""
    return sum(
        move.product_qty
        - move.product_uom._compute_quantity(
            move.quantity, move.product_id.uom_id, rounding_method="HALF-UP"
        )
        for move in moves
    )

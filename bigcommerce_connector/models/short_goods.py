"""What transfers of web orders lack, also in units of what was sold.

Not what is only not reserved yet, such as by hand; nor what is made or bought for it.
"""

from collections import defaultdict
from math import ceil

from ..mappers.keys import is_item_key
from .waiting_goods import from_the_shelf, taking_from_stock, waiting


def short_units(picking):
    """The items that a transfer takes, and how many of them stock does not have.

    :param picking: stock.picking of a web order
    :return: whole units by pos.order.line, 0 of those that are there
    :rtype: dict
    """
    short, known = {}, set()
    missing = missing_by_move(from_the_shelf(waiting(picking.move_ids)))
    for line in picking.pos_order_id.lines:
        if line.qty <= line.refunded_qty or not is_item_key(line.bigcommerce_key or ""):
            continue
        parts = line._bigcommerce_moving_parts()
        waits = [(waiting(moves & picking.move_ids), each) for moves, each in parts]
        if not any(moves for moves, _each in waits):
            continue
        units = max(
            sum(missing[move] for move in from_the_shelf(moves)) / each
            for moves, each in waits
        )
        # Lines of one product wait in the same moves.
        units = 0 if line.product_id in known else ceil(round(units, 6))
        known.add(line.product_id)
        short[line] = min(units, line.qty - line.refunded_qty)
    return short


def missing_by_move(moves):
    """What moves are to take from stock that their warehouse does not have.

    :param moves: stock.move
    :return: quantity by stock.move, in the unit of its product
    :rtype: dict
    """
    missing, rest = defaultdict(float), {}
    for move in taking_from_stock(moves):
        product, warehouse = move.product_id, move.location_id.warehouse_id
        lacking = move.product_qty - move.product_uom._compute_quantity(
            move.quantity, product.uom_id, rounding_method="HALF-UP"
        )
        if not product.is_storable or product.uom_id.compare(lacking, 0) <= 0:
            continue
        if (warehouse, product) not in rest:
            stock = product.with_context(warehouse_id=warehouse.id)
            rest[warehouse, product] = stock.outgoing_qty - stock.qty_available
        part = min(lacking, rest[warehouse, product])
        if product.uom_id.compare(part, 0) > 0:
            rest[warehouse, product] -= part
            missing[move] = part
    return missing

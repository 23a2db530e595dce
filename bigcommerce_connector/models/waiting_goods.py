"""Goods of web orders that wait to be shipped, and are given back before they left.

Nothing comes back then: what waits is lowered instead. Odoo would bring the goods back
to a stock that they never left, and still have them shipped. The same goes for what the
warehouse could not ship, and for which nothing waits any more; and for what it has
taken back by itself.
"""

import re

from .connector_context import as_connector
from .preparation import tell_stage, unpack

# A transfer in the note of an activity.
_LINK = re.compile(r'data-oe-model="stock\.picking" data-oe-id="(\d+)"')
# Moves that somebody has still to carry out: those that are least ready come first.
_READINESS = ("draft", "waiting", "confirmed", "partially_available", "assigned")


def call_off(lines):
    """Lower what waits to be shipped by what these lines give back.

    Each line remembers how much of it never left: what a cashier gives back is called
    off when it is paid, though its goods may move only when the session is closed.

    :param lines: pos.order.line, of sales too
    :return: those of which goods move, all or in part
    """
    moving = lines.browse()
    waited = lines.env["stock.picking"]
    for line in lines:
        wanted = -line.qty
        if wanted > 0 and may_wait(line.refunded_orderline_id):
            # A cashier may have no right to transfers.
            origin_sudo = line.refunded_orderline_id.sudo()
            units = line.bigcommerce_called_off or _call_off(
                origin_sudo, wanted - _brought(line.sudo())
            )
            if units:
                as_connector(line.sudo()).bigcommerce_called_off = units
                waited |= origin_sudo.order_id.picking_ids
            if line.product_id.uom_id.compare(units, wanted) >= 0:
                continue
        moving += line
    tell_stage(waited)  # what is left of it may have left, or be ready
    _end_requests(waited)
    return moving


def may_wait(origin):
    """Whether goods of a web order were sold to be shipped later, or did not leave as
    it was posted: they wait for the lot that only the warehouse knows, or the warehouse
    cancelled that.

    :param origin: pos.order.line that sold them
    :rtype: bool
    """
    order_sudo = origin.order_id.sudo()  # of another register than the cashier's
    if not order_sudo.bigcommerce_order_id:
        return False
    moves = outgoing(order_sudo.picking_ids.move_ids)
    return bool(order_sudo.shipping_date) or any(move.state != "done" for move in moves)


def waiting(moves):
    """Those of these moves that somebody has still to carry out, the last of a chain:
    what goes to be packed first goes on to the customer.

    :param moves: stock.move
    """
    open_moves = moves.filtered(_is_open)
    return open_moves.filtered(lambda move: not move.move_dest_ids.filtered(_is_open))


def taking_from_stock(moves):
    """Those of these moves that have still to take goods from the shelf: nothing brings
    their goods to them, and nothing is made or bought for them.

    :param moves: stock.move
    """
    return moves.filtered(
        lambda move: (
            _is_open(move)
            and move.procure_method == "make_to_stock"
            and not move.move_orig_ids.filtered(_is_open)
        )
    )


def from_the_shelf(moves):
    """The first of the steps that bring goods to these moves and are still to be done.

    :param moves: stock.move that somebody has still to carry out
    """
    before = _steps_before(moves).filtered(_is_open)
    if not before:
        return moves
    brought = moves.filtered(lambda move: _steps_before(move) & before)
    return (moves - brought) | from_the_shelf(before)


def outgoing(moves):
    """Those of these moves that take goods out, whatever became of them: what comes
    back is in transfers of the same order.

    :param moves: stock.move
    """
    return moves.filtered(
        lambda move: (
            move.location_id.usage != "customer" and not move.origin_returned_move_id
        )
    )


def left(moves):
    """How much of their product has left with these moves, in its unit.

    Not the demand, which stays where somebody shipped less and the rest is dropped.

    :param moves: stock.move of one product
    """
    return _moved(moves.filtered(_is_to_customer))


def outside(moves):
    """The same, less what the warehouse took back by returns of their transfers.

    Such a return is of the same order, and may be returned again: sent once more. What
    a refund brings back is of the refund.

    :param moves: stock.move of one product
    """
    return _net(moves.filtered(_is_to_customer))


def sent_again(moves):
    """What sends goods out once more that the warehouse took back of these moves.

    :param moves: stock.move
    """
    again = _reversed(_reversed(moves))
    return again | sent_again(again) if again else again


def units_back(picking):
    """What the warehouse has taken back of what left with a transfer.

    :param picking: stock.picking
    :return: quantity by product.product, in its unit; of kits, their components
    :rtype: dict
    """
    return {
        product: left(moves) - outside(moves)
        for product, moves in picking.move_ids.grouped("product_id").items()
    }


def is_back(picking):
    """Whether the warehouse has taken back all that left with a transfer.

    :param picking: stock.picking
    :rtype: bool
    """
    return not any(
        product.uom_id.compare(outside(moves), 0) > 0
        for product, moves in picking.move_ids.grouped("product_id").items()
    )


def _net(moves):
    return _moved(moves) - _net(_reversed(moves)) if moves else 0.0


def _reversed(moves):
    """The moves by which somebody in the warehouse reverses these."""
    return moves.returned_move_ids.filtered(
        lambda back: _order_of(back) == _order_of(back.origin_returned_move_id)
    )


def _steps_before(moves):
    """What brings its goods to moves from the shelf; not what makes or buys them."""
    return moves.move_orig_ids.filtered(lambda one: _order_of(one) in _order_of(moves))


def _order_of(moves):
    return moves.picking_id.pos_order_id


def _is_to_customer(move):
    return move.location_dest_id.usage == "customer"


def _moved(moves):
    return sum(
        move.product_uom._compute_quantity(
            move.quantity, move.product_id.uom_id, rounding_method="HALF-UP"
        )
        for move in moves
        if move.state == "done"
    )


def _is_open(move):
    return move.state in _READINESS


def _call_off(origin, wanted):
    """What the warehouse dropped is given back first: the rest is still to be shipped.

    :return: how much of it did not leave, or is back
    """
    never_left = max(origin._bigcommerce_never_left(), 0.0)
    units = min(never_left, wanted)
    units = origin.product_id.uom_id.round(units, rounding_method="DOWN")
    places = origin._bigcommerce_beyond() if units else {}
    for moves, each in origin._bigcommerce_moving_parts() if units else ():
        to_ship = waiting(moves | sent_again(moves))
        dropped = max(never_left * each - sum(to_ship.mapped("product_qty")), 0.0)
        quantity = units * each - dropped
        for address_id, too_much in places.items():
            there = to_ship.filtered(
                lambda move, place=address_id: (
                    move.picking_id.bigcommerce_address_id == place
                )
            )
            part = min(quantity, too_much * each, sum(there.mapped("product_qty")))
            _lower(there, part)
            quantity -= part
        _lower(to_ship, quantity)
    for moves, quantity in origin._bigcommerce_surplus():
        _lower(moves, quantity)
    return units


def _brought(refund):
    """How much of what a line gives back the customer brought to the register."""
    if not refund.order_id.bigcommerce_has_goods:
        return 0.0
    outside = refund.refunded_orderline_id._bigcommerce_with_customer(refund)
    return max(min(-refund.qty, outside), 0.0)


def _end_requests(pickings):
    """Nobody is to enter the lots of what does not leave any more."""
    pickings_sudo = pickings.sudo()  # it may be a cashier who gave it back
    gone_sudo = pickings_sudo.filtered(lambda picking: picking.state == "cancel")
    for activity_sudo in gone_sudo.bigcommerce_order_id.activity_ids:
        ids = [int(found) for found in _LINK.findall(activity_sudo.note or "")]
        named_sudo = pickings_sudo.browse(ids)
        if named_sudo & gone_sudo and all(
            picking.state in ("done", "cancel") for picking in named_sudo.exists()
        ):
            activity_sudo.unlink()


def _lower(moves, quantity):
    """Have less leave; what nothing is left of is cancelled.

    So does what brings it to them from the same order's shelf: what is made or bought
    for it comes all the same, and is for sale then.

    :param moves: stock.move of one product; of those that are cancelled by now nothing
        leaves anyway
    :param float quantity: in the unit of the product
    """
    for move in moves.filtered(_is_open).sorted(
        lambda move: (_READINESS.index(move.state), -move.id)
    ):
        unit = move.product_id.uom_id
        part = min(quantity, move.product_qty)
        if unit.compare(part, 0) <= 0:
            return
        quantity -= part
        left = move.product_qty - part
        _lower(_steps_before(move), part)
        unpack(move.picking_id)
        if unit.is_zero(left):
            move._action_cancel()
            continue
        move.picked = False  # Odoo lets all go that is picked, whatever is wanted
        move.product_uom_qty = unit._compute_quantity(
            left, move.product_uom, rounding_method="HALF-UP"
        )
        move._action_assign()

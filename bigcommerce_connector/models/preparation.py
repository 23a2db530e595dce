"""Web orders that wait for somebody to pick, pack, and ship or hand them over.

Only what is posted with *Goods Leave: when it is shipped or handed over* waits.
"""

from datetime import timedelta

from odoo import fields

from .notification import RELOAD, notification

# So many lines of goods are on a card.
FIRST_GOODS = 4

TO_PICK, READY, LEFT = "to_pick", "ready", "left"
STAGES = [
    (TO_PICK, "To Pick"),
    (READY, "Packed and Ready"),
    (LEFT, "Shipped or Handed Over"),
]


def stage_of(picking):
    """How far a transfer is; False: it is of no web order that waits.

    :param picking: stock.picking
    """
    is_waiting = (
        picking.bigcommerce_order_id
        and picking.pos_order_id.shipping_date
        and picking.location_dest_id.usage == "customer"
    )
    if not is_waiting or picking.state in ("draft", "cancel"):
        return False
    if picking.state == "done":
        return LEFT
    return READY if picking.bigcommerce_ready_on else TO_PICK


def goods_of(pickings):
    """What transfers take, in words.

    :param pickings: stock.picking
    :return: one after the other: ``3 × Mug``
    :rtype: list[str]
    """
    return [
        f"{move.product_uom_qty:g} × {move.product_id.display_name}"
        for move in pickings.move_ids
        if move.state != "cancel" and not move.scrap_id
    ]


def goods_text(picking):
    """The first of them, one a line, and how many more there are.

    :param picking: stock.picking
    :rtype: str
    """
    goods = goods_of(picking)
    more = len(goods) - FIRST_GOODS
    if more > 1:
        goods[FIRST_GOODS:] = [picking.env._("and %s more", more)]
    return "\n".join(goods)


def lacking(pickings):
    """The moves of which not all is there: the state of a transfer does not tell.

    :param pickings: stock.picking
    :return: stock.move
    """
    return pickings.move_ids.filtered(
        lambda move: move.state in ("waiting", "confirmed", "partially_available")
    )


def pack(pickings):
    """Those of which all is there are packed.

    :param pickings: stock.picking
    :return: what is told to whoever packed them
    :rtype: dict
    """
    to_pick = pickings.filtered(lambda one: one.bigcommerce_preparation == TO_PICK)
    short = lacking(to_pick).picking_id
    packed, now = to_pick - short, fields.Datetime.now()
    packed.bigcommerce_ready_on = now
    # Whoever packs need not see web orders.
    for order_sudo, same in packed.sudo().grouped("bigcommerce_order_id").items():
        if order_sudo.is_pickup and order_sudo.store_id.pickup_sync:
            days = timedelta(days=order_sudo.store_id.pickup_days)
            same.bigcommerce_collect_until = now + days
    tell_stage(packed)
    if not short:
        return RELOAD
    return notification(goods_missing(short), "warning")


def goods_missing(short):
    """Why they are not packed.

    :param short: stock.picking of which not all is there
    :rtype: str
    """
    return short.env._(
        "Goods are missing for %s, so they are not packed. Check their availability, "
        "or ship a part of them.",
        ", ".join(one.bigcommerce_reference or one.name for one in short),
    )


def still_to_leave(order):
    """The transfers of a web order that go to the customer, and have not left.

    :param order: ``bigcommerce.order``
    :return: stock.picking
    """
    return order.pos_order_ids.picking_ids.filtered(
        lambda one: one.bigcommerce_preparation not in (False, LEFT)
    )


def stages_of(order):
    """How far the transfers of a web order are that wait, or have left.

    :param order: ``bigcommerce.order``
    :rtype: set[str]
    """
    stages = order.pos_order_ids.picking_ids.mapped("bigcommerce_preparation")
    found = {stage for stage in stages if stage}
    sold = order.pos_order_ids.filtered("shipping_date").lines
    if found - {TO_PICK} and any(map(_is_missing, sold.filtered(_is_sold))):
        found.add(TO_PICK)
    return found


def _is_sold(line):
    return line.qty > 0


def _is_missing(line):
    """Whether more of it has still to leave than is in transfers to the customer.

    It is with a step before these; or a transfer was cancelled, or validated without a
    backorder, and nothing of it was given back.
    """
    units, unit = line._bigcommerce_never_left(), line.product_id.uom_id
    if unit.compare(units, 0) <= 0:
        return False
    for moves, each in line._bigcommerce_moving_parts():
        waiting = moves.filtered(
            lambda move: (
                move.picking_id.bigcommerce_preparation
                and move.state not in ("done", "cancel")
            )
        )
        rest = units * each - sum(waiting.mapped("product_qty"))
        if moves.product_id.uom_id.compare(rest, 0) > 0:
            return True
    return False


def tell_stage(pickings):
    """Have BigCommerce told what is ready, or has left, and open registers show it.

    Who validates the last two transfers of an order at once sees the other's still
    waiting: such an order is looked at again (:func:`tell_missed`).

    :param pickings: stock.picking
    """
    waiting_sudo = pickings.sudo().filtered(
        lambda one: one.pos_order_id and one.bigcommerce_preparation
    )
    orders_sudo = waiting_sudo.bigcommerce_order_id
    _show(waiting_sudo)
    if orders_sudo:
        orders_sudo.env["bigcommerce.status.update"]._plan(orders_sudo)
    collected_sudo = orders_sudo.filtered("is_pickup")
    if collected_sudo:
        collected_sudo.env["bigcommerce.pickup"]._plan(collected_sudo)
    for order_sudo in orders_sudo.filtered(_is_in_part):
        order_sudo.env["bigcommerce.change"]._note_prepared(order_sudo)


def tell_missed(order):
    """Have BigCommerce told what those did not tell who prepared transfers of an order
    at the same moment: each of them saw the other's still waiting.

    :param order: ``bigcommerce.order``
    """
    order.env["bigcommerce.status.update"]._plan(order)
    if order.is_pickup and stages_of(order) and not order.pickup_ids._is_told():
        order.env["bigcommerce.pickup"]._plan(order)


def _is_in_part(order):
    stages = stages_of(order)
    return TO_PICK in stages and len(stages) > 1


def unpack(pickings):
    """What is packed is no longer what is to leave.

    :param pickings: stock.picking
    """
    ready = pickings.filtered(lambda one: one.bigcommerce_preparation == READY)
    ready.write({"bigcommerce_ready_on": False, "bigcommerce_collect_until": False})
    _show(ready)


def _show(pickings):
    """Open registers list them, too."""
    orders_sudo = pickings.sudo().bigcommerce_order_id
    pickings.env["bigcommerce.register"]._announce_prepared(orders_sudo)

"""Web orders that the customer collects, where the owner wants that told."""

from odoo.exceptions import UserError

from .preparation import LEFT, lacking


def is_collected(order):
    """Whether it is handed over at a location, and BigCommerce is to know.

    :param order: ``bigcommerce.order``
    """
    return order.is_pickup and order.store_id.pickup_sync


def warehouse_of(order):
    """Where the goods of a web order wait: where they are collected, if they are.

    :param order: ``bigcommerce.order``
    :return: stock.warehouse
    """
    place = is_collected(order) and order.pickup_location_id.warehouse_id
    return place or order.store_id.warehouse_id


def operation_of(lines, operation):
    """Where goods of a web order leave at once, or come back: where they are collected,
    if they are.

    :param lines: pos.order.line
    :param operation: stock.picking.type of the register
    """
    order = lines.order_id.bigcommerce_order_id
    if len(order) != 1 or not is_collected(order):
        return operation
    sold = lines.refunded_orderline_id.order_id.picking_ids
    left_from = sold.picking_type_id.warehouse_id
    warehouse = left_from if len(left_from) == 1 else warehouse_of(order)
    return warehouse.pos_type_id or operation


def to_hand_over(order):
    """Its transfers that wait for the customer to come.

    :param order: ``bigcommerce.order``
    :return: stock.picking
    """
    pickings = order.pos_order_ids.picking_ids
    if not is_collected(order):
        return pickings.browse()
    return pickings.filtered(
        lambda one: one.bigcommerce_preparation not in (False, LEFT)
    )


def hand_over(order):
    """All of it leaves with the customer.

    :param order: ``bigcommerce.order``
    :raise UserError: nothing waits, or not all of it is there
    """
    pickings = to_hand_over(order)
    if not pickings:
        raise UserError(order.env._("Nothing of %s waits here.", order.name))
    missing = lacking(pickings)
    if missing:
        raise UserError(
            order.env._(
                "Goods of %(order)s are missing: %(goods)s. The warehouse can hand "
                "over a part of it.",
                order=order.name,
                goods=", ".join(missing.product_id.mapped("display_name")),
            )
        )
    pickings.move_ids.picked = True
    pickings._action_done()

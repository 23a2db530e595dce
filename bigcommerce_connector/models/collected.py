"""Web orders that the customer collects, where the owner wants that told."""

from odoo.exceptions import UserError

from ..mappers.pickup import pickup_place
from .preparation import lacking, still_to_leave


def is_collected(order):
    """Whether it is handed over at a location, and BigCommerce is to know.

    :param order: ``bigcommerce.order``
    """
    return order.is_pickup and order.store_id.pickup_sync


def pickup_of(order):
    """Whether BigCommerce says that an order is collected, and at which location.

    :param order: ``bigcommerce.order``
    :return: a boolean, and ``bigcommerce.location``: empty, where Odoo does not know it
    """
    place = pickup_place(order.sudo().payload)  # system field
    location = order.store_id.location_ids.filtered(
        lambda one: place and one.external_id == place.location_id
    )
    return bool(place), location


def warehouse_of(order):
    """Where the goods of a web order wait: where they are collected, if they are.

    :param order: ``bigcommerce.order``
    :return: stock.warehouse
    """
    place = is_collected(order) and order.pickup_location_id.warehouse_id
    return place or order.store_id.warehouse_id


def warehouses_of(store):
    """Those that goods of the store's web orders leave.

    :param store: ``bigcommerce.store``
    :return: stock.warehouse
    """
    if not store.pickup_sync:
        return store.warehouse_id
    return store.warehouse_id | store.location_ids.warehouse_id


def operation_of(lines, operation):
    """Where goods of a web order leave at once: where they are collected, if they are;
    and come back: where they left from.

    :param lines: pos.order.line
    :param operation: stock.picking.type of the register
    """
    order = lines.order_id.bigcommerce_order_id
    if len(order) != 1:
        return operation
    pickings = lines.refunded_orderline_id.order_id.picking_ids
    warehouse = pickings.picking_type_id.warehouse_id
    if len(warehouse) != 1:
        warehouse = warehouse_of(order)
    if warehouse == operation.warehouse_id:
        return operation
    return warehouse.pos_type_id or operation


def to_hand_over(order):
    """Its transfers that wait for the customer to come.

    :param order: ``bigcommerce.order``
    :return: stock.picking
    """
    pickings = still_to_leave(order)
    return pickings if is_collected(order) else pickings.browse()


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

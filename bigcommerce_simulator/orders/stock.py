"""What an order does to BigCommerce's own stock.

Three settings decide (``/v3/settings/inventory``): ``update_stock_behavior`` when
stock is taken, ``edit_order_stock_adjustment`` whether an edit corrects it,
``refund_order_stock_adjustment`` whether a refund or a cancellation gives it back.
A refund through the API gives nothing back (refunds guide); the status Refunded does
when somebody sets it, Partially Refunded does not (switches ``api_refund_restocks``,
``panel_refund_restocks``, ``status_restocks``). Not documented, and done here as the
control panel words it: an incomplete order takes nothing, a declined order counts as
cancelled, an archived one keeps its stock. Goods come from the location where the
shopper collects them, else from where storefronts sell (switch storefront_stock), and
go back to where they came from.
"""

from .line import Line
from .order import Order
from .status import CANCELLED, COMPLETED, DECLINED, INCOMPLETE, REFUNDED, SHIPPED

DEFAULT_LOCATION = 1
ORDER_PLACED = "order_placed"
_GIVEN_UP = (CANCELLED, DECLINED, REFUNDED)
_RESTOCKING = {
    "none": (),
    "cancelled": (CANCELLED, DECLINED),
    "cancelled_or_refunded": _GIVEN_UP,
    "also_by_refund": _GIVEN_UP,
}


def follow_status(store, order: Order) -> None:
    """Take or give back what the order's present status asks for."""
    if order.status_id in _GIVEN_UP:
        restocks = order.status_id in _RESTOCKING[store.switches.status_restocks]
        if restocks and _setting(store, order, "refund_order_stock_adjustment"):
            give_back(store, order)
    elif not order.stock_taken and _takes_now(store, order):
        order.stock_taken = True
        for line in order.lines:
            wanted = line.quantity - line.quantity_refunded
            _move(store, order, line, wanted - line.stock_taken)


def give_back(store, order: Order) -> None:
    """Put everything back that is still taken for the order."""
    for line in order.lines:
        _move(store, order, line, -line.stock_taken)
    order.stock_taken = False


def follow_edit(store, order: Order, line: Line, change: int) -> None:
    """``change`` units more (or fewer) of ``line`` are ordered now."""
    if order.stock_taken and _setting(store, order, "edit_order_stock_adjustment"):
        _move(store, order, line, max(change, -line.stock_taken))


def follow_variant(store, order: Order, line: Line, variant_id: int) -> None:
    """``line`` was of the variant ``variant_id`` before and is of another one now."""
    if order.stock_taken and _setting(store, order, "edit_order_stock_adjustment"):
        for location_id, units in line.taken.items():
            store.inventory.change(variant_id, location_id, units, f"order {order.id}")
        line.taken = {}
        _move(store, order, line, line.quantity)


def follow_refund(store, order: Order, line: Line, quantity: int) -> None:
    """``quantity`` units of ``line`` were refunded."""
    if _setting(store, order, "refund_order_stock_adjustment"):
        _move(store, order, line, -min(quantity, line.stock_taken))


def _takes_now(store, order):
    if order.status_id == INCOMPLETE:
        return False
    if _setting(store, order, "update_stock_behavior") == ORDER_PLACED:
        return True
    return order.status_id in (SHIPPED, COMPLETED)


def _move(store, order, line, taken):
    """Take ``taken`` units from stock (below zero: give back). Custom lines, and
    variants that were deleted since, have no stock."""
    for location_id, units in _places(store, order, line, taken):
        if units:
            line.taken[location_id] = line.taken.get(location_id, 0) + units
            reason = f"order {order.id}"
            store.inventory.change(line.variant_id, location_id, -units, reason)


def _places(store, order, line, taken):
    """[(location, units)]: where they come from, or below zero where they go back to:
    to where they were taken, the last one first."""
    if taken > 0:
        if order.location_id:
            return [(order.location_id, taken)]
        return store.inventory.sources(line.variant_id, taken)
    places, left = [], -taken
    for location_id, units in reversed(list(line.taken.items())):
        back = min(units, left)
        places.append((location_id, -back))
        left -= back
    return places


def _setting(store, order, name):
    """The setting of the order's channel, else the global one."""
    overrides = store.settings.channels.get(order.channel_id, {})
    value = overrides.get(name)
    return store.settings.inventory[name] if value is None else value

"""Filters and order of ``GET /v2/orders``.

Source: BigCommerce, orders.v2 (``getOrders``). ``status_id`` takes one value; there is
no filter for archived orders.
"""

from functools import partial

from ..errors import V2Error
from .order import Order
from .payload import INCLUDES

SORT_KEYS = {
    "id": lambda order: order.id,
    "customer_id": lambda order: order.customer_id,
    "date_created": lambda order: order.created,
    "date_modified": lambda order: order.modified,
    "status_id": lambda order: order.status_id,
    "channel_id": lambda order: order.channel_id,
    "external_id": lambda order: order.external_order_id or "",
}


def matching_orders(store, request) -> list[Order]:
    """The orders that every filter of the query lets through, by id."""
    filters = [*_ranges(request), *_equalities(request)]
    rows = store.orders.rows.values()
    if not store.switches.archived_orders_listed:
        rows = (order for order in rows if not order.is_deleted)
    return [order for order in rows if all(test(order) for test in filters)]


def sorted_orders(request, orders: list[Order]) -> list[Order]:
    """``orders`` as ``sort=field:direction`` asks; the id decides among equals."""
    field, _colon, direction = request.parameters.text("sort", "id").partition(":")
    if field not in SORT_KEYS or direction not in ("", "asc", "desc"):
        raise V2Error(400, "The field 'sort' is invalid.")
    orders = sorted(orders, key=lambda order: order.id)
    return sorted(orders, key=SORT_KEYS[field], reverse=direction == "desc")


def includes(request) -> tuple[list[str], bool]:
    """``include`` and whether ``consignment_structure=object`` was asked for."""
    parameters = request.parameters
    wanted = parameters.texts("include", [])
    unknown = [name for name in wanted if name not in INCLUDES]
    if unknown:
        raise V2Error(400, f"The include '{unknown[0]}' is invalid.")
    structure = parameters.text("consignment_structure")
    if structure not in (None, "object"):
        raise V2Error(400, "The field 'consignment_structure' is invalid.")
    return wanted, structure == "object"


def _ranges(request):
    parameters = request.parameters
    midnight = request.store.switches.order_date_filter == "midnight"
    moment = partial(parameters.date, midnight=midnight)
    for suffix, read, key in (
        ("id", parameters.integer, lambda order: order.id),
        ("total", parameters.decimal, lambda order: order.total_inc_tax),
        ("date_created", moment, lambda order: order.created),
        ("date_modified", moment, lambda order: order.modified),
    ):
        low, high = read(f"min_{suffix}"), read(f"max_{suffix}")
        if low is not None:
            yield lambda order, key=key, low=low: key(order) >= low
        if high is not None:
            yield lambda order, key=key, high=high: key(order) <= high


def _equalities(request):
    parameters = request.parameters
    email = parameters.text("email")
    if email is not None:
        wanted = email.casefold()
        yield lambda order: order.billing["email"].casefold() == wanted
    for name in ("customer_id", "status_id", "channel_id"):
        value = parameters.integer(name)
        if value is not None:
            yield _equal(name, value)
    for name in ("cart_id", "payment_method", "external_order_id"):
        value = parameters.text(name)
        if value is not None:
            yield _equal(name, value)


def _equal(name, value):
    return lambda order: getattr(order, name) == value

"""Reading orders: ``GET`` below ``/v2/orders`` and ``/v2/order_statuses``.

An empty v2 list is 204 without a body.
"""

from ..errors import V2Error
from ..routing import Reply, route
from .consignment_payload import consignments_payload, shipping_address_payload
from .line_payload import coupon_payload, fee_payload, line_payload
from .listing import includes, matching_orders, sorted_orders
from .order import Order
from .payload import LINE_ITEMS, order_payload
from .status import STATUSES
from .tax_payload import taxes_payload

READ = "store_v2_orders_read_only"


def known_order(store, order_id: int) -> Order:
    """The order, or 404."""
    order = store.orders.get(order_id)
    if order is None:
        raise V2Error(404, "The requested resource was not found.")
    return order


def page_reply(request, rows: list) -> Reply:
    """The asked page of ``rows``; 204 when it is empty."""
    page = request.parameters.page().of(rows)
    return Reply(page) if page else Reply(status=204)


@route("GET", "/v2/orders", scope=READ)
def get_orders(store, request):
    """The list; only the orders of the page are written out."""
    include, as_object = includes(request)
    orders = sorted_orders(request, matching_orders(store, request))
    page = request.parameters.page().of(orders)
    if not page:
        return Reply(status=204)
    return Reply([order_payload(store, order, include, as_object) for order in page])


@route("GET", "/v2/orders/count", scope=READ)
def get_orders_count(store, request):
    """How many orders there are, by status."""
    counts = dict.fromkeys(STATUSES, 0)
    for order in matching_orders(store, request):
        counts[order.status_id] += 1
    statuses = []
    for status_id in sorted(STATUSES, key=lambda key: STATUSES[key][1]):
        row = store.orders.labels.payload(status_id)
        place = row.pop("order")
        statuses.append({**row, "count": counts[status_id], "sort_order": place})
    return Reply({"statuses": statuses, "count": sum(counts.values())})


@route("GET", "/v2/orders/<int:order_id>", scope=READ)
def get_order(store, request, order_id):
    """One order, archived ones too."""
    include, as_object = includes(request)
    return Reply(order_payload(store, known_order(store, order_id), include, as_object))


@route("GET", "/v2/orders/<int:order_id>/products", scope=READ)
def get_order_products(store, request, order_id):
    """The lines by id, those with quantity 0 too."""
    order = known_order(store, order_id)
    lines = sorted(order.lines, key=lambda line: line.id)
    page = request.parameters.page().of(lines)
    if not page:
        return Reply(status=204)
    return Reply([line_payload(store, order, line) for line in page])


@route("GET", "/v2/orders/<int:order_id>/products/<int:line_id>", scope=READ)
def get_order_product(store, request, order_id, line_id):
    """One line."""
    order = known_order(store, order_id)
    line = order.line(line_id)
    if line is None:
        raise V2Error(404, "The requested resource was not found.")
    return Reply(line_payload(store, order, line))


# The links in an order say "shippingaddresses", the documents "shipping_addresses".
@route("GET", "/v2/orders/<int:order_id>/shippingaddresses", scope=READ)
@route("GET", "/v2/orders/<int:order_id>/shipping_addresses", scope=READ)
def get_order_shipping_addresses(store, request, order_id):
    """The shipping addresses with what shipping there costs."""
    order = known_order(store, order_id)
    rows = [shipping_address_payload(store, order, row) for row in order.addresses]
    return page_reply(request, rows)


@route(
    "GET", "/v2/orders/<int:order_id>/shipping_addresses/<int:address_id>", scope=READ
)
def get_order_shipping_address(store, request, order_id, address_id):
    """One shipping address."""
    order = known_order(store, order_id)
    row = order.address(address_id)
    if row is None:
        raise V2Error(404, "The requested resource was not found.")
    return Reply(shipping_address_payload(store, order, row))


_ORDER = "/v2/orders/<int:order_id>"
_ADDRESS_ID = "<int:address_id>"


@route("GET", f"{_ORDER}/shippingaddresses/{_ADDRESS_ID}/shippingquotes", scope=READ)
@route("GET", f"{_ORDER}/shipping_addresses/{_ADDRESS_ID}/shipping_quotes", scope=READ)
@route(
    "GET", f"{_ORDER}/consignments/shipping/{_ADDRESS_ID}/shipping_quotes", scope=READ
)
def get_order_shipping_quotes(store, request, order_id, address_id):
    """No quote is ever made here; BigCommerce has none for orders that were made in
    the control panel or through the API."""
    if known_order(store, order_id).address(address_id) is None:
        raise V2Error(404, "The requested resource was not found.")
    return Reply(status=204)


@route("GET", "/v2/orders/<int:order_id>/consignments", scope=READ)
def get_order_consignments(store, request, order_id):
    """The consignments, in the object structure."""
    order = known_order(store, order_id)
    wanted = request.parameters.texts("include", [])
    return Reply(consignments_payload(store, order, LINE_ITEMS in wanted))


@route("GET", "/v2/orders/<int:order_id>/coupons", scope=READ)
def get_order_coupons(store, request, order_id):
    """The coupons used."""
    order = known_order(store, order_id)
    return page_reply(request, [coupon_payload(order, row) for row in order.coupons])


@route("GET", "/v2/orders/<int:order_id>/fees", scope=READ)
def get_order_fees(store, request, order_id):
    """``{"fees": […]}``, as the example of the specification has it."""
    order = known_order(store, order_id)
    return Reply({"fees": [fee_payload(store, fee) for fee in order.fees]})


@route("GET", "/v2/orders/<int:order_id>/taxes", scope=READ)
def get_order_taxes(store, request, order_id):
    """One row per address and tax; with ``details=true`` one per line and tax."""
    order = known_order(store, order_id)
    details = request.parameters.boolean("details", False)
    return page_reply(request, taxes_payload(store, order, details))


@route("GET", "/v2/orders/<int:order_id>/messages", scope=READ)
def get_order_messages(store, request, order_id):
    """Messages are not kept: the list is always empty."""
    known_order(store, order_id)
    return Reply(status=204)


@route("GET", "/v2/order_statuses", scope=READ)
def get_order_statuses(store, request):
    """All statuses with the merchant's own labels."""
    return Reply([store.orders.labels.payload(key) for key in sorted(STATUSES)])


@route("GET", "/v2/order_statuses/<int:status_id>", scope=READ)
def get_order_status(store, request, status_id):
    """One status."""
    if status_id not in STATUSES:
        raise V2Error(404, "The requested resource was not found.")
    return Reply(store.orders.labels.payload(status_id))

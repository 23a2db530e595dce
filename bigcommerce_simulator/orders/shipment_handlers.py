"""``/v2/orders/{id}/shipments``."""

from ..errors import V2Error
from ..routing import Reply, route
from .read_handlers import READ, known_order, page_reply
from .shapes import SHIPMENT
from .shipment import (
    Shipment,
    checked_texts,
    emit_shipment,
    ship,
    shipment_payload,
    unship,
)
from .write_handlers import WRITE

_LIST = "/v2/orders/<int:order_id>/shipments"
_ONE = _LIST + "/<int:shipment_id>"


def _shipments(store, order):
    rows = store.orders.shipments.values()
    return [row for row in rows if row.order_id == order.id]


def _known(store, order, shipment_id) -> Shipment:
    shipment = store.orders.shipments.get(shipment_id)
    if shipment is None or shipment.order_id != order.id:
        raise V2Error(404, "The requested resource was not found.")
    return shipment


@route("GET", _LIST, scope=READ)
def get_order_shipments(store, request, order_id):
    """The shipments of an order; 204 when there are none."""
    order = known_order(store, order_id)
    rows = [shipment_payload(order, row) for row in _shipments(store, order)]
    return page_reply(request, rows)


@route("GET", _LIST + "/count", scope=READ)
def get_order_shipments_count(store, request, order_id):
    """How many there are."""
    order = known_order(store, order_id)
    return Reply({"count": len(_shipments(store, order))})


@route("POST", _LIST, scope=WRITE)
def create_order_shipment(store, request, order_id):
    """Ship; BigCommerce also writes to the customer."""
    order = known_order(store, order_id)
    shipment = ship(store, order, request.payload(shape=SHIPMENT))
    return Reply(shipment_payload(order, shipment), 201)


@route("DELETE", _LIST, scope=WRITE)
def delete_order_shipments(store, request, order_id):
    """Delete all of them; the order keeps its status."""
    order = known_order(store, order_id)
    for shipment in _shipments(store, order):
        unship(store, order, shipment)
    return Reply(status=204)


@route("GET", _ONE, scope=READ)
def get_order_shipment(store, request, order_id, shipment_id):
    """One shipment."""
    order = known_order(store, order_id)
    return Reply(shipment_payload(order, _known(store, order, shipment_id)))


@route("PUT", _ONE, scope=WRITE)
def update_order_shipment(store, request, order_id, shipment_id):
    """Change the tracking; the items cannot be changed."""
    order = known_order(store, order_id)
    shipment = _known(store, order, shipment_id)
    body = request.payload()
    if "items" in body:
        raise V2Error(400, "The field 'items' cannot be written to.")
    shipment.texts.update(checked_texts(body))
    emit_shipment(store, shipment, "updated")
    return Reply(shipment_payload(order, shipment))


@route("DELETE", _ONE, scope=WRITE)
def delete_order_shipment(store, request, order_id, shipment_id):
    """Delete it; the order keeps its status."""
    order = known_order(store, order_id)
    unship(store, order, _known(store, order, shipment_id))
    return Reply(status=204)

"""Shipments, and how they move an order on.

Source: BigCommerce, orders.v2 (``orderShipment_Post``): address and items are needed
although the schema does not say so; one shipment goes to one address; deleting one
does not bring the status back.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ..errors import V2Error
from .consignment_payload import shipment_address
from .mails import mail_customer
from .notation import rfc_2822
from .order import Order
from .status import PARTIALLY_SHIPPED, SHIPPED, change_status, emit, touch
from .stock import follow_status
from .values import quantity, text

PROVIDERS = {
    "": "",
    "auspost": "Australia Post",
    "canadapost": "Canada Post",
    "endicia": "Endicia",
    "usps": "USPS",
    "fedex": "FedEx",
    "royalmail": "Royal Mail",
    "ups": "UPS",
    "upsready": "UPS Ready",
    "upsonline": "UPS Online",
    "shipperhq": "ShipperHQ",
}
_LENGTHS = {"tracking_number": 50, "tracking_link": 500, "comments": 65535}
TEXTS = (
    "tracking_number",
    "tracking_carrier",
    "tracking_link",
    "merchant_shipping_cost",
    "shipping_method",
    "shipping_provider",
    "comments",
)


@dataclass
class Shipment:
    """What left for one address; ``items`` maps order product id to units."""

    id: int
    order_id: int
    order_address_id: int
    created: datetime
    items: dict[int, int]
    texts: dict = field(default_factory=dict)


def ship(store, order: Order, body: dict) -> Shipment:
    """Create a shipment; 400 with nothing changed when it is not possible."""
    address_id = body.get("order_address_id")
    if order.address(address_id) is None:
        raise V2Error(400, "The required field 'order_address_id' is invalid.")
    items = _items(order, address_id, body.get("items"))
    shipment = Shipment(
        id=store.next_id("shipment"),
        order_id=order.id,
        order_address_id=address_id,
        created=store.clock.now().replace(microsecond=0),
        items=items,
        texts=checked_texts(body),
    )
    for line_id, units in items.items():
        order.line(line_id).quantity_shipped += units
    store.orders.shipments[shipment.id] = shipment
    _move_on(store, order)
    mail_customer(store, order, f"Your order {order.id} has been shipped")
    emit_shipment(store, shipment, "created")
    _changed(store, order)
    return shipment


def unship(store, order: Order, shipment: Shipment) -> None:
    """Delete a shipment; the status of the order stays."""
    del store.orders.shipments[shipment.id]
    for line_id, units in shipment.items.items():
        line = order.line(line_id)
        if line is not None:
            line.quantity_shipped -= units
    emit_shipment(store, shipment, "deleted")
    _changed(store, order)


def emit_shipment(store, shipment: Shipment, event: str) -> None:
    """``store/shipment/<event>``."""
    data = {"type": "shipment", "id": shipment.id, "orderId": shipment.order_id}
    store.emit(f"store/shipment/{event}", data)


def checked_texts(body: dict) -> dict:
    """The texts of a request, none of them too long."""
    texts = {name: text(body[name], name) for name in TEXTS if name in body}
    for name, longest in _LENGTHS.items():
        if len(texts.get(name, "")) > longest:
            raise V2Error(400, f"The field '{name}' is longer than {longest}.")
    provider = texts.get("shipping_provider", "")
    if provider not in PROVIDERS and not provider.startswith("carrier_"):
        raise V2Error(400, "The field 'shipping_provider' is invalid.")
    return texts


def _items(order, address_id, given):
    if not isinstance(given, list) or not given:
        raise V2Error(400, "The required field 'items' was not supplied.")
    items: dict[int, int] = {}
    for row in given:
        line = order.line(row.get("order_product_id"))
        if line is None or line.order_address_id != address_id:
            raise V2Error(400, "The field 'order_product_id' is invalid.")
        units = quantity(row.get("quantity"), "items.quantity", minimum=1)
        items[line.id] = items.get(line.id, 0) + units
        if items[line.id] > line.quantity - line.quantity_shipped:
            raise V2Error(400, f"There are not {units} of product {line.id} to ship.")
    return items


def _move_on(store, order):
    # Of a bundle the parts are shipped (not documented).
    bundles = {line.parent_order_product_id for line in order.lines}
    goods = [
        line
        for line in order.lines
        if line.type == "physical" and line.id not in bundles
    ]
    done = all(line.quantity_shipped >= line.quantity for line in goods)
    if done:
        order.shipped = store.clock.now().replace(microsecond=0)
    if store.switches.shipment_changes_status:
        change_status(store, order, SHIPPED if done else PARTIALLY_SHIPPED)
        follow_status(store, order)


def _changed(store, order):
    if store.switches.shipment_touches_order:
        touch(store, order)
    emit(store, order, "updated")


def shipment_payload(order: Order, shipment: Shipment) -> dict:
    """A row of ``/v2/orders/{id}/shipments``."""
    texts = {name: shipment.texts.get(name, "") for name in TEXTS}
    texts["merchant_shipping_cost"] = texts["merchant_shipping_cost"] or "0.0000"
    provider = texts["shipping_provider"]
    address = order.address(shipment.order_address_id)
    lines = {line.id: line.product_id for line in order.lines}
    return {
        "id": shipment.id,
        "order_id": order.id,
        "customer_id": order.customer_id,
        "order_address_id": shipment.order_address_id,
        "date_created": rfc_2822(shipment.created),
        **texts,
        "billing_address": shipment_address(order.billing),
        "shipping_address": shipment_address(address.fields if address else {}),
        "items": [
            {
                "order_product_id": line_id,
                "product_id": lines.get(line_id, 0),
                "quantity": units,
            }
            for line_id, units in shipment.items.items()
        ],
        "shipping_provider_display_name": PROVIDERS.get(provider, provider),
        "generated_tracking_link": _generated_link(texts),
    }


def _generated_link(texts):
    """Made of the number and whoever carries it, unless a link was given."""
    carrier = texts["shipping_provider"] or texts["tracking_carrier"]
    if texts["tracking_link"] or not (carrier and texts["tracking_number"]):
        return ""
    return f"https://track.example/{carrier}/{texts['tracking_number']}"

"""Where the lines of an order go: shipping addresses and consignments.

Costs are texts in ``/shipping_addresses`` but numbers in consignments, as the
specification types them. A line that goes to no address (downloads, gift
certificates, or lines that a shipping-less order has) is in no shipping consignment.
"""

from .line_payload import line_payload
from .notation import Notation, number
from .order import ADDRESS_FIELDS, Address, Order
from .tax import SHIPPING_CLASS


def shipping_address_payload(store, order: Order, address: Address) -> dict:
    """A row of ``/v2/orders/{id}/shipping_addresses``."""
    path = f"/orders/{order.id}/shippingaddresses/{address.id}/shippingquotes"
    return {
        "id": address.id,
        "order_id": order.id,
        **address.fields,
        **_items(order, address),
        **_costs(address, Notation(store)),
        "shipping_quotes": link(store, path),
    }


def consignments_payload(store, order: Order, with_line_items: bool) -> dict:
    """The object structure: ``{pickups, shipping, downloads, email}``."""
    shipping = [
        _shipping(store, order, address, with_line_items) for address in order.addresses
    ]
    downloads = [line for line in order.lines if line.type == "digital"]
    certificates = [line for line in order.lines if line.type == "giftcertificate"]
    email = order.billing.get("email", "")
    return {
        "pickups": _pickups(store, order, with_line_items),
        "shipping": shipping,
        "downloads": [
            {
                "recipient_email": email,
                **_line_items(store, order, downloads, with_line_items),
            }
        ]
        if downloads
        else [],
        "email": {
            "gift_certificates": [
                {
                    "recipient_email": line.recipient_email or email,
                    **_line_items(store, order, [line], with_line_items),
                }
                for line in certificates
            ]
        },
    }


def _pickups(store, order, with_line_items):
    if order.pickup is None:
        return []
    lines = [line for line in order.lines if line.type == "physical"]
    row = {**order.pickup, "location": dict(order.pickup["location"])}
    return [{**row, **_line_items(store, order, lines, with_line_items)}]


def link(store, path: str) -> dict:
    """Where a part of an order is read."""
    base = f"https://api.bigcommerce.com/stores/{store.store_hash}/v2"
    return {"url": base + path, "resource": path}


def shipment_address(fields: dict) -> dict:
    """An address as shipments show it, without form fields."""
    return {name: fields.get(name, "") for name in ADDRESS_FIELDS}


def _shipping(store, order, address, with_line_items):
    lines = [
        line
        for line in order.lines
        if line.order_address_id == address.id and line.type == "physical"
    ]
    path = f"/orders/{order.id}/consignments/shipping/{address.id}/shipping_quotes"
    return {
        "id": address.id,
        **address.fields,
        **_line_items(store, order, lines, with_line_items),
        **_items(order, address),
        **_costs(address, number),
        "shipping_quotes": link(store, path),
    }


def _line_items(store, order, lines, in_full):
    if not in_full:
        paths = (f"/orders/{order.id}/products/{line.id}" for line in lines)
        return {"line_items": [link(store, path) for path in paths]}
    if store.switches.consignment_line_items == "empty":
        return {"line_items": []}
    limit = store.switches.consignment_line_limit
    rows = [line_payload(store, order, line) for line in lines[:limit]]
    if len(lines) <= limit:
        return {"line_items": rows}
    message = (
        f"Only {limit} line items are included. "
        f"Use /v2/orders/{order.id}/products to read all of them."
    )
    return {"line_items": rows, "__warning__": {"message": message}}


def _items(order, address):
    lines = [line for line in order.lines if line.order_address_id == address.id]
    return {
        "items_total": sum(line.quantity for line in lines),
        "items_shipped": sum(line.quantity_shipped for line in lines),
        "shipping_method": address.shipping_method,
    }


def _costs(address, write):
    return {
        "base_cost": write(address.base_cost),
        "cost_ex_tax": write(address.cost.ex_tax),
        "cost_inc_tax": write(address.cost.inc_tax),
        "cost_tax": write(address.cost.tax),
        "cost_tax_class_id": SHIPPING_CLASS,
        "base_handling_cost": write(address.base_handling_cost),
        "handling_cost_ex_tax": write(address.handling.ex_tax),
        "handling_cost_inc_tax": write(address.handling.inc_tax),
        "handling_cost_tax": write(address.handling.tax),
        "handling_cost_tax_class_id": SHIPPING_CLASS,
        "shipping_zone_id": 1,
        "shipping_zone_name": address.fields.get("country", ""),
    }

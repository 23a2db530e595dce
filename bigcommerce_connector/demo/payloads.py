"""Web orders and refunds in BigCommerce's form, as its API would return them.

Source of the fields: the order schema of BigCommerce's Orders v2 file, the refund
schema of its Orders v3 file.
"""

from datetime import datetime
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

Payload = dict[str, Any]

AWAITING_FULFILLMENT = 11
AWAITING_PAYMENT = 7
CANCELLED = 5
COMPLETED = 10
PARTIALLY_REFUNDED = 14
# How BigCommerce numbers and calls the statuses of orders.
STATUSES = {
    0: "Incomplete",
    1: "Pending",
    2: "Shipped",
    3: "Partially Shipped",
    4: "Refunded",
    CANCELLED: "Cancelled",
    6: "Declined",
    AWAITING_PAYMENT: "Awaiting Payment",
    8: "Awaiting Pickup",
    9: "Awaiting Shipment",
    COMPLETED: "Completed",
    AWAITING_FULFILLMENT: "Awaiting Fulfillment",
    12: "Manual Verification Required",
    13: "Disputed",
    PARTIALLY_REFUNDED: "Partially Refunded",
}

_CENT = Decimal("0.01")


def order_line(number: int, item: Payload, quantity: int, rate: Decimal) -> Payload:
    """A line of an order.

    :param dict item: ``name``, ``sku``, ``price`` (Decimal, without tax) and, of items
        that are in the catalog, ``product_id`` and ``variant_id``
    :param Decimal rate: of the tax, 0.15 for 15 %
    """
    net = (item["price"] * quantity).quantize(_CENT)
    tax = (net * rate).quantize(_CENT)
    return {
        "id": number,
        "type": "physical",
        "name": item["name"],
        "sku": item["sku"],
        "product_id": item.get("product_id", 0),
        "variant_id": item.get("variant_id", 0),
        "product_options": [],
        "quantity": quantity,
        "quantity_refunded": 0,
        "quantity_shipped": 0,
        "price_ex_tax": item["price"],
        "price_inc_tax": (item["price"] * (1 + rate)).quantize(_CENT),
        "total_ex_tax": net,
        "total_tax": tax,
        "total_inc_tax": net + tax,
        "discounted_total_inc_tax": net + tax,
    }


def order(number: int, created: datetime, customer: str, currency: str) -> Payload:
    """A paid order of a guest, but for its :func:`order_state`.

    :param datetime created: naive UTC
    :param str currency: ISO 4217 code
    """
    first_name, last_name = customer.split()
    return {
        "id": number,
        "date_created": _date(created),
        "customer_id": 0,
        "channel_id": 1,
        "payment_method": "Credit Card",
        "payment_status": "captured",
        "default_currency_code": currency,
        "billing_address": {
            "first_name": first_name,
            "last_name": last_name,
            "email": f"{first_name}.{last_name}@example.com".lower(),
            "phone": "555 0100",
            "street_1": f"{number % 90 + 1} Market Street",
            "city": "Springfield",
            "zip": "12345",
        },
    }


def order_state(modified: datetime, lines: list[Payload], status: int) -> Payload:
    """What an edit or another status changes of an order.

    :param datetime modified: naive UTC
    :param list lines: from :func:`order_line`
    """
    return {
        "date_modified": _date(modified),
        "status_id": status,
        "status": STATUSES[status],
        "items_total": sum(line["quantity"] for line in lines),
        "total_tax": sum((line["total_tax"] for line in lines), Decimal()),
        "total_inc_tax": sum((line["total_inc_tax"] for line in lines), Decimal()),
        "products": lines,
    }


def refund(number: int, created: datetime, line: Payload, quantity: int) -> Payload:
    """A refund of some units of a line, given back by the payment provider.

    :param datetime created: naive UTC
    """
    share = Decimal(quantity) / line["quantity"]
    amount = (line["total_inc_tax"] * share).quantize(_CENT)
    return {
        "id": number,
        "created": f"{created:%Y-%m-%dT%H:%M:%SZ}",
        "total_amount": amount,
        "total_tax": (line["total_tax"] * share).quantize(_CENT),
        "items": [
            {"item_type": "PRODUCT", "item_id": line["id"], "quantity": quantity}
        ],
        "payments": [{"provider_id": "card", "amount": amount, "offline": False}],
    }


def _date(moment: datetime) -> str:
    return format_datetime(moment).replace("-0000", "+0000")

"""The documents of refunds and refund quotes; amounts are numbers."""

from .notation import number, rfc_3339
from .order import Order
from .refund import BY_UNITS, Refund


def refund_payload(refund: Refund) -> dict:
    """A refund as the lists and ``POST`` show it."""
    return {**_head(refund), "items": [_item(item) for item in refund.items]}


def single_refund_payload(refund: Refund) -> dict:
    """A refund read by its id: there ``requested_amount`` is a text or null."""
    return {**_head(refund), "items": [_single_item(item) for item in refund.items]}


def _head(refund):
    return {
        "id": refund.id,
        "order_id": refund.order_id,
        "user_id": 0,
        "created": rfc_3339(refund.created),
        "reason": refund.reason,
        "total_amount": number(refund.total_amount),
        "total_tax": number(refund.total_tax),
        "uses_merchant_override_values": refund.uses_merchant_override_values,
        "payments": [
            {
                "id": row.id,
                "provider_id": row.provider_id,
                "amount": number(row.amount),
                "offline": row.offline,
                "is_declined": row.is_declined,
                "declined_message": row.declined_message,
                "transaction_id": str(row.transaction_id),
            }
            for row in refund.payments
        ],
    }


def _item(item):
    """``requested_amount`` is for what was asked for by amount, ``quantity`` for what
    was asked for by units; the specification allows no null here."""
    row = _common(item)
    if item.item_type not in BY_UNITS:
        row["requested_amount"] = number(item.amount)
    return row


def _single_item(item):
    row = _common(item)
    by_units = item.item_type in BY_UNITS
    row["requested_amount"] = None if by_units else str(item.amount)
    return row


def _common(item):
    row = {
        "item_type": item.item_type,
        "item_id": item.item_id,
        "reason": item.reason,
    }
    if item.item_type in BY_UNITS:
        row["quantity"] = item.quantity
        row["adjustments"] = item.adjustments
    return row


def quote_payload(order: Order, quote: dict) -> dict:
    """A refund quote; each refund method is a list of payment options."""
    return {
        "order_id": order.id,
        "total_refund_amount": number(quote["total"]),
        "total_refund_tax_amount": number(quote["tax"]),
        "order_level_refund_amount": number(quote["order_level"]),
        "rounding": 0,
        "adjustment": number(quote["adjustment"]),
        "tax_inclusive": True,
        "refund_methods": [
            [_option(option) for option in method] for method in quote["methods"]
        ],
    }


def _option(option):
    reason = "This is an offline payment provider." if option.offline else ""
    return {
        "provider_id": option.provider_id,
        "provider_description": option.description,
        "amount": number(option.amount),
        "offline": option.offline,
        "offline_provider": option.offline,
        "offline_reason": reason,
    }

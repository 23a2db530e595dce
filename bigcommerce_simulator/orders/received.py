"""Money received for an order, of which alone refunds can be made.

"You must receive payment of the order before you can issue a refund", and a gateway's
payments must be settled (refunds guide). What was collected outside of BigCommerce
leaves no transaction: there the order's status says that it was paid.
"""

from decimal import Decimal

from .order import Order
from .payments import (
    GIFT_CERTIFICATE,
    STORE_CREDIT,
    captured,
    captured_by_gateway,
    method_of,
)
from .status import AWAITING_PAYMENT, DECLINED, INCOMPLETE, PENDING

_UNPAID = (INCOMPLETE, PENDING, DECLINED, AWAITING_PAYMENT)
_UNSETTLED = (
    "authorized",
    "capture pending",
    "declined",
    "held for review",
    "pending",
    "void",
    "void pending",
)


def is_settled(store, order: Order) -> bool:
    """Whether anything was received, on BigCommerce or outside."""
    if captured(store, order):
        return True
    return order.status_id not in _UNPAID and order.payment_status not in _UNSETTLED


def received(store, order: Order) -> Decimal:
    """The money received on BigCommerce, which an edit does not move; the order's total
    where it is collected outside."""
    return captured(store, order) or order.total_inc_tax


def refundable(store, order: Order) -> Decimal:
    """What could be refunded in all, if nothing was refunded yet."""
    return received(store, order) if is_settled(store, order) else Decimal(0)


def received_by_gateway(store, order: Order) -> dict[str, Decimal]:
    """:func:`refundable`, by who received it."""
    rows = captured_by_gateway(store, order)
    if rows or not is_settled(store, order):
        return rows
    apart = {
        STORE_CREDIT[1]: order.store_credit_amount,
        GIFT_CERTIFICATE[1]: order.gift_certificate_amount,
    }
    rows = {gateway: amount for gateway, amount in apart.items() if amount}
    rest = order.total_inc_tax - sum(rows.values())
    own = method_of(order)[1]
    return {**rows, own: rows.get(own, Decimal(0)) + max(rest, Decimal(0))}

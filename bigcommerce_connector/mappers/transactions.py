"""The payments of a web order as BigCommerce lists them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount
from .unreadable import TRANSACTION, UnreadablePayload


def read_captured(transactions: Iterable[Any]) -> Decimal:
    """Sum the money received for an order (``GET /v3/orders/{id}/transactions``).

    Authorizations are promises, refunds go the other way: neither counts.

    :param list transactions: all of the order
    :rtype: Decimal
    :raise UnreadablePayload: when an amount, or one of them at all, cannot be read
    """
    for transaction in transactions:
        if not isinstance(transaction, dict):
            raise UnreadablePayload(TRANSACTION, value=transaction)
    received = ("purchase", "capture", "settled")
    return sum(
        (
            amount(transaction.get("amount"))
            for transaction in transactions
            if transaction.get("event") in received
            and transaction.get("status", "ok") == "ok"
        ),
        ZERO,
    )

"""What a refund on BigCommerce is asked for with, and how its quote can be paid back.

Source: BigCommerce, orders.v3.yml (``RefundQuote_Full``, ``RefundRequest_Post_Items``):
the payments of a refund are one of the quote's methods, amount by amount. Amounts are
JSON numbers there, and texts where they are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount, required_amount

# Of the reason of an item, by BigCommerce's file.
LONGEST_REASON = 1000

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tender:
    """A way to pay a refund back: ``payments`` as they are kept.

    ``parts``: what BigCommerce calls each provider, and its amount. ``is_offline``:
    BigCommerce moves none of it: it only records what is given back otherwise.
    """

    payments: list[dict[str, Any]]
    parts: list[tuple[str, Decimal]]
    is_offline: bool


@dataclass(frozen=True)
class Quote:
    """What a refund comes to, tax included, and the ways to pay it back."""

    total: Decimal
    tenders: list[Tender]


def amount_on_order(order_id: int, value: Decimal) -> list[dict[str, Any]]:
    """The items of a refund of an amount that is of no line.

    :param Decimal value: tax included
    :rtype: list[dict]
    """
    return [{"item_type": "ORDER", "item_id": order_id, "amount": str(value)}]


def quote_request(items: Iterable[Row]) -> dict[str, Any]:
    """:param list items: as they are kept
    :rtype: dict
    """
    return {"items": [_sent(item) for item in items]}


def refund_request(
    items: Iterable[Row], payments: Iterable[Row], reason: str, mark: str
) -> dict[str, Any]:
    """A new refund.

    :param list items: as they are kept
    :param list payments: of a :class:`Tender`
    :param str reason: for people
    :param str mark: by which it is found again: BigCommerce takes no key of ours
    :rtype: dict
    """
    told = f"[{mark}]"
    if reason:
        told = f"{reason[: LONGEST_REASON - len(told) - 1]} {told}"
    return {
        "items": [{**_sent(item), "reason": told} for item in items],
        "payments": [_sent(payment) for payment in payments],
    }


def read_quote(payload: Row) -> Quote:
    """:param dict payload: the answer to a quote
    :rtype: Quote
    :raise UnreadablePayload: an amount is none
    """
    total = required_amount(payload, "total_refund_amount")
    methods = payload.get("refund_methods") or []
    tenders = [_tender(options) for options in methods if options]
    # What comes to another amount would give back another.
    return Quote(total, [one for one in tenders if paid_in(one.payments) == total])


def find_marked(rows: Iterable[Row], mark: str) -> Row | None:
    """The refund of a listing that has our mark, whatever people wrote beside it.

    :param list rows: of ``GET /v3/orders/{id}/payment_actions/refunds``
    """
    told = f"[{mark}]"
    for row in rows:
        reasons = [row, *(row.get("items") or [])]
        if any(told in (one.get("reason") or "") for one in reasons):
            return row
    return None


def declined_in(refund: Row) -> Decimal:
    """Money of a refund that the payment provider declined: nobody has received it.

    :param dict refund: as BigCommerce has it
    :rtype: Decimal
    """
    payments = refund.get("payments") or []
    return paid_in(payment for payment in payments if payment.get("is_declined"))


def paid_in(payments: Iterable[Row]) -> Decimal:
    """:return: what these payments come to
    :rtype: Decimal
    """
    return sum((amount(payment.get("amount")) for payment in payments), ZERO)


def moves_money(payments: Iterable[Row] | None) -> bool:
    """Whether BigCommerce pays any of it back, and does not only record it.

    :param list payments: of a :class:`Tender`
    :rtype: bool
    """
    return any(not payment.get("offline") for payment in payments or ())


def _tender(options: list[Row]) -> Tender:
    payments = [
        {
            "provider_id": option.get("provider_id"),
            "amount": str(required_amount(option, "amount")),
            "offline": bool(option.get("offline")),
        }
        for option in options
    ]
    parts = [
        (
            str(option.get("provider_description") or option.get("provider_id")),
            required_amount(option, "amount"),
        )
        for option in options
    ]
    return Tender(payments, parts, all(row["offline"] for row in payments))


def _sent(row: Row) -> dict[str, Any]:
    if "amount" not in row:
        return dict(row)
    return {**row, "amount": amount(row["amount"])}

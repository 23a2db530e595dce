"""Refunds of BigCommerce: how much was given back, and what for.

Source: the refund schema of BigCommerce's Orders v3 file. Pieces name no amount; what a
refund's other items leave of its total is theirs.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from .money import ZERO, amount

ITEMS = "items"
TAX = "tax"
GOODWILL = "goodwill"

_PIECES = ("PRODUCT", "GIFT_WRAPPING")
_CAUSES = {
    "PRODUCT": ITEMS,
    "GIFT_WRAPPING": "wrapping",
    "SHIPPING": "shipping",
    "HANDLING": "handling",
    "TAX": TAX,
    "ORDER": GOODWILL,
}


@dataclass(frozen=True)
class Refunds:
    """Money given back, declined payments left out; amounts tax included.

    ``causes``: amount by ``items``, a charge's key, ``fee:<id>``, ``tax`` or
    ``goodwill``.
    ``pieces``: (given back, declined) by line id.
    """

    total: Decimal = ZERO
    tax: Decimal = ZERO
    causes: dict = field(default_factory=dict)
    pieces: dict = field(default_factory=dict)


def read_refunds(payloads):
    """Sum the refunds of an order (``GET /v3/orders/payment_actions/refunds``).

    :param list payloads: its refunds
    :rtype: Refunds
    """
    total = tax = ZERO
    causes, pieces = defaultdict(lambda: ZERO), defaultdict(lambda: (ZERO, ZERO))
    for refund in payloads or []:
        is_declined = _is_declined(refund)
        for line_id, quantity in _pieces(refund):
            ok, declined = pieces[line_id]
            if is_declined:
                pieces[line_id] = (ok, declined + quantity)
            else:
                pieces[line_id] = (ok + quantity, declined)
        full, given = amount(refund.get("total_amount")), _given_back(refund)
        if is_declined or not full:
            continue
        total += given
        tax += amount(refund.get("total_tax")) * given / full
        for cause, part in _split(refund, given).items():
            causes[cause] += part
    return Refunds(total, tax, dict(causes), dict(pieces))


def _is_declined(refund):
    """A refund whose every payment was declined moved no money."""
    payments = refund.get("payments") or []
    return bool(payments) and all(payment.get("is_declined") for payment in payments)


def _given_back(refund):
    """The total less the payments that the provider declined."""
    declined = sum(
        (
            amount(payment.get("amount"))
            for payment in refund.get("payments") or []
            if payment.get("is_declined")
        ),
        ZERO,
    )
    return max(ZERO, amount(refund.get("total_amount")) - declined)


def _pieces(refund):
    return [
        (str(item["item_id"]), amount(item.get("quantity")))
        for item in refund.get("items") or []
        if item.get("item_type") == "PRODUCT"
    ]


def _split(refund, given):
    """The money of one refund by what it was for."""
    items = refund.get("items") or []
    if not items:
        return {TAX: given}  # a tax adjustment has no items
    causes, by_pieces = defaultdict(lambda: ZERO), None
    for item in items:
        cause = _CAUSES.get(item.get("item_type"), GOODWILL)
        if item.get("item_type") == "FEE":
            cause = f"fee:{item.get('item_id')}"
        if item.get("item_type") in _PIECES:
            by_pieces = by_pieces or cause
        else:
            causes[cause] += amount(item.get("requested_amount"))
    rest = given - sum(causes.values(), ZERO)
    causes[by_pieces or next(iter(causes))] += rest
    return causes

"""Refunds of BigCommerce: how much was given back, and what for.

Source: the refund schema of BigCommerce's Orders v3 file. Pieces name no amount; what a
refund's other items leave of its total is theirs.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from operator import itemgetter
from typing import Any

from .amounts import ZERO, amount, told_amount
from .cannot_read import REFUND, REFUND_AMOUNT, REFUND_NUMBER, CannotRead
from .keys import FEE, GOODWILL, TAX

# Money by kind (products, wrapping) and line id.
PieceMoney = dict[str, dict[str, Decimal]]
# What is remembered of it, as JSON: see refund_worths.
Worths = dict[str, dict[str, dict[str, list[str]]]]

ITEMS = "items"

PRODUCT = "PRODUCT"
WRAPPING = "GIFT_WRAPPING"
_CAUSES = {
    PRODUCT: ITEMS,
    WRAPPING: "wrapping",
    "SHIPPING": "shipping",
    "HANDLING": "handling",
    "TAX": TAX,
    "ORDER": GOODWILL,
}


@dataclass(frozen=True)
class PiecesRefund:
    """What one refund gave back by pieces: quantities by line id, one amount for all.

    The amount contains the tax. ``worths`` is what the pieces cost when the refund was
    seen first, by ``products`` and ``wrapping`` and line id; empty when nobody knows.
    """

    number: int
    products: dict[str, Decimal]
    wrapping: dict[str, Decimal]
    inc_tax: Decimal
    worths: PieceMoney = field(default_factory=dict)


@dataclass(frozen=True)
class Refund:
    """The money of one refund that was given back, declined payments left out.

    ``causes``: amount by ``items`` (all that went by pieces, wrapping with goods too),
    a charge's key, ``fee:<id>``, ``tax`` or ``goodwill``; ``by_pieces`` says more of
    the first, None where nothing went by pieces. ``is_offline``: BigCommerce moved no
    money, it was only recorded there.
    """

    number: int
    total: Decimal
    tax: Decimal
    causes: dict[str, Decimal]
    by_pieces: PiecesRefund | None = None
    is_offline: bool = False


@dataclass(frozen=True)
class Refunds:
    """Refunds of an order in the order in which they were made.

    ``pieces``: (given back, declined) by line id, of all of them.
    """

    each: tuple[Refund, ...] = ()
    pieces: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Money given back, tax included."""
        return sum((refund.total for refund in self.each), ZERO)

    @property
    def by_pieces(self) -> tuple[PiecesRefund, ...]:
        """A :class:`PiecesRefund` for each refund that has pieces."""
        return tuple(refund.by_pieces for refund in self.each if refund.by_pieces)


def read_refunds(
    payloads: Iterable[Any] | None, worths: Worths | None = None
) -> Refunds:
    """Sum the refunds of an order (``GET /v3/orders/payment_actions/refunds``).

    :param list payloads: its refunds
    :param dict worths: see :func:`.refund_worths.remembered_worths`
    :rtype: Refunds
    :raise CannotRead: naming the refund that makes no sense
    """
    pieces: defaultdict[str, tuple[Decimal, Decimal]]
    pieces, each = defaultdict(lambda: (ZERO, ZERO)), []
    # BigCommerce numbers refunds as they are made.
    numbered = sorted(
        ((_check(refund), refund) for refund in payloads or []), key=itemgetter(0)
    )
    for number, refund in numbered:
        is_declined = _is_declined(refund)
        for line_id, quantity in _quantities(refund, PRODUCT).items():
            ok, declined = pieces[line_id]
            if is_declined:
                pieces[line_id] = (ok, declined + quantity)
            else:
                pieces[line_id] = (ok + quantity, declined)
        full, given = amount(refund.get("total_amount")), _given_back(refund)
        if is_declined:
            continue
        parts = _split(refund, given)
        each.append(
            Refund(
                number=number,
                total=given,
                tax=amount(refund.get("total_tax")) * given / full if full else ZERO,
                causes=dict(parts),
                by_pieces=_pieces_refund(number, refund, parts[ITEMS], worths or {})
                if ITEMS in parts
                else None,
                is_offline=_is_offline(refund),
            )
        )
    return Refunds(tuple(each), dict(pieces))


def is_any_declined(payloads: Iterable[Mapping[str, Any]] | None) -> bool:
    """Whether the payment provider declined a payment of one of these refunds.

    :param payloads: refunds of an order that :func:`read_refunds` could read
    :rtype: bool
    """
    return any(
        _is_payment_declined(payment)
        for refund in payloads or []
        for payment in refund.get("payments") or []
    )


# === IDENTITY === #


def refund_id(refund: Any) -> int | None:
    """:return: BigCommerce's number of a refund; None when it names none"""
    return _number(refund, "id")


def refund_order(refund: Any) -> str | None:
    """:return: the number of the order that a refund is of, as text; None: unknown"""
    number = _number(refund, "order_id")
    return None if number is None else str(number)


def refund_mark(refund: Any) -> tuple[int | str, int]:
    """What tells a refund that was looked at from one that says something new.

    :return: its number, or a digest when it has none, and how many of its payments
        were declined so far: that may come later
    :rtype: tuple[int | str, int]
    """
    number = refund_id(refund)
    if number is None:
        text = json.dumps(refund, default=str, sort_keys=True)
        return sha256(text.encode()).hexdigest(), 0
    try:
        return number, sum(map(_is_payment_declined, refund.get("payments") or []))
    except (AttributeError, TypeError):
        return number, 0


def _number(refund: Any, name: str) -> int | None:
    value = refund.get(name) if isinstance(refund, dict) else None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if value > 0 else None


def _check(refund: Any) -> int:
    """:return: its number
    :raise CannotRead: when reading the refund would fail
    """
    number = refund_id(refund)
    if number is None:
        raise CannotRead(REFUND_NUMBER)
    try:
        _is_declined(refund)
        _split(refund, _given_back(refund))
        _quantities(refund, PRODUCT), _quantities(refund, WRAPPING)
        told_amount(refund, "total_amount"), amount(refund.get("total_tax"))
    except CannotRead as error:
        raise CannotRead(REFUND_AMOUNT, number=number, **error.values) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CannotRead(REFUND, number=number) from error
    return number


# === MONEY AND PIECES === #


def _is_payment_declined(payment: Mapping[str, Any]) -> bool:
    return bool(payment.get("is_declined"))


def _is_declined(refund: Mapping[str, Any]) -> bool:
    """A refund whose every payment was declined moved no money."""
    payments = refund.get("payments") or []
    return bool(payments) and all(map(_is_payment_declined, payments))


def _is_offline(refund: Mapping[str, Any]) -> bool:
    """Whether nothing but records of money given back elsewhere was made of it."""
    payments = refund.get("payments") or []
    return bool(payments) and all(payment.get("offline") for payment in payments)


def _given_back(refund: Mapping[str, Any]) -> Decimal:
    """The total less the payments that the provider declined."""
    declined = sum(
        (
            amount(payment.get("amount"))
            for payment in refund.get("payments") or []
            if _is_payment_declined(payment)
        ),
        ZERO,
    )
    return max(ZERO, amount(refund.get("total_amount")) - declined)


def _quantities(refund: Mapping[str, Any], item_type: str) -> dict[str, Decimal]:
    """Pieces of one type by line id."""
    pieces: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in refund.get("items") or []:
        if item.get("item_type") == item_type:
            pieces[str(item["item_id"])] += amount(item.get("quantity"))
    return dict(pieces)


def _pieces_refund(
    number: int, refund: Mapping[str, Any], inc_tax: Decimal, worths: Worths
) -> PiecesRefund:
    products, wrapping = _quantities(refund, PRODUCT), _quantities(refund, WRAPPING)
    # The specification promises a quantity for products only.
    wrapping = {
        line_id: quantity or products.get(line_id, ZERO)
        for line_id, quantity in wrapping.items()
    }
    known = _known_worths(worths.get(str(number)), products, wrapping)
    return PiecesRefund(number, products, wrapping, inc_tax, known)


def _known_worths(
    worths: Any, products: dict[str, Decimal], wrapping: dict[str, Decimal]
) -> PieceMoney:
    """What was kept, if it is of these very pieces; a refund may be written anew."""
    result: PieceMoney = {}
    for kind, pieces in (("products", products), ("wrapping", wrapping)):
        rows = (worths or {}).get(kind, {})
        if {line_id: amount(row[0]) for line_id, row in rows.items()} != pieces:
            return {}
        result[kind] = {line_id: amount(row[1]) for line_id, row in rows.items()}
    return result


def _split(refund: Mapping[str, Any], given: Decimal) -> dict[str, Decimal]:
    """The money of one refund by what it was for."""
    items = refund.get("items") or []
    if not items:
        return {TAX: given}  # a tax adjustment has no items
    causes: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    by_pieces = None
    for item in items:
        cause = _CAUSES.get(item.get("item_type"), GOODWILL)
        if item.get("item_type") == "FEE":
            cause = f"{FEE}{item.get('item_id')}"
        if item.get("item_type") in (PRODUCT, WRAPPING):
            by_pieces = ITEMS if by_pieces == ITEMS else cause
        else:
            causes[cause] += amount(item.get("requested_amount"))
    rest = given - sum(causes.values(), ZERO)
    causes[by_pieces or next(iter(causes))] += rest
    return causes

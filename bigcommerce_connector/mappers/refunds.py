"""Refunds of BigCommerce: how much was given back, and what for.

Source: the refund schema of BigCommerce's Orders v3 file. Units name no amount; what a
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

from .amounts import ZERO, amount, required_amount
from .keys import FEE, GOODWILL, HANDLING, SHIPPING, TAX, WRAPPING
from .unreadable import REFUND, REFUND_AMOUNT, REFUND_NUMBER, UnreadablePayload

# Money by kind (products, wrapping) and line id.
UnitMoney = dict[str, dict[str, Decimal]]
# What is remembered of it, as JSON: see refund_costs.
Costs = dict[str, dict[str, dict[str, list[str]]]]

ITEMS = "items"

PRODUCT = "PRODUCT"
_GIFT_WRAPPING = "GIFT_WRAPPING"
_CAUSES = {
    PRODUCT: ITEMS,
    _GIFT_WRAPPING: WRAPPING,
    "SHIPPING": SHIPPING,
    "HANDLING": HANDLING,
    "TAX": TAX,
    "ORDER": GOODWILL,
}


@dataclass(frozen=True)
class UnitsRefund:
    """What one refund gave back by units: quantities by line id, one amount for all.

    The amount contains the tax. ``costs`` is what the units cost when the refund was
    seen first, by ``products`` and ``wrapping`` and line id; empty when nobody knows.
    """

    number: int
    products: dict[str, Decimal]
    wrapping: dict[str, Decimal]
    inc_tax: Decimal
    costs: UnitMoney = field(default_factory=dict)


@dataclass(frozen=True)
class Refund:
    """The money of one refund that was given back, declined payments left out.

    ``causes``: amount by ``items`` (all that went by units, wrapping with goods too),
    a charge's key, ``fee:<id>``, ``tax`` or ``goodwill``; ``by_units`` says more of
    the first, None where nothing went by units. ``is_offline``: BigCommerce moved no
    money, it was only recorded there.
    """

    number: int
    total: Decimal
    tax: Decimal
    causes: dict[str, Decimal]
    by_units: UnitsRefund | None = None
    is_offline: bool = False


@dataclass(frozen=True)
class Refunds:
    """Refunds of an order in the order in which they were made.

    ``units``: (given back, declined) by line id, of all of them.
    """

    each: tuple[Refund, ...] = ()
    units: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Money given back, tax included."""
        return sum((refund.total for refund in self.each), ZERO)

    @property
    def recorded(self) -> Decimal:
        """The part of it that was given back elsewhere, and only recorded."""
        return sum((refund.total for refund in self.each if refund.is_offline), ZERO)

    @property
    def by_units(self) -> tuple[UnitsRefund, ...]:
        """A :class:`UnitsRefund` for each refund that has units."""
        return tuple(refund.by_units for refund in self.each if refund.by_units)


def read_refunds(payloads: Iterable[Any] | None, costs: Costs | None = None) -> Refunds:
    """Sum the refunds of an order (``GET /v3/orders/payment_actions/refunds``).

    :param list payloads: its refunds
    :param dict costs: see :func:`.refund_costs.remembered_costs`
    :rtype: Refunds
    :raise UnreadablePayload: naming the refund that makes no sense
    """
    units: defaultdict[str, tuple[Decimal, Decimal]]
    units, each = defaultdict(lambda: (ZERO, ZERO)), []
    # BigCommerce numbers refunds as they are made.
    numbered = sorted(
        ((_check(refund), refund) for refund in payloads or []), key=itemgetter(0)
    )
    for number, refund in numbered:
        is_declined = _is_declined(refund)
        for line_id, quantity in _quantities(refund, PRODUCT).items():
            ok, declined = units[line_id]
            if is_declined:
                units[line_id] = (ok, declined + quantity)
            else:
                units[line_id] = (ok + quantity, declined)
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
                by_units=_units_refund(number, refund, parts[ITEMS], costs or {})
                if ITEMS in parts
                else None,
                is_offline=_is_offline(refund),
            )
        )
    return Refunds(tuple(each), dict(units))


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
    :raise UnreadablePayload: when reading the refund would fail
    """
    number = refund_id(refund)
    if number is None:
        raise UnreadablePayload(REFUND_NUMBER)
    try:
        _is_declined(refund)
        _split(refund, _given_back(refund))
        _quantities(refund, PRODUCT), _quantities(refund, _GIFT_WRAPPING)
        required_amount(refund, "total_amount"), amount(refund.get("total_tax"))
    except UnreadablePayload as error:
        raise UnreadablePayload(REFUND_AMOUNT, number=number, **error.values) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadablePayload(REFUND, number=number) from error
    return number


# === MONEY AND UNITS === #


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
    """Units of one type by line id."""
    units: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in refund.get("items") or []:
        if item.get("item_type") == item_type:
            units[str(item["item_id"])] += amount(item.get("quantity"))
    return dict(units)


def _units_refund(
    number: int, refund: Mapping[str, Any], inc_tax: Decimal, costs: Costs
) -> UnitsRefund:
    products = _quantities(refund, PRODUCT)
    wrapping = _quantities(refund, _GIFT_WRAPPING)
    # The specification promises a quantity for products only.
    wrapping = {
        line_id: quantity or products.get(line_id, ZERO)
        for line_id, quantity in wrapping.items()
    }
    known = _known_costs(costs.get(str(number)), products, wrapping)
    return UnitsRefund(number, products, wrapping, inc_tax, known)


def _known_costs(
    costs: Any, products: dict[str, Decimal], wrapping: dict[str, Decimal]
) -> UnitMoney:
    """What was kept, if it is of these very units; a refund may be written anew."""
    result: UnitMoney = {}
    for kind, units in (("products", products), ("wrapping", wrapping)):
        rows = (costs or {}).get(kind, {})
        if {line_id: amount(row[0]) for line_id, row in rows.items()} != units:
            return {}
        result[kind] = {line_id: amount(row[1]) for line_id, row in rows.items()}
    return result


def _split(refund: Mapping[str, Any], given: Decimal) -> dict[str, Decimal]:
    """The money of one refund by what it was for."""
    items = refund.get("items") or []
    if not items:
        return {TAX: given}  # a tax adjustment has no items
    causes: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    by_units = None
    for item in items:
        cause = _CAUSES.get(item.get("item_type"), GOODWILL)
        if item.get("item_type") == "FEE":
            cause = f"{FEE}{item.get('item_id')}"
        if item.get("item_type") in (PRODUCT, _GIFT_WRAPPING):
            by_units = ITEMS if by_units == ITEMS else cause
        else:
            causes[cause] += amount(item.get("requested_amount"))
    rest = given - sum(causes.values(), ZERO)
    causes[by_units or next(iter(causes))] += rest
    return causes

"""What shall have been sold of a web order: quantities and money, refunds counted once.

The rules are those of the design: an edit moves no money on BigCommerce by itself, so a
refund that settles an edit counts only beyond what the edit took away already, see
:mod:`.settled_edits`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.order import Item, WebOrder
from ..mappers.refunds import GOODWILL, ITEMS, KEPT, REPRICED, TAX
from .money import share
from .prices import PriceRow, price_rows
from .refund_allocation import Allocation
from .settled_edits import Counted


@dataclass(frozen=True)
class Part:
    """A quantity and its money, in the order's currency.

    ``rows``: by price, where the pieces of an item differ in it, see :mod:`.prices`.
    """

    name: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    rows: tuple[PriceRow, ...] = ()


Parts = dict[str, Part]


@dataclass(frozen=True)
class Target:
    """Net quantity and money per item, money per charge, and the net of the order.

    ``tax_adjustment`` is tax given back by itself (not positive). ``is_final`` is False
    while the order is not known to be paid, ``is_void`` True once it is called off.
    """

    items: Parts
    charges: Parts
    total: Decimal
    tax: Decimal
    is_final: bool = True
    is_void: bool = False
    tax_adjustment: Decimal = ZERO


def compute_target(
    order: WebOrder,
    allocations: Sequence[Allocation],
    counted: Sequence[Counted],
    keys: Mapping[str, str],
    places: int,
) -> Target:
    """What is left of an order once every refund has settled what it settles.

    :param WebOrder order: its present state
    :param list[Allocation] allocations: what each refund gave back
    :param list[Counted] counted: what of it counts
    :param dict keys: keys of items and fees by id, of all states
    :param int places: decimals of the currency
    :rtype: Target
    """
    total, tax = order.total, order.tax
    causes: dict[str, Decimal] = {}
    for allocation, row in zip(allocations, counted, strict=True):
        counts = allocation.total - row.settled.money
        total -= counts
        if counts:
            tax -= share(allocation.tax, counts, allocation.total, places)
        for cause, money in _counted_causes(allocation, row).items():
            causes[cause] = causes.get(cause, ZERO) + money
    items, kept = _item_parts(order, allocations, counted, places)
    causes.pop(ITEMS, None)
    odd, odd_tax = _repriced(allocations, counted, places)
    items, odd = _with_odd_cents(order, items, odd, places)
    charges = _charge_parts(order, causes, keys, places)
    goodwill_tax = _goodwill_tax(allocations, counted, places)
    if goodwill_tax:
        goodwill = charges[GOODWILL]
        charges[GOODWILL] = replace(goodwill, tax=goodwill.tax - goodwill_tax)
    if kept.inc_tax:
        charges[KEPT] = kept
    if odd:
        charges[REPRICED] = Part("Refunded at another price", ZERO, -odd, -odd_tax)
    target = Target(
        items=items,
        charges=charges,
        total=rounded(total, places),
        tax=rounded(tax, places),
        tax_adjustment=-rounded(causes.get(TAX, ZERO), places),
    )
    return _with_tax_cents(target, places)


def _returned(counted: Sequence[Counted]) -> dict[str, Decimal]:
    """Pieces that count as refunded, by item key."""
    result: dict[str, Decimal] = {}
    for row in counted:
        for key, pieces in row.pieces.items():
            result[key] = result.get(key, ZERO) + pieces
    return result


def _counted_causes(allocation: Allocation, counted: Counted) -> dict[str, Decimal]:
    """What a refund was for, less what settles an edit: goods first."""
    settled, result = counted.settled.money, {}
    causes = allocation.causes
    order = [ITEMS, *(c for c in causes if c not in (ITEMS, TAX, GOODWILL))]
    for cause in (*order, TAX, GOODWILL):
        given = causes.get(cause, ZERO)
        free = max(ZERO, given - counted.of_pieces) if cause == ITEMS else given
        taken = min(settled, free)
        settled -= taken
        result[cause] = given - taken
    return result


def _repriced(
    allocations: Sequence[Allocation], counted: Sequence[Counted], places: int
) -> tuple[Decimal, Decimal]:
    """What refunds gave back of goods beyond what these cost, and the tax in it."""
    money = tax = ZERO
    for allocation, row in zip(allocations, counted, strict=True):
        more = _counted_causes(allocation, row).get(ITEMS, ZERO) - row.of_pieces
        if more:
            money += more
            tax += share(allocation.tax, more, allocation.total, places)
    return money, tax


def _goodwill_tax(
    allocations: Sequence[Allocation], counted: Sequence[Counted], places: int
) -> Decimal:
    """The tax in amounts given back on the order, as far as refunds say so.

    One that gave back something else, too, does not say in which of them its tax is.
    """
    tax = ZERO
    for allocation, row in zip(allocations, counted, strict=True):
        if set(allocation.causes) == {GOODWILL}:
            counts = allocation.total - row.settled.money
            if counts:
                tax += share(allocation.tax, counts, allocation.total, places)
    return tax


# === ITEMS === #


def _item_parts(
    order: WebOrder,
    allocations: Sequence[Allocation],
    counted: Sequence[Counted],
    places: int,
) -> tuple[Parts, Part]:
    """Items less their returned pieces, and what was kept when these were refunded."""
    items, kept, kept_tax = {}, ZERO, ZERO
    returned = _returned(counted)
    for key, item in order.items.items():
        back, cost, given = _whole(returned.get(key, ZERO), item), ZERO, ZERO
        for allocation, row in zip(allocations, counted, strict=True):
            pieces = row.pieces.get(key)
            if pieces:
                of_refund = allocation.items[key]
                cost += of_refund.cost * pieces / of_refund.pieces
                given += share(of_refund.inc_tax, pieces, of_refund.pieces, places)
        part = _item_part(item, back, cost, places)
        less = rounded(item.inc_tax, places) - part.inc_tax - given
        if part.quantity and ZERO < less <= _cents(back, places):
            part, less = replace(part, inc_tax=part.inc_tax + less), ZERO
        if less > 0:
            kept += less
            kept_tax += share(rounded(item.tax, places), less, item.inc_tax, places)
        items[key] = replace(part, rows=price_rows(item, back, part, places))
    return items, Part("Kept from a refund", ZERO, kept, kept_tax)


def _whole(pieces: Decimal, item: Item) -> Decimal:
    """Pieces shared among refunds make up whole ones."""
    is_whole = item.quantity == item.quantity.to_integral_value()
    return pieces.quantize(Decimal(1), ROUND_HALF_UP) if is_whole else pieces


def _item_part(item: Item, pieces_back: Decimal, cost: Decimal, places: int) -> Part:
    """What is left of an item once pieces that cost so much are gone."""
    quantity = item.quantity - pieces_back
    if not quantity:
        return Part(item.name, ZERO, ZERO, ZERO)
    inc_tax, tax = rounded(item.inc_tax, places), rounded(item.tax, places)
    if not pieces_back:
        return Part(item.name, quantity, inc_tax, tax)
    left = rounded(inc_tax - cost, places)
    return Part(
        item.name,
        quantity,
        left,
        share(tax, left, inc_tax, places)
        if inc_tax
        else share(tax, quantity, item.quantity, places),
    )


def _with_odd_cents(
    order: WebOrder, items: Parts, odd: Decimal, places: int
) -> tuple[Parts, Decimal]:
    """Let an item take the cents that rounding made a refund higher.

    :return: items, and what is left of the odd money
    """
    pieces, largest = ZERO, None
    for key, part in items.items():
        back = order.items[key].quantity - part.quantity
        pieces += back
        if (back and part.quantity) and (
            not largest or part.inc_tax > items[largest].inc_tax
        ):
            largest = key
    if not largest or not odd or abs(odd) > _cents(pieces, places):
        return items, odd
    part = items[largest]
    return {**items, largest: replace(part, inc_tax=part.inc_tax - odd)}, ZERO


# === CHARGES === #


def _charge_parts(
    order: WebOrder, causes: Mapping[str, Decimal], keys: Mapping[str, str], places: int
) -> Parts:
    """Shipping, fees …, each less what was given back for it; goodwill by itself."""
    parts = {
        key: Part(
            charge.name,
            ZERO,
            rounded(charge.inc_tax, places),
            rounded(charge.tax, places),
        )
        for key, charge in order.charges.items()
    }
    for cause, given in causes.items():
        if not given or cause in (ITEMS, TAX):
            continue
        key = _charge_key(order, cause, keys)
        part = parts.get(key, Part(_name(key), ZERO, ZERO, ZERO))
        charge = order.charges.get(key)
        tax = ZERO
        if charge and charge.inc_tax:
            whole = rounded(charge.tax, places)
            tax = share(whole, given, charge.inc_tax, places)
        given = rounded(given, places)
        parts[key] = replace(part, inc_tax=part.inc_tax - given, tax=part.tax - tax)
    return parts


def _charge_key(order: WebOrder, cause: str, keys: Mapping[str, str]) -> str:
    """The charge that a cause means; a fee that nobody has seen may be the only one."""
    if not cause.startswith("fee:"):
        return cause
    fees = [key for key in order.charges if key.startswith("fee:")]
    return keys.get(cause) or (fees[0] if len(fees) == 1 else "fee:")


def _name(key: str) -> str:
    if key == GOODWILL:
        return "Refunded on BigCommerce"
    return key.removeprefix("fee:").capitalize() or "Fee"


# === TAX === #


def _with_tax_cents(target: Target, places: int) -> Target:
    """Put the odd cents of tax where the most money is, so that they need no line."""
    parts = {**target.items, **target.charges}
    inc_tax = sum((part.inc_tax for part in parts.values()), target.tax_adjustment)
    tax = sum((part.tax for part in parts.values()), target.tax_adjustment)
    odd = target.tax - tax
    pieces = sum((max(Decimal(1), part.quantity) for part in parts.values()), ZERO)
    if inc_tax != target.total or not odd or abs(odd) > _cents(pieces, places):
        return target
    largest = max(parts, key=lambda key: parts[key].inc_tax)
    if parts[largest].inc_tax <= 0:
        return target
    corrected = replace(parts[largest], tax=parts[largest].tax + odd)
    if largest in target.items:
        return replace(target, items={**target.items, largest: corrected})
    return replace(target, charges={**target.charges, largest: corrected})


def _cents(pieces: Decimal, places: int) -> Decimal:
    """How far the rounding of so many pieces may go."""
    return pieces * Decimal(1).scaleb(-places)

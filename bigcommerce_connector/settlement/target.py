"""What should have been sold of a web order; refunds are counted once.

The rules are in README.md: an edit alone moves no money on BigCommerce, so a
refund that settles an edit counts only beyond what the edit took away already, see
:mod:`.settled_edits`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.keys import (
    GOODWILL,
    KEPT,
    REPRICED,
    TAX,
)
from ..mappers.order import Item, WebOrder
from ..mappers.refunds import ITEMS
from .allocation import Allocation
from .charge_parts import charge_parts
from .money import NOTHING, Money, money_of, rounding_slack, share
from .money import total as total_of
from .part import Part, Parts
from .prices import price_rows
from .settled_edits import Counted


@dataclass(frozen=True)
class Target:
    """Net quantity and money per item, money per charge, and the net of the order.

    ``tax_adjustment`` is tax given back alone (not positive). ``is_final`` is False
    while the order is not known to be paid, ``is_void`` True once it is called off.
    """

    items: Parts
    charges: Parts
    total: Decimal
    tax: Decimal
    is_final: bool = True
    is_void: bool = False
    tax_adjustment: Decimal = ZERO

    @property
    def money(self) -> Money:
        """The net of the order."""
        return Money(self.total, self.tax)

    @property
    def explained(self) -> Money:
        """What items, charges and the tax given back make up of the net."""
        parts = (*self.items.values(), *self.charges.values())
        adjustment = Money(self.tax_adjustment, self.tax_adjustment)
        return total_of([adjustment, *(part.money for part in parts)])


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
    net = money_of_order(order)
    causes: dict[str, Decimal] = {}
    for allocation, row in zip(allocations, counted, strict=True):
        net -= _counts(allocation, allocation.total - row.settled.money, places)
        for cause, money in _counted_causes(allocation, row).items():
            causes[cause] = causes.get(cause, ZERO) + money
    items, kept = _item_parts(order, allocations, counted, places)
    causes.pop(ITEMS, None)
    repriced = _repriced(allocations, counted, places)
    items, repriced = _with_residual(order, items, repriced, places)
    charges = charge_parts(order, causes, keys, places)
    tax_in_goodwill = _goodwill_tax(allocations, counted, places)
    if tax_in_goodwill:
        charges[GOODWILL] = charges[GOODWILL].less(Money(tax=tax_in_goodwill))
    if kept.inc_tax:
        charges[KEPT] = Part(ZERO, kept)
    if repriced.inc_tax:
        charges[REPRICED] = Part(ZERO, -repriced)
    target = Target(
        items=items,
        charges=charges,
        total=rounded(net.inc_tax, places),
        tax=rounded(net.tax, places),
        tax_adjustment=-rounded(causes.get(TAX, ZERO), places),
    )
    return _with_tax_residual(target, places)


def money_of_order(order: WebOrder) -> Money:
    """The order's present total and the tax in it.

    :rtype: Money
    """
    return Money(order.total, order.tax)


def _counts(allocation: Allocation, money: Decimal, places: int) -> Money:
    """So much of what a refund gave back, with its own tax.

    A refund of goods that cost nothing then gives back nothing: what they cost by now
    is no part of it, and has no tax of it.
    """
    if not money:
        return NOTHING
    if not allocation.total:
        return Money(money)
    return Money(money, share(allocation.tax, money, allocation.total, places))


def _returned(counted: Sequence[Counted]) -> dict[str, Decimal]:
    """Units that count as refunded, by item key."""
    result: dict[str, Decimal] = {}
    for row in counted:
        for key, units in row.units.items():
            result[key] = result.get(key, ZERO) + units
    return result


def _counted_causes(allocation: Allocation, counted: Counted) -> dict[str, Decimal]:
    """What a refund was for, less what settles an edit: goods first."""
    settled, result = counted.settled.money, {}
    causes = allocation.causes
    order = [ITEMS, *(c for c in causes if c not in (ITEMS, TAX, GOODWILL))]
    for cause in (*order, TAX, GOODWILL):
        given = causes.get(cause, ZERO)
        free = max(ZERO, given - counted.of_units) if cause == ITEMS else given
        taken = min(settled, free)
        settled -= taken
        result[cause] = given - taken
    return result


def _repriced(
    allocations: Sequence[Allocation], counted: Sequence[Counted], places: int
) -> Money:
    """What refunds gave back of goods beyond what these cost."""
    return total_of(
        _counts(
            allocation,
            _counted_causes(allocation, row).get(ITEMS, ZERO) - row.of_units,
            places,
        )
        for allocation, row in zip(allocations, counted, strict=True)
    )


def _goodwill_tax(
    allocations: Sequence[Allocation], counted: Sequence[Counted], places: int
) -> Decimal:
    """The tax in amounts given back on the order, as far as refunds say so.

    One that gave back something else, too, does not say in which of them its tax is.
    """
    return total_of(
        _counts(allocation, allocation.total - row.settled.money, places)
        for allocation, row in zip(allocations, counted, strict=True)
        if set(allocation.causes) == {GOODWILL}
    ).tax


# === ITEMS === #


def _item_parts(
    order: WebOrder,
    allocations: Sequence[Allocation],
    counted: Sequence[Counted],
    places: int,
) -> tuple[Parts, Money]:
    """Items less their returned units, and what was kept when these were refunded."""
    items, kept = {}, NOTHING
    returned = _returned(counted)
    for key, item in order.items.items():
        back, cost, given = _whole(returned.get(key, ZERO), item), ZERO, ZERO
        for allocation, row in zip(allocations, counted, strict=True):
            units = row.units.get(key)
            if units:
                of_refund = allocation.items[key]
                cost += of_refund.cost * units / of_refund.units
                given += share(of_refund.inc_tax, units, of_refund.units, places)
        part = _item_part(item, back, cost, places)
        less = rounded(item.inc_tax, places) - part.inc_tax - given
        if part.quantity and ZERO < less <= rounding_slack(back, places):
            part, less = part.less(Money(-less)), ZERO
        if less > 0:
            tax = share(rounded(item.tax, places), less, item.inc_tax, places)
            kept += Money(less, tax)
        items[key] = replace(part, rows=price_rows(item, back, part, places))
    return items, kept


def _whole(units: Decimal, item: Item) -> Decimal:
    """Units shared among refunds make up whole ones."""
    is_whole = item.quantity == item.quantity.to_integral_value()
    return units.quantize(Decimal(1), ROUND_HALF_UP) if is_whole else units


def _item_part(item: Item, units_back: Decimal, cost: Decimal, places: int) -> Part:
    """What is left of an item once units that cost so much are gone."""
    quantity = item.quantity - units_back
    if not quantity:
        return Part(ZERO, NOTHING)
    whole = money_of(item).rounded(places)
    if not units_back:
        return Part(quantity, whole)
    left = rounded(whole.inc_tax - cost, places)
    tax = (
        share(whole.tax, left, whole.inc_tax, places)
        if whole.inc_tax
        else share(whole.tax, quantity, item.quantity, places)
    )
    return Part(quantity, Money(left, tax))


def _with_residual(
    order: WebOrder, items: Parts, repriced: Money, places: int
) -> tuple[Parts, Money]:
    """Let an item take the cents that rounding made a refund higher.

    :return: items, and what is left of the repriced money
    """
    units, largest = ZERO, None
    for key, part in items.items():
        back = order.items[key].quantity - part.quantity
        units += back
        if (back and part.quantity) and (
            not largest or part.inc_tax > items[largest].inc_tax
        ):
            largest = key
    residual = repriced.inc_tax
    if not largest or not residual or abs(residual) > rounding_slack(units, places):
        return items, repriced
    part = items[largest].less(Money(residual))
    return {**items, largest: part}, NOTHING


# === TAX === #


def _with_tax_residual(target: Target, places: int) -> Target:
    """Put the odd cents of tax where the most money is, so that they need no line."""
    parts = {**target.items, **target.charges}
    residual = target.money - target.explained
    units = sum((max(Decimal(1), part.quantity) for part in parts.values()), ZERO)
    slack = rounding_slack(units, places)
    if residual.inc_tax or not residual.tax or abs(residual.tax) > slack:
        return target
    largest = max(parts, key=lambda key: parts[key].inc_tax)
    if parts[largest].inc_tax <= 0:
        return target
    corrected = {largest: parts[largest].less(-residual)}
    if largest in target.items:
        return replace(target, items={**target.items, **corrected})
    return replace(target, charges={**target.charges, **corrected})

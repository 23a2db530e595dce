"""What every refund gave back of the items of an order: units, and their money.

A refund names its units by the ids of lines. Lines may be removed, or come back with
new ids, so the ids seen earlier tell which item was meant; what no id tells, the
numbers on the present lines do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.keys import WRAPPING
from ..mappers.order import Item, ItemLine, WebOrder
from ..mappers.refunds import ITEMS, Refund, Refunds, UnitsRefund
from .allocation import Allocation, GivenBack, line_number
from .money import share

Keys = Mapping[str, str]
Amounts = dict[str, Decimal]
# By item key; of what is gone by None, and by "" where no id names it.
Costs = dict[str | None, Decimal]


def allocate(
    order: WebOrder, refunds: Refunds, keys: Keys, places: int
) -> list[Allocation]:
    """Find out what each refund gave back of every item of an order.

    :param WebOrder order: its present state
    :param Refunds refunds: of the order
    :param dict keys: key of the item by line id, those of lines seen earlier too
    :param int places: decimals of the currency
    :return: in the order in which the refunds were made
    :rtype: list[Allocation]
    """
    units, unnamed = _refunded_units(order, refunds, keys)
    explained: Amounts = defaultdict(lambda: ZERO)
    result = []
    for refund in refunds.each:
        allocation = _allocation(order, refund, keys, unnamed, places)
        for key, given in allocation.items.items():
            explained[key] += given.units
        result.append(allocation)
    result = _with_lines_renewed(order, refunds, result)
    rest = {
        key: GivenBack(n - explained[key], ZERO, _cost(order, key, n - explained[key]))
        for key, n in units.items()
        if n > explained[key]
    }
    return [*result, Allocation(None, items=rest)] if rest else result


def _allocation(
    order: WebOrder, refund: Refund, keys: Keys, unnamed: Amounts, places: int
) -> Allocation:
    causes = dict(refund.causes)
    allocation = Allocation(
        refund.number, refund.total, refund.tax, causes, is_offline=refund.is_offline
    )
    if not refund.by_units:
        return allocation
    costs = _costs(order, refund.by_units, keys, unnamed)
    money = _split(refund.by_units.inc_tax, costs, places)
    if money.get(WRAPPING):
        causes[ITEMS] -= money[WRAPPING]
        causes[WRAPPING] = causes.get(WRAPPING, ZERO) + money[WRAPPING]
    items = _units_by_item(order, refund.by_units, keys, unnamed)
    gone = sorted(key for key in items if key not in money)
    # Of what is gone and had no price when it was seen: what the others leave.
    left = causes[ITEMS] - sum((money.get(key, ZERO) for key in items), ZERO)
    for key, given in items.items():
        inc_tax = money.get(key, left if gone and key == gone[0] else ZERO)
        items[key] = replace(given, inc_tax=inc_tax)
    return replace(allocation, causes=causes, items=items)


def _units_by_item(
    order: WebOrder, refund: UnitsRefund, keys: Keys, unnamed: Amounts
) -> dict[str, GivenBack]:
    items: dict[str, GivenBack] = {}
    for line_id, units in refund.products.items():
        for key, quantity in _meant(keys.get(line_id), units, unnamed):
            if not key:
                continue
            item = order.items.get(key)
            cost = item.line_costs.get(line_id) if item else None
            cost = _cost(order, key, quantity) if cost is None else cost * quantity
            is_there = item and line_id in item.line_ids
            is_gone = not is_there and line_id in keys
            is_unseen = not is_there and line_id not in keys
            known = items.get(key, GivenBack(ZERO, ZERO))
            missing = [] if is_there else [line_number(line_id)]
            if known.first_missing is not None:
                missing.append(known.first_missing)
            items[key] = GivenBack(
                known.units + quantity,
                ZERO,
                known.cost + cost,
                known.gone + (quantity if is_gone else ZERO),
                known.unseen + (quantity if is_unseen else ZERO),
                min(missing, default=None),
            )
    return items


def _cost(order: WebOrder, key: str, units: Decimal) -> Decimal:
    """What units of an item cost by now, on the average of its lines."""
    item = order.items.get(key)
    return item.inc_tax * units / item.quantity if item and item.quantity else ZERO


def _with_lines_renewed(
    order: WebOrder, refunds: Refunds, allocations: list[Allocation]
) -> list[Allocation]:
    """Find the units whose line got a new id: what they cost, and that it is there.

    A line says how many of its units were refunded, not by which refund: by the one
    that gave back what is nearest to its price; of several by the last.
    """
    result = list(allocations)
    for key, item in order.items.items():
        given = {n: row.items[key] for n, row in enumerate(result) if key in row.items}
        counted = [
            line.refunded - refunds.units.get(line_id, (ZERO, ZERO))[0]
            for line_id, line in zip(item.line_costs, item.lines, strict=True)
        ]
        ids = list(item.line_costs)
        pairs = sorted(
            (abs(row.price - _price(line)), -n, m)
            for n, row in given.items()
            if row.gone or row.unseen
            for m, line in enumerate(item.lines)
            if row.may_be(ids[m])
        )
        for _apart, minus_n, m in pairs:
            row = given[-minus_n]
            units = max(ZERO, min(row.gone + row.unseen, counted[m]))
            counted[m] -= units
            more = units * (_price(item.lines[m]) - item.inc_tax / item.quantity)
            given[-minus_n] = _there(replace(row, cost=row.cost + more), units)
        empty_ids = set(item.line_ids) - set(item.line_costs)
        empty = _counted_on_empty_lines(item, refunds, empty_ids)
        for n, row in reversed(given.items()):
            if not any(map(row.may_be, empty_ids)):
                continue
            units = max(ZERO, min(row.gone + row.unseen, empty))
            empty -= units
            given[n] = _there(row, units)
        for n, row in given.items():
            result[n] = replace(result[n], items={**result[n].items, key: row})
    return result


def _there(row: GivenBack, units: Decimal) -> GivenBack:
    """So many of its units are of lines that are there under another id."""
    there = min(row.gone, units)
    unseen = row.unseen - (units - there)
    return replace(row, gone=row.gone - there, unseen=unseen)


def _counted_on_empty_lines(
    item: Item, refunds: Refunds, empty_ids: Iterable[str]
) -> Decimal:
    """Refunded units of lines with quantity 0, which no refund names by their id.

    A line whose quantity was set to 0 is not deleted.
    """
    counted = item.quantity_refunded
    counted -= sum((line.refunded for line in item.lines), ZERO)
    named = (refunds.units.get(line_id, (ZERO, ZERO))[0] for line_id in empty_ids)
    return counted - sum(named, ZERO)


def _price(line: ItemLine) -> Decimal:
    return line.inc_tax / line.quantity


def _refunded_units(
    order: WebOrder, refunds: Refunds, keys: Keys
) -> tuple[Amounts, Amounts]:
    """Units given back by item, and those of them that no known line id names.

    Of the latter, ``""`` are of lines that are gone: the present ones do not count
    them. Whether lines go on counting what was declined is not documented: the units
    that were really given back tell.
    """
    back: dict[str | None, Decimal] = defaultdict(lambda: ZERO)
    declined: dict[str | None, Decimal] = defaultdict(lambda: ZERO)
    for line_id, (given, refused) in refunds.units.items():
        back[keys.get(line_id)] += given
        declined[keys.get(line_id)] += refused
    units: Amounts = {}
    unnamed: Amounts = {}
    for key, item in order.items.items():
        counted = item.quantity_refunded
        unexplained = max(ZERO, counted - back[key] - back[None])
        counted -= min(declined[key] + declined[None], unexplained)
        units[key] = max(back[key], counted)
        if back[None] and counted > back[key]:
            unnamed[key] = counted - back[key]
    gone = back[None] - sum(unnamed.values(), ZERO)
    if unnamed and gone > 0:
        unnamed[""] = gone
    return units, unnamed


def _costs(order: WebOrder, refund: UnitsRefund, keys: Keys, unnamed: Amounts) -> Costs:
    """What the parts of a refund cost, by item key.

    When the refund was first seen, of items gone by now too; ``""``: no id names them.
    If nobody saw it in time, by now; items gone by ``None``. Units of which nobody
    knows whether they are gone cost what those still there cost.
    """
    costs: Costs = defaultdict(lambda: ZERO)
    for kind, line_ids, name, part in (
        ("products", refund.products, None, "inc_tax"),
        ("wrapping", refund.wrapping, WRAPPING, "wrapping"),
    ):
        for line_id, units in line_ids.items():
            for key, quantity in _meant(keys.get(line_id), units, unnamed):
                item = order.items.get(key) if key else None
                if refund.costs:
                    cost = refund.costs[kind][line_id]  # of all the units
                    costs[name or key or ""] += cost * quantity / (units or 1)
                elif item and item.quantity:
                    price = None if name else item.line_costs.get(line_id)
                    if price is None:
                        price = getattr(item, part) / item.quantity
                    costs[name or key] += price * quantity
                elif key == "":
                    costs[""] += _mean_cost(order, unnamed, part) * quantity
                else:
                    costs[None] += ZERO
    return costs


def _meant(
    key: str | None, units: Decimal, unnamed: Amounts
) -> list[tuple[str | None, Decimal]]:
    """The items that units may be of, as (key, units)."""
    if key or not unnamed:
        return [(key, units)]
    whole = sum(unnamed.values(), ZERO)
    return [(other, units * part / whole) for other, part in unnamed.items()]


def _mean_cost(order: WebOrder, unnamed: Amounts, part: str) -> Decimal:
    """What a unit costs by now of those that no line id names."""
    known = [(order.items[key], units) for key, units in unnamed.items() if key]
    money = sum(
        (
            getattr(item, part) * units / item.quantity
            for item, units in known
            if item.quantity
        ),
        ZERO,
    )
    return money / sum((units for _item, units in known), ZERO)


def _split(money: Decimal, costs: Costs, places: int) -> Amounts:
    """Money by what its parts are worth; what is gone takes what the others leave."""
    result, left = {}, money
    whole = sum(costs.values(), ZERO)
    is_all_there = None not in costs
    present = [key for key in costs if key is not None]
    for key in present:
        if is_all_there and key == present[-1]:
            part = left
        elif is_all_there and whole:
            part = share(money, costs[key], whole, places)
        elif is_all_there:  # tax was given back for what cost nothing
            part = rounded(money / len(present), places)
        else:
            part = rounded(costs[key], places)
        result[key] = min(left, part)
        left -= result[key]
    return result

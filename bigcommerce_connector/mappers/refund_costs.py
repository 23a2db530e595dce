"""What the units of refunds cost: remembered, since an edit changes what they cost.

BigCommerce tells one amount for all units of a refund. It is shared among them by what
they cost when the refund was seen for the first time.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount
from .order_lines import line_money, order_lines
from .refunds import Costs, UnitsRefund, read_refunds
from .unreadable import UnreadablePayload

# Units and what they cost, as texts, by kind and line id.
UnitTexts = dict[str, dict[str, list[str]]]
# (quantity, money by kind) of a line, by its id.
Prices = dict[str, tuple[Decimal, dict[str, Decimal]]]


def remembered_costs(
    known: Costs | None,
    refunds: Sequence[dict[str, Any]],
    payloads: Sequence[Mapping[str, Any]],
) -> Costs:
    """What to keep in mind of an order's refunds.

    A refund came between two states of its order. Where an edit came too, nobody knows
    which was first: the amount tells, it is what the units cost in one of the states.
    If it fits both alike, the earlier one counts: the refund came after it for certain.

    :param dict known: what this function returned before, if anything
    :param list refunds: all payloads of the order's refunds
    :param list payloads: the order's states, the earlier first: the one stored before,
        if any, and the present one
    :return: by refund, as JSON: ``{kind: {line id: [units, cost]}}`` with the kinds
        ``products`` and ``wrapping``; refunds of one kind of one line need none, and of
        those that name a line unknown to both states nothing can be told
    :rtype: dict
    """
    try:
        read = read_refunds(refunds, known)
    except UnreadablePayload:
        return known or {}  # a sync will say so
    result: Costs = {}
    prices: list[Prices] | None = None
    for refund in read.by_units:
        if len(refund.products) + len(refund.wrapping) < 2:
            continue
        number, told = str(refund.number), refund.inc_tax
        if refund.costs:
            result[number] = (known or {})[number]
            continue
        if prices is None:
            prices = [_prices(payload) for payload in payloads]
        costs = [found for lines in prices if (found := _costs(refund, lines))]
        if costs:
            result[number] = min(costs, key=lambda row: abs(_sum(row) - told))
    return result


def _prices(payload: Mapping[str, Any]) -> Prices:
    """(quantity, money by kind) of each line by its id; none of an odd payload."""
    try:
        return {
            str(line["id"]): (
                amount(line.get("quantity")),
                {
                    "products": line_money(line)[0],
                    "wrapping": amount(line.get("wrapping_cost_inc_tax")),
                },
            )
            for line in order_lines(payload)
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}  # a sync will say so


def _costs(refund: UnitsRefund, lines: Prices) -> UnitTexts | None:
    """What a refund's units cost in one state; None when a line is not in it."""
    result: UnitTexts = {}
    for kind in ("products", "wrapping"):
        result[kind] = {}
        for line_id, units in getattr(refund, kind).items():
            quantity, money = lines.get(line_id, (ZERO, {}))
            if not quantity:
                return None
            cost = money[kind] * units / quantity
            result[kind][line_id] = [str(units), str(cost)]
    return result


def _sum(costs: UnitTexts) -> Decimal:
    return sum(
        (amount(cost) for rows in costs.values() for _n, cost in rows.values()), ZERO
    )

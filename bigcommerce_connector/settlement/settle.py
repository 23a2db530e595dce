"""The door of the settlement: what should have been sold of a web order, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.keys import RETAINED
from ..mappers.order import WebOrder
from ..mappers.refunds import Refunds
from .allocation import Allocation
from .history import History, Settled
from .money import Money, share
from .part import Part
from .reasons import Reasons, reasons_of
from .refund_allocation import allocate
from .settled_edits import Counted, settle_refunds
from .status_policy import POST, VOID
from .target import Target, compute_target


@dataclass(frozen=True)
class Settlement:
    """What should have been sold, what to remember for the next time, and why."""

    target: Target
    history: History
    reasons: Reasons


def settle(
    order: WebOrder,
    refunds: Refunds,
    history: History,
    captured: Decimal,
    places: int,
    policy: str = POST,
    retained: Decimal = ZERO,
) -> Settlement:
    """Compute what should have been sold of an order; the rules are in README.md.

    Settling once more with the history that comes out says the same.

    :param WebOrder order: its present state
    :param Refunds refunds: money given back
    :param History history: what came out the time before
    :param Decimal captured: money received for the order, tax included
    :param int places: decimals of the currency
    :param str policy: ``post``, ``wait`` or ``void``, see :mod:`.status_policy`
    :param Decimal retained: what whoever cancelled the order decided to keep of it
    :rtype: Settlement
    """
    paid, is_known = history.paid_quantities(captured), history.has_seen(captured)
    history = history.with_keys(order)
    if policy == VOID:
        kept = min(retained, max(ZERO, captured - refunds.total))
        target = _void(order, kept, places)
        return Settlement(target, history, reasons_of(kept, captured, refunds))
    allocations = allocate(order, refunds, history.line_keys, places)
    assumed = {}
    if not is_known:
        assumed = _assumed_paid(order, refunds, allocations, captured, places)
        paid = {**paid, **{k: max(n, paid.get(k, ZERO)) for k, n in assumed.items()}}
    # Money received is kept in the currency's decimals: the total is compared in them.
    opened = max(ZERO, captured - rounded(order.total, places))
    counted = settle_refunds(order, allocations, paid, opened, history, places)
    target = compute_target(order, allocations, counted, history.line_keys, places)
    target = replace(target, is_final=policy == POST)
    if target.is_final:
        history = _remembered(order, allocations, counted, history)
        history = history.with_paid_state(order, places)
        if assumed:
            history = history.with_assumed_paid(assumed, captured)
    reasons = reasons_of(order.total, captured, refunds, allocations, counted)
    return Settlement(target, history, reasons)


def _void(order: WebOrder, kept: Decimal, places: int) -> Target:
    """Nothing is left but what is kept; it carries its share of the order's tax."""
    if not kept:
        return Target({}, {}, ZERO, ZERO, is_void=True)
    part = min(kept, order.total)
    tax = share(order.tax, part, order.total, places) if part else ZERO
    money = Money(kept, rounded(tax, places))
    charges = {RETAINED: Part(ZERO, money)}
    return Target({}, charges, money.inc_tax, money.tax, is_void=True)


def _assumed_paid(
    order: WebOrder,
    refunds: Refunds,
    allocations: Sequence[Allocation],
    captured: Decimal,
    places: int,
) -> dict[str, Decimal]:
    """What was paid of an order that was edited and refunded before anybody read it.

    It was paid for in a state that was never seen. When just as much went back as was
    paid beyond the present total, the refund settled the edit: the units that were
    given back had been paid on top of those left.

    :return: quantities by item key
    :rtype: dict
    """
    residual = captured - order.total - refunds.total
    if not refunds.total or abs(residual) >= Decimal(1).scaleb(-places):
        return {}
    return {
        key: item.quantity
        + sum((row.items[key].units for row in allocations if key in row.items), ZERO)
        for key, item in order.items.items()
    }


def _remembered(
    order: WebOrder,
    allocations: Sequence[Allocation],
    counted: Sequence[Counted],
    history: History,
) -> History:
    """The history with what each refund settled, and what was returned, by now."""
    settled: dict[str, Settled] = {}
    returned: dict[str, Decimal] = {}
    for allocation, row in zip(allocations, counted, strict=True):
        if allocation.number is not None and row.settled:
            settled[str(allocation.number)] = row.settled
        for key, units in row.units.items():
            if units:
                returned[key] = returned.get(key, ZERO) + units
    ordered = {key: item.quantity for key, item in order.items.items()}
    return replace(history, settled=settled, ordered=ordered, returned=returned)

"""The transactions that a web order lacks: target less what is posted, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ..mappers.amounts import ZERO
from ..mappers.keys import (
    GOODWILL,
    KEPT,
    OTHER,
    PRICE,
    REPRICED,
    RETAINED,
    TAX,
    Kind,
    kind_of,
)
from .ledger import Ledger
from .money import NOTHING, Money, absorb_residual
from .part import Part
from .prices import matched, rows_of
from .refund_plan import RefundPlan
from .register_refunds import RegisterRefunds, quantity_of
from .target import Target
from .transaction import CannotSettle, Move, PostedLine, Transaction, money_in

# Money that a refund is the cause of: more or less of it is nothing that changed.
_OF_REFUNDS = (GOODWILL, KEPT, REPRICED, RETAINED)


class _Adjustment(NamedTuple):
    """Money that neither goods nor charges explain: of prices, and beyond them."""

    price: Money
    rest: Money


def difference(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> list[Transaction]:
    """The transactions that bring what is posted to the target.

    A second call, with their lines among ``posted``, returns nothing.

    :param Target target: what should have been sold
    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :param dict recorded: see :func:`recorded_refunds`
    :return: refunds first, then the sale, then money alone
    :rtype: list[Transaction]
    :raise CannotSettle: when more would be refunded than is left
    """
    ledger = Ledger(posted, places, recorded)
    _check_registers(target, ledger)
    refunds = _planned_refunds(target, ledger)
    sale = Transaction(_sale_moves(target, ledger, refunds))
    money = _money_moves(target, ledger, refunds, sale)
    if not posted and (sale.money + money_in(money)).inc_tax >= 0:
        sale.moves += money  # at first one sale is posted
        money = []
    rest = [Transaction(moves) for moves in (sale.moves, money) if moves]
    return refunds.transactions() + rest


def recorded_refunds(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """What the web has recorded of what cashiers gave back, to be remembered.

    What it has recorded once stays recorded: what is ordered later is sold again. An
    order that is called off says nothing of what registers gave back before.

    :param list[PostedLine] posted: with what was posted just now
    :param dict recorded: what this returned before, with Decimals
    :return: units of items and money of charges, by key
    :rtype: dict
    """
    if target.is_void:
        return dict(recorded or {})
    ledger = Ledger(posted, places, recorded)
    registers = RegisterRefunds(ledger)
    result = {
        key: registers.units(key, quantity_of(target, key)) for key in ledger.item_keys
    }
    for key in ledger.given_charge_keys:
        result[key] = registers.charge(key, target.charges.get(key))
    return {key: value for key, value in result.items() if value > 0}


def given_at_registers(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> tuple[Money, Decimal]:
    """What cashiers gave back that the web has recorded, and what it has not.

    :return: (recorded, not recorded yet), positive, tax included
    :rtype: tuple[Money, Decimal]
    """
    ledger = Ledger(posted, places, recorded)
    registers = RegisterRefunds(ledger)
    of_parts = registers.total(target)
    left = target.total - (ledger.total - of_parts).inc_tax
    known = of_parts + registers.of_adjustments(left)
    return known, (ledger.total_given - known).inc_tax


def is_over_refunded(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> bool:
    """Whether cashiers gave back more of something than was ever sold.

    :param Target target: what should have been sold
    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :rtype: bool
    """
    try:
        _check_registers(target, Ledger(posted, places, recorded))
    except CannotSettle:
        return True
    return False


def _check_registers(target: Target, ledger: Ledger) -> None:
    """:raise CannotSettle: when cashiers gave back more than was ever sold"""
    registers = RegisterRefunds(ledger)
    for key in ledger.item_keys:
        known = registers.recorded_units(key)
        sold = max(ledger.units(key) - known, quantity_of(target, key))
        if ledger.given_units(key) - known > sold:
            raise CannotSettle(key)
    for key in ledger.given_charge_keys:
        part = target.charges.get(key)
        wanted = part.inc_tax if part else ZERO
        known = registers.recorded_charge(key)
        sold = max(ledger.money(key).inc_tax - known, wanted)
        # A refund that settles the edit of something else may leave less than nothing.
        given = ledger.given_money(key).inc_tax
        if given - known > sold - min(ZERO, wanted):
            raise CannotSettle(key)


# === GOODS === #


def _planned_refunds(target: Target, ledger: Ledger) -> RefundPlan:
    """Units that we sold, and that neither the web nor a cashier has still out."""
    plan = RefundPlan(ledger)
    registers = RegisterRefunds(ledger, plan)
    for key in _item_keys(target, ledger):
        part, wanted = target.items.get(key), quantity_of(target, key)
        # What the web has recorded of a cashier's refund is no more ours nor theirs.
        known = registers.recorded_units(key)
        given = ledger.given_units(key) - known
        more = ledger.units(key) - known - given - wanted
        if more > 0:
            left = rows_of(part, ledger.places) if part and wanted else []
            plan.refund(key, more, left)
            residual = (part.money if part else NOTHING) - ledger.money(key)
            residual += registers.of_item(key, wanted) - plan.money(key)
            plan.absorb_residual(key, residual)
    return plan


def _sale_moves(target: Target, ledger: Ledger, refunds: RefundPlan) -> list[Move]:
    """Units that the web has and that are not sold yet."""
    registers = RegisterRefunds(ledger, refunds)
    moves = []
    for key, part in target.items.items():
        sold = ledger.units(key) - registers.recorded_units(key)
        if part.quantity > sold:
            moves += _sales_of(key, part, part.quantity - sold, ledger, registers)
    return moves


def _item_keys(target: Target, ledger: Ledger) -> list[str]:
    return list(target.items) + [k for k in ledger.item_keys if k not in target.items]


def _sales_of(
    key: str, part: Part, quantity: Decimal, ledger: Ledger, registers: RegisterRefunds
) -> list[Move]:
    """A line for each price at which units lack; the last lines of the web first."""
    rows = rows_of(part, ledger.places)
    units: dict[int, Decimal] = {}
    _sold, there = matched(ledger.sold_prices(key), rows, ledger.places)
    lacking = [row.quantity - n for row, n in zip(rows, there, strict=True)]
    for most in (lacking, [row.quantity for row in rows]):
        for index in reversed(range(len(rows))):
            known = units.get(index, ZERO)
            taken = min(quantity, max(ZERO, most[index] - known))
            units[index] = known + taken
            quantity -= taken
    moves = [
        Move(key, units[index], row.share(units[index], ledger.places))
        for index, row in enumerate(rows)
        if units[index]
    ]
    posted = ledger.money(key) - registers.of_item(key, part.quantity)
    return _with_residual(moves, part.money - posted, ledger.places)


def _with_residual(moves: list[Move], exact: Money, places: int) -> list[Move]:
    """The dearest line takes the cents that the rounding of all others left."""
    index = max(range(len(moves)), key=lambda index: moves[index].inc_tax)
    dearest, units = moves[index], sum((move.quantity for move in moves), ZERO)
    others = money_in([*moves[:index], *moves[index + 1 :]])
    money = absorb_residual(exact - others, dearest.money, units, places)
    return [*moves[:index], replace(dearest, money=money), *moves[index + 1 :]]


# === MONEY ALONE === #


def _money_moves(
    target: Target, ledger: Ledger, refunds: RefundPlan, sale: Transaction
) -> list[Move]:
    """What the goods leave, each cause on its own line, with its tax."""
    registers = RegisterRefunds(ledger, refunds)
    causes = _charge_residuals(target, ledger, registers)
    posted = ledger.total + refunds.total - registers.total(target)
    left = target.money - posted - money_in([*sale.moves, *causes])
    causes.append(_one_cause(_adjustment(target, ledger, registers, left)))
    return [move for move in causes if move.money]


def _charge_residuals(
    target: Target, ledger: Ledger, registers: RegisterRefunds
) -> list[Move]:
    """Charges that differ from what is posted for them."""
    posted = {key for key in ledger.keys if kind_of(key) is Kind.CHARGE}
    moves = []
    for key in [*target.charges, *sorted(posted - target.charges.keys())]:
        part = target.charges.get(key)
        money = (part.money if part else NOTHING) - ledger.money(key)
        money += registers.of_charge(key, part)
        is_change = key in posted and key not in _OF_REFUNDS
        moves.append(Move(key, ZERO, money, is_change=is_change))
    return moves


def _adjustment(
    target: Target, ledger: Ledger, registers: RegisterRefunds, left: Money
) -> _Adjustment:
    """What is left, of prices, and what the totals say beyond them.

    What cashiers gave back of earlier adjustments need not be taken back once more.
    """
    rest = target.money - target.explained - ledger.money(OTHER)
    back = registers.of_adjustments(left.inc_tax)
    of_rest = NOTHING
    if back.inc_tax:
        part = min(back.inc_tax, max(ZERO, -rest.inc_tax))
        of_rest = back.share(part, back.inc_tax, ledger.places)
    return _Adjustment(left - rest + back - of_rest, rest + of_rest)


def _one_cause(adjustment: _Adjustment) -> Move:
    """One line: a discount that prices show in part only needs no two."""
    money = adjustment.price + adjustment.rest
    if money.inc_tax in (ZERO, money.tax):
        return Move(TAX, ZERO, money)
    if adjustment.price.inc_tax or not adjustment.rest.inc_tax:
        return Move(PRICE, ZERO, money)
    return Move(OTHER, ZERO, money)

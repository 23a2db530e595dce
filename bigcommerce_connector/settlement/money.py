"""Money with the tax in it, shared and rounded without losing a cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from ..mappers.amounts import ZERO, rounded


@dataclass(frozen=True)
class Money:
    """An amount, tax included, and the tax in it; in the order's currency."""

    inc_tax: Decimal = ZERO
    tax: Decimal = ZERO

    def __bool__(self) -> bool:
        """Tax alone is money, too: it may change while the amount stays."""
        return bool(self.inc_tax or self.tax)

    def __add__(self, other: Money) -> Money:
        return Money(self.inc_tax + other.inc_tax, self.tax + other.tax)

    def __sub__(self, other: Money) -> Money:
        return Money(self.inc_tax - other.inc_tax, self.tax - other.tax)

    def __neg__(self) -> Money:
        return Money(-self.inc_tax, -self.tax)

    def share(self, part: Decimal, whole: Decimal, places: int) -> Money:
        """What goes to ``part`` of ``whole`` units, rounded: see :func:`share`."""
        return Money(
            share(self.inc_tax, part, whole, places),
            share(self.tax, part, whole, places),
        )

    def rounded(self, places: int) -> Money:
        """In the currency's decimals."""
        return Money(rounded(self.inc_tax, places), rounded(self.tax, places))


class HasMoney(Protocol):
    """A line, an item or a charge of a web order."""

    @property
    def inc_tax(self) -> Decimal: ...

    @property
    def tax(self) -> Decimal: ...


NOTHING = Money()


def money_of(priced: HasMoney) -> Money:
    """:rtype: Money"""
    return Money(priced.inc_tax, priced.tax)


def total(amounts: Iterable[Money]) -> Money:
    """:rtype: Money"""
    return sum(amounts, NOTHING)


def share(whole_money: Decimal, part: Decimal, whole: Decimal, places: int) -> Decimal:
    """What of an amount goes to ``part`` of ``whole`` units, rounded.

    Taking shares one after the other off what remains gives the amount to the cent.

    :rtype: Decimal
    """
    if part == whole:
        return whole_money
    return rounded(whole_money * part / whole, places)


# === WHAT ROUNDING LEAVES === #


def rounding_slack(units: Decimal, places: int) -> Decimal:
    """How far rounding alone may put the money of so many units off: a cent a unit.

    More than that is a change of price, and is posted as one.

    :rtype: Decimal
    """
    return abs(units) * Decimal(1).scaleb(-places)


def absorb_residual(exact: Money, shared: Money, units: Decimal, places: int) -> Money:
    """The exact amounts where rounding alone makes the difference, else the shares.

    :param Money exact: what would leave nothing over
    :param Money shared: what the units cost by their share
    :rtype: Money
    """
    slack = rounding_slack(units, places)
    return Money(
        *(
            wanted if abs(wanted - part) <= slack else part
            for wanted, part in (
                (exact.inc_tax, shared.inc_tax),
                (exact.tax, shared.tax),
            )
        )
    )

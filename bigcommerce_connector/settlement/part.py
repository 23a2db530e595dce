"""A part of a target: the units of an item, or a charge, and its money."""

from dataclasses import dataclass, replace
from decimal import Decimal

from .money import Money


@dataclass(frozen=True)
class PriceRow:
    """Units of one price, and the money of all of them."""

    quantity: Decimal
    money: Money

    @property
    def price(self) -> Decimal:
        """Of one unit, tax included."""
        return self.money.inc_tax / self.quantity

    def part(self, quantity: Decimal) -> "PriceRow":
        """So many of its units, not rounded."""
        inc_tax = self.money.inc_tax * quantity / self.quantity
        tax = self.money.tax * quantity / self.quantity
        return PriceRow(quantity, Money(inc_tax, tax))

    def share(self, quantity: Decimal, places: int) -> Money:
        """The money of so many of its units, rounded."""
        return self.money.share(quantity, self.quantity, places)


@dataclass(frozen=True)
class Part:
    """A quantity and its money, in the order's currency.

    ``rows``: by price, where the units of an item differ in it, see :mod:`.prices`.
    """

    quantity: Decimal
    money: Money
    rows: tuple[PriceRow, ...] = ()

    @property
    def inc_tax(self) -> Decimal:
        return self.money.inc_tax

    @property
    def tax(self) -> Decimal:
        return self.money.tax

    def less(self, money: Money) -> "Part":
        """The same units for so much less."""
        return replace(self, money=self.money - money)


Parts = dict[str, Part]

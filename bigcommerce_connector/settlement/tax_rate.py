"""Which rate a tax was computed with, as far as amounts can tell.

BigCommerce rounds a tax half up at each unit, at each line or at the subtotal (a
setting of the store's tax that no order tells), on the price without the tax or with
it. So an amount of tax allows a range of rates: the narrower, the more money it is of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..mappers.amounts import ZERO
from ..mappers.order import Item, WebOrder

# (lowest, highest) in percent; the highest just does not fit.
Range = tuple[Decimal, Decimal]

_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Taxed:
    """An amount with tax; ``roundings``: how many units may have been rounded."""

    untaxed: Decimal
    tax: Decimal
    roundings: Decimal = Decimal(1)

    @property
    def is_telling(self) -> bool:
        """Whether the tax is a part of the amount at all."""
        return self.untaxed * self.tax > 0


@dataclass(frozen=True)
class TaxAmounts:
    """All taxed amounts of an order by key, goods and charges alike.

    ``unit`` is the currency's smallest, ``is_inclusive`` whether prices were entered
    with their tax.
    """

    by_key: dict[str, Taxed]
    unit: Decimal
    is_inclusive: bool = False

    def fitting_rates(
        self, key: str, own: Taxed, rates: Iterable[Decimal]
    ) -> list[Decimal]:
        """The rates that explain an amount.

        What the order charges for ``key`` tells more than a share of it, and larger
        amounts tell which rate a small one has.

        :param str key: of a good or charge; of something else: only the order tells
        :param Taxed own: what is to be explained
        :param iterable rates: candidates in percent, Decimals
        :return: one rate; several where the amounts do not tell which
        :rtype: list[Decimal]
        """
        if not own.is_telling:
            return []
        taxed = self.by_key.get(key)
        if taxed is None or not taxed.is_telling:
            taxed = own
        low, high = self._narrowed(self._range(taxed, taxed.roundings))
        own_low, own_high = self._range(own, own.roundings + 1)
        fitting = [
            rate
            for rate in sorted(set(rates))
            if low <= rate < high and own_low <= rate <= own_high
        ]
        exact_low, exact_high = self._range(taxed, 1)
        exact = [rate for rate in fitting if exact_low <= rate < exact_high]
        return exact if len(fitting) > 1 and exact else fitting

    def _narrowed(self, found: Range) -> Range:
        """A range less what the more telling amounts of the order rule out."""
        for low, high in self._ranges:
            narrowed = max(found[0], low), min(found[1], high)
            if narrowed[0] < narrowed[1]:
                found = narrowed
        return found

    @cached_property
    def _ranges(self) -> list[Range]:
        """Of all amounts, the most telling first."""
        ranges = [
            self._range(taxed, taxed.roundings)
            for taxed in self.by_key.values()
            if taxed.is_telling
        ]
        return sorted(ranges, key=lambda pair: pair[1] - pair[0])

    def _range(self, taxed: Taxed, roundings: Decimal | int) -> Range:
        """(lowest, highest) rate in percent; the highest just does not fit."""
        untaxed, tax = abs(taxed.untaxed), abs(taxed.tax)
        slack = _HALF * self.unit * roundings
        if self.is_inclusive:
            slack *= 1 + tax / untaxed
        return (
            max(ZERO, tax - slack) * 100 / untaxed,
            (tax + slack) * 100 / untaxed,
        )


def tax_amounts(order: WebOrder, unit: Decimal, is_inclusive: bool) -> TaxAmounts:
    """What an order says of its taxes.

    :param WebOrder order: its present state
    :rtype: TaxAmounts
    """
    by_key = {
        item.key: Taxed(item.inc_tax - item.tax, item.tax, _roundings(item))
        for item in order.items.values()
    }
    for charge in order.charges.values():
        by_key[charge.key] = Taxed(charge.inc_tax - charge.tax, charge.tax)
    return TaxAmounts(by_key, unit, is_inclusive)


def _roundings(item: Item) -> Decimal:
    """Each unit, and once more where a discount was taken off the whole."""
    return item.quantity + (1 if item.is_discounted else 0)

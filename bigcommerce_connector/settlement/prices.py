"""The prices of one item: lines that differ in price are sold, and refunded, apart.

An item is all lines of one identity, whatever they cost: an edit may give them other
ids and other prices. Which of its pieces went, though, the prices of those that are
left show, and so the sales of a product are right, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..mappers.amounts import ZERO, rounded
from ..mappers.order import Item, ItemLine
from .money import share

if TYPE_CHECKING:
    from .target import Part


@dataclass(frozen=True)
class PriceRow:
    """Pieces of one price; the money is of all of them, tax included."""

    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal

    @property
    def price(self) -> Decimal:
        """Of one piece, tax included."""
        return self.inc_tax / self.quantity

    def part(self, quantity: Decimal) -> PriceRow:
        """So many of its pieces, not rounded."""
        inc_tax = self.inc_tax * quantity / self.quantity
        return PriceRow(quantity, inc_tax, self.tax * quantity / self.quantity)

    def shares(self, quantity: Decimal, places: int) -> tuple[Decimal, Decimal]:
        """Money and tax of so many of its pieces, rounded."""
        return (
            share(self.inc_tax, quantity, self.quantity, places),
            share(self.tax, quantity, self.quantity, places),
        )


def price_rows(
    item: Item, returned: Decimal, part: Part, places: int
) -> tuple[PriceRow, ...]:
    """What is left of an item, by price.

    Where the lines do not make up what is left - a refund settled an edit, a line is
    gone - nobody knows the prices, and it is one row on average.

    :param Item item: with the lines of the present order
    :param Decimal returned: pieces of it that are returned
    :param Part part: what is left
    :param int places: decimals of the currency
    :return: rows that make up the part to the cent, in the order of the lines
    :rtype: tuple[PriceRow]
    """
    rows = _by_price(_lines_left(item.lines, returned), places)
    inc_tax = sum((row.inc_tax for row in rows), ZERO)
    quantity = sum((row.quantity for row in rows), ZERO)
    cents = quantity.scaleb(-places)
    if (
        len(rows) < 2
        or quantity != part.quantity
        or abs(inc_tax - part.inc_tax) > cents
    ):
        return ()
    return tuple(rows)


def rows_of(part: Part, places: int) -> list[PriceRow]:
    """The rows of a part, rounded; they make it up to the cent.

    :rtype: list[PriceRow]
    """
    rows = [
        PriceRow(row.quantity, rounded(row.inc_tax, places), rounded(row.tax, places))
        for row in part.rows
    ] or [PriceRow(part.quantity, part.inc_tax, part.tax)]
    dearest = max(range(len(rows)), key=lambda index: rows[index].inc_tax)
    rows[dearest] = replace(
        rows[dearest],
        inc_tax=rows[dearest].inc_tax
        + part.inc_tax
        - sum((row.inc_tax for row in rows), ZERO),
        tax=rows[dearest].tax + part.tax - sum((row.tax for row in rows), ZERO),
    )
    return rows


def _lines_left(lines: Sequence[ItemLine], returned: Decimal) -> list[PriceRow]:
    """Lines less returned pieces: those counted as refunded, the last ones first."""
    left = [line.quantity for line in lines]
    for are_counted in (True, False):
        for index, line in reversed(list(enumerate(lines))):
            most = left[index]
            if are_counted:
                most = min(most, line.refunded)
            taken = min(returned, most)
            left[index] -= taken
            returned -= taken
    return [
        PriceRow(line.quantity, line.inc_tax, line.tax).part(quantity)
        for line, quantity in zip(lines, left, strict=True)
        if quantity > 0
    ]


def _by_price(rows: Iterable[PriceRow], places: int) -> list[PriceRow]:
    """One row for each price."""
    result: dict[Decimal, PriceRow] = {}
    for row in rows:
        price = rounded(row.price, places)
        known = result.get(price, PriceRow(ZERO, ZERO, ZERO))
        result[price] = PriceRow(
            known.quantity + row.quantity,
            known.inc_tax + row.inc_tax,
            known.tax + row.tax,
        )
    return list(result.values())


def matched(
    sold: Sequence[tuple[Decimal, Decimal]], wanted: Sequence[PriceRow], places: int
) -> tuple[list[Decimal], list[Decimal]]:
    """How many pieces are there on the other side, at less than a cent apart.

    :param list sold: (pieces, price of one); earlier ones are matched before later ones
    :param list[PriceRow] wanted: the other side
    :return: pieces by index, of what is sold and of what is wanted
    :rtype: tuple[list[Decimal], list[Decimal]]
    """
    unit = Decimal(1).scaleb(-places)
    pairs = sorted(
        (abs(price - row.price), index, other)
        for index, (_pieces, price) in enumerate(sold)
        for other, row in enumerate(wanted)
    )
    here, there = [ZERO] * len(sold), [ZERO] * len(wanted)
    for apart, index, other in pairs:
        left = sold[index][0] - here[index]
        pieces = min(left, wanted[other].quantity - there[other])
        if apart < unit and pieces > 0:
            here[index] += pieces
            there[other] += pieces
    return here, there

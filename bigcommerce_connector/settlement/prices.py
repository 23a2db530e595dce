"""The prices of one item: lines that differ in price are sold, and refunded, apart.

An item is all lines of one identity, whatever they cost: an edit may give them other
ids and other prices. Which of its units went, though, the prices of those that are
left show, and so the sales of a product are right, too.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.order import Item, ItemLine
from .money import NOTHING, money_of, rounding_slack, total
from .part import Part, PriceRow


def price_rows(
    item: Item, returned: Decimal, part: Part, places: int
) -> tuple[PriceRow, ...]:
    """What is left of an item, by price.

    Where the lines do not make up what is left - a refund settled an edit, a line is
    gone - nobody knows the prices, and it is one row on average.

    :param Item item: with the lines of the present order
    :param Decimal returned: units of it that are returned
    :param Part part: what is left
    :param int places: decimals of the currency
    :return: rows that make up the part to the cent, in the order of the lines
    :rtype: tuple[PriceRow]
    """
    rows = _by_price(_lines_left(item.lines, returned), places)
    inc_tax = total(row.money for row in rows).inc_tax
    quantity = sum((row.quantity for row in rows), ZERO)
    if (
        len(rows) < 2
        or quantity != part.quantity
        or abs(inc_tax - part.inc_tax) > rounding_slack(quantity, places)
    ):
        return ()
    return tuple(rows)


def rows_of(part: Part, places: int) -> list[PriceRow]:
    """The rows of a part, rounded; they make it up to the cent.

    :rtype: list[PriceRow]
    """
    rows = [PriceRow(row.quantity, row.money.rounded(places)) for row in part.rows] or [
        PriceRow(part.quantity, part.money)
    ]
    dearest = max(range(len(rows)), key=lambda index: rows[index].money.inc_tax)
    residual = part.money - total(row.money for row in rows)
    money = rows[dearest].money + residual
    rows[dearest] = PriceRow(rows[dearest].quantity, money)
    return rows


def _lines_left(lines: Sequence[ItemLine], returned: Decimal) -> list[PriceRow]:
    """Lines less returned units: those counted as refunded, the last ones first."""
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
        PriceRow(line.quantity, money_of(line)).part(quantity)
        for line, quantity in zip(lines, left, strict=True)
        if quantity > 0
    ]


def _by_price(rows: Iterable[PriceRow], places: int) -> list[PriceRow]:
    """One row for each price."""
    result: dict[Decimal, PriceRow] = {}
    for row in rows:
        price = rounded(row.price, places)
        known = result.get(price, PriceRow(ZERO, NOTHING))
        result[price] = PriceRow(known.quantity + row.quantity, known.money + row.money)
    return list(result.values())


def matched(
    sold: Sequence[tuple[Decimal, Decimal]], wanted: Sequence[PriceRow], places: int
) -> tuple[list[Decimal], list[Decimal]]:
    """How many units are there on the other side, at less than a cent apart.

    :param list sold: (units, price of one); earlier ones are matched before later ones
    :param list[PriceRow] wanted: the other side
    :return: units by index, of what is sold and of what is wanted
    :rtype: tuple[list[Decimal], list[Decimal]]
    """
    unit = Decimal(1).scaleb(-places)
    pairs = sorted(
        (abs(price - row.price), index, other)
        for index, (_units, price) in enumerate(sold)
        for other, row in enumerate(wanted)
    )
    here, there = [ZERO] * len(sold), [ZERO] * len(wanted)
    for apart, index, other in pairs:
        left = sold[index][0] - here[index]
        units = min(left, wanted[other].quantity - there[other])
        if apart < unit and units > 0:
            here[index] += units
            there[other] += units
    return here, there

"""What a cashier gives back of a web order, chosen by a step from what is there."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .register_book import rounded


@dataclass
class Sold:
    """A line of our transactions as a register shows it; money with tax in ``total``.

    ``left``: units that nobody gave back yet. ``held``: money under its key that is
    not given back. The line of a charge is one unit.
    """

    id: Any
    order_id: Any
    key: str
    units: int
    left: int
    total: Decimal
    tax: Decimal
    held: Decimal
    is_goods: bool


@dataclass
class GivenBack:
    """A line of a cashier's refund; amounts are positive.

    ``is_changed``: it has not the price of the line sold. The connector's own tax is
    one of 0 %, so that a price which a cashier enters has no tax in it.
    """

    sold: Sold
    units: int
    total: Decimal
    tax: Decimal
    is_changed: bool


def chosen(step, sold, unit):
    """The lines of one refund: all of one transaction, as Odoo wants it.

    A row's ``share`` is a price that the cashier changed: so much of it is given back.
    Of a charge no more is given back than is left of it.

    :param list[Sold] sold: all lines of our transactions
    :param Decimal unit: the currency's smallest
    :rtype: list[GivenBack]
    """
    sold = [row for row in sold if row.left > 0 and _is_refundable(row)]
    result = []
    for wanted in step["rows"]:
        if not sold:
            break
        row = sold[wanted["line"] % len(sold)]
        result.append(_given_back(row, wanted, unit))
        # A charge can be on several lines: one of them at a time.
        sold = [
            other
            for other in sold
            if other.order_id == row.order_id
            and other.id != row.id
            and (other.is_goods or other.key != row.key)
        ]
    return result


def _is_refundable(row):
    return row.total >= 0 if row.is_goods else min(row.total, row.held) > 0


def _given_back(row, wanted, unit):
    units = min(wanted["units"], row.left)
    # A register rounds the share in what was taxed and in its tax, each by itself.
    part = Decimal(units) / row.units
    tax = rounded(row.tax * part, unit)
    total = rounded((row.total - row.tax) * part, unit) + tax
    is_too_much = not row.is_goods and total > row.held
    most = row.held if is_too_much else total
    price = rounded(most * wanted.get("share", 100) / 100 / units, unit)
    is_sold_at = not rounded(price - (row.total - row.tax) / row.units, unit)
    if is_too_much and is_sold_at:
        price -= unit  # the price of the sale would bring back all of its tax
    elif is_sold_at or (wanted.get("share", 100) == 100 and not is_too_much):
        return GivenBack(row, units, total, tax, False)
    return GivenBack(row, units, price * units, Decimal(0), True)

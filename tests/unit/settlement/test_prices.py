"""Lines of one item that differ in price are sold, and refunded, each at its own."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.order import Item, ItemLine
from odoo.addons.bigcommerce_connector.settlement.difference import difference
from odoo.addons.bigcommerce_connector.settlement.money import Money
from odoo.addons.bigcommerce_connector.settlement.part import Part
from odoo.addons.bigcommerce_connector.settlement.prices import price_rows, rows_of
from odoo.addons.bigcommerce_connector.settlement.target import Target
from odoo.addons.bigcommerce_connector.settlement.transaction import PostedLine

ZERO = Decimal(0)
KEY = "variant:1"
# (units, price of one in cents)
LINES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), min_size=1)


def item_of(lines, refunded=None):
    """An item of lines given as (units, price of one)."""
    refunded = refunded or [0] * len(lines)
    rows = [
        ItemLine(Decimal(n), Decimal(back), Decimal(n * price), ZERO)
        for (n, price), back in zip(lines, refunded, strict=True)
    ]
    details = {"sku": "", "product_id": "", "variant_id": "1", "options": ""}
    return Item(
        KEY,
        "Shirt",
        **details,
        type="physical",
        quantity=sum((row.quantity for row in rows), ZERO),
        quantity_refunded=sum((row.refunded for row in rows), ZERO),
        inc_tax=sum((row.inc_tax for row in rows), ZERO),
        lines=rows,
    )


def target_of(lines, refunded=None):
    """What is left of lines; refunded units go at the price of their line."""
    item, refunded = item_of(lines, refunded), refunded or [0] * len(lines)
    given = sum(back * price for (_n, price), back in zip(lines, refunded, strict=True))
    part = Part(
        item.quantity - item.quantity_refunded,
        Money(item.inc_tax - given, ZERO),
    )
    rows = price_rows(item, item.quantity_refunded, part, 2)
    part = Part(part.quantity, Money(part.inc_tax, ZERO), rows)
    return Target({KEY: part}, {}, part.inc_tax, ZERO)


def posted_after(*targets):
    posted = []
    for target in targets:
        order_id = 1 + max((line.order_id for line in posted), default=0)
        for number, made in enumerate(difference(target, posted, 2)):
            for move in made.moves:
                posted.append(
                    PostedLine(
                        len(posted) + 1,
                        order_id + number,
                        move.key,
                        move.quantity,
                        move.inc_tax,
                        move.tax,
                        move.refunded_line_id,
                    )
                )
    return posted


def units_by_price(lines):
    """Net units of each price; also of lines given as (units, price)."""
    units = Counter()
    for line in lines:
        quantity, price = line if isinstance(line, tuple) else _sold(line, lines)
        units[price] += quantity
    return {price: quantity for price, quantity in units.items() if quantity}


def _sold(line, lines):
    origin = next((x for x in lines if x.id == line.refunded_line_id), line)
    return line.quantity, origin.inc_tax / origin.quantity


@given(LINES)
def test_every_price_is_sold_by_itself(lines):
    posted = posted_after(target_of(lines))
    assert units_by_price(posted) == units_by_price(lines)


@given(LINES, st.data())
def test_refund_reverses_the_line_that_was_paid(lines, data):
    back = [data.draw(st.integers(0, units)) for units, _price in lines]
    posted = posted_after(target_of(lines), target_of(lines, back))
    left = [(n - b, price) for (n, price), b in zip(lines, back, strict=True)]
    assert all(line.is_goods for line in posted)  # nothing is left for another cause
    assert units_by_price(posted) == units_by_price(left)


def test_a_line_that_makes_up_no_price_is_sold_on_average():
    item = item_of([(1, 100), (1, 0)])
    part = Part(Decimal(2), Money(Decimal(90), ZERO))
    assert price_rows(item, ZERO, part, 2) == ()
    [row] = rows_of(part, 2)
    assert (row.quantity, row.money.inc_tax) == (2, 90)


def test_the_rounding_of_all_is_the_dearest_lines():
    third = Decimal("3.333333")
    item = item_of([(1, 0), (1, 0)])
    item.lines[:] = [
        ItemLine(Decimal(1), ZERO, third, ZERO),
        ItemLine(Decimal(1), ZERO, 2 * third, ZERO),
    ]
    part = Part(Decimal(2), Money(Decimal("9.99"), ZERO))
    part = replace(part, rows=price_rows(item, ZERO, part, 2))
    assert [row.money.inc_tax for row in rows_of(part, 2)] == [
        Decimal("3.33"),
        Decimal("6.66"),
    ]

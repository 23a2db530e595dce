"""Which price of a product moves furthest, and whether that is much."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.accepted import accepted_values
from odoo.addons.bigcommerce_connector.mappers.price_move import (
    PriceMove,
    largest_move,
    with_inherited,
)


def priced(price, sale_price=0):
    prices = {"price": Decimal(price), "sale_price": Decimal(sale_price)}
    return accepted_values(prices)


@pytest.mark.parametrize(
    ("old", "new", "is_much", "is_far"),
    [
        ("10", "10.50", False, False),
        ("10.50", "10", False, False),
        ("10", "10.51", True, False),
        ("10", "9.50", True, False),
        ("10", "99.99", True, False),
        ("10", "100", True, True),
        ("100", "10", True, True),
        ("10", "0", True, True),
    ],
)
def test_how_far_a_price_moves(old, new, is_much, is_far):
    move = PriceMove(Decimal(old), Decimal(new))
    assert (move.is_much, move.is_far) == (is_much, is_far)
    expected = move if is_much else None
    assert largest_move([(priced(old), priced(new))]) == expected


def test_a_first_price_is_no_move():
    assert largest_move([(priced(0), priced(10))]) is None
    assert largest_move([(priced(10), {"name": "Mug"})]) is None


def test_of_an_unknown_price_nobody_knows_how_far_it_moves():
    unknown = {"name": "Mug"}, priced(10)
    assert largest_move([unknown]) == PriceMove(None, Decimal(10))
    assert not PriceMove(None, Decimal(10)).is_far
    assert largest_move([(priced(10), priced(10)), unknown]).old is None
    far = largest_move([unknown, (priced(10), priced(100))])
    assert far == PriceMove(Decimal(10), Decimal(100))


def test_the_furthest_of_all_variants_counts():
    product, to_be = priced(10), priced(12)
    own = {**priced(20), "sale_price": None}
    inherits = {"price": None, "sale_price": None}
    variants = [
        (with_inherited(product, own), with_inherited(to_be, own)),
        (with_inherited(product, inherits), with_inherited(to_be, inherits)),
    ]
    assert largest_move(variants) == PriceMove(Decimal(10), Decimal(12))
    variants = [(with_inherited(product, own), with_inherited(to_be, inherits))]
    assert largest_move(variants) == PriceMove(Decimal(20), Decimal(12))


def test_a_sale_counts_only_beyond_all_reason():
    assert largest_move([(priced(10), priced(10, sale_price=5))]) is None
    assert largest_move([(priced(10, sale_price=5), priced(10))]) is None
    move = largest_move([(priced(10), priced(10, sale_price=1))])
    assert move == PriceMove(Decimal(10), Decimal(1))

"""Prices of variants as a price and extras."""

from decimal import Decimal
from itertools import product as combinations

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.price_extras import price_extras

CENTS = st.integers(-500, 500).map(lambda cents: Decimal(cents) / 100)


def row(amount, **choices):
    return tuple(choices.items()), Decimal(amount)


def test_one_option_says_any_prices():
    rows = [row(10, Size="S"), row("12.5", Size="M"), row(9, Size="L")]
    extras, misfits = price_extras(Decimal(10), rows)
    assert misfits == []
    assert extras == {
        ("Size", "S"): 0,
        ("Size", "M"): Decimal("2.5"),
        ("Size", "L"): -1,
    }


def test_a_variant_out_of_line_is_the_only_misfit():
    rows = [
        row(10 + (size == "L") * 2 + (color == "Red"), Size=size, Color=color)
        for size in "SML"
        for color in ("Red", "Blue", "Green")
    ]
    rows[8] = (rows[8][0], Decimal(99))
    extras, misfits = price_extras(Decimal(10), rows)
    assert misfits == [8]
    assert extras["Size", "L"] - extras["Size", "M"] == 2


def test_a_product_without_options_of_another_price_is_a_misfit():
    assert price_extras(Decimal(10), [row(10)]) == ({}, [])
    assert price_extras(Decimal(10), [row(11)]) == ({}, [0])


def test_prices_whose_variants_share_no_value_fit():
    rows = [row(11, Size="S", Color="Red"), row(14, Size="M", Color="Blue")]
    _extras, misfits = price_extras(Decimal(10), rows)
    assert misfits == []


@given(st.lists(st.lists(CENTS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_adds_up_is_said_without_a_rule(options):
    """Each value adds the same to every variant; all combinations are there."""
    rows = []
    for places in combinations(*(range(len(option)) for option in options)):
        choices = tuple((f"O{o}", f"V{place}") for o, place in enumerate(places))
        amount = sum(options[o][place] for o, place in enumerate(places))
        rows.append((choices, Decimal(20) + amount))
    _extras, misfits = price_extras(Decimal(20), rows)
    assert misfits == []

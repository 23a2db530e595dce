"""Which rate a tax was computed with."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.tax_rate import TaxAmounts, Taxed

D = Decimal
CENT = D("0.01")
RATES = [D(rate) for rate in ("5", "8", "8.25", "21")]


def half_up(value, unit=CENT):
    return (value / unit).quantize(D(1), ROUND_HALF_UP) * unit


def fitting(untaxed, tax, units=1, others=(), rates=RATES, **options):
    own = Taxed(D(untaxed), D(tax), D(units))
    by_key = {"own": own, **{f"other{i}": taxed for i, taxed in enumerate(others)}}
    amounts = TaxAmounts(by_key, options.pop("unit", CENT), **options)
    return amounts.fitting_rates("own", own, rates)


@pytest.mark.parametrize(
    ("untaxed", "tax", "rates"),
    [
        ("40", "3.30", ["8.25"]),
        ("40", "3.20", ["8"]),
        ("40", "3.40", []),
        ("2.00", "0.16", ["8"]),
        ("2.00", "0.17", ["8.25"]),
        ("1.00", "0.08", ["8", "8.25"]),
        ("1.00", "0.09", []),
        ("0", "1.00", []),
        ("10", "-0.50", []),
        ("-40", "-3.30", ["8.25"]),
    ],
)
def test_one_unit(untaxed, tax, rates):
    assert fitting(untaxed, tax) == [D(rate) for rate in rates]


def test_each_unit_may_be_rounded():
    assert fitting("33", "3.00", 100, rates=[D("8.25")]) == [D("8.25")]
    assert fitting("33", "3.00", 1, rates=[D("8.25")]) == []


def test_a_tax_that_was_not_rounded_at_each_unit_names_its_rate():
    assert fitting("33", "2.64", 100) == [D(8)]


def test_larger_amounts_of_the_order_tell():
    larger = Taxed(D(100), D(8))
    assert fitting("1.00", "0.08", others=[larger]) == [D(8)]
    assert fitting("1.00", "0.08", others=[larger], rates=[D("8.25")]) == []


def test_another_rate_of_the_order_says_nothing():
    assert fitting("20.00", "1.00", others=[Taxed(D(100), D(21))]) == [D(5)]


def test_the_unit_of_the_currency():
    assert fitting("333", "33", rates=[D(10)], unit=D(1)) == [D(10)]
    assert fitting("333", "33", rates=[D(10)]) == []


@given(
    rate=st.sampled_from(RATES),
    cents=st.integers(1, 50_000),
    units=st.integers(1, 50),
    mode=st.sampled_from(["unit", "line", "unit_inclusive", "line_inclusive"]),
    unit=st.sampled_from([D(1), CENT, D("0.001")]),
)
def test_the_true_rate_always_fits(rate, cents, units, mode, unit):
    """Whichever way BigCommerce rounds."""
    price = cents * unit
    by, times = (units, 1) if mode.startswith("line") else (1, units)
    entered = price * by
    is_inclusive = mode.endswith("inclusive")
    if is_inclusive:
        untaxed = half_up(entered * 100 / (100 + rate), unit)
        tax = entered - untaxed
    else:
        untaxed, tax = entered, half_up(entered * rate / 100, unit)
    own = Taxed(untaxed * times, tax * times, D(units))
    if own.is_telling:
        amounts = TaxAmounts({"own": own}, unit, is_inclusive)
        assert amounts.fitting_rates("own", own, [rate]) == [rate]

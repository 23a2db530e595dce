"""The arithmetic of orders: BigCommerce's sample orders, and what always holds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bigcommerce_simulator.orders.arithmetic import (
    Charges,
    Money,
    TaxRate,
    line_total,
    order_totals,
    price,
    rounded,
    share,
    spread,
    tax_after_discount,
)


def D(value):
    return Decimal(value)


TEXAS = (TaxRate(D("8.25")),)
cents = st.decimals(0, 10_000, places=2)
stored_prices = st.decimals(0, 10_000, places=4)
percentages = st.decimals(0, 40, places=3)
rate_lists = st.lists(percentages.map(TaxRate), max_size=3).map(tuple)
currency_decimals = st.sampled_from([0, 2, 3])


def test_sample_247_tax_is_in_the_price():
    journal = price(D("45"), TEXAS, inclusive=True, decimals=2)
    shirt = price(D("235"), TEXAS, inclusive=True, decimals=2)
    assert journal == Money(D("41.57"), D("45"))
    assert journal.tax == D("3.43")
    assert shirt.times(4) == Money(D("868.36"), D("940"))
    shipping = price(D("8"), TEXAS, inclusive=True, decimals=2)
    assert shipping == Money(D("7.39"), D("8"))
    subtotal = price(D("1000.74"), TEXAS, inclusive=True, decimals=2)
    totals = order_totals(subtotal, subtotal.tax, Charges(shipping=shipping))
    assert totals.subtotal.ex_tax == D("924.47")
    assert totals.subtotal_tax == D("76.27")
    assert totals.total == Money(D("931.86"), D("1008.74"))
    assert totals.total_tax == D("76.88")


def test_samples_149_and_181_round_each_tax_by_itself():
    twice = TEXAS * 2
    towel = price(D("55.99"), twice, inclusive=False, decimals=2)
    assert (towel.inc_tax, towel.tax) == (D("65.23"), D("9.24"))
    dustpan = price(D("31.95"), twice, inclusive=False, decimals=2)
    assert (dustpan.inc_tax, dustpan.tax) == (D("37.23"), D("5.28"))


def test_sample_218_has_its_tax_after_the_discounts():
    subtotal = Money(D("62.6793"), D("67.84"))
    tax = tax_after_discount(subtotal, D("10"), 2)
    assert tax == D("4.40")
    charges = Charges(
        shipping=Money(D("11.09"), D("12")),
        discount_amount=D("5"),
        coupon_discount=D("5"),
    )
    totals = order_totals(subtotal, tax, charges)
    assert totals.total == Money(D("64.53"), D("69.84"))
    assert totals.total_tax == D("5.31")


def test_sample_100_is_exempt():
    subtotal = Money(D("336.32"), D("361.95"))
    totals = order_totals(subtotal, subtotal.tax, Charges(), tax_exempt=True)
    assert totals.subtotal_tax == D("25.63")
    assert totals.total == Money(D("361.95"), D("361.95"))
    assert totals.total_tax == 0


def test_fees_are_in_the_total_and_only_on_demand_in_the_subtotal():
    charges = Charges(fees=Money(D("10"), D("11")))
    apart = order_totals(Money(D(100), D(110)), D(10), charges)
    inside = order_totals(
        Money(D(100), D(110)), D(10), charges, subtotal_includes_fees=True
    )
    assert apart.total == inside.total == Money(D(110), D(121))
    assert apart.subtotal.inc_tax == 110
    assert inside.subtotal.inc_tax == 121
    assert inside.subtotal_tax == 11


def test_tax_rounded_by_unit_or_by_line():
    unit = price(D("0.33"), TEXAS, inclusive=False, decimals=2)
    by_unit = line_total(unit, 10, TEXAS, False, 2, "unit")
    by_line = line_total(unit, 10, TEXAS, False, 2, "line")
    assert by_unit == Money(D("3.30"), D("3.60"))
    assert by_line == Money(D("3.30"), D("3.57"))


@given(stored_prices, rate_lists, st.booleans(), currency_decimals)
def test_the_entered_side_of_a_price_is_kept(amount, rates, inclusive, decimals):
    money = price(amount, rates, inclusive, decimals)
    assert (money.inc_tax if inclusive else money.ex_tax) == amount
    # The computed side is rounded, so that tax may be off by one unit but no more.
    assert money.tax >= -Decimal(1).scaleb(-decimals)
    exact = sum((tax.rate for tax in rates), Decimal(0)) / 100
    if not inclusive:
        slack = Decimal(1).scaleb(-decimals) * len(rates)
        assert abs(money.tax - amount * exact) <= slack


@given(
    st.lists(cents, min_size=1, max_size=12).filter(any),
    st.integers(0, 100),
    currency_decimals,
)
def test_a_discount_is_shared_out_to_the_last_cent(weights, percent, decimals):
    amount = rounded(sum(weights) * percent / 100, 2)
    parts = spread(amount, weights, decimals)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight


@given(st.lists(st.just(D("0.01")), min_size=1, max_size=5), cents)
def test_more_than_the_weights_is_shared_out_too(weights, amount):
    assert sum(spread(amount, weights, 2)) == amount


@given(
    st.lists(st.tuples(stored_prices, st.integers(1, 20), cents, rate_lists)),
    st.booleans(),
    cents,
    st.booleans(),
)
def test_totals_follow_from_their_parts(rows, inclusive, shipping, exempt):
    subtotal, tax, paid, discounts = Money(), Decimal(0), Decimal(0), Decimal(0)
    for amount, quantity, discount, rates in rows:
        unit = price(amount, rates, inclusive, 2)
        total = line_total(unit, quantity, rates, inclusive, 2)
        discount = min(discount, total.inc_tax)
        subtotal += total
        tax += tax_after_discount(total, discount, 2)
        paid += total.inc_tax - discount
        discounts += discount
    cost = price(shipping, TEXAS, inclusive, 2)
    charges = Charges(shipping=cost, discount_amount=discounts)
    totals = order_totals(subtotal, tax, charges, exempt)
    assert totals.total.inc_tax == paid + cost.inc_tax
    assert totals.total.ex_tax + totals.total_tax == totals.total.inc_tax
    assert totals.total_tax == (0 if exempt else tax + cost.tax)


@given(cents, rate_lists, cents)
def test_tax_after_a_discount_is_between_nothing_and_all(amount, rates, discount):
    total = price(amount, rates, False, 2)
    discount = min(discount, total.inc_tax)
    left = tax_after_discount(total, discount, 2)
    assert 0 <= left <= total.tax


@given(cents, st.integers(1, 30), st.randoms(use_true_random=False))
def test_units_refunded_one_after_the_other_never_exceed_the_line(
    amount, quantity, random
):
    left, units = amount, quantity
    while units:
        taken = random.randint(1, units)
        part = left if taken == units else share(amount, taken, quantity, left, 2)
        assert 0 <= part <= left
        left, units = left - part, units - taken
    assert left == 0

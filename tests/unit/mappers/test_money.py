from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.cannot_read import CannotRead
from odoo.addons.bigcommerce_connector.mappers.money import amount, rounded, share


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12.3400", "12.34"), (12.34, "12.34"), (None, "0"), ("", "0"), (7, "7")],
)
def test_amounts_as_bigcommerce_writes_them(value, expected):
    assert amount(value) == Decimal(expected)


@pytest.mark.parametrize("value", ["twelve", "NaN", "Infinity", "1,50"])
def test_what_is_no_amount(value):
    with pytest.raises(CannotRead):
        amount(value)


def test_half_a_cent_is_rounded_up():
    assert rounded(Decimal("1.005"), 2) == Decimal("1.01")
    assert rounded(Decimal("-1.005"), 2) == Decimal("-1.01")
    assert rounded(Decimal("100.5"), 0) == 101


@given(st.integers(-(10**7), 10**7), st.integers(1, 50), st.integers(0, 3))
def test_shares_taken_one_by_one_give_the_total(cents, pieces, places):
    total = Decimal(cents).scaleb(-places)
    left, taken = total, []
    for whole in range(pieces, 0, -1):
        part = share(left, 1, whole, places)
        taken.append(part)
        left -= part
    assert sum(taken) == total
    assert max(taken) - min(taken) <= 2 * Decimal(1).scaleb(-places)

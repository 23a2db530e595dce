from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.amounts import amount, rounded
from odoo.addons.bigcommerce_connector.mappers.unreadable import UnreadablePayload


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12.3400", "12.34"), (12.34, "12.34"), (None, "0"), ("", "0"), (7, "7")],
)
def test_amounts_as_bigcommerce_writes_them(value, expected):
    assert amount(value) == Decimal(expected)


@pytest.mark.parametrize("value", ["twelve", "NaN", "Infinity", "1,50"])
def test_value_that_is_no_amount_is_refused(value):
    with pytest.raises(UnreadablePayload):
        amount(value)


def test_half_a_cent_is_rounded_up():
    assert rounded(Decimal("1.005"), 2) == Decimal("1.01")
    assert rounded(Decimal("-1.005"), 2) == Decimal("-1.01")
    assert rounded(Decimal("100.5"), 0) == 101

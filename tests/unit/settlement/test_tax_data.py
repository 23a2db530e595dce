"""What Odoo's tax computation is made to say of a line."""

import pytest

from odoo.addons.bigcommerce_connector.settlement.tax_data import forced_tax


@pytest.mark.parametrize(
    ("base", "tax", "is_negative", "expected"),
    [
        (10.0, 1.0, False, (10.0, 1.0)),
        (-10.0, -1.0, True, (10.0, 1.0)),
        (10.0, 1.0, True, (10.0, 1.0)),
        (3.0, -2.0, False, (3.0, -2.0)),
        (-3.0, 2.0, True, (3.0, -2.0)),
        (0.0, 2.0, False, (0.0, 2.0)),
    ],
)
def test_amounts_keep_their_signs_towards_each_other(base, tax, is_negative, expected):
    line = {"currency_id": 1, "price_unit": abs(base), "qty": -1 if is_negative else 1}
    data = forced_tax(line, 7, base, tax, is_negative)
    amounts = data["manual_tax_amounts"]["7"]
    assert (amounts["base_amount"], amounts["tax_amount"]) == expected

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.money import share


@given(st.integers(-(10**7), 10**7), st.integers(1, 50), st.integers(0, 3))
def test_shares_taken_one_by_one_give_the_total(cents, units, places):
    total = Decimal(cents).scaleb(-places)
    left, taken = total, []
    for whole in range(units, 0, -1):
        part = share(left, 1, whole, places)
        taken.append(part)
        left -= part
    assert sum(taken) == total
    assert max(taken) - min(taken) <= 2 * Decimal(1).scaleb(-places)

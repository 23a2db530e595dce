"""How many units were paid at the most: little is remembered, nothing is lost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.paid_quantity import (
    max_paid_quantity,
    with_state,
)

NUMBERS = st.integers(0, 9).map(Decimal)
STATES = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8)


def remembered(states):
    seen = []
    for quantity, total in states:
        seen = with_state(seen, quantity, total)
    return seen


@given(STATES, NUMBERS)
def test_remembered_state_answers_as_all_states_would(states, captured):
    paid = [quantity for quantity, total in states if total <= captured]
    assert max_paid_quantity(remembered(states), captured) == max(paid, default=0)


@given(STATES)
def test_only_what_may_matter_is_remembered(states):
    seen = sorted(
        (Decimal(units), Decimal(total)) for units, total in remembered(states)
    )
    totals = [total for _units, total in seen]
    assert totals == sorted(set(totals)), "more units are kept for a higher total only"


def test_a_state_that_was_never_paid_does_not_count():
    seen = remembered([(Decimal(3), Decimal(60)), (Decimal(5), Decimal(100))])
    assert max_paid_quantity(seen, Decimal(60)) == 3
    assert max_paid_quantity(seen, Decimal(100)) == 5
    assert max_paid_quantity(seen, Decimal(59)) == 0

"""How many pieces were paid at the most: little is remembered, nothing is lost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.paid_quantity import (
    most_paid,
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
def test_what_is_remembered_answers_as_all_states_would(states, captured):
    paid = [quantity for quantity, total in states if total <= captured]
    assert most_paid(remembered(states), captured) == max(paid, default=0)


@given(STATES)
def test_only_what_may_matter_is_remembered(states):
    seen = sorted(
        (Decimal(pieces), Decimal(total)) for pieces, total in remembered(states)
    )
    totals = [total for _pieces, total in seen]
    assert totals == sorted(set(totals)), "more pieces are kept for a higher total only"


def test_a_state_that_was_never_paid_does_not_count():
    seen = remembered([(Decimal(3), Decimal(60)), (Decimal(5), Decimal(100))])
    assert most_paid(seen, Decimal(60)) == 3
    assert most_paid(seen, Decimal(100)) == 5
    assert most_paid(seen, Decimal(59)) == 0

"""Lives of which everybody knows what must be left, whatever settlement says."""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.tests.proof.plain_life import PlainLife

LIVES = int(os.environ.get("PROOF_PLAIN_LIVES", "150"))
DEEDS = (
    "cut_and_give_back_the_amount",
    "cut_and_give_back_the_item",
    "return_a_unit",
    "add_a_unit_and_pay",
    "return_at_a_register",
)
_deeds = st.lists(st.tuples(st.sampled_from(DEEDS), st.booleans(), st.booleans()))


@settings(
    max_examples=LIVES,
    deadline=None,
    database=None,
    derandomize=not os.environ.get("PROOF_PLAIN_LIVES"),
    suppress_health_check=list(HealthCheck),
)
@given(
    tax=st.sampled_from((None, "8.25", "19")),
    units=st.integers(1, 5),
    price=st.sampled_from((1083, 1000, 333)),
    deeds=_deeds.filter(lambda rows: len(rows) < 9),
)
def test_units_left_are_those_the_customer_kept(tax, units, price, deeds):
    life = PlainLife(tax, units, price)
    for name, syncs_between, looks_after in deeds:
        getattr(life, name)(life.sync if syncs_between else lambda: None)
        if looks_after:
            life.sync()
    life.check()

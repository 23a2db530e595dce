"""Kits: what they are made of, and how many of them that makes."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.components import Components
from odoo.addons.bigcommerce_connector.mappers.debts import settle_debts

# 1: two of 10, one of 11; 2: a third of 11; 3: of nothing that limits.
KITS = Components({1: {10: 2.0, 11: 1.0}, 2: {11: 1 / 3}, 3: {}})


def test_a_change_reaches_every_kit_that_shares_a_component():
    assert KITS.affected({10}) == {10, 1}
    assert KITS.affected({11}) == {11, 1, 2}
    # What is sold of one is lacking to its components, and so to the other.
    assert KITS.affected({2}) == {1, 2, 11}
    assert KITS.affected({99}) == {99}
    assert KITS.leaves({1, 99}) == {10, 11, 99}


def test_whole_kits():
    left = {10: 5.0, 11: 1.0}.__getitem__
    assert KITS.available(1, left) == 1
    assert KITS.available(2, left) == 3  # not 2.9999
    assert KITS.available(3, left) == 0
    assert KITS.available(10, left) == 5.0


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_floats_lose_no_kit(kits, parts):
    components = Components({1: {2: kits / parts}})
    assert components.available(1, lambda _id: parts * (kits / parts)) == parts


def test_a_place_below_zero_takes_from_its_neighbors_in_their_order():
    left = {(1, 7): -5.0, (2, 7): 3.0, (3, 7): 10.0, (4, 7): 10.0, (2, 8): 9.0}
    assert settle_debts(left, [[1, 2, 3], [4]]) == {
        (1, 7): 5.0,
        (2, 7): -3.0,
        (3, 7): -2.0,
    }


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 4), st.integers(1, 2)), st.integers(-9, 9), max_size=8
    )
)
def test_nothing_is_published_twice(left):
    added = settle_debts(left, [[1, 2, 3]])
    assert sum(added.values()) == 0
    for product in (1, 2):
        after = [
            left.get((place, product), 0) + added.get((place, product), 0)
            for place in (1, 2, 3)
        ]
        there = sum(left.get((place, product), 0) for place in (1, 2, 3))
        assert sum(max(0, units) for units in after) == max(0, there)
    assert not any(place == 4 for place, _product in added)

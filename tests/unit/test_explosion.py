"""Kits are broken down to goods, at any depth; one that contains itself has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector_mrp.explosion import explode

KIT, INNER, SHARED, A, B, GLUE = range(6)
STORABLE = {A, B}


@pytest.mark.parametrize(
    ("recipes", "components"),
    [
        ({KIT: {A: 2, B: 1}}, {KIT: {A: 2, B: 1}}),
        (
            {KIT: {INNER: 3, A: 1}, INNER: {A: 2, B: 0.5}},
            {KIT: {A: 7, B: 1.5}, INNER: {A: 2, B: 0.5}},
        ),
        (
            {KIT: {INNER: 1, SHARED: 1}, INNER: {SHARED: 2}, SHARED: {A: 1}},
            {KIT: {A: 3}, INNER: {A: 2}, SHARED: {A: 1}},
        ),
        # What is not counted, or not taken, limits nothing.
        ({KIT: {GLUE: 1, A: 0}}, {KIT: {}}),
        ({KIT: {GLUE: 1, A: 1}}, {KIT: {A: 1}}),
        ({KIT: {}}, {KIT: {}}),
        # A loop, what is above it, and what is not.
        (
            {KIT: {INNER: 1, A: 1}, INNER: {SHARED: 1}, SHARED: {INNER: 1, B: 1}},
            {KIT: {}, INNER: {}, SHARED: {}},
        ),
        ({KIT: {KIT: 1, A: 1}, INNER: {B: 1}}, {KIT: {}, INNER: {B: 1}}),
    ],
)
def test_explosion(recipes, components):
    assert explode(recipes, STORABLE) == components


@given(
    st.dictionaries(
        st.integers(0, 9),
        st.dictionaries(st.integers(0, 14), st.integers(0, 3), max_size=4),
    )
)
def test_any_bills_of_materials_end(recipes):
    components = explode(recipes, set(range(15)))
    assert components.keys() == recipes.keys()
    for leaves in components.values():
        assert not leaves.keys() & recipes.keys()
        assert all(quantity > 0 for quantity in leaves.values())

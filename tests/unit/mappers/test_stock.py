"""Whole units, never below zero, and the items that a refusal names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.stock import (
    MOST,
    identity,
    item_state,
    publishable,
    refused_identities,
)


@pytest.mark.parametrize(
    ("free", "reserved", "quantity"),
    [
        (10, 0, 10),
        (10, 3, 7),
        (2, 3, 0),
        (-1, 0, 0),
        (2.99, 0, 2),
        (2.9999999, 0, 3),  # what a float leaves of 3
        (0.3 * 10, 0, 3),
        (1e12, 0, MOST),
    ],
)
def test_publishable(free, reserved, quantity):
    assert publishable(free, reserved) == quantity


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_never_more_than_there_is(free, reserved):
    quantity = publishable(free, reserved)
    assert quantity == 0 or quantity <= free - reserved + 0.001


def test_an_item_is_named_the_way_it_is_tracked():
    assert identity("product", "21", "2") == {"product_id": 2}
    assert identity("variant", "21", "2") == {"variant_id": 21}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "The item with variant_id 106 is tracked by product, please update stock "
            "by product id",
            {("variant_id", 106)},
        ),
        (
            "Items with identity: [product_id 113, product_id 114] requires absolute",
            {("product_id", 113), ("product_id", 114)},
        ),
        ("The location 3 is disabled", set()),
        (None, set()),
    ],
)
def test_refused_identities(text, named):
    assert refused_identities(text) == named


def product(tracking, *variants):
    """A product as BigCommerce lists it."""
    return {
        "inventory_tracking": tracking,
        "variants": [{"id": id_} for id_ in variants],
    }


@pytest.mark.parametrize(
    ("item", "document", "state"),
    [
        ({"product_id": 2}, None, "gone"),
        ({"product_id": 2}, product("none", 21), "untracked"),
        ({"product_id": 2}, product("variant", 21), "tracked_otherwise"),
        ({"variant_id": 21}, product("product", 21), "tracked_otherwise"),
        ({"variant_id": 22}, product("variant", 21), "variant_gone"),
        ({"variant_id": 21}, product("variant", 21), None),
        ({"product_id": 2}, product("product", 21), None),
    ],
)
def test_refused_item_has_its_reason(item, document, state):
    assert item_state(item, document) == state

"""Refunds that make no sense are named; what tells one from another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.refunds import (
    read_refunds,
    refund_id,
    refund_mark,
    refund_order,
)
from odoo.addons.bigcommerce_connector.mappers.unreadable import UnreadablePayload

SOUND = {
    "id": 7,
    "order_id": 100,
    "total_amount": 5,
    "total_tax": 1,
    "payments": [{"amount": 5, "is_declined": False}],
    "items": [{"item_type": "PRODUCT", "item_id": 3, "quantity": 1}],
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from([*SOUND, "amount", "item_id"]), inner)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "oddity",
    [
        {"id": None},
        {"id": "seven"},
        {"id": False},
        {"id": Decimal("7.5")},
        {"total_amount": "much"},
        {"total_tax": {}},
        {"payments": "paid"},
        {"payments": [None]},
        {"items": [None]},
        {"items": [{"item_type": "PRODUCT"}]},
        {"items": [{"item_type": "ORDER", "requested_amount": "all"}]},
    ],
)
def test_a_refund_that_cannot_be_read_is_named(oddity):
    with pytest.raises(UnreadablePayload, match="refund"):
        read_refunds([SOUND, {**SOUND, **oddity}])


@given(ANYTHING)
def test_whatever_is_listed_is_read_or_refused(refund):
    refund_order(refund), refund_mark(refund)
    try:
        read_refunds([refund])
    except UnreadablePayload:
        pass


@given(st.fixed_dictionaries({name: ANYTHING for name in SOUND}))
def test_whatever_its_parts_are_it_is_read_or_refused(refund):
    refund_order(refund), refund_mark(refund)
    try:
        read_refunds([refund])
    except UnreadablePayload:
        pass


def test_marks():
    declined = {**SOUND, "payments": [{"amount": 5, "is_declined": True}]}
    assert (refund_mark(SOUND), refund_mark(declined)) == ((7, 0), (7, 1))
    nameless = {**SOUND, "id": None, "total_amount": Decimal("5.00")}
    other = {**nameless, "total_tax": 2}
    assert refund_id(nameless) is None
    assert refund_mark(nameless) == refund_mark(dict(nameless)) != refund_mark(other)
    assert (refund_order(SOUND), refund_order({"order_id": None})) == ("100", None)

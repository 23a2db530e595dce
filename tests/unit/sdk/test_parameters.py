"""Parameters and ids in an address."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.api.parameters import (
    as_text,
    in_parts,
    path_id,
    query_string,
)


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_any_text_comes_through(params):
    sent = query_string(params)
    assert dict(parse_qsl(sent[1:], keep_blank_values=True)) == params
    assert sent.isascii()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (Decimal("1E+2"), "100"),
        (["a", 2, True], "a,2,true"),
        (date(2026, 3, 1), "2026-03-01T00:00:00Z"),
        (
            datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))),
            "2026-02-28T23:00:00Z",
        ),
    ],
)
def test_values_as_bigcommerce_reads_them(value, text):
    assert as_text(value) == text


def test_a_time_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="time zone"):
        as_text(datetime(2026, 3, 1))


@given(
    st.lists(st.text(min_size=1, max_size=255), min_size=1, max_size=200),
    st.lists(st.integers(min_value=1), min_size=1, max_size=5),
)
def test_parts_hold_every_item_once_and_fit(long, short):
    parts = list(in_parts({"sku:in": long, "id:in": short, "limit": 9}))
    assert [item for part in parts for item in part["sku:in"]] == long
    for part in parts:
        assert part["limit"] == 9
        assert part["id:in"] == short
        alone = len(part["sku:in"]) == 1
        assert alone or len(query_string({"sku:in": part["sku:in"]})) < 6100


@pytest.mark.parametrize("value", [1, "1", "100", 10**12])
def test_ids_are_numbers(value):
    assert path_id(value) == str(value)


@pytest.mark.parametrize(
    "value", ["", None, False, True, -1, "1/2", "a", "²", 1.5, " 1"]
)
def test_value_that_is_no_id_never_reaches_an_address(value):
    with pytest.raises(ValueError, match="no id"):
        path_id(value)

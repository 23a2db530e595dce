import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.payload import (
    MAX_TEXT_LENGTH,
    as_stored,
)


def test_every_digit_of_an_amount_is_kept():
    payload = {"id": 1, "lines": [{"price": Decimal("1.10"), "tax": None}]}
    assert as_stored(payload) == {"id": 1, "lines": [{"price": "1.10", "tax": None}]}


def test_stored_payload_stays_as_it_is():
    stored = as_stored([{"amount": Decimal("0.1000")}])
    assert as_stored(stored) == stored


@pytest.mark.parametrize(
    ("told", "stored"),
    [
        (r"a\u0000b", "ab"),
        (r"\ud83d", "\N{REPLACEMENT CHARACTER}"),
        (r"\ude00x", "\N{REPLACEMENT CHARACTER}x"),
        (r"\ud83d\u0000\ude00", "\N{REPLACEMENT CHARACTER}" * 2),
        (r"\ud83d\ud83d\ude00", "\N{REPLACEMENT CHARACTER}\N{GRINNING FACE}"),
        (r"\ud83d\ude00", "\N{GRINNING FACE}"),
        (r"C:\\u0000\\ud83d", r"C:\u0000\ud83d"),
        (r"\\\u0000\\\ud83d", "\\\\\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_character_that_the_database_refuses_is_replaced(told, stored):
    """As BigCommerce writes it: in a value, in a key, however deep."""
    payload = json.loads(f'{{"{told}": ["{told}", {{"note": "{told}"}}]}}')
    assert as_stored(payload) == {stored: [stored, {"note": stored}]}


CHARACTERS = st.characters() | st.characters(categories=["Cs"]) | st.just("\0")
TEXTS = st.text(CHARACTERS)


@given(
    st.recursive(
        TEXTS | st.none() | st.booleans() | st.integers(),
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    )
)
def test_any_text_can_be_stored(payload):
    """And compares equal with itself once it was."""
    stored = as_stored(payload)
    text = json.dumps(stored, ensure_ascii=False)
    assert "\\u0000" not in text.replace("\\\\", "")
    text.encode()  # no half of a pair is left
    assert as_stored(stored) == stored


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_other_text_stays_as_it_is(text):
    assert as_stored({text: text}) == {text: text}


def test_too_long_payload_is_cut():
    long = "x" * 10**6
    stored = as_stored([{"staff_notes": long, "lines": [{"names": [long, "y"]}]}])
    cut = "x" * (MAX_TEXT_LENGTH - 1) + "…"
    assert stored == [{"staff_notes": cut, "lines": [{"names": [cut, "y"]}]}]
    assert as_stored(stored) == stored
    whole = {"staff_notes": "x" * MAX_TEXT_LENGTH}
    assert as_stored(whole) == whole


def test_unread_keys_are_left_out():
    answers = [{"name": "Passport", "value": "X123"}]
    payload = {
        "billing_address": {"email": "a@b.c", "form_fields": answers},
        "products": [{"id": 1, "configurable_fields": answers}],
    }
    assert as_stored(payload) == {
        "billing_address": {"email": "a@b.c"},
        "products": [{"id": 1}],
    }


def test_an_answer_that_is_nested_to_bring_us_down_is_stored_all_the_same():
    deep = json.loads('{"a":' * 300 + "1" + "}" * 300)
    assert as_stored(deep) == deep

"""Attributes that create no variants, as modifiers."""

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.modifier import (
    ModifierValue,
    ModifierValues,
)
from odoo.addons.bigcommerce_connector.mappers.product_modifiers import (
    has_same_choices,
    known_values,
    modifier_body,
    modifier_type,
    modifiers_print,
    present_ids,
    with_name,
)

WRAPPING = ModifierValues(
    7,
    "Wrapping",
    "swatch",
    (
        ModifierValue(1, "Gold", Decimal("2.5"), "#ffd700"),
        ModifierValue(2, "Red", Decimal(0), "#ff0000"),
    ),
)
THERE = {
    "id": 70,
    "display_name": "wrapping ",
    "type": "swatch",
    "option_values": [{"id": 701, "label": "gold"}, {"id": 702, "label": "Blue"}],
}


@pytest.mark.parametrize(
    ("look", "labels", "customs", "colors", "extra", "expected"),
    [
        ("dropdown", ["A", "B"], 0, 0, True, "dropdown"),
        ("swatch", ["A", "B"], 0, 2, False, "swatch"),
        ("swatch", ["A", "B"], 0, 1, False, "rectangles"),
        ("radio_buttons", ["Text"], 1, 0, False, "text"),
        ("radio_buttons", ["Text"], 1, 0, True, ""),
        ("radio_buttons", ["A", "Text"], 1, 0, False, ""),
        ("", ["A", "B"], 0, 0, False, ""),
    ],
)
def test_types(look, labels, customs, colors, extra, expected):
    assert modifier_type(look, labels, customs, colors, extra) == expected


def test_a_new_modifier():
    body = modifier_body(WRAPPING, 1)
    assert (body["display_name"], body["required"], body["sort_order"]) == (
        "Wrapping",
        True,
        1,
    )
    gold, red = body["option_values"]
    assert gold == {
        "label": "Gold",
        "sort_order": 0,
        "is_default": True,
        "adjusters": {
            "price": {"adjuster": "relative", "adjuster_value": Decimal("2.5")}
        },
        "value_data": {"colors": ["#ffd700"]},
    }
    assert not red["is_default"]


def test_a_text_has_no_values_and_need_not_be_written():
    body = modifier_body(replace(WRAPPING, type="text"), 0)
    assert "option_values" not in body
    assert not body["required"]


def test_values_that_are_there_are_found_as_they_were_sent_else_by_label():
    ids = present_ids(WRAPPING, THERE, {"2": 702})
    assert ids == {"Gold": 701, "Red": 702}
    body = modifier_body(WRAPPING, 0, ids)
    assert [value["id"] for value in body["option_values"]] == [701, 702]
    assert present_ids(WRAPPING, THERE, {"2": 999}) == {"Gold": 701}
    assert known_values(WRAPPING, THERE) == {"1": 701}


def test_one_of_staff_is_known_by_name_and_choices():
    assert with_name(WRAPPING, [THERE]) == THERE
    assert with_name(replace(WRAPPING, name="Text"), [THERE]) is None
    assert not has_same_choices(WRAPPING, THERE)
    same = {**THERE, "option_values": [{"label": "RED"}, {"label": "Gold"}]}
    assert has_same_choices(WRAPPING, same)
    text = replace(WRAPPING, type="text")
    assert not has_same_choices(text, {**THERE, "option_values": []})
    assert has_same_choices(text, {"type": "text"})


def test_a_fingerprint_tells_what_would_be_sent():
    assert modifiers_print([]) == ""
    other = replace(WRAPPING, name="Paper")
    assert modifiers_print([WRAPPING]) == modifiers_print([replace(WRAPPING)])
    assert modifiers_print([WRAPPING, other]) != modifiers_print([other, WRAPPING])

"""What a conflict is about, as BigCommerce's answers let one know it."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.conflict import (
    conflict_kind,
    has_conflict,
)


@pytest.mark.parametrize(
    ("fields", "title", "kind"),
    [
        ({"name": "duplicate"}, "x", "name_taken"),
        ({"sku": "duplicate"}, "x", "sku_taken"),
        ({"variants.0.sku": "x"}, "x", "sku_taken"),
        ({"option_values": "x"}, "A variant with these values exists", "option_taken"),
        ({"display_name": "x"}, "The option Size exists", "option_taken"),
        ({"custom_url": "x"}, "x", "url_taken"),
        ({"brand_id": "7"}, "The brand does not exist", "brand_gone"),
        ({"categories": "7"}, "x", "category_gone"),
        ({}, "The product name is a duplicate", "name_taken"),
        ({}, "The SKU OPTION-1 is not unique", "sku_taken"),
        ({}, "The label S exists in this option", "option_taken"),
        ({}, "Something else", "conflict"),
    ],
)
def test_kinds(fields, title, kind):
    assert conflict_kind(fields, {"title": title}) == kind


def test_conflicts_within_a_batch():
    parts = [{"status": 409, "title": "x", "errors": {"sku": "duplicate"}}]
    assert has_conflict(parts)
    assert conflict_kind({}, {"batch_errors": parts}, parts) == "sku_taken"
    assert not has_conflict([{"status": 422}])


def test_answers_of_an_odd_shape():
    assert conflict_kind({}, "text") == "conflict"
    assert conflict_kind({}, {"title": None}, [{}]) == "conflict"

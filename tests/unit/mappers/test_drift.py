"""Which fields have drifted, and which only look like it."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.accepted import accepted_values
from odoo.addons.bigcommerce_connector.mappers.drift import (
    drift,
    image_drift,
    image_order_drift,
    other_main_image,
    replaced,
    text_of,
    variant_drift,
)


def drifted(ours, theirs):
    return [row.field for row in drift(ours, theirs, accepted_values(ours))]


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("name", "Mug", "Cup"),
        ("sku", "MUG", "CUP"),
        ("price", Decimal(10), Decimal(12)),
        ("price", Decimal(10), 0),
        ("sale_price", Decimal(0), Decimal(8)),
        ("weight", Decimal("0.5"), 1),
        ("upc", "12345678", ""),
        ("description", "<p>Blue</p>", "<p>Red</p>"),
        ("description", "<p>Blue</p>", None),
        ("description", "", "<p>Sent empty, filled there</p>"),
        ("brand_name", "Acme", ""),
        ("categories", (1, 2), [2, 3]),
        ("is_visible", True, False),
        ("is_visible", False, True),
    ],
)
def test_value_changed_by_staff_has_drifted(name, ours, theirs):
    assert drifted({name: ours}, {name: theirs}) == [name]


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("name", "Mug", "Mug "),
        ("price", Decimal("8.2562"), Decimal("8.26")),
        ("price", Decimal(10), 10.0),
        ("sale_price", Decimal(0), None),
        ("cost_price", Decimal(0), 0),
        ("weight", Decimal("0.33333"), Decimal("0.3333")),
        ("upc", "", None),
        ("description", "<p>A &amp; B</p><p>C</p>", "<div>A & B</div>\n<p>C</p>"),
        ("brand_name", "acme", "Acme"),
        ("categories", (1, 2), [3, 2, 1]),
        ("is_visible", True, True),
    ],
)
def test_rounding_and_html_are_no_drift(name, ours, theirs):
    assert drifted({name: ours}, {name: theirs}) == []


def test_value_that_odoo_is_about_to_send_has_not_drifted():
    ours, accepted = {"price": Decimal(11)}, accepted_values({"price": Decimal(10)})
    assert drift(ours, {"price": 12}, accepted) == []
    assert drift(ours, {"price": 12}, None) == []


def test_a_variant_that_inherits_follows_its_product():
    product = {"price": Decimal(10)}, {"price": Decimal(12)}
    ours = {"price": None}
    accepted = accepted_values(ours)
    assert variant_drift(ours, {"price": None}, accepted, product) == []
    (row,) = variant_drift(ours, {"price": Decimal(15)}, accepted, product)
    assert (row.ours, row.theirs) == (Decimal(10), Decimal(15))


def test_a_price_of_its_own_that_is_the_products_is_no_drift():
    product = {"price": Decimal(10)}, {"price": Decimal(10)}
    ours = {"price": None}
    theirs = {"price": Decimal(10)}
    assert variant_drift(ours, theirs, accepted_values(ours), product) == []


def test_description_is_compared_by_its_text():
    assert text_of("<p>A &amp;<br/>B</p>\n<b>C</b>") == "A & B C"
    assert text_of("<style>p {}</style>A<script>alert(1)</script>") == "A"
    assert text_of(None) == ""


def test_images_that_were_deleted_or_got_another_alt_text():
    sent = [("1", "Mug"), ("2", "Mug"), ("3", "Handle ")]
    images = [
        {"id": 1, "description": "Mug"},
        {"id": 3, "description": "Handle"},
        {"id": 9, "description": "Staff's own"},
    ]
    assert image_drift(sent, images) == [("Mug", None)]
    images[0]["description"] = None
    assert image_drift(sent, images) == [("Mug", ""), ("Mug", None)]


def test_images_that_were_sorted_anew():
    sent = [("1", "Mug"), ("2", "Handle"), ("3", "Deleted there")]
    images = [
        {"id": 1, "sort_order": 0},
        {"id": 9, "sort_order": 1},
        {"id": 2, "sort_order": 2},
    ]
    assert image_order_drift(sent, images) is None
    images[0]["sort_order"] = 2
    assert image_order_drift(sent, images) is None
    images[0]["sort_order"] = 3
    assert image_order_drift(sent, images) == (["Mug", "Handle"], ["Handle", "Mug"])


def test_another_image_that_was_made_the_main_one():
    images = [
        {"id": 1, "description": "Mug", "is_thumbnail": True},
        {"id": 9, "description": "Staff's own", "is_thumbnail": False},
    ]
    assert other_main_image("1", images) is None
    assert other_main_image("3", images) is None
    assert other_main_image("9", images) == "Mug"


def test_what_was_replaced_is_told_with_both_values():
    found = accepted_values(
        {"name": "BigCommerce Mug", "price": 7.5, "weight": 0.4, "sale_price": None}
    )
    taken = {"name": "Mug", "price": 1, "weight": Decimal("0.4000"), "sale_price": 0}
    taken["description"] = "Never there before"
    assert [
        (row.field, row.theirs, row.ours)
        for row in replaced(found, accepted_values(taken))
    ] == [("name", "BigCommerce Mug", "Mug"), ("price", "7.5", "1")]

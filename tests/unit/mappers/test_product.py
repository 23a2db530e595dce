"""What is sent for a product, what is not, and what stops it."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.product import (
    ProductValues,
    VariantValues,
    barcode,
    create_payload,
    fingerprint,
    fold,
    known_fields,
    known_variant_fields,
    product_payload,
    store_weight,
    variant_payload,
    without_empty,
)
from odoo.addons.bigcommerce_connector.mappers.product_problem import (
    Problem,
    find_problem,
)


def variant(number, price="10", weight="1", options=(), **values):
    return VariantValues(
        id=number,
        name=f"Shirt {number}",
        sku=values.pop("sku", f"SKU-{number}"),
        price=Decimal(price),
        weight=Decimal(weight),
        options=options,
        **values,
    )


def simple(**values):
    return ProductValues(
        id=1,
        name=values.pop("name", "Shirt"),
        price=Decimal("10"),
        variants=values.pop("variants", (variant(1),)),
        **values,
    )


def sized(*sizes, **values):
    variants = tuple(
        variant(number, options=(("Size", size),))
        for number, size in enumerate(sizes, start=1)
    )
    return simple(variants=variants, **values)


def test_a_simple_product_is_one_payload_tracked_by_product():
    payload = create_payload(simple(description="<p>Soft</p>"))
    assert payload == {
        "name": "Shirt",
        "type": "physical",
        "description": "<p>Soft</p>",
        "price": Decimal("10"),
        "weight": Decimal("1"),
        "inventory_tracking": "product",
        "upc": "",
        "is_visible": True,
        "sku": "SKU-1",
    }


def test_variants_go_inline_with_their_options_by_label():
    dear = variant(2, price="12.5", weight="1.25", options=(("Size", "L"),))
    cheap = variant(1, options=(("Size", "S"),), barcode="4006381333931")
    payload = create_payload(simple(variants=(cheap, dear)))
    assert payload["inventory_tracking"] == "variant"
    assert "sku" not in payload  # a product with options cannot be bought itself
    assert payload["variants"] == [
        {
            "sku": "SKU-1",
            "option_values": [{"option_display_name": "Size", "label": "S"}],
            "upc": "4006381333931",
        },
        {
            "sku": "SKU-2",
            "option_values": [{"option_display_name": "Size", "label": "L"}],
            "price": Decimal("12.5"),
            "weight": Decimal("1.25"),
            "upc": "",
        },
    ]


def test_a_price_is_a_variants_own_only_where_it_differs():
    product = simple(variants=(variant(1), variant(2, price="0")))
    assert variant_payload(product, product.variants[0])["price"] is None
    # Null inherits, zero is free.
    assert variant_payload(product, product.variants[1])["price"] == 0


@pytest.mark.parametrize(
    ("values", "tracking", "kind"),
    [
        ({}, "product", "physical"),
        ({"is_stocked": False}, "none", "physical"),
        ({"is_stocked": False, "is_goods": False}, "none", "digital"),
    ],
)
def test_type_and_tracking(values, tracking, kind):
    payload = product_payload(simple(**values))
    assert (payload["inventory_tracking"], payload["type"]) == (tracking, kind)


def test_what_bigcommerce_shows_has_the_fingerprint_of_what_was_sent():
    product = simple(description="Soft")
    sent = {**product_payload(product), "sku": "SKU-1"}
    shown = {
        "id": 111,
        "name": "Shirt",
        "type": "physical",
        "description": "Soft",
        "price": Decimal("10.0000"),
        "weight": 1,
        "inventory_tracking": "product",
        "upc": "",
        "sku": "SKU-1",
        "is_visible": False,
    }
    assert fingerprint(known_fields(shown, is_base=True)) == fingerprint(sent)
    shown["price"] = Decimal("10.01")
    assert fingerprint(known_fields(shown, is_base=True)) != fingerprint(sent)


def test_a_variant_shown_has_the_fingerprint_of_the_variant_sent():
    product = sized("S", "L")
    first = product.variants[0]
    sent = {**variant_payload(product, first), "sku": first.sku}
    shown = {"id": 7, "price": None, "weight": None, "upc": "", "sku": "SKU-1"}
    assert fingerprint(known_variant_fields(shown)) == fingerprint(sent)
    shown["price"] = 10  # its own price does not follow the product's
    assert fingerprint(known_variant_fields(shown)) != fingerprint(sent)


def test_a_found_product_keeps_texts_that_odoo_has_not():
    payload = without_empty(product_payload(simple()))
    assert "description" not in payload
    assert "upc" not in payload
    assert payload["price"] == Decimal("10")


@pytest.mark.parametrize(
    ("weight", "unit", "is_pounds", "expected"),
    [
        ("1", "KGS", False, "1"),
        ("1", "Grams", False, "1000"),
        ("1", "LBS", False, "2.2046"),
        ("1", "Ounces", False, "35.2740"),
        ("1", "Ounces", True, "16"),
        ("2", "LBS", True, "2"),
        ("2.2046", "KGS", True, "1"),
        ("500", "Tonnes", False, "0.5"),
        ("3", "Stones", False, "3"),
    ],
)
def test_weight_in_the_stores_unit(weight, unit, is_pounds, expected):
    assert store_weight(Decimal(weight), unit, is_pounds) == Decimal(expected)


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("4006381333931", "4006381333931"),
        ("96385074", "96385074"),
        ("A-1", ""),
        ("123", ""),
        ("\u0664\u0660\u0660\u0666\u0663\u0668\u0661\u0663", ""),
        (None, ""),
    ],
)
def test_only_real_barcodes_are_sent(code, sent):
    assert barcode(code) == sent


def test_skus_are_compared_without_case_and_border_spaces():
    assert fold(" Ab-1 ") == fold("aB-1")
    assert fold(None) == ""


@pytest.mark.parametrize(
    ("product", "problem"),
    [
        (simple(), None),
        (sized("S", "L"), None),
        (simple(is_combo=True), Problem("combo")),
        (simple(variants=()), Problem("no_variant")),
        (
            simple(variants=(), to_be_made=("Engraving",)),
            Problem("not_made_yet", ("Engraving",)),
        ),
        (
            simple(variants=(variant(1, price="0.00004"),)),
            Problem("tiny_price", ("Shirt 1",)),
        ),
        (simple(name=" "), Problem("no_name")),
        (simple(name="x" * 251), Problem("long_name", ("251",))),
        (simple(variants=(variant(1, sku=""),)), Problem("no_sku", ("Shirt 1",))),
        (
            simple(variants=(variant(1, sku="x" * 256),)),
            Problem("long_sku", ("x" * 256,)),
        ),
        (simple(variants=(variant(1, price="-1"),)), Problem("negative", ("Shirt 1",))),
        (simple(variants=(variant(1), variant(2))), Problem("no_options")),
        (sized("S", "S"), Problem("same_options")),
        (sized("S", "x" * 256), Problem("long_label", ("x" * 256,))),
        (sized(*map(str, range(251))), Problem("many_values", ("Size", "251"))),
        (sized(*map(str, range(601))), Problem("many_variants", ("601",))),
    ],
)
def test_problems(product, problem):
    assert find_problem(product) == problem


def test_skus_that_differ_in_case_only_are_the_same():
    product = sized("S", "L")
    twin = replace(product.variants[1], sku="sku-1")
    problem = find_problem(replace(product, variants=(product.variants[0], twin)))
    assert problem.code == "duplicate_sku"
    assert re.fullmatch("(?i)sku-1", problem.names[0])

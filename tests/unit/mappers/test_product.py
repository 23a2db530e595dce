"""What is sent for a product, what is not, and what stops it."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.accepted import (
    accepted_values,
    changed_fields,
    known_fields,
    known_variant_fields,
    with_own_values,
)
from odoo.addons.bigcommerce_connector.mappers.owned_fields import owned_fields
from odoo.addons.bigcommerce_connector.mappers.product import (
    FieldRules,
    ProductValues,
    VariantValues,
    barcode,
    create_payload,
    fold,
    product_payload,
    sent_payload,
    variant_payload,
)
from odoo.addons.bigcommerce_connector.mappers.product_problem import (
    Problem,
    find_problem,
)
from odoo.addons.bigcommerce_connector.mappers.weight import store_weight


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
        price=Decimal(values.pop("price", "10")),
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
    payload = create_payload(simple(description="<p>Soft</p>"), FieldRules())
    assert payload == {
        "name": "Shirt",
        "type": "physical",
        "description": "<p>Soft</p>",
        "price": Decimal("10"),
        "sale_price": 0,
        "weight": Decimal("1"),
        "inventory_tracking": "product",
        "upc": "",
        "is_visible": True,
        "sku": "SKU-1",
    }


def test_variants_go_inline_with_their_options_by_label():
    dear = variant(2, price="12.5", weight="1.25", options=(("Size", "L"),))
    cheap = variant(1, options=(("Size", "S"),), barcode="4006381333931")
    payload = create_payload(simple(variants=(cheap, dear)), FieldRules())
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
            "sale_price": 0,
            "weight": Decimal("1.25"),
            "upc": "",
        },
    ]


def test_a_price_is_a_variants_own_only_where_it_differs():
    product = simple(variants=(variant(1), variant(2, price="0")))
    assert variant_payload(product, product.variants[0])["price"] is None
    # Null inherits, zero is free.
    assert variant_payload(product, product.variants[1])["price"] == 0


def test_a_variant_with_a_price_of_its_own_says_its_sale_price():
    """BigCommerce: the price of a variant overrides the sale price of its product."""
    rows = (
        variant(1, sale_price=8),
        variant(2, "12", sale_price=8),
        variant(3, "12"),
        variant(4, sale_price=7),
        variant(5),
    )
    product = simple(variants=rows, sale_price=8)
    sent = [variant_payload(product, row)["sale_price"] for row in rows]
    assert sent == [None, 8, 0, 7, 0]
    product = simple(variants=(variant(1), variant(2, "12")))
    sent = [variant_payload(product, row)["sale_price"] for row in product.variants]
    assert sent == [None, 0]


def test_what_a_variant_has_of_its_own_stays_while_it_is_the_products():
    product = {"price": Decimal(10), "sale_price": 0, "weight": Decimal(1)}
    same = dict.fromkeys(product)
    there = {"price": "10", "sale_price": "0", "weight": None}
    assert with_own_values(same, product, there) == {**product, "weight": None}
    # It does not follow the product's, so it is let go with the first that differs.
    assert with_own_values(same, {**product, "price": 11}, there)["price"] is None
    reduced = with_own_values(same, {**product, "sale_price": 8}, there)
    assert (reduced["price"], reduced["sale_price"]) == (10, 8)
    assert with_own_values(same, product, None) == same


def test_a_variant_with_a_price_of_its_own_has_no_sale_price_of_its_product():
    known = known_variant_fields({"price": 12, "sale_price": None})
    assert known["sale_price"] == 0
    assert known_variant_fields({"price": None, "sale_price": None})["price"] is None
    assert known_variant_fields({"price": 12, "sale_price": 8})["sale_price"] == 8


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


def test_nothing_differs_from_what_was_sent_as_bigcommerce_shows_it():
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
        "sale_price": 0,
        "cost_price": 0,
        "is_visible": True,
        "brand_name": "",
    }
    assert not changed_fields(sent, accepted_values(known_fields(shown, is_base=True)))
    shown["price"] = Decimal("10.01")
    accepted = accepted_values(known_fields(shown, is_base=True))
    assert changed_fields(sent, accepted) == {"price": Decimal(10)}


def test_nothing_differs_from_the_variant_sent_as_bigcommerce_shows_it():
    product = sized("S", "L")
    first = product.variants[0]
    sent = {**variant_payload(product, first), "sku": first.sku}
    shown = {"id": 7, "price": None, "weight": None, "upc": "", "sku": "SKU-1"}
    shown["cost_price"] = 0
    assert not changed_fields(sent, accepted_values(known_variant_fields(shown)))
    shown["price"] = 10  # its own price does not follow the product's
    accepted = accepted_values(known_variant_fields(shown))
    assert changed_fields(sent, accepted) == {"price": None, "sale_price": None}


@pytest.mark.parametrize("zero", [-0.0, 0, Decimal("-0.00001")])
def test_zero_has_no_sign(zero):
    assert accepted_values({"price": zero}) == {"price": "0"}


def test_a_brand_that_is_taken_away_is_none():
    known = accepted_values(product_payload(simple(brand="Acme")))
    body = changed_fields(product_payload(simple(brand="")), known)
    assert sent_payload(body) == {"brand_id": 0}
    body = changed_fields(product_payload(simple(brand="Bolt")), known)
    assert sent_payload(body) == {"brand_name": "Bolt"}


def test_categories_are_remembered_whole():
    ids = tuple(range(1000, 2000))
    assert accepted_values({"categories": ids})["categories"].count(",") == 999


ALL = FieldRules()


def owned(product, rules=ALL, keeps_price=False):
    payload = product_payload(product)
    return owned_fields(payload, product, product.weight, rules, keeps_price)


def test_bigcommerce_keeps_what_odoo_has_not():
    payload = owned(simple(variants=(variant(1, "0", "0"),), price=0))
    # That it is not reduced says something
    names = {"name", "type", "inventory_tracking", "sale_price", "is_visible"}
    assert payload.keys() == names


def test_empty_value_is_sent_if_the_owner_says_so():
    payload = owned(
        simple(variants=(variant(1, weight="0"),)), FieldRules(sends_empty=True)
    )
    assert payload["description"] == "" and payload["weight"] == 0


def test_bigcommerce_keeps_what_the_owner_leaves_to_it():
    rules = FieldRules(kept=frozenset({"name", "price"}), sends_empty=True)
    assert not owned(simple(), rules).keys() & {"name", "price"}


def test_the_price_of_a_new_product_counts_as_none_until_one_was_sent():
    product = simple(has_default_price=True)
    assert "price" in owned(product)
    assert "price" not in owned(product, keeps_price=True)


def test_a_new_product_gets_what_it_cannot_be_created_without():
    kept = frozenset({"name", "price", "weight", "description", "upc"})
    payload = create_payload(simple(description="Soft"), FieldRules(kept))
    assert {"name", "price", "weight"} <= payload.keys()
    assert not {"description", "upc"} & payload.keys()


def test_of_what_was_kept_nobody_knows_what_is_there():
    """Once Odoo writes a field again, it is sent, whatever it is."""
    accepted = accepted_values({"name": "Shirt"})
    assert changed_fields({"name": "Shirt", "price": None}, accepted) == {"price": None}


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

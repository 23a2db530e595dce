"""Which product of BigCommerce a product is: by its SKUs, and never half of one."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.product_match import (
    Match,
    RemoteCatalog,
    Several,
    Wanted,
    align,
    folded_value,
    is_base,
    option_labels,
)
from odoo.addons.bigcommerce_connector.mappers.product_problem import Problem

SIMPLE = {"id": 1, "name": "Mug", "variants": [{"id": 11, "sku": "MUG"}]}
SHIRT = {
    "id": 2,
    "name": "Shirt",
    "variants": [
        {"id": 21, "sku": "S-1", "option_values": [{"id": 1}]},
        {"id": 22, "sku": "S-2", "option_values": [{"id": 2}]},
    ],
}


def find(skus, documents=(SIMPLE, SHIRT)):
    wanted = Wanted.by_sku(skus)
    return RemoteCatalog(documents, [wanted]).find(wanted)


def test_not_there():
    assert find({5: "NEW"}) is None


def test_a_simple_product_is_found_whatever_the_case():
    match = find({5: "mug "})
    assert match.document is SIMPLE
    assert match.variants == {5: SIMPLE["variants"][0]}
    assert is_base(match.variants[5])


def test_some_variants_suffice_for_the_product():
    match = find({5: "S-1", 6: "S-9"})
    assert match.document is SHIRT
    assert list(match.variants) == [5]
    assert not is_base(match.variants[5])


def test_several_products_are_for_a_person():
    found = find({5: "MUG", 6: "S-1"})
    assert found == Several((SIMPLE, SHIRT))
    assert found.problem == Problem("several_products", ("Mug", "Shirt"))


def test_a_single_variant_is_no_part_of_a_product():
    assert find({5: "S-1"}) == Problem("part_of_product", ("Shirt",))


def test_empty_skus_match_nothing():
    assert find({5: ""}, [{"id": 3, "variants": [{"id": 31, "sku": ""}]}]) is None


# === BY OTHER FIELDS === #

BLUE = {"option_display_name": "Color", "label": "Blue"}
RED = {"option_display_name": "Color", "label": "Red "}
HAT = {
    "id": 4,
    "name": " Summer Hat",
    "price": 12.5,
    "upc": "",
    "variants": [
        {"id": 41, "sku": "H-B", "upc": "036000291452", "option_values": [BLUE]},
        {"id": 42, "sku": "H-R", "upc": "", "price": 15, "option_values": [RED]},
    ],
}
OPTIONS = {
    7: option_labels([("color", "blue")]),
    8: option_labels([("COLOR", "red")]),
}


def hat(*values, ids=(7, 8), skus=None, options=OPTIONS):
    return Wanted(values, ids, skus or {}, options)


def look(wanted, *documents):
    return RemoteCatalog(documents or (SIMPLE, HAT), [wanted]).find(wanted)


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("product.name", "  summer HAT ", "Summer Hat"),
        ("variant.price", 12.5, "12.5000"),
        ("variant.upc", "0036000291452", "036000291452"),
        ("product.id", 12, "12"),
    ],
)
def test_spelling_of_values_does_not_count(field, ours, theirs):
    assert folded_value(field, ours) == folded_value(field, theirs) != ""


@pytest.mark.parametrize("value", [None, False, "", "  ", 0, 0.0, "a lot"])
def test_no_price_is_nothing_to_look_for(value):
    assert folded_value("variant.price", value) == ""


def test_one_variant_by_barcode_and_the_others_by_their_options():
    match = look(hat(("variant.upc", {7: "36000291452"})))
    assert match.document is HAT
    assert {key: row["id"] for key, row in match.variants.items()} == {7: 41, 8: 42}


def test_by_name_variants_are_distinguished_by_sku_first():
    wanted = hat(("product.name", dict.fromkeys((7, 8), "summer hat")), skus={7: "h-r"})
    match = look(wanted)
    assert {key: row["id"] for key, row in match.variants.items()} == {7: 42}


def test_a_name_alone_tears_nothing_down():
    wanted = hat(("product.name", dict.fromkeys((7, 8), "mug")))
    assert look(wanted) == Problem("other_variants", ("Mug",))
    strange = hat(("product.name", dict.fromkeys((7, 8), "summer hat")), options={})
    assert look(strange) == Problem("other_variants", (" Summer Hat",))


def test_a_barcode_makes_no_simple_product_one_with_options():
    cup = {"id": 6, "name": "Cup", "variants": [{"id": 61, "upc": "36000291452"}]}
    wanted = hat(("variant.upc", {7: "36000291452"}))
    assert look(wanted, cup) == Problem("other_variants", ("Cup",))


def test_the_first_rule_with_an_answer_decides():
    sku = ("variant.sku", {7: "none", 8: "such"})
    name = ("product.name", dict.fromkeys((7, 8), "summer hat"))
    assert look(hat(sku, name)).rule == 1
    barcode = ("variant.upc", {7: "36000291452"})
    assert look(hat(barcode, ("product.name", {7: "mug"}))).document is HAT


def test_one_name_of_two_products():
    other = {**HAT, "id": 5}
    found = look(hat(("product.name", {7: "summer hat"})), HAT, other)
    assert [document["id"] for document in found.documents] == [4, 5]


def test_a_price_is_inherited():
    assert look(hat(("variant.price", {7: "12.5", 8: "15"}))).variants.keys() == {7, 8}


def test_chosen_product_is_aligned_by_all_that_is_known():
    match = align(HAT, hat(("variant.upc", {7: "36000291452"}), skus={8: "H-R"}))
    assert isinstance(match, Match)
    assert match.rule == -1
    assert {key: row["id"] for key, row in match.variants.items()} == {7: 41, 8: 42}


def test_variants_that_a_person_chose_come_before_all_that_is_known():
    wanted = hat(("variant.upc", {7: "36000291452"}), skus={7: "H-R"})
    assert align(HAT, wanted, chosen={"7": 42}).variants[7]["id"] == 42
    gone = align(HAT, wanted, chosen={"8": 999, "77": 41})
    assert {key: row["id"] for key, row in gone.variants.items()} == {7: 41, 8: 42}


def test_a_product_that_is_listed_twice_counts_once():
    wanted = Wanted.by_sku({5: "MUG"})
    remote = RemoteCatalog([SIMPLE], [wanted])
    remote.add([SIMPLE])
    assert isinstance(remote.find(wanted), Match)


def test_skus_that_were_not_seen():
    both = Wanted.by_sku({5: "S-1", 6: "S-9"})
    assert RemoteCatalog([SHIRT], [both]).unseen(both) == [6]
    none = Wanted.by_sku({5: "S-8", 6: "S-9"})
    assert RemoteCatalog([SHIRT], [none]).unseen(none) == []

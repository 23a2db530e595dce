"""Which product of BigCommerce a product is: by its SKUs, and never half of one."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.product import fold
from odoo.addons.bigcommerce_connector.mappers.product_match import (
    RemoteCatalog,
    is_base,
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
    wanted = {fold(sku) for sku in skus.values()}
    return RemoteCatalog(documents, wanted).find(skus)


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


@pytest.mark.parametrize(
    ("skus", "problem"),
    [
        ({5: "MUG", 6: "S-1"}, Problem("several_products", ("Mug", "Shirt"))),
        ({5: "S-1"}, Problem("part_of_product", ("Shirt",))),
    ],
)
def test_what_cannot_be_one_product(skus, problem):
    assert find(skus) == problem


def test_empty_skus_match_nothing():
    assert find({5: ""}, [{"id": 3, "variants": [{"id": 31, "sku": ""}]}]) is None

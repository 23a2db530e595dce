"""Products of BigCommerce read, to be made in Odoo."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.product_import import (
    chosen_values,
    import_problem,
    odoo_weight,
    read_product,
)
from odoo.addons.bigcommerce_connector.mappers.weight import store_weight


def document(*variants, **values):
    return {
        "id": 7,
        "name": " Shirt ",
        "type": "physical",
        "price": Decimal("10.50"),
        "weight": 2,
        "inventory_tracking": "variant",
        "variants": [
            {
                "id": number,
                "sku": f"S-{number}",
                "price": None,
                "weight": None,
                "option_values": [
                    {"option_display_name": name, "label": label}
                    for name, label in choices.items()
                ],
                **own,
            }
            for number, (choices, own) in enumerate(variants, start=1)
        ],
        **values,
    }


def test_a_variant_inherits_price_and_weight_but_not_zero():
    read = read_product(
        document(({"Size": "S"}, {}), ({"Size": "M"}, {"price": 0, "weight": 0}))
    )
    assert read.name == "Shirt"
    first, second = read.variants
    assert (first.price, first.weight) == (Decimal("10.50"), 2)
    assert (second.price, second.weight) == (0, 0)
    assert read.options == {"Size": ["S", "M"]}


def test_sale_prices_are_inherited_and_lower_than_the_price():
    read = read_product(
        document(
            ({"Size": "S"}, {}),
            ({"Size": "M"}, {"price": 8}),
            ({"Size": "L"}, {"sale_price": 7}),
            ({"Size": "XL"}, {"sale_price": 0}),
            ({"Size": "XXL"}, {"price": 12}),
            ({"Size": "3XL"}, {"price": 12, "sale_price": 9}),
            sale_price=9,
        )
    )
    # The price of a variant overrides the sale price of its product.
    assert [variant.sale_price for variant in read.variants] == [9, 0, 7, 0, 0, 9]
    assert read.sale_price == 9
    assert read.is_reduced
    assert not read_product(document(({"Size": "S"}, {}))).is_reduced


def test_what_has_no_place_in_odoo_is_read_by_its_name():
    fields = [{"name": "Material", "value": "a"}, {"name": "Material", "value": "b"}]
    read = read_product(
        document(
            brand_name=" Acme ",
            tax_class_id=3,
            custom_fields=fields,
            modifiers=[{"display_name": "Engraving"}],
        )
    )
    assert (read.brand, read.tax_class) == ("Acme", 3)
    assert (read.custom_fields, read.modifiers) == (("Material",), ("Engraving",))


def test_a_product_without_options_has_the_values_of_the_product():
    read = read_product(
        document(({}, {"sku": ""}), sku="MUG", upc="4006381333931", cost_price=3)
    )
    [variant] = read.variants
    assert (variant.sku, variant.barcode, variant.cost) == ("MUG", "4006381333931", 3)
    assert not read.has_options
    assert import_problem(read) is None


@pytest.mark.parametrize(
    ("variants", "values", "code"),
    [
        ([({}, {})], {"name": " "}, "no_name"),
        ([], {}, "no_variant"),
        (
            [({"Size": "S"}, {"sku": "a"}), ({"Size": "M"}, {"sku": "A"})],
            {},
            "duplicate_sku",
        ),
        ([({"Size": "S", "size ": "M"}, {})], {}, "same_options"),
        ([({"Size": "S"}, {}), ({"Color": "Red"}, {})], {}, "uneven_options"),
        ([({"Size": "S"}, {}), ({}, {})], {}, "uneven_options"),
        ([({"Size": "S"}, {}), ({"Size": "S"}, {})], {}, "same_choices"),
    ],
)
def test_product_that_odoo_cannot_have_is_a_problem(variants, values, code):
    assert import_problem(read_product(document(*variants, **values))).code == code


@pytest.mark.parametrize("unit", ["LBS", "Ounces", "KGS", "Grams", "Tonnes", "Stone"])
@pytest.mark.parametrize("is_pounds", [True, False])
def test_a_weight_comes_back_as_it_was(unit, is_pounds):
    own = odoo_weight(Decimal("12.3456"), unit, is_pounds)
    assert store_weight(own, unit, is_pounds) == Decimal("12.3456")


def test_values_of_the_same_name_are_used_whatever_their_case():
    known = {"Red": 1, "RED": 2, "blue": 3}
    assert chosen_values(["RED", "Blue", "Green"], known) == {
        "RED": 2,
        "Blue": 3,
        "Green": None,
    }


def test_two_labels_of_a_product_are_never_the_same_value():
    assert chosen_values(["red", "Red"], {"Red": 1}) == {"Red": 1, "red": None}
    assert chosen_values(["red", "rED"], {"Red": 1}) == {"red": 1, "rED": None}

"""Options that grow or are renamed, and those that nobody can change."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.product import (
    ProductValues,
    VariantValues,
)
from odoo.addons.bigcommerce_connector.mappers.product_options import (
    OptionPlan,
    choices,
    known_options,
    own_options,
    plan_options,
)
from odoo.addons.bigcommerce_connector.mappers.product_problem import Problem


def product(*variants):
    """Variants as dictionaries of option → label; their ids count from 1."""
    return ProductValues(
        id=1,
        name="Shirt",
        price=Decimal(1),
        variants=tuple(
            VariantValues(
                id=number,
                name=str(number),
                sku=f"SKU-{number}",
                price=Decimal(1),
                weight=Decimal(1),
                options=tuple(options.items()),
            )
            for number, options in enumerate(variants, start=1)
        ),
    )


def option(number, name, *labels):
    return {
        "id": number,
        "display_name": name,
        "type": "dropdown",
        "option_values": [
            {"id": 10 * number + position, "label": label, "sort_order": position}
            for position, label in enumerate(labels)
        ],
    }


def variant(*pairs):
    """A variant of BigCommerce: (option, position of its value) each."""
    return {
        "option_values": [
            {
                "option_id": chosen["id"],
                "option_display_name": chosen["display_name"],
                **chosen["option_values"][position],
            }
            for chosen, position in pairs
        ]
    }


SIZE = option(1, "Size", "S", "M")
MAPPED = {1: variant((SIZE, 0)), 2: variant((SIZE, 1))}


def plan(values, options, mapped):
    return plan_options(values, {"options": options}, mapped)


def test_equal_options_need_nothing():
    values = product({"Size": "S"}, {"Size": "M"})
    assert plan(values, [SIZE], MAPPED) == OptionPlan()
    assert own_options(values) == known_options(MAPPED.values())


def test_options_of_a_product_that_had_none():
    found = plan(product({"Size": "S", "Color": "Red"}), [], {})
    assert [body["display_name"] for body in found.creations] == ["Size", "Color"]
    assert found.creations[0]["option_values"] == [{"label": "S", "sort_order": 0}]


def test_new_values_come_after_those_that_are_kept():
    values = product({"Size": "S"}, {"Size": "M"}, {"Size": "L"})
    [(number, body)] = plan(values, [SIZE], MAPPED).updates
    assert number == 1
    assert body == {
        "display_name": "Size",
        "type": "dropdown",
        "option_values": [
            {"id": 10, "label": "S", "sort_order": 0},
            {"id": 11, "label": "M", "sort_order": 1},
            {"label": "L", "sort_order": 2},
        ],
    }


def test_values_and_options_are_renamed():
    values = product({"Width": "Small"}, {"Width": "M"})
    [(_number, body)] = plan(values, [SIZE], MAPPED).updates
    assert body["display_name"] == "Width"
    labels = [value["label"] for value in body["option_values"]]
    assert labels == ["Small", "M"]


def test_values_that_only_bigcommerce_has_are_kept():
    size = option(1, "Size", "S", "M", "XXL")
    mapped = {1: variant((size, 0)), 2: variant((size, 1))}
    assert plan(product({"Size": "S"}, {"Size": "M"}), [size], mapped) == OptionPlan()


@pytest.mark.parametrize(
    ("values", "options"),
    [
        (product({"Size": "S", "Color": "Red"}), [SIZE]),
        (product({"Size": "S"}), [SIZE, option(2, "Color", "Red")]),
        (
            product({"Width": "S", "Hue": "Red"}),
            [SIZE, option(2, "Color", "Red")],
        ),
    ],
)
def test_other_options_are_a_persons_matter(values, options):
    found = plan(values, options, {})
    assert isinstance(found, Problem)
    assert found.code == "other_options"


def test_a_value_that_stands_for_two_is_a_persons_matter():
    mapped = {1: variant((SIZE, 0)), 2: variant((SIZE, 0))}
    found = plan(product({"Size": "S"}, {"Size": "M"}), [SIZE], mapped)
    assert found == Problem("mixed_values", ("S", "M"))


def test_choices_are_the_ids_of_option_and_value():
    values = product({"Size": "M"})
    assert choices(values.variants[0], [SIZE]) == [{"option_id": 1, "id": 11}]

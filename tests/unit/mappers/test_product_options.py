"""Options that grow or are renamed, and those that nobody can change."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.option_choices import choices
from odoo.addons.bigcommerce_connector.mappers.option_fingerprints import (
    known_options,
    own_options,
)
from odoo.addons.bigcommerce_connector.mappers.product import (
    ProductValues,
    VariantValues,
)
from odoo.addons.bigcommerce_connector.mappers.product_options import (
    OptionPlan,
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
        "sort_order": number,
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
        (
            product({"Size": "S", "Color": "Red"}, {"Size": "S", "Color": "Blue"}),
            [SIZE],
        ),
        (product({"Size": "S"}), [SIZE, option(2, "Color", "Red")]),
        (
            product({"Width": "1", "Hue": "2"}),
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
    assert choices(values.variants[0], OptionPlan(), {1: SIZE}) == [
        {"option_id": 1, "id": 11}
    ]


def test_choices_that_bigcommerce_writes_otherwise():
    values = product({"Size": "M/L"})
    found = choices(values.variants[0], OptionPlan(), {1: SIZE})
    assert found == Problem("other_label", ("M/L", "S, M"))
    values = product({"size": "m "})  # case and blanks do not matter
    found = choices(values.variants[0], OptionPlan(), {1: SIZE})
    assert found == [{"option_id": 1, "id": 11}]


def test_an_attribute_of_one_value_is_left_out():
    values = product(
        {"Material": "Cotton", "Size": "S"}, {"Material": "Cotton", "Size": "M"}
    )
    assert plan(values, [SIZE], MAPPED) == OptionPlan(left_out=("Material",))


def test_an_option_that_only_bigcommerce_has_is_constant():
    material = option(2, "Material", "Cotton")
    mapped = {
        1: variant((SIZE, 0), (material, 0)),
        2: variant((SIZE, 1), (material, 0)),
    }
    values = product({"Size": "S"}, {"Size": "M"})
    document = {"options": [SIZE, material], "variants": list(mapped.values())}
    found = plan_options(values, document, mapped)
    assert found == OptionPlan(constant={2: 20})
    chosen = choices(values.variants[0], found, {1: SIZE, 2: material})
    assert chosen == [{"option_id": 2, "id": 20}, {"option_id": 1, "id": 10}]


def test_several_options_are_renamed_at_once():
    color = option(2, "Color", "Red", "Blue")
    mapped = {
        1: variant((SIZE, 0), (color, 0)),
        2: variant((SIZE, 1), (color, 1)),
    }
    values = product({"Width": "s", "hue": "Red"}, {"Width": "m", "hue": "Blue"})
    found = plan(values, [SIZE, color], mapped)
    assert [body["display_name"] for _number, body in found.updates] == ["Width", "hue"]


def test_options_that_swap_names_go_through_one_for_the_moment():
    color = option(2, "Color", "Red", "Blue")
    mapped = {
        1: variant((SIZE, 0), (color, 0)),
        2: variant((SIZE, 1), (color, 1)),
    }
    values = product({"Color": "S", "Size": "Red"}, {"Color": "M", "Size": "Blue"})
    found = plan(values, [SIZE, color], mapped)
    assert [(number, body["display_name"]) for number, body in found.updates] == [
        (2, "Color (2)"),
        (1, "Size (1)"),
        (1, "Color"),
        (2, "Size"),
    ]


def labels(body):
    return [value["label"] for value in body["option_values"]]


def test_values_that_swap_labels_go_through_one_for_the_moment():
    values = product({"Size": "M"}, {"Size": "S"})
    (_one, first), (_two, second) = plan(values, [SIZE], MAPPED).updates
    assert sorted(labels(first)) == ["M (11)", "S (10)"]
    assert {value["id"]: value["label"] for value in second["option_values"]} == {
        10: "M",
        11: "S",
    }


def test_a_new_value_takes_the_label_that_another_one_leaves():
    values = product({"Size": "S"}, {"Size": "L"}, {"Size": "M"})
    (_one, first), (_two, second) = plan(values, [SIZE], MAPPED).updates
    assert sorted(labels(first)) == ["M (11)", "S"]
    assert {v.get("id"): v["label"] for v in second["option_values"]} == {
        10: "S",
        11: "L",
        None: "M",
    }


def test_values_stand_in_the_order_of_odoo():
    values = product({"Size": "XS"}, {"Size": "S"}, {"Size": "M"})
    mapped = {2: MAPPED[1], 3: MAPPED[2]}
    [(_number, body)] = plan(values, [SIZE], mapped).updates
    assert labels(body) == ["XS", "S", "M"]
    assert [value["sort_order"] for value in body["option_values"]] == [0, 1, 2]


def test_a_value_that_differs_in_case_is_not_added_again():
    size = option(1, "Size", "S", "M", "xl")
    values = product({"Size": "S"}, {"Size": "M"}, {"Size": "XL"})
    [(_number, body)] = plan(values, [size], MAPPED).updates
    assert body["option_values"][2] == {"id": 12, "label": "XL", "sort_order": 2}


def test_colours_keep_their_data():
    size = {**option(1, "Size", "S", "M"), "type": "swatch"}
    size["option_values"][0]["value_data"] = {"colors": ["#000000"]}
    values = product({"Size": "Small"}, {"Size": "M"})
    [(_number, body)] = plan(values, [size], MAPPED).updates
    assert body["option_values"][0]["value_data"] == {"colors": ["#000000"]}

"""Units that are still to be shipped."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.held_units import (
    OPEN_STATUSES,
    held_units,
)


def order(status_id, *lines):
    return {"status_id": status_id, "products": [{"id": 1, **line} for line in lines]}


@pytest.mark.parametrize("status_id", range(15))
def test_only_of_open_orders(status_id):
    held = held_units(order(status_id, {"variant_id": 7, "quantity": 2}))
    assert held == ({"7": 2} if status_id in OPEN_STATUSES else {})


def test_what_is_left_of_each_variant():
    lines = (
        {"variant_id": 7, "quantity": 5, "quantity_shipped": 2, "quantity_refunded": 1},
        {"variant_id": 7, "quantity": 1},
        {"variant_id": 8, "quantity": 1, "quantity_shipped": 1},
        {"variant_id": 0, "quantity": 3},  # somebody typed it in
    )
    assert held_units(order(3, *lines)) == {"7": 3}

"""What the customer collects, and which pickup of a listing is of it."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.pickup import (
    find_pickup,
    is_all_collected,
    left_to_collect,
    pickup_payload,
    pickup_place,
    units_to_collect,
)

CONSIGNMENT = 7


def line(number, quantity=1, **values):
    return {
        "id": number,
        "quantity": quantity,
        "type": "physical",
        "order_pickup_method_id": CONSIGNMENT,
        **values,
    }


def order(*lines, shipped=()):
    pickup = {
        "id": CONSIGNMENT,
        "pickup_method_id": 3,
        "location": {"id": 2},
        "line_items": [*lines],
    }
    return {"consignments": {"pickups": [pickup], "shipping": [*shipped]}}


def pickup(**items):
    rows = [
        {"order_product_id": int(number[1:]), "quantity": units}
        for number, units in items.items()
    ]
    return {"id": 1, "pickup_items": rows}


def test_where_it_is_collected():
    place = pickup_place(order(line(1)))
    assert (place.location_id, place.method_id) == ("2", 3)
    assert pickup_place({"consignments": {"pickups": [], "shipping": []}}) is None


def test_what_is_gone_is_not_collected_and_of_a_bundle_its_parts_are():
    payload = order(
        line(1, 5, quantity_refunded=1, quantity_shipped=2),
        line(2, 1, quantity_refunded=1),
        line(3, 1),
        line(4, 2, parent_order_product_id=3),
        line(5, 1, type="digital"),
    )
    assert units_to_collect(payload) == {1: 2, 4: 2}


def test_lines_that_were_read_apart_say_themselves_where_they_go():
    payload = {**order(), "products": [line(1), line(2, order_pickup_method_id=0)]}
    assert units_to_collect(payload) == {1: 1}
    assert not is_all_collected(payload)


def test_an_order_that_is_shipped_in_part_is_not_all_collected():
    parcel = {"line_items": [line(2, order_pickup_method_id=0)]}
    assert is_all_collected(order(line(1), line(3, type="digital")))
    assert not is_all_collected(order(line(1), shipped=[parcel]))


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([], {1: 2, 2: 1}),
        ([pickup(_1=1)], {1: 1, 2: 1}),
        ([pickup(_1=1), pickup(_1=1, _2=1)], {}),
    ],
)
def test_what_no_pickup_stands_for(rows, left):
    assert left_to_collect({1: 2, 2: 1}, rows) == left


def test_a_pickup_is_known_by_what_is_in_it():
    rows = [pickup(_1=1), pickup(_1=2, _2=1)]
    assert find_pickup(rows, {1: 2, 2: 1}) is rows[1]
    assert find_pickup(rows, {1: 2}) is None


def test_what_is_sent():
    assert pickup_payload(9, 3, {1: 2}, "2026-01-01T00:00:00Z") == {
        "order_id": 9,
        "pickup_method_id": 3,
        "ready_at": "2026-01-01T00:00:00Z",
        "pickup_items": [{"order_product_id": 1, "quantity": 2}],
    }

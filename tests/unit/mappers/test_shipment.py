"""What of a web order goes into a shipment, and which of a listing is ours."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.shipment import (
    Allotment,
    ShippableLine,
    ShippedGoods,
    allot,
    are_shipped,
    find_marked,
    shipment_payload,
    shippable_lines,
    told_units,
    tracking_payload,
)


def line(line_id, quantity=1, shipped=0, address=7, **more):
    return {
        "id": line_id,
        "variant_id": line_id,
        "quantity": quantity,
        "quantity_shipped": shipped,
        "order_address_id": address,
        "type": "physical",
        **more,
    }


def left(payload, ours=()):
    return {one.id: one.left for one in shippable_lines(payload, dict(ours))}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line(1, 3), line(2, 2, 1)], {1: 3, 2: 1}),
        ([line(1, 2, 2), line(2, 0)], {}),
        ([line(1, type="digital"), line(2, type="giftcertificate")], {}),
        ([line(1, address=0)], {}),  # collected
        ([line(1), line(2, parent_order_product_id=1)], {2: 1}),
        ([line(1, None)], {}),
    ],
)
def test_what_is_left_to_ship(lines, expected):
    assert left({"products": lines}) == expected


@pytest.mark.parametrize(
    ("shipped", "ours", "expected"),
    [(0, 1, 2), (1, 1, 2), (2, 1, 1), (1, 3, None)],
)
def test_our_own_shipments_count_before_the_payload_knows_of_them(
    shipped, ours, expected
):
    payload = {"products": [line(1, 3, shipped)]}
    assert left(payload, {1: ours}).get(1) == expected


def test_units_told_are_ours_or_those_that_are_shown():
    lines = [line(1, 3, 1), line(2, 2, 2, variant_id=1), line(3, None, None)]
    told = told_units({"products": lines}, {1: 2, 2: 1})
    assert sorted(told.values()) == [0, 2 + 2]


def goods(units, *keys):
    return ShippedGoods(frozenset(keys), units)


LINES = [
    ShippableLine(1, "variant:1", 7, 2),
    ShippableLine(2, "variant:1", 8, 2),
    ShippableLine(3, "variant:3", 7, 1),
]


@pytest.mark.parametrize(
    ("left_units", "items", "unplaced"),
    [
        ([goods(2, "variant:1")], {7: {1: 2}}, 0),
        (
            [goods(3, "variant:1"), goods(1, "variant:3")],
            {7: {1: 2, 3: 1}, 8: {2: 1}},
            0,
        ),
        ([goods(9, "variant:1")], {7: {1: 2}, 8: {2: 2}}, 5),
        ([goods(3, "variant:1", "variant:3")], {7: {1: 2}, 8: {2: 1}}, 0),
        ([goods(1, "variant:9"), goods(0, "variant:1")], {}, 1),
        ([goods(1, "variant:1"), goods(2, "variant:1")], {7: {1: 2}, 8: {2: 1}}, 0),
    ],
)  # fmt: skip
def test_units_go_to_the_lines_that_they_were_ordered_in(left_units, items, unplaced):
    assert allot(LINES, left_units) == Allotment(items, unplaced)


def test_a_new_shipment():
    tracking = tracking_payload("T1", "usps")
    assert shipment_payload(7, {1: 2, 3: 1}, "WH/OUT/1", tracking) == {
        "order_address_id": 7,
        "items": [
            {"order_product_id": 1, "quantity": 2},
            {"order_product_id": 3, "quantity": 1},
        ],
        "comments": "WH/OUT/1",
        "tracking_number": "T1",
        "shipping_provider": "usps",
    }


@pytest.mark.parametrize(
    ("comments", "address", "is_ours"),
    [
        ("WH/OUT/1", 7, True),
        ("Left at the door. WH/OUT/1 \n(fragile)", 7, True),
        ("WH/OUT/12", 7, False),
        ("XWH/OUT/1", 7, False),
        ("WH/OUT/1", 8, False),
        (None, 7, False),
    ],
)
def test_a_shipment_is_found_by_our_mark(comments, address, is_ours):
    row = {"id": 5, "order_address_id": address, "comments": comments}
    found = find_marked([{"id": 4}, row], "WH/OUT/1", 7)
    assert found == (row if is_ours else None)


def shipped_there(*items):
    return {
        "items": [{"order_product_id": one, "quantity": units} for one, units in items]
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], False),
        ([shipped_there((1, 2))], False),
        ([shipped_there((1, 2)), shipped_there((1, 1))], True),
        ([shipped_there((2, 9))], False),
    ],
)
def test_others_have_shipped_it(rows, expected):
    payload = {"products": [line(1, 3), line(2, 1)]}
    assert are_shipped(rows, payload, {1: 1}) == expected

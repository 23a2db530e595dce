"""Whole numbers that are sent as text: ``"order_address_id": "128"`` (orders guide)."""

import pytest


@pytest.fixture
def order(simulator):
    return simulator.store.orders.place([{"name": "Tea", "price": 10, "quantity": 2}])


def ship(api, order, **more):
    body = {"order_address_id": str(order.addresses[0].id)}
    body["items"] = [{"order_product_id": order.lines[0].id, "quantity": 1}]
    return api.post(f"/v2/orders/{order.id}/shipments", {**body, **more}).status_code


def as_texts(order):
    line = order.lines[0]
    items = [{"order_product_id": str(line.id), "quantity": "1"}]
    product = {"id": str(line.id), "quantity": "1"}
    return items, {"status_id": "9", "products": [product]}


def test_the_address_of_a_shipment_as_the_guide_sends_it(api, order):
    assert ship(api, order) == 201
    assert ship(api, order, order_address_id="99") == 400
    assert ship(api, order, order_address_id="first") == 400


def test_others_are_refused(api, order):
    items, body = as_texts(order)
    assert ship(api, order, items=items) == 400
    assert api.put(f"/v2/orders/{order.id}", body).status_code == 400
    assert (order.status_id, order.lines[0].quantity) == (11, 2)


def test_others_are_taken_where_the_switch_says_so(simulator, api, order):
    simulator.store.switches.numbers_as_text = "accept"
    items, body = as_texts(order)
    assert ship(api, order, items=items) == 201
    document = api.put(f"/v2/orders/{order.id}", body).json()
    assert (document["status_id"], document["items_total"]) == (9, 1)
    for wrong in ("nine", "1.0", "", "1" * 30, "9999999999", "٩"):
        answer = api.put(f"/v2/orders/{order.id}", {"status_id": wrong})
        assert answer.status_code == 400, wrong
    # Only v2: a refund's number stays a number.
    item = {"item_type": "ORDER", "item_id": str(order.id), "amount": 1}
    path = f"/v3/orders/{order.id}/payment_actions/refund_quotes"
    assert api.post(path, {"items": [item]}).status_code == 422

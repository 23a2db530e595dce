"""``/v3/orders/pickups`` (pickup.v3.yml)."""

import pytest

PATH = "/v3/orders/pickups"


@pytest.fixture
def order(simulator):
    return simulator.store.orders.place([{"name": "Tea", "price": 9, "quantity": 3}])


def pickup(order, units=1, **more):
    item = {"order_product_id": order.lines[0].id, "quantity": units}
    body = {"pickup_method_id": 1, "order_id": order.id, "pickup_items": [item]}
    return {**body, "ready_at": "2022-08-15T09:30:44Z", **more}


def create(api, *bodies):
    answer = api.post(PATH, list(bodies))
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_made_changed_and_deleted(simulator, api, order):
    [made] = create(api, pickup(order, 2))
    [item] = made["pickup_items"]
    assert made["ready_at"] == "2022-08-15T09:30:44Z"
    assert (item["status"], item["collected_at"]) == ("AWAITING_COLLECTION", None)
    assert made["created_at"] == made["updated_at"] == "2026-01-05T09:00:00Z"
    assert api.get(PATH).json()["data"] == [made]
    simulator.store.clock.advance(60)
    number = made["id"]
    change = {"id": number, "pickup_id": number, "collected_at": "1660831392"}
    [changed] = api.put(PATH, [change]).json()["data"]
    [item] = changed["pickup_items"]
    assert (item["status"], item["collected_at"]) == (
        "COLLECTED",
        "2022-08-18T14:03:12Z",
    )
    assert changed["ready_at"] == made["ready_at"]
    assert changed["updated_at"] == "2026-01-05T09:01:00Z"
    assert api.delete(PATH, id__in=number).status_code == 204
    assert api.get(PATH).json()["data"] == []


def test_pickups_are_filtered_by_order_and_id(simulator, api, order):
    other = simulator.store.orders.place([{"name": "Tea", "price": 9}])
    first, second = create(api, pickup(order), pickup(other))

    def found(**query):
        return [row["id"] for row in api.get(PATH, **query).json()["data"]]

    assert found() == [first["id"], second["id"]]
    assert found(order_id__in=other.id) == [second["id"]]
    assert found(pickup_id__in=f"{first['id']},99") == [first["id"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"order_id": 999},
        {"pickup_method_id": 0},
        {"ready_at": "soon"},
        {"ready_at": None},
        {"pickup_items": []},
        {"pickup_items": [{"order_product_id": 999, "quantity": 1}]},
        {"pickup_items": [{"quantity": 1}]},
        {"collected_at": "soon"},
    ],
)
def test_refused_is_all_of_it(api, order, wrong):
    answer = api.post(PATH, [pickup(order), pickup(order, **wrong)])
    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert api.get(PATH).json()["data"] == []


def test_no_more_than_there_is(api, order):
    assert api.post(PATH, [pickup(order, 2), pickup(order, 2)]).status_code == 422
    create(api, pickup(order, 2))
    assert api.post(PATH, [pickup(order, 2)]).status_code == 422
    create(api, pickup(order, 1))
    assert api.post(PATH, [pickup(order)] * 101).status_code == 422
    assert api.post(PATH, []).status_code == 422


def test_unknown_and_unnamed(api):
    assert api.put(PATH, [{"id": 9, "pickup_id": 9}]).status_code == 422
    assert api.delete(PATH).status_code == 422
    assert api.delete(PATH, id__in=9).status_code == 204


def test_a_read_only_token_creates_no_pickup(simulator, api, order):
    reader = simulator.add_token(scopes=["store_order_fulfillment_read_only"])
    api.token = reader
    assert api.get(PATH).status_code == 200
    assert api.post(PATH, [pickup(order)]).status_code == 403


def test_an_order_that_is_collected_at_a_location(simulator, api, mug):
    line = {"sku": "MUG", "quantity": 2}
    card = {"name": "Card", "price": 5, "type": "digital"}
    order = simulator.store.orders.place([line, card], location_id=1)
    include = {"include": "consignments.line_items"}
    include["consignment_structure"] = "object"
    shown = api.get(f"/v2/orders/{order.id}", **include).json()["consignments"]
    (pickup,) = shown["pickups"]
    assert shown["shipping"] == []
    assert pickup["location"]["id"] == 1
    assert pickup["location"]["country_alpha2"] == "US"
    (collected,) = pickup["line_items"]
    assert collected["order_pickup_method_id"] == pickup["id"]
    assert (collected["sku"], collected["order_address_id"]) == ("MUG", 0)
    assert shown["downloads"][0]["line_items"][0]["order_pickup_method_id"] == 0
    assert api.get(f"/v2/orders/{order.id}/shipping_addresses").status_code == 204
    ships = simulator.store.orders.place([line])
    shown = api.get(f"/v2/orders/{ships.id}", **include).json()["consignments"]
    assert shown["pickups"] == []

"""``/v3/pickup/methods`` (pickup_methods.v3.yml), and orders that name one."""

import pytest

PATH = "/v3/pickup/methods"
COUNTER = {"location_id": 1, "display_name": "Counter"}
ADDRESS = {
    "first_name": "Jane", "last_name": "Doe", "street_1": "1 Main Street",
    "city": "Austin", "state": "Texas", "zip": "78751", "country": "United States",
    "email": "jane@example.com",
}  # fmt: skip
TEA = {"name": "Tea", "quantity": 3, "price_ex_tax": 9, "price_inc_tax": 9}


def test_made_changed_and_deleted(simulator, api):
    [first] = api.get(PATH).json()["data"]
    assert (first["id"], first["location_id"]) == (1, 1)
    simulator.store.clock.advance(60)
    [made] = api.post(PATH, [COUNTER]).json()["data"]
    assert made["date_created"] == made["date_modified"] == "2026-01-05T09:01:00Z"
    simulator.store.clock.advance(60)
    change = {"id": made["id"], "collection_instructions": "Ring the bell"}
    [changed] = api.put(PATH, [change]).json()["data"]
    assert changed == {
        **made,
        "collection_instructions": "Ring the bell",
        "date_modified": "2026-01-05T09:02:00Z",
    }
    found = api.get(PATH, sort="name:asc", limit=1).json()
    assert [row["display_name"] for row in found["data"]] == ["Counter"]
    assert found["meta"]["pagination"]["total"] == 2
    newer = {"date_created__min": "2026-01-05T09:00:30Z"}
    assert [row["id"] for row in api.get(PATH, **newer).json()["data"]] == [made["id"]]
    assert api.delete(PATH, id__in=made["id"]).status_code == 204
    assert api.get(PATH, id__in=f"1,{made['id']}").json()["data"] == [first]


@pytest.mark.parametrize(
    ("method", "bodies"),
    [
        ("POST", [COUNTER, {"display_name": "Nowhere"}]),
        ("POST", [COUNTER, {**COUNTER, "location_id": 9}]),
        ("POST", [COUNTER, {**COUNTER, "display_name": "x" * 251}]),
        ("POST", [COUNTER] * 101),
        ("PUT", [{"id": 1, "display_name": "New"}, {"id": 9}]),
        ("PUT", [{"id": 1, "display_name": "New"}] * 11),
        ("PUT", []),
    ],
)
def test_refused_is_all_of_it(api, method, bodies):
    before = api.get(PATH).json()["data"]
    assert api.call(method, PATH, bodies).status_code == 422
    assert api.get(PATH).json()["data"] == before


def test_scopes_are_of_their_own(simulator, api):
    api.token = simulator.add_token(scopes=["store_fulfillment_methods_read_only"])
    assert api.get(PATH).status_code == 200
    assert api.post(PATH, [COUNTER]).status_code == 403


def order_body(**pickup):
    consignment = {"pickup_method_id": 1, "line_items": [TEA], **pickup}
    return {
        "billing_address": ADDRESS,
        "consignments": {"pickups": [consignment]},
    }


def test_an_order_made_through_the_api_is_collected(simulator, api):
    [counter] = api.post(PATH, [COUNTER]).json()["data"]
    body = order_body(pickup_method_id=counter["id"], location={"name": "Side door"})
    order_id = api.post("/v2/orders", body).json()["id"]
    shown = api.get(
        f"/v2/orders/{order_id}",
        include="consignments.line_items",
        consignment_structure="object",
    ).json()["consignments"]
    assert shown["shipping"] == []
    [pickup] = shown["pickups"]
    assert pickup["pickup_method_display_name"] == "Counter"
    assert (pickup["location"]["id"], pickup["location"]["name"]) == (1, "Side door")
    [line] = pickup["line_items"]
    assert (line["quantity"], line["order_pickup_method_id"]) == (3, pickup["id"])
    assert line["order_address_id"] == 0
    ready = {
        "pickup_method_id": counter["id"],
        "order_id": order_id,
        "ready_at": "2026-01-05T09:30:00Z",
        "pickup_items": [{"order_product_id": line["id"], "quantity": 3}],
    }
    assert api.post("/v3/orders/pickups", [ready]).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        order_body(pickup_method_id=9),
        order_body(line_items=[]),
        order_body(location={"country_alpha2": "USA"}),
        {**order_body(), "products": [TEA]},
        {**order_body(), "shipping_addresses": [ADDRESS]},
        {"billing_address": ADDRESS, "consignments": {"pickups": []}},
    ],
)
def test_a_pickup_that_is_refused_leaves_no_order(simulator, api, body):
    assert api.post("/v2/orders", body).status_code == 400
    assert api.get("/v2/orders").status_code == 204

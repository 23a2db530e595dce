"""Settings of items at locations, how refusals name items, and webhooks of stock."""

import pytest

from .test_inventory import ABSOLUTE, LOCATIONS, PHYSICAL, RELATIVE, items

AT_ONE = "/v3/inventory/locations/1/items"


def reported(simulator, part):
    rows = [d.as_dict()["payload"] for d in simulator.store.hooks.deliveries]
    return [(row["scope"], row["data"]) for row in rows if part in row["scope"]]


@pytest.fixture
def listening(api):
    for scope in ("store/product/*", "store/sku/*", "store/channel/*", "store/inven*"):
        body = {"scope": scope, "destination": "http://127.0.0.1:9/x"}
        api.post("/v3/hooks", body)


def settings(**values):
    return {"settings": [{"identity": {"sku": "MUG"}, **values}]}


def test_settings_are_those_of_a_location(api, mug):
    api.post(LOCATIONS, [PHYSICAL])
    api.put(ABSOLUTE, items(("MUG", 9)))
    body = settings(is_in_stock=False, warning_level=3, bin_picking_number="A-7")
    assert api.put("/v3/inventory/locations/2/items", body).status_code == 200
    assert api.put(AT_ONE, settings(safety_stock=4)).status_code == 200
    row = api.get("/v3/inventory/items", sku__in="MUG").json()["data"][0]
    one, two = row["locations"]
    assert (one["available_to_sell"], one["total_inventory_onhand"]) == (5, 9)
    assert one["settings"] == {
        "safety_stock": 4,
        "is_in_stock": True,
        "warning_level": 0,
        "bin_picking_number": "",
    }
    assert two["settings"]["is_in_stock"] is False
    assert two["settings"]["bin_picking_number"] == "A-7"
    assert api.put("/v3/inventory/locations/9/items", body).status_code == 404
    assert api.put(AT_ONE, settings(is_in_stock="yes")).status_code == 422
    assert api.put(AT_ONE, settings()).json()["errors"] == {
        "setting.0.settings": "At least one setting must be specified: warning_level, "
        "is_in_stock or safety_stock"
    }
    many = {"settings": settings(warning_level=1)["settings"] * 2001}
    assert api.put(AT_ONE, many).status_code == 422


def test_relative_with_a_buffer(api, mug):
    """The two examples of the documents."""
    # A setting is no stock.
    api.put(AT_ONE, settings(safety_stock=10))
    assert api.call("POST", RELATIVE, items(("MUG", 20))).status_code == 422
    api.put(ABSOLUTE, items(("MUG", 50)))
    api.put(AT_ONE, settings(safety_stock=10))
    assert api.call("POST", RELATIVE, items(("MUG", -20))).status_code == 200
    row = api.get(AT_ONE).json()["data"][0]
    assert (row["available_to_sell"], row["total_inventory_onhand"]) == (20, 30)
    assert api.call("POST", RELATIVE, items(("MUG", -21))).status_code == 422
    # Below the buffer already, more is welcome all the same.
    api.put(ABSOLUTE, items(("MUG", 5)))
    assert api.call("POST", RELATIVE, items(("MUG", 2))).status_code == 200


def test_the_documented_words_for_another_tracking(api, shirt, mug):
    entry = {"location_id": 1, "variant_id": mug["base_variant_id"], "quantity": 1}
    title = api.put(ABSOLUTE, {"items": [entry]}).json()["title"]
    assert title == (
        f"[Item with variant_id {mug['base_variant_id']} is tracked by product, please "
        "update stock by product id]"
    )


@pytest.mark.parametrize(
    ("naming", "title"),
    [
        ("first", "The item with identity: [sku ONE] was not found"),
        ("all", "The item with identity: [sku ONE, sku TWO] was not found"),
        ("none", "Incorrect entity"),
    ],
)
def test_refusal_names_its_items(api, mug, naming, title):
    api.patch("/simulator/switches", {"refused_items_named": naming})
    answer = api.put(ABSOLUTE, items(("ONE", 1), ("MUG", 3), ("TWO", 1)))
    assert (answer.status_code, answer.json()["title"]) == (422, title)
    api.patch(
        "/simulator/switches", {"unknown_item_in_adjustment": "apply_rest_and_refuse"}
    )
    answer = api.put(ABSOLUTE, items(("ONE", 1), ("MUG", 3), ("TWO", 1)))
    assert answer.json()["title"] == title
    row = api.get("/v3/inventory/items").json()["data"][0]
    assert row["locations"][0]["total_inventory_onhand"] == 3


def test_the_variants_of_a_product_together(api, shirt):
    most = 2_147_483_647
    assert api.put(ABSOLUTE, items(("SHIRT-S-Red", most))).status_code == 200
    assert api.put(ABSOLUTE, items(("SHIRT-S-Blue", most))).status_code == 422
    assert api.call("POST", RELATIVE, items(("SHIRT-S-Red", 1))).status_code == 422
    assert api.put(ABSOLUTE, items(("SHIRT-S-Red", most + 1))).status_code == 422


def test_webhooks_of_stock(api, simulator, listening, shirt, mug):
    simulator.store.hooks.deliveries.clear()
    api.put(ABSOLUTE, items(("MUG", 3), ("SHIRT-S-Red", 4)))
    red = shirt["variants"][0]["id"]
    assert reported(simulator, "inventory/updated") == [
        (
            "store/product/inventory/updated",
            {
                "type": "product",
                "id": mug["id"],
                "inventory": {
                    "product_id": mug["id"],
                    "method": "absolute",
                    "value": 3,
                },
            },
        ),
        (
            "store/sku/inventory/updated",
            {
                "type": "sku",
                "id": red,
                "inventory": {
                    "product_id": shirt["id"],
                    "method": "absolute",
                    "value": 4,
                    "variant_id": red,
                },
            },
        ),
    ]
    at = {"variant_id": mug["base_variant_id"], "product_id": mug["id"]}
    changed = "store/channel/*/inventory/product/stock_changed"
    assert reported(simulator, "stock_changed")[0] == (
        changed,
        {**at, "location_id": 1},
    )


def test_a_product_without_options_has_no_sku_webhook(api, simulator, listening, mug):
    """Whatever way it is tracked."""
    path = f"/v3/catalog/products/{mug['id']}"
    api.put(path, {"inventory_tracking": "variant"})
    api.put(ABSOLUTE, items(("MUG", 3)))
    assert reported(simulator, "sku/inventory") == []
    ((_scope, data),) = reported(simulator, "product/inventory/updated")
    assert data["id"] == mug["id"]


def test_webhooks_of_settings_and_low_stock(api, simulator, listening, mug):
    api.put(ABSOLUTE, items(("MUG", 4)))
    assert reported(simulator, "reached") == []
    api.put(AT_ONE, settings(warning_level=2, bin_picking_number="x"))
    api.put(AT_ONE, settings(bin_picking_number="y"))
    assert len(reported(simulator, "settings_changed")) == 1
    for _order in range(2):
        simulator.store.orders.place([{"sku": "MUG", "quantity": 2}])
    scopes = [
        scope.rpartition("/")[2] for scope, _data in reported(simulator, "reached")
    ]
    assert scopes == ["low_stock_reached", "out_of_stock_reached"]


def test_webhooks_of_locations(api, simulator, listening):
    api.post(LOCATIONS, [PHYSICAL])
    api.put(LOCATIONS, [{"id": 2, "enabled": False}])
    assert reported(simulator, "inventory/location") == [
        ("store/inventory/location/created", {"location_id": 2}),
        ("store/inventory/location/updated", {"location_id": 2}),
    ]

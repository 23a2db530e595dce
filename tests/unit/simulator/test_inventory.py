"""Locations, stock reads, adjustments, BigCommerce's own movements."""

import pytest

ABSOLUTE = "/v3/inventory/adjustments/absolute"
RELATIVE = "/v3/inventory/adjustments/relative"
LOCATIONS = "/v3/inventory/locations"


def stock(api, **parameters):
    rows = api.get("/v3/inventory/items", **parameters).json()["data"]
    return {
        row["identity"]["sku"]: row["locations"][0]["total_inventory_onhand"]
        for row in rows
    }


def items(*entries):
    keyed = [dict(zip(("sku", "quantity"), entry, strict=True)) for entry in entries]
    return {"reason": "test", "items": [{"location_id": 1, **e} for e in keyed]}


def test_absolute_by_sku_variant_and_product(api, shirt, mug):
    body = items(("SHIRT-S-Red", 5))
    body["items"] += [
        {"location_id": 1, "variant_id": shirt["variants"][1]["id"], "quantity": 6},
        {"location_id": 1, "product_id": mug["id"], "quantity": 7},
    ]
    answer = api.put(ABSOLUTE, body)
    assert list(answer.json()) == ["transaction_id"]
    seen = stock(api)
    assert (seen["SHIRT-S-Red"], seen["SHIRT-S-Blue"], seen["MUG"]) == (5, 6, 7)
    variants = api.get("/v3/catalog/variants", sku="SHIRT-S-Red").json()["data"]
    assert variants[0]["inventory_level"] == 5


@pytest.mark.parametrize(
    "identity",
    [{}, {"sku": "MUG", "product_id": 1}, {"product_id": "shirt"}, {"sku": "SHIRT"}],
)
def test_wrong_identity_refuses_everything(api, shirt, mug, identity):
    if identity.get("product_id") == "shirt":
        identity = {"product_id": shirt["id"]}
    body = items(("MUG", 3))
    body["items"].append({"location_id": 1, "quantity": 1, **identity})
    answer = api.put(ABSOLUTE, body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert stock(api)["MUG"] == 0


def test_variant_id_of_a_product_tracked_by_product(api, mug):
    entry = {"location_id": 1, "variant_id": mug["base_variant_id"], "quantity": 1}
    answer = api.put(ABSOLUTE, {"items": [entry]})
    assert "is tracked by product" in answer.json()["title"]


@pytest.mark.parametrize(
    ("switch", "status", "left"),
    [("refuse_all", 422, 0), ("apply_rest_and_refuse", 422, 3), ("ignore", 200, 3)],
)
def test_unknown_sku(api, mug, switch, status, left):
    api.patch("/simulator/switches", {"unknown_item_in_adjustment": switch})
    answer = api.put(ABSOLUTE, items(("NOTHING", 1), ("MUG", 3)))
    assert answer.status_code == status
    assert stock(api)["MUG"] == left


def test_untracked_product(api):
    hat = {"name": "Hat", "type": "physical", "weight": 1, "price": 1, "sku": "HAT"}
    api.post("/v3/catalog/products", hat)
    assert api.put(ABSOLUTE, items(("HAT", 1))).status_code == 422
    assert stock(api) == {}


def test_2000_items_at_most(api, mug):
    assert api.put(ABSOLUTE, items(*[("MUG", 1)] * 2001)).status_code == 422
    assert api.put(ABSOLUTE, items(*[("MUG", 1)] * 2000)).status_code == 200


def test_relative_needs_an_absolute_first(api, mug):
    refused = api.call("POST", RELATIVE, items(("MUG", 1)))
    assert "requires absolute adjustment before relative" in refused.json()["title"]
    api.put(ABSOLUTE, items(("MUG", 2)))
    assert api.call("POST", RELATIVE, items(("MUG", -1))).status_code == 200
    assert api.call("POST", RELATIVE, items(("MUG", -2))).status_code == 422
    assert stock(api)["MUG"] == 1


def test_safety_stock_lowers_what_is_available(api, mug):
    api.put(ABSOLUTE, items(("MUG", 9)))
    settings = {"settings": [{"identity": {"sku": "MUG"}, "safety_stock": 4}]}
    assert api.put("/v3/inventory/locations/1/items", settings).status_code == 200
    row = api.get("/v3/inventory/locations/1/items", sku__in="MUG").json()["data"][0]
    assert (row["available_to_sell"], row["total_inventory_onhand"]) == (5, 9)
    nothing = {"settings": [{"identity": {"sku": "MUG"}}]}
    answer = api.put("/v3/inventory/locations/1/items", nothing)
    assert "setting.0.settings" in answer.json()["errors"]


def test_reads_lag_writes(api, mug):
    api.put(ABSOLUTE, items(("MUG", 1)))
    api.post("/simulator/clock", {"advance": 100})
    api.patch("/simulator/switches", {"inventory_read_lag_seconds": 30})
    api.put(ABSOLUTE, items(("MUG", 9)))
    assert stock(api)["MUG"] == 1
    api.post("/simulator/clock", {"advance": 29})
    assert stock(api)["MUG"] == 1
    api.post("/simulator/clock", {"advance": 1})
    assert stock(api)["MUG"] == 9


def test_locations(api, simulator, mug):
    rows = api.get("/v3/inventory/locations").json()["data"]
    assert [row["id"] for row in rows] == [1]
    body = {
        "code": "north",
        "label": "North",
        "managed_by_external_source": True,
        "type_id": "VIRTUAL",
        "time_zone": "Etc/UTC",
    }
    assert api.post("/v3/inventory/locations", [body]).status_code == 200
    entry = {"location_id": 2, "sku": "MUG", "quantity": 4}
    api.put(ABSOLUTE, {"items": [entry]})
    at_two = api.get("/v3/inventory/items", location_id__in=2).json()["data"][0]
    assert at_two["locations"][0]["total_inventory_onhand"] == 4
    assert stock(api)["MUG"] == 0
    api.put("/v3/inventory/locations", [{"id": 2, "enabled": False}])
    assert api.put(ABSOLUTE, {"items": [entry]}).status_code == 422
    assert api.delete("/v3/inventory/locations", location_id__in=1).status_code == 422
    api.delete("/v3/inventory/locations", location_id__in=2)
    assert len(api.get("/v3/inventory/locations").json()["data"]) == 1
    api.patch("/simulator/switches", {"maximum_locations": 1})
    assert api.post("/v3/inventory/locations", [body]).status_code == 403


PHYSICAL = {
    "label": "North",
    "managed_by_external_source": True,
    "type_id": "PHYSICAL",
    "time_zone": "America/Chicago",
    "address": {
        "address1": "1 North Street",
        "city": "Austin",
        "state": "Texas",
        "zip": "78704",
        "email": "north@shop.example",
        "geo_coordinates": {"latitude": 30.2, "longitude": -97.7},
        "country_code": "USA",
    },
}


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [
        ("label", None, "0.label"),
        ("time_zone", "Mars/Olympus", "0.time_zone"),
        ("time_zone", "../etc", "0.time_zone"),
        ("type_id", "SHOP", "0.type_id"),
        ("address", {"city": "Austin"}, "0.address.zip"),
        ("address", {**PHYSICAL["address"], "email": "x"}, "0.address.email"),
        (
            "address",
            {**PHYSICAL["address"], "geo_coordinates": {"latitude": 91}},
            "0.address.geo_coordinates",
        ),
        ("operating_hours", {"someday": {}}, "0.operating_hours.someday"),
        ("special_hours", [{"label": "x"}], "0.special_hours.0.date"),
        ("code", "default", "0.code"),
    ],
)
def test_wrong_locations(api, place, value, field):
    answer = api.post(LOCATIONS, [{**PHYSICAL, place: value}])
    assert answer.status_code == 422
    assert field in answer.json()["errors"]
    assert len(api.get(LOCATIONS).json()["data"]) == 1


def test_a_location_keeps_what_a_change_leaves_out(api):
    hours = {"monday": {"open": True, "opening": "08:00", "closing": "20:00"}}
    body = {**PHYSICAL, "code": "n", "operating_hours": hours}
    assert api.post(LOCATIONS, [body]).status_code == 200
    change = {"id": 2, "code": "n", "address": {"city": "Dallas"}}
    change["operating_hours"] = {"sunday": {"open": True}}
    change["storefront_visibility"] = False
    assert api.put(LOCATIONS, [change]).status_code == 200
    row = api.get(LOCATIONS, location_id__in=2).json()["data"][0]
    assert (row["address"]["city"], row["address"]["zip"]) == ("Dallas", "78704")
    assert row["operating_hours"]["monday"]["opening"] == "08:00"
    assert row["storefront_visibility"] is False
    assert api.get(LOCATIONS, storefront_visibility="true").json()["data"][0]["id"] == 1
    twice = [{"id": 2, "code": "x"}, {"id": 1, "code": "x"}]
    assert api.put(LOCATIONS, twice).status_code == 422


def test_a_location_with_open_orders_is_not_deleted(api, simulator, mug):
    api.post(LOCATIONS, [PHYSICAL])
    api.put(ABSOLUTE, {"items": [{"location_id": 2, "sku": "MUG", "quantity": 5}]})
    place = {"lines": [{"sku": "MUG", "quantity": 2}], "location_id": 2}
    order = api.post("/simulator/orders", place).json()["id"]
    assert simulator.store.inventory.on_hand(mug["base_variant_id"], 2) == 3
    assert simulator.store.inventory.on_hand(mug["base_variant_id"], 1) == 0
    answer = api.delete(LOCATIONS, location_id__in=2)
    assert answer.status_code == 422
    assert "North is associated with 1 order(s)" in answer.json()["title"]
    assert "shipping origin" in api.delete(LOCATIONS, location_id__in=1).json()["title"]
    assert api.delete(LOCATIONS, location_id__in=7).status_code == 404
    api.put(f"/v2/orders/{order}", {"status_id": 5})
    # Where they came from, they go back to.
    assert simulator.store.inventory.on_hand(mug["base_variant_id"], 2) == 5
    assert api.delete(LOCATIONS, location_id__in=2).status_code == 200
    assert api.post("/simulator/orders", place).status_code == 400


def test_goods_of_a_location_that_is_gone_go_nowhere(api, simulator, mug):
    api.post(LOCATIONS, [PHYSICAL])
    place = {"lines": [{"sku": "MUG", "quantity": 2}], "location_id": 2}
    order = api.post("/simulator/orders", {**place, "status_id": 10}).json()["id"]
    assert api.delete(LOCATIONS, location_id__in=2).status_code == 200
    assert api.put(f"/v2/orders/{order}", {"status_id": 5}).status_code == 200
    assert simulator.store.inventory.on_hand(mug["base_variant_id"]) == 0
    assert api.get("/v3/catalog/products").status_code == 200


def test_storefronts_sell_from_the_default_location_or_from_all(api, simulator, mug):
    api.post(LOCATIONS, [PHYSICAL, {**PHYSICAL, "label": "South"}])
    entries = [
        {"location_id": number, "sku": "MUG", "quantity": quantity}
        for number, quantity in ((1, 3), (2, 4), (3, 5))
    ]
    api.put(ABSOLUTE, {"items": entries})
    api.put(LOCATIONS, [{"id": 2, "enabled": False}])

    def left():
        variant = mug["base_variant_id"]
        return [simulator.store.inventory.on_hand(variant, n) for n in (1, 2, 3)]

    place = {"lines": [{"sku": "MUG", "quantity": 2}]}
    api.post("/simulator/orders", place)
    assert left() == [1, 4, 5]
    api.patch("/simulator/switches", {"storefront_stock": "all_locations"})
    order = api.post("/simulator/orders", place).json()["id"]
    assert left() == [0, 4, 4]
    api.put(f"/v2/orders/{order}", {"status_id": 5})
    assert left() == [1, 4, 5]


def test_storefronts_may_refuse_what_their_stock_does_not_have(api, simulator, mug):
    """All of an order or nothing of it; what is not tracked is never sold out."""
    api.post(LOCATIONS, [PHYSICAL])
    entries = [
        {"location_id": number, "sku": "MUG", "quantity": quantity}
        for number, quantity in ((1, 3), (2, 4))
    ]
    api.put(ABSOLUTE, {"items": entries})
    api.patch("/simulator/switches", {"checkout_beyond_stock": "refuse"})

    def status(*quantities, **details):
        lines = [{"sku": "MUG", "quantity": quantity} for quantity in quantities]
        answer = api.post("/simulator/orders", {"lines": lines, **details})
        return answer.status_code

    assert [status(4), status(2, 2), status(2), status(2)] == [409, 409, 201, 409]
    assert [status(5, location_id=2), status(4, location_id=2)] == [409, 201]
    one_more = {"location_id": 2, "sku": "MUG", "quantity": 1}
    api.put(ABSOLUTE, {"items": [one_more]})
    assert status(2) == 409
    api.patch("/simulator/switches", {"storefront_stock": "all_locations"})
    assert status(2) == 201
    variant = mug["base_variant_id"]
    assert [simulator.store.inventory.on_hand(variant, n) for n in (1, 2)] == [0, 0]
    api.put(f"/v3/catalog/products/{mug['id']}", {"inventory_tracking": "none"})
    assert status(7) == 201
    assert list(simulator.store.orders.rows) == [100, 101, 102, 103]


def test_movements_tell_the_order_and_exchanges_the_moment(api, simulator, mug):
    api.put(ABSOLUTE, items(("MUG", 5)))
    before = simulator.store.clock.now().isoformat()
    simulator.store.clock.advance(7)
    place = {"lines": [{"sku": "MUG", "quantity": 2}]}
    order = api.post("/simulator/orders", place).json()["id"]
    api.put(f"/v2/orders/{order}", {"status_id": 5})
    moved = [(m["reason"], m["delta"]) for m in api.get("/simulator/movements").json()]
    assert moved == [(f"order {order}", -2), (f"order {order}", 2)]
    api.post("/simulator/faults", {"kind": "503", "path": "/v2/orders"})
    api.get("/v2/orders")
    rows = api.get("/simulator/exchanges").json()["exchanges"]
    first, last = rows[-3], rows[-1]
    assert (first["path"].endswith("absolute"), first["carried_out"]) == (True, before)
    assert last["carried_out"] is None and last["answered"] > first["answered"]


def test_own_movements_honour_the_tracking(api, simulator, shirt, mug):
    inventory = simulator.store.inventory
    variant = shirt["variants"][0]["id"]
    api.put(ABSOLUTE, items(("SHIRT-S-Red", 5), ("MUG", 5)))
    inventory.change(variant, None, -2, "order")
    inventory.change(mug["base_variant_id"], 1, -7, "order")
    assert inventory.on_hand(variant) == 3
    assert inventory.on_hand(mug["base_variant_id"]) == 0
    api.put(f"/v3/catalog/products/{shirt['id']}", {"inventory_tracking": "none"})
    inventory.change(variant, 1, -1, "order")
    reasons = api.get("/simulator/movements").json()
    assert [m["delta"] for m in reasons] == [-2, -7]


def test_settings(api):
    path = "/v3/settings/inventory"
    assert api.get(path).json()["data"]["update_stock_behavior"] == "order_placed"
    api.put(path, {"update_stock_behavior": "order_completed_or_shipped"})
    api.patch("/simulator/settings/inventory", {"edit_order_stock_adjustment": False})
    data = api.get(path).json()["data"]
    assert data["update_stock_behavior"] == "order_completed_or_shipped"
    assert data["edit_order_stock_adjustment"] is False
    assert api.get(path, channel_id=1).json()["data"]["stock_level_display"] is None
    assert api.put(path, {"update_stock_behavior": "never"}).status_code == 422


def test_channels(api):
    body = {"name": "Odoo POS", "type": "pos", "platform": "custom"}
    channel = api.post("/v3/channels", body).json()["data"]
    assert channel["status"] == "connected"
    assert len(api.get("/v3/channels", type__in="pos").json()["data"]) == 1
    path = f"/v3/channels/{channel['id']}"
    assert api.put(path, {"status": "active"}).status_code == 422
    assert api.put(path, {"status": "deleted"}).status_code == 200
    assert len(api.get("/v3/channels").json()["data"]) == 1
    assert api.post("/v3/channels", {**body, "name": "Café"}).status_code == 422

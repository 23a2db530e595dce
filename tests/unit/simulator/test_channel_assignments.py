"""Which channels list a product."""

ASSIGNED = "/v3/catalog/products/channel-assignments"


def test_products_are_listed_in_channels(api, simulator, mug, shirt):
    channel = {"name": "Register", "type": "pos", "platform": "custom"}
    number = api.post("/v3/channels", channel).json()["data"]["id"]
    for scope in (f"store/channel/{number}/product/assigned", "store/channel/*"):
        hook = {"scope": scope, "destination": f"http://127.0.0.1:9/{scope[-1]}"}
        assert api.post("/v3/hooks", hook).status_code == 200, scope
    pair = {"product_id": mug["id"], "channel_id": number}
    assert api.put(ASSIGNED, [pair]).status_code == 204
    assert api.put(ASSIGNED, [pair]).status_code == 204
    rows = api.get(ASSIGNED, product_id__in=mug["id"]).json()["data"]
    assert [row["channel_id"] for row in rows] == [1, number]
    found = api.get("/v3/catalog/products", channel_id__in=number).json()["data"]
    assert [row["id"] for row in found] == [mug["id"]]
    assert api.delete(ASSIGNED).status_code == 422
    assert api.delete(ASSIGNED, channel_id__in=1).status_code == 204
    assert api.get(ASSIGNED).json()["data"] == [pair]
    told = [d.scope for d in simulator.store.hooks.deliveries]
    assert told.count(f"store/channel/{number}/product/assigned") == 2
    assert told.count("store/channel/1/product/unassigned") == 2


def test_a_wrong_row_refuses_all(api, mug):
    pairs = [
        {"product_id": mug["id"], "channel_id": 1},
        {"product_id": mug["id"], "channel_id": 9},
        {"product_id": 9, "channel_id": 1},
    ]
    api.delete(ASSIGNED, product_id__in=mug["id"])
    answer = api.put(ASSIGNED, pairs)
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"1.channel_id", "2.product_id"}
    assert api.get(ASSIGNED).json()["data"] == []

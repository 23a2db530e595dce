"""Metafields: whose they are, and batches."""

import pytest

from .conftest import Api

OF_ALL = "/v3/catalog/products/metafields"
FIELD = {
    "permission_set": "app_only",
    "namespace": "odoo",
    "key": "id",
    "value": "7",
    "description": "The number in Odoo",
}


@pytest.fixture
def path(mug):
    return f"/v3/catalog/products/{mug['id']}/metafields"


@pytest.fixture
def other(simulator):
    """Another app."""
    api = Api(simulator, simulator.add_token(["store_v2_products"]))
    yield api
    api.session.close()


def test_one_is_made_changed_and_deleted(api, path, mug):
    made = api.post(path, FIELD).json()["data"]
    assert (made["resource_type"], made["resource_id"]) == ("product", mug["id"])
    assert api.post(path, FIELD).status_code == 409
    for wrong in ({"key": ""}, {"value": None}, {"permission_set": "all"}):
        assert api.post(path, {**FIELD, **wrong}).status_code == 422
    one = f"{path}/{made['id']}"
    assert api.put(one, {"value": "8"}).json()["data"]["value"] == "8"
    api.post(path, {**FIELD, "key": "other"})
    assert api.put(one, {"key": "other"}).status_code == 409
    assert len(api.get(path, key="id").json()["data"]) == 1
    assert len(api.get(path, namespace__in="odoo,x").json()["data"]) == 2
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404


def test_other_apps(api, other, path):
    ids = {
        permission: api.post(
            path, {**FIELD, "key": permission, "permission_set": permission}
        ).json()["data"]["id"]
        for permission in ("app_only", "read", "write")
    }
    seen = [row["key"] for row in other.get(path).json()["data"]]
    assert seen == ["read", "write"]
    statuses = {
        permission: other.put(f"{path}/{number}", {"value": "9"}).status_code
        for permission, number in ids.items()
    }
    assert statuses == {"app_only": 404, "read": 403, "write": 200}
    assert other.delete(f"{path}/{ids['read']}").status_code == 403
    # The same key of another app is another metafield.
    assert other.post(path, {**FIELD, "key": "app_only"}).status_code == 200


def test_a_batch_carries_out_what_is_right(api, path, mug):
    rows = [
        {**FIELD, "resource_id": mug["id"]},
        {**FIELD, "resource_id": 9},
        {**FIELD, "resource_id": mug["id"]},
    ]
    answer = api.post(OF_ALL, rows)
    assert answer.status_code == 422
    body = answer.json()
    assert body["meta"] == {"total": 3, "success": 1, "failed": 2}
    assert [error["status"] for error in body["errors"]] == [422, 409]
    number = body["data"][0]["id"]
    assert api.put(OF_ALL, [{"id": number, "value": "8"}]).status_code == 200
    assert api.get(OF_ALL).json()["data"][0]["value"] == "8"
    assert api.call("DELETE", OF_ALL, [number, 99]).json()["data"] == [number]
    assert api.call("DELETE", OF_ALL, ["x"]).status_code == 400
    assert api.get(path).json()["data"] == []


def test_250_at_most(api, path, mug):
    rows = [
        {**FIELD, "key": str(number), "resource_id": mug["id"]} for number in range(251)
    ]
    meta = api.post(OF_ALL, rows).json()["meta"]
    assert (meta["success"], meta["failed"]) == (250, 1)


def test_variants_categories_brands_and_locations(api, simulator, shirt):
    hook = {"scope": "store/product/*", "destination": "http://127.0.0.1:9/x"}
    api.post("/v3/hooks", hook)
    brand = api.post("/v3/catalog/brands", {"name": "Acme"}).json()["data"]["id"]
    category = api.post("/simulator/categories", {"name": "Tea"}).json()["id"]
    variant = shirt["variants"][1]["id"]
    for kind, owner, number, many in (
        (
            "variant",
            f"/v3/catalog/products/{shirt['id']}/variants/{variant}",
            variant,
            "/v3/catalog/variants",
        ),
        ("category", f"/v3/catalog/categories/{category}", category, None),
        ("brand", f"/v3/catalog/brands/{brand}", brand, None),
        ("location", "/v3/inventory/locations/1", 1, None),
    ):
        made = api.post(f"{owner}/metafields", FIELD).json()["data"]
        assert (made["resource_type"], made["resource_id"]) == (kind, number)
        many = many or owner.rpartition("/")[0]
        assert api.get(f"{many}/metafields").json()["data"] == [made]
    told = [d.scope for d in simulator.store.hooks.deliveries]
    assert told == ["store/product/variant/metafield/created"]
    assert api.post("/v3/catalog/brands/9/metafields", FIELD).status_code == 404
    api.delete(f"/simulator/variants/{variant}")
    assert api.get("/v3/catalog/variants/metafields").json()["data"] == []

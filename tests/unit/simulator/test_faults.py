"""Quota, faults on demand, calls beside each other, the record."""

import json
import threading

import pytest
import requests

from bigcommerce_simulator import ManualClock, Simulator

from .conftest import Api

PRODUCTS = "/v3/catalog/products"
HAT = {"name": "Hat", "type": "physical", "weight": 1, "price": 1}


def test_quota_headers_and_429_until_the_window_ends(api):
    api.patch("/simulator/switches", {"quota_requests": 3, "quota_taken_by_others": 1})
    left = [
        api.get("/v2/time").headers["X-Rate-Limit-Requests-Left"] for _n in range(2)
    ]
    assert left == ["1", "0"]
    api.post("/simulator/clock", {"advance": 12})
    refused = api.get("/v2/time")
    assert refused.status_code == 429
    assert refused.json()[0]["status"] == 429
    assert refused.headers["X-Rate-Limit-Time-Reset-Ms"] == "18000"
    assert refused.headers["X-Rate-Limit-Time-Window-Ms"] == "30000"
    assert refused.headers["X-Retry-After"] == "18"
    api.post("/simulator/clock", {"advance": 18})
    assert api.get("/v2/time").status_code == 200


def test_errors_of_handlers_carry_the_quota_too(api):
    assert "X-Rate-Limit-Requests-Left" in api.get(f"{PRODUCTS}/1").headers


@pytest.mark.parametrize("kind", ["429", "429_bare", "500", "502", "503", "504", "423"])
def test_status_faults_are_not_carried_out(api, kind):
    api.post("/simulator/faults", {"kind": kind, "count": 1})
    answer = api.post(PRODUCTS, HAT)
    assert answer.status_code == int(kind[:3])
    assert answer.json()["status"] == int(kind[:3])
    assert ("X-Rate-Limit-Time-Reset-Ms" in answer.headers) == (kind == "429")
    assert api.get(PRODUCTS).json()["data"] == []


def test_error_after_the_request_was_carried_out(api):
    api.post("/simulator/faults", {"kind": "500", "carried_out": True})
    assert api.post(PRODUCTS, HAT).status_code == 500
    assert len(api.get(PRODUCTS).json()["data"]) == 1


@pytest.mark.parametrize(
    ("kind", "made"), [("timeout_before", 0), ("timeout_after", 1)]
)
def test_time_out(api, kind, made):
    api.post("/simulator/faults", {"kind": kind, "method": "POST"})
    with pytest.raises(requests.ReadTimeout):
        api.call("POST", PRODUCTS, HAT, timeout=0.2)
    assert len(api.get(PRODUCTS).json()["data"]) == made


def test_connection_cut_in_the_middle(api):
    api.post("/simulator/faults", {"kind": "cut"})
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        api.post(PRODUCTS, HAT)
    assert len(api.get(PRODUCTS).json()["data"]) == 1


def test_saved_in_part(api):
    api.post("/simulator/faults", {"kind": "partly", "method": "POST"})
    answer = api.post(PRODUCTS, HAT)
    assert answer.status_code == 207
    assert answer.json()["data"]["name"] == "Hat"
    assert "custom_url" in answer.json()["errors"]["errors"]
    assert len(api.get(PRODUCTS).json()["data"]) == 1


def test_malformed_json(api):
    api.post("/simulator/faults", {"kind": "malformed"})
    answer = api.get("/v2/store")
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        answer.json()


def test_faults_by_path_method_skip_and_count(api):
    fault = {"kind": "503", "path": "/v3/catalog/*", "method": "GET"}
    api.post("/simulator/faults", {**fault, "count": 2, "skip": 1})
    assert api.get("/v2/time").status_code == 200
    assert api.post(PRODUCTS, HAT).status_code == 200
    statuses = [api.get(PRODUCTS).status_code for _n in range(4)]
    assert statuses == [200, 503, 503, 200]


def test_faults_by_the_size_of_the_body(api):
    api.post("/simulator/faults", {"kind": "413", "count": None, "above": 1000})
    large = {**HAT, "name": "Cap", "description": "x" * 1000}
    assert [api.post(PRODUCTS, body).status_code for body in (HAT, large)] == [200, 413]
    assert api.get(PRODUCTS).status_code == 200


def test_faults_by_probability_are_seeded():
    seen = []
    for _run in range(2):
        with Simulator(seed=5, clock=ManualClock()) as running:
            api = Api(running)
            api.post(
                "/simulator/faults", {"kind": "500", "count": None, "probability": 0.5}
            )
            seen.append([api.get("/v2/time").status_code for _n in range(20)])
            api.session.close()
    assert seen[0] == seen[1]
    assert {200, 500} == set(seen[0])


def test_faults_can_be_listed_and_ended(api):
    rule = api.post("/simulator/faults", {"kind": "500", "count": None}).json()
    api.get("/v2/time")
    assert api.get("/simulator/faults").json()[0]["used"] == 1
    api.delete(f"/simulator/faults/{rule['id']}")
    assert api.get("/v2/time").status_code == 200
    assert api.post("/simulator/faults", {"kind": "flood"}).status_code == 400
    assert api.post("/simulator/faults", {"kind": "500", "x": 1}).status_code == 400


def test_inventory_beside_a_bulk_call_is_noted(api, simulator, mug):
    api.patch("/simulator/switches", {"bulk_seconds": 0.3, "parallel_bulk": "409"})
    entry = {"location_id": 1, "sku": "MUG", "quantity": 1}
    other = Api(simulator)
    started = threading.Thread(
        target=other.put, args=(PRODUCTS, [{"id": mug["id"], "price": 2}])
    )
    started.start()
    statuses = set()
    while started.is_alive() and 409 not in statuses:
        body = {"items": [entry]}
        if simulator.store.bulk._running:
            answer = api.put("/v3/inventory/adjustments/absolute", body)
            statuses.add(answer.status_code)
    started.join()
    other.session.close()
    assert statuses == {409}
    assert "beside a bulk call" in api.get("/simulator/violations").json()[0]["text"]
    assert api.put("/v3/inventory/adjustments/absolute", body).status_code == 200


def test_every_exchange_is_recorded(tmp_path):
    with Simulator(clock=ManualClock(), record=tmp_path) as running:
        api = Api(running)
        api.post(PRODUCTS, HAT)
        api.post("/simulator/faults", {"kind": "timeout_after", "seconds": 0})
        with pytest.raises(requests.ConnectionError):
            api.get(PRODUCTS, limit=5)
        api.session.close()
        counted = requests.get(
            f"{running.url}/simulator/exchanges?path=/catalog/", timeout=120
        ).json()
    (file,) = tmp_path.iterdir()
    first, second = [json.loads(line) for line in file.read_text().splitlines()]
    assert first["path"] == "/stores/abc123/v3/catalog/products"
    assert json.loads(first["request_body"]) == HAT
    assert json.loads(first["response_body"])["data"]["name"] == "Hat"
    assert running.access_token not in file.read_text()
    assert (second["query"], second["status"]) == ("limit=5", None)
    assert second["fault"] == "timeout_after"
    assert (counted["count"], counted["writes"]) == (2, 1)


def test_reset_and_wrong_switches(api, simulator):
    api.post(PRODUCTS, HAT)
    api.post("/simulator/reset", {})
    assert api.get(PRODUCTS).json()["data"] == []
    answer = api.patch("/simulator/switches", {"quota_requests": "many"})
    assert answer.status_code == 400
    with pytest.raises(ValueError, match="Unknown"):
        simulator.store.switches.nothing = 1


def test_connections_are_kept(api):
    first = api.get("/v2/time", stream=None)
    assert first.headers.get("Connection") != "close"
    assert first.raw.version == 11

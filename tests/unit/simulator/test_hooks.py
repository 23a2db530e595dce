"""Webhooks: rules of registration, signature, delivery, retries, faults."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bigcommerce_simulator import ManualClock, Simulator
from bigcommerce_simulator.hooks.signature import sign

from .conftest import Api

HOOKS = "/v3/hooks"


class Listener:
    """A destination on this machine that keeps what it gets."""

    def __init__(self):
        self.received, self.answers = [], []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.received.append((dict(self.headers), body))
                status = listener.answers.pop(0) if listener.answers else 200
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook?x=1"
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()

    def payloads(self):
        return [json.loads(body) for _headers, body in self.received]


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.server.shutdown()
    listener.server.server_close()
    listener.thread.join()


def until(condition):
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, "nothing happened in 120 s"
        time.sleep(0.01)


def attempts(api):
    return [len(d["attempts"]) for d in api.get("/simulator/webhooks").json()]


def subscribe(api, listener, scope="store/product/*", **values):
    body = {"scope": scope, "destination": listener.url, **values}
    answer = api.post(HOOKS, body)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def make_product(api, name="Hat"):
    body = {"name": name, "type": "physical", "weight": 1, "price": 1}
    return api.post("/v3/catalog/products", body).json()["data"]


def test_signature_of_the_known_example():
    body = (
        b'{"scope":"store/order/updated","store_id":"1","data":{"type":"order",'
        b'"id":250},"hash":"x","created_at":1700000000,"producer":"stores/abc123"}'
    )
    signature = sign("cs_example_0123456789abcdef", "msg_1", 1700000000, body)
    assert signature == "v1,VlPAIwoCJQnk27CCqGjwwqrjJXDtnn+qT4ilNb4wH80="


def test_event_is_delivered_signed_with_own_headers(api, simulator, listener):
    subscribe(api, listener, "store/product/created", headers={"X-Secret": "s"})
    product = make_product(api)
    until(lambda: listener.received)
    headers, body = listener.received[0]
    payload = json.loads(body)
    assert payload["scope"] == "store/product/created"
    assert payload["data"] == {"type": "product", "id": product["id"]}
    assert payload["producer"] == f"stores/{simulator.store_hash}"
    assert payload["store_id"] == str(api.get("/v2/store").json()["store_id"])
    assert headers["X-Secret"] == "s"
    expected = sign(
        simulator.client_secret,
        headers["webhook-id"],
        int(headers["webhook-timestamp"]),
        body,
    )
    assert headers["webhook-signature"] == expected


def test_family_hears_all_its_events(api, listener):
    subscribe(api, listener)
    make_product(api)
    until(lambda: len(listener.received) == 2)
    assert [p["scope"] for p in listener.payloads()] == [
        "store/product/created",
        "store/product/updated",
    ]
    assert len({p["hash"] for p in listener.payloads()}) == 2


def test_stock_events_follow_the_tracking(api, listener, shirt, mug):
    subscribe(api, listener, "store/product/inventory/updated")
    subscribe(api, listener, "store/sku/inventory/updated")
    subscribe(api, listener, "store/channel/*/inventory/product/stock_changed")
    entries = [
        {"location_id": 1, "sku": "MUG", "quantity": 3},
        {"location_id": 1, "sku": "SHIRT-M-Red", "quantity": 4},
    ]
    api.put("/v3/inventory/adjustments/absolute", {"items": entries})
    until(lambda: len(listener.received) == 4)
    data = [p["data"] for p in listener.payloads()]
    assert data[0]["inventory"]["value"] == 3
    assert data[2]["inventory"]["variant_id"] == shirt["variants"][2]["id"]
    assert data[3]["location_id"] == 1


def test_retries_on_the_schedule_then_the_hook_is_switched_off(
    api, simulator, listener
):
    hook = subscribe(api, listener, "store/product/created")
    listener.answers = [500] * 12
    make_product(api)
    for number, delay in enumerate(
        (60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400), start=1
    ):
        until(lambda number=number: attempts(api) == [number])
        api.post("/simulator/clock", {"advance": delay - 1})
        time.sleep(0.04)
        assert attempts(api) == [number]
        api.post("/simulator/clock", {"advance": 1})
    until(lambda: attempts(api) == [12])
    assert len({headers["webhook-id"] for headers, _body in listener.received}) == 1
    path = f"{HOOKS}/{hook['id']}"
    assert api.get(path).json()["data"]["is_active"] is False
    make_product(api, "Cap")
    assert attempts(api) == [12]
    api.put(path, {"is_active": True})
    make_product(api, "Sock")
    until(lambda: attempts(api) == [12, 1])


def test_retry_that_succeeds_ends_it(api, listener):
    api.patch("/simulator/switches", {"webhook_retry_scale": 0})
    subscribe(api, listener, "store/product/created")
    listener.answers = [503, 404]
    make_product(api)
    until(lambda: len(listener.received) == 3)
    until(lambda: api.get("/simulator/webhooks").json()[0]["state"] == "delivered")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("webhook_lost", [2]),
        ("webhook_doubled", [1, 1, 2]),
        ("webhook_overtaken", [2, 1]),
    ],
)
def test_faults_of_webhooks(api, listener, kind, expected):
    subscribe(api, listener, "store/product/created")
    api.post("/simulator/faults", {"kind": kind})
    numbers = [make_product(api, name)["id"] for name in ("Hat", "Cap")]
    until(lambda: len(listener.received) == len(expected))
    seen = [numbers.index(p["data"]["id"]) + 1 for p in listener.payloads()]
    assert seen == expected


def test_late_webhook(api, listener):
    subscribe(api, listener, "store/product/created")
    fault = {"kind": "webhook_late", "seconds": 100, "path": "store/product/*"}
    api.post("/simulator/faults", fault)
    make_product(api)
    api.post("/simulator/clock", {"advance": 99})
    time.sleep(0.04)
    assert not listener.received
    api.post("/simulator/clock", {"advance": 1})
    until(lambda: listener.received)


def test_idle_hooks_are_switched_off_after_90_days(api, listener):
    hook = subscribe(api, listener)
    api.post("/simulator/clock", {"advance": 90 * 86400 + 1})
    assert api.get(HOOKS).json()["data"][0]["is_active"] is False
    assert api.get(HOOKS, is_active="true").json()["data"] == []
    assert hook["is_active"] is True


def test_hooks_of_another_token_are_invisible(api, simulator, listener):
    hook = subscribe(api, listener)
    other = Api(simulator, simulator.add_token(["store_v2_orders"]))
    assert other.get(HOOKS).json()["data"] == []
    assert other.get(f"{HOOKS}/{hook['id']}").status_code == 404
    other.session.close()


def test_rules_of_registration(api, listener):
    subscribe(api, listener)
    again = {"scope": "store/product/*", "destination": listener.url}
    assert api.post(HOOKS, again).status_code == 422
    for number in range(9):
        destination = f"http://127.0.0.1/{number}"
        subscribe(api, listener, destination=destination)
    eleventh = {**again, "destination": "http://127.0.0.1/x"}
    assert api.post(HOOKS, eleventh).status_code == 422
    wrong = {"scope": "store/nothing/*", "destination": listener.url}
    assert "scope" in api.post(HOOKS, wrong).json()["errors"]
    assert api.post(HOOKS, {"scope": "store/order/*"}).status_code == 422
    remote = {"scope": "store/order/*", "destination": "http://shop.example/"}
    assert api.post(HOOKS, remote).status_code == 422


def test_https_on_443_only_by_switch(listener):
    with Simulator(clock=ManualClock(), hook_destination_http=False) as running:
        api = Api(running)
        for destination, status in (
            (listener.url, 422),
            ("https://shop.example:8443/hook", 422),
            ("https://shop.example/hook", 200),
        ):
            body = {"scope": "store/order/*", "destination": destination}
            assert api.post(HOOKS, body).status_code == status
        api.session.close()


def test_deleting_a_hook_shows_it_once_more(api, listener):
    hook = subscribe(api, listener)
    answer = api.delete(f"{HOOKS}/{hook['id']}")
    assert (answer.status_code, answer.json()["data"]["id"]) == (200, hook["id"])
    make_product(api)
    assert api.get("/simulator/webhooks").json() == []


def test_orders_are_notified_to_the_listeners_of_their_channel(
    api, simulator, listener, mug
):
    subscribe(api, listener, "store/channel/1/order/created")
    order = simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 1}])
    until(lambda: listener.received)
    assert listener.payloads()[0]["data"] == {"order_id": order.id}
    scope = {"scope": "store/channel/5/order/*", "destination": listener.url}
    assert api.post(HOOKS, scope).status_code == 200


# === /v3/hooks/admin === #

ADMIN = f"{HOOKS}/admin"


def admin(api, **parameters):
    return api.get(ADMIN, **parameters).json()["data"]


def test_a_domain_that_fails_too_often_is_blocked_for_three_minutes(
    api, simulator, listener
):
    subscribe(api, listener)
    api.put(ADMIN, {"emails": ["owner@example.com"]})
    listener.answers = [200] * 9 + [500] * 92
    for _ in range(100):
        simulator.store.emit("store/product/created", {"type": "product", "id": 1})
    until(lambda: len(listener.received) == 100)
    until(lambda: admin(api)["blocked_domains"])
    (blocked,) = admin(api)["blocked_domains"]
    assert listener.url.startswith(blocked["destination"])
    assert blocked["time_left"] == 180
    assert [(r["failure_description"], r["count"]) for r in blocked["reasons"]] == [
        ("HTTP status 500", 91)
    ]
    (mail,) = api.get("/simulator/mails").json()
    assert (mail["to"], "blocked" in mail["subject"]) == ("owner@example.com", True)
    listener.answers.clear()
    api.post("/simulator/clock", {"advance": 179})
    make_product(api)
    time.sleep(0.04)
    assert len(listener.received) == 100
    assert admin(api)["blocked_domains"][0]["time_left"] == 1
    api.post("/simulator/clock", {"advance": 1})
    assert admin(api)["blocked_domains"] == []
    until(lambda: len(listener.received) == 193)  # nothing of it was lost


@pytest.mark.parametrize(("good", "bad"), [(10, 89), (90, 10)])
def test_a_domain_that_fails_seldom_is_not_blocked(api, simulator, listener, good, bad):
    subscribe(api, listener)
    listener.answers = [200] * good + [500] * bad
    for _ in range(good + bad):
        simulator.store.emit("store/product/created", {"type": "product", "id": 1})
    until(lambda: sum(attempts(api)) == good + bad)
    assert admin(api)["blocked_domains"] == []


def test_failures_of_long_ago_do_not_count(api, simulator, listener):
    subscribe(api, listener)
    listener.answers = [404] * 100
    for number in range(100):
        simulator.store.emit("store/product/created", {"type": "product", "id": 1})
        if number == 49:
            until(lambda: len(attempts(api)) == sum(attempts(api)) == 50)
            simulator.store.hooks.pending.clear()
            api.post("/simulator/clock", {"advance": 121})
    until(lambda: sum(attempts(api)) == 100)
    assert admin(api)["blocked_domains"] == []


def test_admin_info_is_that_of_the_token(api, simulator, listener):
    hook = subscribe(api, listener)
    off = subscribe(api, listener, "store/order/*", is_active=False)
    assert api.put(ADMIN, {"emails": ["a@example.com"]}).status_code == 204
    answer = api.post(f"/simulator/hooks/{hook['id']}/block", {"seconds": 60})
    assert answer.json()[0]["time_left"] == 60
    assert api.post("/simulator/hooks/99/block", {}).status_code == 404
    mine = admin(api)
    assert mine["emails"] == ["a@example.com"]
    assert [(h["id"], h["status"]) for h in mine["hooks_list"]] == [
        (hook["id"], "active"),
        (off["id"], "inactive"),
    ]
    assert [h["id"] for h in admin(api, is_active="true")["hooks_list"]] == [hook["id"]]
    other = Api(simulator, simulator.add_token(["store_v2_orders"]))
    nothing = {"emails": [], "hooks_list": [], "blocked_domains": []}
    assert admin(other) == nothing
    other.session.close()


def test_a_deactivated_hook_is_distinguished_and_mailed_about(api, listener):
    hook = subscribe(api, listener)
    api.put(ADMIN, {"emails": ["a@example.com", "b@example.com"]})
    api.post("/simulator/clock", {"advance": 90 * 86400 + 1})
    assert admin(api)["hooks_list"][0]["status"] == "deactivated"
    mails = api.get("/simulator/mails").json()
    assert [mail["to"] for mail in mails] == ["a@example.com", "b@example.com"]
    api.put(f"{HOOKS}/{hook['id']}", {"is_active": True})
    assert admin(api)["hooks_list"][0]["status"] == "active"


@pytest.mark.parametrize("emails", [None, "a@example.com", ["nobody"], [1]])
def test_addresses_that_are_none_are_refused(api, emails):
    assert api.put(ADMIN, {"emails": emails}).status_code == 422

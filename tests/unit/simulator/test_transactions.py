"""Captures and voids: their transactions, and the webhooks of these."""

import pytest

TRANSACTION = "store/order/transaction/"


@pytest.fixture
def events(simulator, monkeypatch):
    told = []
    emit = simulator.store.hooks.emit
    monkeypatch.setattr(
        simulator.store.hooks,
        "emit",
        lambda scope, data: (told.append((scope, data)), emit(scope, data)),
    )
    return told


@pytest.fixture
def order(simulator):
    return simulator.store.orders.place(
        [{"name": "Tea", "price": 5}], payment_status="authorized"
    )


def of_transactions(events):
    return [row for row in events if row[0].startswith(TRANSACTION)]


def ask(api, order, action):
    path = f"/v3/orders/{order.id}/payment_actions/{action}"
    assert api.post(path, {}).status_code == 201


def rows(api, order):
    listed = api.get(f"/v3/orders/{order.id}/transactions").json()["data"]
    return [(row["event"], row["status"]) for row in listed]


def test_webhook_names_order_and_transaction_as_texts_and_has_no_id(
    simulator, events, order
):
    [(scope, data)] = of_transactions(events)
    [transaction_id] = simulator.store.orders.transactions
    assert scope == TRANSACTION + "created"
    assert data == {
        "type": "transaction",
        "order_id": str(order.id),
        "transaction_id": str(transaction_id),
        "transaction_status": "complete",
        "transaction_type": "authorization",
        "result": {"code": "", "message": "", "type": "success"},
        "platform_transaction_id": str(transaction_id),
        "provider_transaction_id": f"testgateway-{transaction_id}",
    }


@pytest.mark.parametrize(
    ("action", "status"), [("capture", "captured"), ("void", "void")]
)
def test_pending_until_the_provider_reports(api, events, order, action, status):
    events.clear()
    ask(api, order, action)
    assert rows(api, order) == [("authorization", "ok")]
    report = {"payment_status": status}
    for _twice in range(2):
        api.post(f"/simulator/orders/{order.id}/payment", report)
        assert rows(api, order) == [("authorization", "ok"), (action, "ok")]
    told = of_transactions(events)
    assert [scope.removeprefix(TRANSACTION) for scope, _data in told] == [
        "created",
        "updated",
    ]
    assert [data["transaction_status"] for _scope, data in told] == [
        "pending",
        "complete",
    ]
    assert {data["transaction_id"] for _scope, data in told} == {
        told[0][1]["transaction_id"]
    }


def test_provider_reports_at_once(simulator, api, order):
    simulator.store.switches.provider_reports = "at_once"
    ask(api, order, "capture")
    assert rows(api, order) == [("authorization", "ok"), ("capture", "ok")]
    assert api.get(f"/v2/orders/{order.id}").json()["payment_status"] == "captured"


def test_pending_payment_is_not_received(simulator, api, order):
    from bigcommerce_simulator.orders.payments import captured

    ask(api, order, "capture")
    assert captured(simulator.store, order) == 0
    api.post(f"/simulator/orders/{order.id}/payment", {"payment_status": "captured"})
    assert captured(simulator.store, order) == 5


def test_listeners_of_the_channel_hear_of_it_too(api, simulator):
    hook = {"destination": "http://127.0.0.1:9/x"}
    for scope in ("store/order/transaction/created", "store/channel/1/order/*"):
        assert api.post("/v3/hooks", {**hook, "scope": scope}).status_code == 200
    simulator.store.orders.place([{"name": "Tea", "price": 5}])
    scopes = [row["scope"] for row in api.get("/simulator/webhooks").json()]
    assert TRANSACTION + "created" in scopes
    assert "store/channel/1/order/transaction/created" in scopes

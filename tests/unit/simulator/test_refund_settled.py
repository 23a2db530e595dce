"""Only payments that were received can be refunded (refunds guide)."""

import pytest


def answers(api, order):
    """Statuses of a quote and of a refund of one unit of money."""
    body = {"items": [{"item_type": "ORDER", "item_id": order.id, "amount": 1}]}
    payments = [{"provider_id": "custom", "amount": 1, "offline": True}]
    path = f"/v3/orders/{order.id}/payment_actions/"
    quote = api.post(path + "refund_quotes", body)
    made = api.post(path + "refunds", {**body, "payments": payments})
    return quote.status_code, made.status_code


def place(simulator, **details):
    return simulator.store.orders.place([{"name": "Tea", "price": 5}], **details)


@pytest.mark.parametrize(
    "details",
    [
        {"status_id": 0},
        {"status_id": 1},
        {"status_id": 7},
        {"status_id": 7, "payment_method": "Bank Deposit"},
        {"status_id": 6},
        {"payment_status": "authorized"},
        {"payment_status": "declined"},
        {"payment_status": "held for review"},
        {"payment_status": "pending"},
    ],
)
def test_unsettled_payment_is_not_refunded(simulator, api, details):
    order = place(simulator, **details)
    assert answers(api, order) == (422, 422)
    assert not simulator.store.orders.refunds
    assert order.payment_status == details.get(
        "payment_status", "declined" if order.status_id == 6 else ""
    )


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"payment_method": "Cash on Delivery"},
        {"payment_method": "Loyalty points"},
        {"payment_status": "paid", "status_id": 7},
    ],
)
def test_received_payment_is_refunded(simulator, api, details):
    assert answers(api, place(simulator, **details)) == (201, 201)


def test_captured_later(simulator, api):
    order = place(simulator, payment_status="authorized")
    path = f"/v3/orders/{order.id}/payment_actions/capture"
    assert api.post(path, {}).status_code == 201
    assert answers(api, order) == (422, 422)
    report = {"payment_status": "captured"}
    api.post(f"/simulator/orders/{order.id}/payment", report)
    assert answers(api, order) == (201, 201)


def test_voided(simulator, api):
    order = place(simulator, payment_status="authorized")
    path = f"/simulator/orders/{order.id}/payment"
    api.post(path, {"payment_status": "void"})
    assert answers(api, order) == (422, 422)


def test_only_the_credit_of_an_order_whose_rest_is_authorized(simulator, api):
    order = place(simulator, payment_status="authorized", store_credit="1")
    assert answers(api, order) == (201, 201)
    assert answers(api, order)[1] == 422


def test_an_order_from_elsewhere_is_paid_when_its_status_says_so(simulator, api):
    order = place(simulator, status_id=1, payment_method="Register")
    assert answers(api, order) == (422, 422)
    api.put(f"/v2/orders/{order.id}", {"status_id": 11})
    assert answers(api, order) == (201, 201)

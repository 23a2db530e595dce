"""How a refund can be paid back, and how it cannot (orders.v3, refund quotes)."""

import pytest

NOT_QUOTED = {"refund_payments": "that_add_up"}


@pytest.fixture
def order(simulator):
    """119.35 by a customer: 39 as store credit, the rest by bank deposit."""
    return simulator.store.orders.place(
        [{"name": "Tea", "price": "119.35"}],
        customer={"id": 5},
        store_credit="39",
        payment_method="Bank Deposit",
    )


def send(api, order, action, value, **more):
    item = {"item_type": "ORDER", "item_id": order.id, "amount": value}
    path = f"/v3/orders/{order.id}/payment_actions/{action}"
    return api.post(path, {"items": [item], **more})


def methods(api, order, value):
    answer = send(api, order, "refund_quotes", value)
    assert answer.status_code == 201, answer.text
    return [
        {row["provider_id"]: row["amount"] for row in method}
        for method in answer.json()["data"]["refund_methods"]
    ]


def refund(api, order, **payments):
    rows = [{"provider_id": name, "amount": value} for name, value in payments.items()]
    total = round(sum(payments.values()), 2)
    return send(api, order, "refunds", total, payments=rows).status_code


def test_the_methods_of_the_documents(api, order):
    answer = send(api, order, "refund_quotes", 119.35)
    assert answer.json()["data"]["refund_methods"] == [
        [
            {
                "provider_id": "storecredit",
                "provider_description": "Store Credit",
                "amount": 119.35,
                "offline": False,
                "offline_provider": False,
                "offline_reason": "",
            }
        ],
        [
            {
                "provider_id": "custom",
                "provider_description": "Custom",
                "amount": 119.35,
                "offline": True,
                "offline_provider": True,
                "offline_reason": "This is an offline payment provider.",
            }
        ],
        [
            {
                "provider_id": "bankdeposit",
                "provider_description": "Bank Deposit",
                "amount": 80.35,
                "offline": True,
                "offline_provider": True,
                "offline_reason": "This is an offline payment provider.",
            },
            {
                "provider_id": "storecredit",
                "provider_description": "Store Credit",
                "amount": 39,
                "offline": False,
                "offline_provider": False,
                "offline_reason": "",
            },
        ],
    ]


@pytest.mark.parametrize(
    "payments",
    [
        {"storecredit": 119.35},
        {"custom": 119.35},
        {"bankdeposit": 80.35, "storecredit": 39},
        {"bankdeposit": 80},
        {"storecredit": 80},
    ],
)
@pytest.mark.parametrize("switches", [{}, NOT_QUOTED])
def test_each_of_them_is_taken(simulator, api, order, payments, switches):
    simulator.store.switches.update(switches)
    assert refund(api, order, **payments) == 201


@pytest.mark.parametrize(
    "payments",
    [
        {"bankdeposit": 119.35},
        {"testgateway": 10},
        {"giftcertificate": 10},
        {"paypalexpress": 10, "bankdeposit": 10},
        {"bankdeposit": 80.36, "storecredit": 38.99},
        {"bankdeposit": -1, "custom": 11},
    ],
)
@pytest.mark.parametrize("switches", [{}, NOT_QUOTED])
def test_more_than_was_paid_with_it_is_refused(
    simulator, api, order, payments, switches
):
    simulator.store.switches.update(switches)
    assert refund(api, order, **payments) == 422
    assert not simulator.store.orders.refunds


@pytest.mark.parametrize(
    "payments",
    [
        {"bankdeposit": 10, "storecredit": 10},
        {"custom": 10, "storecredit": 10},
        {"bankdeposit": 10, "custom": 10},
    ],
)
def test_a_split_that_the_quote_does_not_have(simulator, api, order, payments):
    assert refund(api, order, **payments) == 422
    simulator.store.switches.update(NOT_QUOTED)
    assert refund(api, order, **payments) == 201


def test_money_given_back_by_a_provider_is_not_his_any_more(api, order):
    assert refund(api, order, bankdeposit=80) == 201
    assert methods(api, order, 20)[-1] == {"bankdeposit": 0.35, "storecredit": 19.65}
    assert refund(api, order, bankdeposit=20) == 422
    assert refund(api, order, bankdeposit=0.35, storecredit=19.65) == 201
    assert methods(api, order, 19.35) == [{"custom": 19.35}, {"storecredit": 19.35}]


def test_the_control_panel_splits_as_staff_like(simulator, api, order):
    item = {"item_type": "ORDER", "item_id": order.id, "amount": 20}
    rows = [
        {"provider_id": "storecredit", "amount": 15},
        {"provider_id": "bankdeposit", "amount": 5},
    ]
    path = f"/simulator/orders/{order.id}/refund"
    body = {"items": [item], "payments": rows}
    assert api.post(path, body).status_code == 201
    rows[1]["provider_id"] = "stripe"
    assert api.post(path, body).status_code == 422


def test_one_provider_is_one_method_beside_the_others(simulator, api):
    order = simulator.store.orders.place([{"name": "Tea", "price": 9}])
    assert methods(api, order, 5) == [{"custom": 5}, {"testgateway": 5}]
    assert refund(api, order, testgateway=5) == 201
    custom = simulator.store.orders.place(
        [{"name": "Tea", "price": 9}], payment_method="Loyalty points"
    )
    assert methods(api, custom, 5) == [{"custom": 5}]


def test_an_override_is_what_is_paid_back(api, order):
    override = {"total_amount": 15, "total_tax": 0}
    for amount, status in ((20, 422), (15, 201)):
        payments = [{"provider_id": "bankdeposit", "amount": amount}]
        answer = send(
            api,
            order,
            "refunds",
            20,
            payments=payments,
            merchant_calculated_override=override,
        )
        assert answer.status_code == status

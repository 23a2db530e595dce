"""What refunds and the statuses Refunded and Cancelled do to BigCommerce's own stock.

Source: BigCommerce, refunds guide ("you cannot return items to inventory that you
refunded via API") and ``refund_order_stock_adjustment`` in settings.v3.
"""

import pytest


@pytest.fixture
def order(simulator, stock):
    """3 of 10 shirts."""
    return simulator.store.orders.place([{"sku": "SHIRT-S-Red", "quantity": 3}])


def by_api(api, order, units):
    items = [{"item_type": "PRODUCT", "item_id": order.lines[0].id, "quantity": units}]
    path = f"/v3/orders/{order.id}/payment_actions/"
    [*_others, way] = api.post(path + "refund_quotes", {"items": items}).json()["data"][
        "refund_methods"
    ]
    answer = api.post(path + "refunds", {"items": items, "payments": way})
    assert answer.status_code == 201, answer.text


def in_panel(api, order, units):
    items = [{"item_type": "PRODUCT", "item_id": order.lines[0].id, "quantity": units}]
    answer = api.post(f"/simulator/orders/{order.id}/refund", {"items": items})
    assert answer.status_code == 201, answer.text


def set_status(api, order, status_id):
    answer = api.put(f"/v2/orders/{order.id}", {"status_id": status_id})
    assert answer.json()["status_id"] == status_id


def test_a_refund_through_the_api_returns_nothing(api, order, stock):
    by_api(api, order, 1)
    assert (order.status_id, stock()) == (14, 7)
    by_api(api, order, 2)
    assert (order.status_id, stock()) == (4, 7)


def test_the_status_refunded_returns_the_goods(api, order, stock):
    set_status(api, order, 14)
    assert stock() == 7
    set_status(api, order, 4)
    assert stock() == 10
    set_status(api, order, 5)
    assert stock() == 10


def test_refunded_through_the_api_and_then_cancelled(api, order, stock):
    by_api(api, order, 1)
    set_status(api, order, 5)
    assert stock() == 10
    # A cancelled order that is reopened is only sent what was not refunded.
    set_status(api, order, 11)
    assert stock() == 8


def test_cancelled_after_a_refund_gives_back_only_the_rest(api, order, stock):
    in_panel(api, order, 1)
    assert stock() == 8
    set_status(api, order, 5)
    assert stock() == 10
    in_panel(api, order, 1)
    assert (order.status_id, stock()) == (5, 10)


@pytest.mark.parametrize(
    ("status_restocks", "refunded", "cancelled"),
    [
        ("cancelled_or_refunded", 10, 10),
        ("cancelled", 7, 10),
        ("none", 7, 7),
        ("also_by_refund", 10, 10),
    ],
)
def test_switch_of_the_statuses(
    simulator, api, order, stock, status_restocks, refunded, cancelled
):
    simulator.store.switches.status_restocks = status_restocks
    set_status(api, order, 4)
    assert stock() == refunded
    set_status(api, order, 5)
    assert stock() == cancelled
    set_status(api, order, 11)
    assert stock() == 7


def test_the_status_that_a_refund_brings_about(simulator, api, order, stock):
    simulator.store.switches.status_restocks = "also_by_refund"
    by_api(api, order, 1)
    assert (order.status_id, stock()) == (14, 7)
    by_api(api, order, 2)
    assert (order.status_id, stock()) == (4, 10)


def test_switches_of_refunds(simulator, api, order, stock):
    switches = simulator.store.switches
    switches.panel_refund_restocks = False
    in_panel(api, order, 1)
    assert stock() == 7
    switches.api_refund_restocks = True
    by_api(api, order, 1)
    assert stock() == 8


def test_as_the_store_is_set(simulator, api, order, stock):
    simulator.store.switches.api_refund_restocks = True
    settings = {"refund_order_stock_adjustment": False}
    api.patch("/simulator/settings/inventory", settings)
    by_api(api, order, 1)
    in_panel(api, order, 1)
    set_status(api, order, 4)
    assert stock() == 7

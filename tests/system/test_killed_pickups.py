"""Odoo is killed while it tells that orders are ready and handed over: each is one
pickup, and Completed in the end.
"""

from itertools import cycle

import pytest

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_pickup
     WHERE state NOT IN ('done', 'nothing') OR is_outdated
"""
PICKUPS = "/v3/orders/pickups"


READY, HAND_OVER = "action_bigcommerce_ready", "button_validate"
AWAITING_PICKUP, COMPLETED, SHIPPED = 8, 10, 2


@pytest.fixture(scope="module")
def telling(processes):
    choice = {"goods_leave": "shipped", "pickup_sync": True}
    return Telling(processes, UNFINISHED, **choice)


@only_in_proof
def test_killed_while_handing_over(processes, telling):
    for _ in TURNS:
        number, transfer = to_collect(processes, telling)
        processes.call("stock.picking", READY, [transfer])
        telling.kill("POST", PICKUPS)
        processes.call("stock.picking", HAND_OVER, [transfer])
        telling.kill("PUT", PICKUPS)
        rows = processes.web.api.get(f"{PICKUPS}?order_id:in={number}")["data"]
        assert [row["pickup_items"][0]["status"] for row in rows] == ["COLLECTED"]
        assert status(processes, number) == COMPLETED


@only_in_proof
def test_killed_while_its_status_is_set(processes, telling):
    """Before BigCommerce has it, or after: it is what became of the order last."""
    for _, kind in zip(TURNS, cycle(("late", "timeout_before")), strict=False):
        number, transfer = to_collect(processes, telling)
        for deed, wanted in ((READY, AWAITING_PICKUP), (HAND_OVER, COMPLETED)):
            telling.kill_as_it_asks(
                lambda deed=deed, transfer=transfer: processes.call(
                    "stock.picking", deed, [transfer]
                ),
                "PUT",
                f"/v2/orders/{number}",
                kind=kind,
            )
            assert status(processes, number) == wanted


@only_in_proof
def test_killed_while_staff_decide_on_the_status(processes, telling):
    number, transfer = to_collect(processes, telling)
    order = f"/v2/orders/{number}"
    telling.kill_as_it_asks(
        lambda: processes.call("stock.picking", READY, [transfer]),
        "PUT",
        order,
        meanwhile=lambda: processes.staff("PUT", order, {"status_id": SHIPPED}),
        kind="timeout_before",
    )
    assert status(processes, number) == SHIPPED


def to_collect(processes, telling):
    """:return: an order's number, and the transfer that waits for its customer"""
    line = {"sku": telling.sku, "quantity": 1}
    number = processes.web.check_out([line], location_id=1)
    return number, telling.waiting_transfer(number)


def status(processes, number):
    return processes.web.api.get(f"/v2/orders/{number}")["status_id"]

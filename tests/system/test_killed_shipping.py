"""Odoo is killed while it tells BigCommerce of a shipment, or of another tracking
number: it is made once, and has the last number.

A part waits on: of what is shipped whole, BigCommerce itself would take no second one.
"""

import pytest

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_shipment
     WHERE state NOT IN ('done', 'nothing') OR is_outdated
"""


@pytest.fixture(scope="module")
def telling(processes):
    choice = {"goods_leave": "shipped", "shipment_sync": True}
    return Telling(processes, UNFINISHED, **choice)


@only_in_proof
def test_killed_while_shipping(processes, telling):
    for _ in TURNS:
        number = processes.web.check_out([{"sku": telling.sku, "quantity": 2}])
        transfer = telling.waiting_transfer(number)
        leave_in_part(processes, transfer)
        path = f"/v2/orders/{number}/shipments"
        telling.kill("POST", path)
        shipments = processes.web.api.get(path)
        assert [row["items"][0]["quantity"] for row in shipments] == [1]


@only_in_proof
def test_killed_while_the_tracking_number_changes(processes, telling):
    """As the shipment is told, as another number is, and before that one arrived."""
    for _ in TURNS:
        number = processes.web.check_out([{"sku": telling.sku, "quantity": 2}])
        transfer = telling.waiting_transfer(number)
        path = f"/v2/orders/{number}/shipments"

        def track(name, transfer=transfer):
            values = {"bigcommerce_tracking": name}
            processes.call("stock.picking", "write", [transfer], values)

        track("1Z1")
        telling.kill_as_it_asks(
            lambda transfer=transfer: leave_in_part(processes, transfer),
            "POST",
            path,
            meanwhile=lambda track=track: track("1Z2"),
        )
        assert_shipped_once(processes, number, "1Z2")
        for name, kind in (("1Z3", "late"), ("1Z4", "timeout_before")):
            telling.kill_as_it_asks(
                lambda track=track, name=name: track(name),
                "PUT",
                f"{path}/*",
                kind=kind,
            )
            assert_shipped_once(processes, number, name)


def assert_shipped_once(processes, number, tracking):
    [there] = processes.web.api.get(f"/v2/orders/{number}/shipments")
    assert there["tracking_number"] == tracking
    assert [item["quantity"] for item in there["items"]] == [1]
    domain = [("order_id.external_id", "=", str(number))]
    fields = ["external_id", "tracking"]
    [row] = processes.odoo.find("bigcommerce.shipment", domain, fields)
    assert row["external_id"] == str(there["id"])
    assert row["tracking"]["tracking_number"] == tracking


def leave_in_part(processes, transfer):
    """One unit leaves, all others wait in a transfer of their own."""
    [found] = processes.call("stock.picking", "read", [transfer], ["move_ids"])
    leaves = {"quantity": 1, "picked": True}
    processes.call("stock.move", "write", found["move_ids"], leaves)
    options = {"context": {"skip_backorder": True}}
    processes.call("stock.picking", "button_validate", [transfer], **options)

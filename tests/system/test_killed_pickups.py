"""Odoo is killed while it tells that orders are ready and handed over: each is one
pickup, and Completed in the end.

``KILLS`` says how often, in ``make proof``; in between, tests of the addon have the
same answers lost (``tests/fulfillment/test_pickups.py``).
"""

import random

import pytest

from .test_kills import KILLS, SEED
from .town import Town

OPEN = "SELECT id FROM bigcommerce_pickup WHERE state <> 'done' OR is_outdated"
PICKUPS = "/v3/orders/pickups"


@pytest.mark.skipif(KILLS < 12, reason="make proof kills as often as that")
def test_killed_while_handing_over(processes):
    chance = random.Random(SEED)
    processes.connect()
    town = Town(processes, chance)
    town.new_product()
    processes.wait_until(processes.disagreements, "both sides disagree")
    choice = {"goods_leave": "shipped", "pickup_sync": True}
    processes.call("bigcommerce.store", "write", [processes.store_id], choice)
    for _ in range(KILLS // 6):
        line = {"sku": "KILL-1", "quantity": 1}
        number = processes.web.check_out([line], location_id=1)
        transfer = waiting_transfer(processes, number)
        processes.call("stock.picking", "action_bigcommerce_ready", [transfer])
        kill(processes, chance, "POST")
        processes.call("stock.picking", "button_validate", [transfer])
        kill(processes, chance, "PUT")
        rows = processes.web.api.get(f"{PICKUPS}?order_id:in={number}")["data"]
        assert [row["pickup_items"][0]["status"] for row in rows] == ["COLLECTED"]
        assert processes.web.api.get(f"/v2/orders/{number}")["status_id"] == 10


def waiting_transfer(processes, number):
    def found():
        domain = [
            ("bigcommerce_order_id.external_id", "=", str(number)),
            ("bigcommerce_preparation", "=", "to_pick"),
        ]
        return processes.odoo.find("stock.picking", domain, ["id"])

    processes.wait_until(lambda: () if found() else [number], "nothing waits")
    return found()[0]["id"]


def kill(processes, chance, method):
    """Odoo ends as it asks BigCommerce, or shortly before."""
    if chance.random() < 0.7:
        processes.wait_for_request(method, PICKUPS)
    processes.kill_and_start()
    processes.wait_until(lambda: processes.sql(OPEN), "pickups are not told")

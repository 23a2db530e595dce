"""Odoo is killed while it tells BigCommerce of a shipment: it is made once.

``KILLS`` says how often, in ``make proof``; in between, tests of the addon have the
same answers lost (``tests/fulfillment/test_shipments.py``).
"""

import random

import pytest

from .test_kills import KILLS, SEED
from .town import Town

OPEN = "SELECT id FROM bigcommerce_shipment WHERE state <> 'done'"


@pytest.mark.skipif(KILLS < 12, reason="make proof kills as often as that")
def test_killed_while_shipping(processes):
    chance = random.Random(SEED)
    processes.connect()
    town = Town(processes, chance)
    town.new_product()
    processes.wait_until(processes.disagreements, "both sides disagree")
    choice = {"goods_leave": "shipped", "shipment_sync": True}
    processes.call("bigcommerce.store", "write", [processes.store_id], choice)
    for _ in range(KILLS // 6):
        number = processes.web.check_out([{"sku": "KILL-1", "quantity": 2}])
        ship_and_kill(processes, chance, number)
        shipments = processes.web.api.get(f"/v2/orders/{number}/shipments")
        assert [row["items"][0]["quantity"] for row in shipments] == [2]


def ship_and_kill(processes, chance, number):
    """Somebody validates the transfer of an order; Odoo is killed as it is told."""

    def not_posted():
        if not waiting():
            yield number

    def waiting():
        return processes.odoo.find(
            "stock.picking",
            [
                ("state", "=", "assigned"),
                ("pos_order_id.bigcommerce_order_id.external_id", "=", str(number)),
            ],
            ["id"],
        )

    processes.wait_until(not_posted, "no transfer waits")
    [transfer] = waiting()
    processes.call("stock.picking", "button_validate", [transfer["id"]])
    path = f"/v2/orders/{number}/shipments"
    if chance.random() < 0.7:
        processes.wait_for_request("POST", path)
    processes.kill_and_start()
    processes.wait_until(lambda: processes.sql(OPEN), "shipments are not told")

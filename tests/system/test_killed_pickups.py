"""Odoo is killed while it tells that orders are ready and handed over: each is one
pickup, and Completed in the end.
"""

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_pickup
     WHERE state NOT IN ('done', 'nothing') OR is_outdated
"""
PICKUPS = "/v3/orders/pickups"


@only_in_proof
def test_killed_while_handing_over(processes):
    choice = {"goods_leave": "shipped", "pickup_sync": True}
    telling = Telling(processes, UNFINISHED, **choice)
    for _ in TURNS:
        line = {"sku": telling.sku, "quantity": 1}
        number = processes.web.check_out([line], location_id=1)
        transfer = telling.waiting_transfer(number)
        processes.call("stock.picking", "action_bigcommerce_ready", [transfer])
        telling.kill("POST", PICKUPS)
        processes.call("stock.picking", "button_validate", [transfer])
        telling.kill("PUT", PICKUPS)
        rows = processes.web.api.get(f"{PICKUPS}?order_id:in={number}")["data"]
        assert [row["pickup_items"][0]["status"] for row in rows] == ["COLLECTED"]
        assert processes.web.api.get(f"/v2/orders/{number}")["status_id"] == 10

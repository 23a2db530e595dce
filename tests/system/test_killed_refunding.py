"""Odoo is killed while it has BigCommerce refund what an edit left: it is made once.

``KILLS`` says how often, in ``make proof``; in between, tests of the addon have the
same answers lost (``tests/fulfillment/test_refunds.py``).
"""

import random

import pytest

from .test_kills import KILLS, SEED
from .town import Town

OPEN = "SELECT id FROM bigcommerce_refund WHERE state <> 'done'"
WIZARD = "bigcommerce.order.refund"


@pytest.mark.skipif(KILLS < 12, reason="make proof kills as often as that")
def test_killed_while_refunding(processes):
    chance = random.Random(SEED)
    processes.connect()
    town = Town(processes, chance)
    town.new_product()
    processes.wait_until(processes.disagreements, "both sides disagree")
    choice = {"refund_sync": True}
    processes.call("bigcommerce.store", "write", [processes.store_id], choice)
    for _ in range(KILLS // 6):
        number = processes.web.check_out([{"sku": "KILL-1", "quantity": 2}])
        line = processes.web.line(number, "KILL-1")
        processes.web.edit(number, [{"id": line["id"], "quantity": 1}])
        refund_and_kill(processes, chance, number)
        listed = f"/v3/orders/{number}/payment_actions/refunds"
        assert len(processes.web.api.get(listed)["data"]) == 1


def refund_and_kill(processes, chance, number):
    """Somebody refunds what the edit left; Odoo is killed as BigCommerce is asked."""

    def owed():
        domain = [("external_id", "=", str(number)), ("amount_to_refund", ">", 0)]
        return processes.odoo.find("bigcommerce.order", domain, ["id"])

    processes.wait_until(
        lambda: () if owed() else [number], "nothing is to be refunded"
    )
    [order] = owed()
    wizard = processes.call(WIZARD, "create", {"order_id": order["id"]})
    processes.call(WIZARD, "action_quote", [wizard])
    [asked] = processes.call(WIZARD, "read", [wizard], ["tender_ids"])
    chosen = {"tender_id": asked["tender_ids"][-1]}
    processes.call(WIZARD, "write", [wizard], chosen)
    processes.call(WIZARD, "action_refund", [wizard])
    if chance.random() < 0.7:
        path = f"/v3/orders/{number}/payment_actions/refunds"
        processes.wait_for_request("POST", path)
    processes.kill_and_start()
    processes.wait_until(lambda: processes.sql(OPEN), "refunds are not told")

"""Odoo is killed while it tells BigCommerce of a shipment: it is made once.

A part waits on: of what is shipped whole, BigCommerce itself would take no second one.
"""

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_shipment WHERE state NOT IN ('done', 'nothing')
"""


@only_in_proof
def test_killed_while_shipping(processes):
    choice = {"goods_leave": "shipped", "shipment_sync": True}
    telling = Telling(processes, UNFINISHED, **choice)
    for _ in TURNS:
        number = processes.web.check_out([{"sku": telling.sku, "quantity": 2}])
        transfer = telling.waiting_transfer(number)
        leave_in_part(processes, transfer)
        path = f"/v2/orders/{number}/shipments"
        telling.kill("POST", path)
        shipments = processes.web.api.get(path)
        assert [row["items"][0]["quantity"] for row in shipments] == [1]


def leave_in_part(processes, transfer):
    """One unit leaves, all others wait in a transfer of their own."""
    [found] = processes.call("stock.picking", "read", [transfer], ["move_ids"])
    leaves = {"quantity": 1, "picked": True}
    processes.call("stock.move", "write", found["move_ids"], leaves)
    options = {"context": {"skip_backorder": True}}
    processes.call("stock.picking", "button_validate", [transfer], **options)

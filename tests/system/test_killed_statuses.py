"""Odoo is killed while it sets the statuses of orders, and writes its note for staff:
each is set, with one note, and the note of staff stays.
"""

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_status_update WHERE state NOT IN ('done', 'nothing')
"""
AWAITING_SHIPMENT, COMPLETED = 9, 10
STATUS = "bigcommerce.order.status"


@only_in_proof
def test_killed_while_setting_statuses(processes):
    choice = {"goods_leave": "shipped", "status_sync": True, "note_sync": True}
    telling = Telling(processes, UNFINISHED, **choice)
    set_when(processes, AWAITING_SHIPMENT, "ready")
    set_when(processes, COMPLETED, "left")
    for _ in TURNS:
        line = {"sku": telling.sku, "quantity": 1}
        number = processes.web.check_out([line], staff_notes="Ring twice")
        order = f"/v2/orders/{number}"
        telling.kill("PUT", order)  # the note, as it is posted
        transfer = telling.waiting_transfer(number)
        for method, status in (
            ("action_bigcommerce_ready", AWAITING_SHIPMENT),
            ("button_validate", COMPLETED),
        ):
            processes.call("stock.picking", method, [transfer])
            telling.kill("PUT", order)
            there = processes.web.api.get(order)
            assert there["status_id"] == status
            assert there["staff_notes"].startswith("Ring twice\nOdoo: ")
            assert there["staff_notes"].count("Odoo: ") == 1


def set_when(processes, external_id, event):
    """The owner's table says when an order gets this status."""
    domain = [
        ("store_id", "=", processes.store_id),
        ("external_id", "=", external_id),
    ]
    [row] = processes.odoo.find(STATUS, domain, ["id"])
    processes.call(STATUS, "write", [row["id"]], {"set_when": event})

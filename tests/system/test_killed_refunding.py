"""Odoo is killed while it has BigCommerce refund what an edit left: it is made once."""

from .killed_telling import TURNS, Telling, only_in_proof

UNFINISHED = """
    SELECT id FROM bigcommerce_refund WHERE state NOT IN ('done', 'nothing')
"""
WIZARD = "bigcommerce.order.refund"


@only_in_proof
def test_killed_while_refunding(processes):
    telling = Telling(processes, UNFINISHED, refund_sync=True)
    for _ in TURNS:
        number = processes.web.check_out([{"sku": telling.sku, "quantity": 2}])
        # What was paid is known of an order that was seen before it was changed.
        telling.found(number, "bigcommerce.order", ("state", "=", "synced"))
        line = processes.web.line(number, telling.sku)
        processes.web.edit(number, [{"id": line["id"], "quantity": 1}])
        owed = ("amount_to_refund", ">", 0)
        ask_to_refund(processes, telling.found(number, "bigcommerce.order", owed))
        refunds = f"/v3/orders/{number}/payment_actions/refunds"
        telling.kill("POST", refunds)
        assert len(processes.web.api.get(refunds)["data"]) == 1


def ask_to_refund(processes, order_id):
    """Somebody refunds what the edit left."""
    wizard = processes.call(WIZARD, "create", {"order_id": order_id})
    processes.call(WIZARD, "action_quote", [wizard])
    [asked] = processes.call(WIZARD, "read", [wizard], ["tender_ids"])
    chosen = {"tender_id": asked["tender_ids"][-1]}
    processes.call(WIZARD, "write", [wizard], chosen)
    processes.call(WIZARD, "action_refund", [wizard])

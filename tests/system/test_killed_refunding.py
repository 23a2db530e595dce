"""Odoo is killed while it has BigCommerce refund what an edit left, or items that are
short, or cancel an order: each is done once.
"""

import pytest

from .killed_telling import TURNS, Telling, only_in_proof, refunds_of

UNFINISHED = """
    SELECT id FROM bigcommerce_refund WHERE state NOT IN ('done', 'nothing')
"""
WIZARD = "bigcommerce.order.refund"
CANCELLED = 5


@pytest.fixture(scope="module")
def telling(processes):
    return Telling(processes, UNFINISHED, refund_sync=True, goods_leave="shipped")


@only_in_proof
def test_killed_while_refunding(processes, telling):
    for _ in TURNS:
        number = telling.sell()
        line = processes.web.line(number, telling.sku)
        processes.web.edit(number, [{"id": line["id"], "quantity": 1}])
        owed = ("amount_to_refund", ">", 0)
        order_id = telling.found(number, "bigcommerce.order", owed)
        ask_to_refund(processes, {"order_id": order_id})
        telling.kill("POST", refunds_of(number))
        assert len(processes.web.api.get(refunds_of(number))["data"]) == 1


@only_in_proof
def test_killed_while_refunding_items(processes, telling):
    for _ in TURNS:
        number = telling.sell()
        transfer = telling.waiting_transfer(number)
        ask_to_refund(processes, {}, {"default_picking_id": transfer}, units=1)
        telling.kill("POST", refunds_of(number))
        [made] = processes.web.api.get(refunds_of(number))["data"]
        assert [item["quantity"] for item in made["items"]] == [1]


@only_in_proof
@pytest.mark.parametrize("request_of", ["PUT", "POST"])
def test_killed_while_cancelling(processes, telling, request_of):
    """Its money is given back first, and it is cancelled then."""
    for _ in TURNS:
        number, made = cancelled(processes, telling, request_of)
        there = processes.web.api.get(f"/v2/orders/{number}")
        assert float(made["total_amount"]) == float(there["total_inc_tax"])


@only_in_proof
@pytest.mark.parametrize("request_of", ["PUT", "POST"])
def test_killed_while_cancelling_and_keeping_a_part(processes, telling, request_of):
    """What is kept is sold, and nobody is asked to refund it."""
    part = {"gives_back": "part", "amount_part": 1, "rest": "kept"}
    for _ in TURNS:
        number, made = cancelled(processes, telling, request_of, **part)
        assert float(made["total_amount"]) == 1
        kept = ("amount_net", ">", 0), ("amount_to_refund", "=", 0)
        telling.found(number, "bigcommerce.order", ("status_id", "=", CANCELLED), *kept)


def cancelled(processes, telling, request_of, **vals):
    """An order is cancelled from Odoo, which is killed as it refunds or cancels.

    :return: its number, and the one refund that BigCommerce has of it
    """
    number = telling.sell()
    order_id = telling.found(number, "bigcommerce.order")
    ask_to_refund(processes, {"order_id": order_id, "is_cancelling": True, **vals})
    order = f"/v2/orders/{number}"
    telling.kill(request_of, order if request_of == "PUT" else refunds_of(number))
    assert processes.web.api.get(order)["status_id"] == CANCELLED
    [made] = processes.web.api.get(refunds_of(number))["data"]
    return number, made


def ask_to_refund(processes, vals, context=None, units=0):
    """Somebody has BigCommerce give something back."""
    options = {"context": context} if context else {}
    wizard = processes.call(WIZARD, "create", vals, **options)
    if units:
        [asked] = processes.call(WIZARD, "read", [wizard], ["line_ids"])
        line = f"{WIZARD}.line"
        processes.call(line, "write", asked["line_ids"][:1], {"quantity": units})
    processes.call(WIZARD, "action_quote", [wizard])
    [asked] = processes.call(WIZARD, "read", [wizard], ["tender_ids"])
    chosen = {"tender_id": asked["tender_ids"][-1]}
    processes.call(WIZARD, "write", [wizard], chosen)
    processes.call(WIZARD, "action_refund", [wizard])

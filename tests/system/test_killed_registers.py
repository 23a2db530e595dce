"""Odoo is killed while BigCommerce records what a register gave back, or pays back what
a cashier asked it to: it is done once, and counted once.
"""

import pytest

from .killed_telling import TURNS, Telling, only_in_proof, refunds_of
from .shop import till_order

UNFINISHED = """
    SELECT id FROM bigcommerce_refund WHERE state NOT IN ('done', 'nothing')
"""
# Which register refunds there are of a web order.
GIVEN_BACK = """
    SELECT DISTINCT refund.order_id FROM pos_order_line refund
      JOIN pos_order_line sold ON sold.id = refund.refunded_orderline_id
      JOIN pos_order sale ON sale.id = sold.order_id
      JOIN pos_order given ON given.id = refund.order_id
      JOIN bigcommerce_order web ON web.id = sale.bigcommerce_order_id
     WHERE web.external_id = %s AND given.bigcommerce_order_id IS NULL
"""
SHOWN = [
    "amount_net",
    "amount_refunded",
    "amount_register_refunded",
    "amount_register_unrecorded",
    "amount_total",
    "pos_order_ids",
]
TILL = "bigcommerce.register"


@pytest.fixture(scope="module")
def telling(processes):
    return Telling(processes, UNFINISHED, record_register_refunds="ask")


@pytest.fixture(scope="module")
def till(processes, telling):
    return Till(processes)


@only_in_proof
def test_killed_while_recording_what_a_register_gave_back(processes, telling, till):
    for _ in TURNS:
        number, order, amount = killed(processes, telling, till.give_back)
        assert order["amount_register_refunded"] == amount
        assert len(order["pos_order_ids"]) == 1
        assert len(processes.sql(GIVEN_BACK, str(number))) == 1


@only_in_proof
def test_killed_while_bigcommerce_pays_back_for_a_register(processes, telling, till):
    for _ in TURNS:
        number, order, amount = killed(
            processes, telling, till.have_paid_back, is_offline=False
        )
        assert order["amount_register_refunded"] == 0
        posted = processes.odoo.find(
            "pos.order", [("id", "in", order["pos_order_ids"])], ["amount_total"]
        )
        amounts = sorted(row["amount_total"] for row in posted)
        assert amounts == [-amount, order["amount_total"]]
        assert processes.sql(GIVEN_BACK, str(number)) == []


class Till:
    """A cashier at a register of the shop, by the requests of its front end."""

    def __init__(self, processes):
        self._processes, call = processes, processes.call
        journal = {"name": "Till", "type": "bank", "code": "TILL"}
        journal_id = call("account.journal", "create", journal)
        card = {"name": "Card", "journal_id": journal_id}
        self._method_id = call("pos.payment.method", "create", card)
        config = {"name": "Till", "payment_method_ids": [[6, 0, [self._method_id]]]}
        self._config_id = call("pos.config", "create", config)
        [self._user] = processes.odoo.find(
            "res.users", [("login", "=", "admin")], ["company_id"]
        )
        session = {"config_id": self._config_id, "user_id": self._user["id"]}
        self._session_id = call("pos.session", "create", session)
        call("pos.session", "set_opening_control", [self._session_id], 0, "")

    def give_back(self, line):
        """The customer brings one unit, and gets the money here."""
        given = {
            "product_id": line["product_id"][0],
            "refunded_orderline_id": line["id"],
        }
        order = till_order(given, -1, line["price_unit"], self._method_id)
        order.update(
            session_id=self._session_id,
            company_id=self._user["company_id"][0],
            user_id=self._user["id"],
            bigcommerce_is_recorded=True,  # the cashier was asked
        )
        self._processes.call("pos.order", "sync_from_ui", [order])

    def have_paid_back(self, line):
        """The customer brings one unit, and BigCommerce pays it back."""
        call, sale_id = self._processes.call, line["order_id"][0]
        units = [[line["id"], 1]]
        quote = call(TILL, "quote_refund", self._config_id, sale_id, units)
        tender_id = quote["tenders"][-1]["id"]
        call(TILL, "refund_to_web_payment", quote["id"], tender_id)


def killed(processes, telling, bring_back, is_offline=True):
    """A customer brings back one of two, and Odoo is killed as it tells BigCommerce.

    :return: the order's number, what is shown of it, and what was refunded there
    """
    number, line = sold(processes, telling)
    telling.kill_as_it_asks(lambda: bring_back(line), "POST", refunds_of(number))
    amount = refunded_once(processes, number, is_offline)
    return number, counted(telling, processes, number), amount


def sold(processes, telling):
    """A web order of two, and its line in Odoo."""
    number = telling.sell()
    [line] = processes.odoo.find(
        "pos.order.line",
        [
            ("order_id.bigcommerce_order_id.external_id", "=", str(number)),
            ("qty", "=", 2),
        ],
        ["order_id", "price_unit", "product_id"],
    )
    return number, line


def refunded_once(processes, number, is_offline):
    """:return: the amount of the order's refund on BigCommerce"""
    [made] = processes.web.api.get(refunds_of(number))["data"]
    assert [item["quantity"] for item in made["items"]] == [1]
    assert [row["offline"] for row in made["payments"]] == [is_offline]
    [row] = processes.odoo.find(
        "bigcommerce.refund",
        [("order_id.external_id", "=", str(number))],
        ["external_id", "state"],
    )
    assert (row["state"], row["external_id"]) == ("done", str(made["id"]))
    return float(made["total_amount"])


def counted(telling, processes, number):
    """The web order, once Odoo has read its refund: one of two is what it sold."""
    read = [("amount_refunded", ">", 0), ("needs_sync", "=", False)]
    order_id = telling.found(number, "bigcommerce.order", *read)
    [order] = processes.call("bigcommerce.order", "read", [order_id], SHOWN)
    half = order["amount_total"] / 2
    assert (order["amount_refunded"], order["amount_net"]) == (half, half)
    assert not order["amount_register_unrecorded"]
    return order

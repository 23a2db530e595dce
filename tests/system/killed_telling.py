"""Odoo is killed while it tells BigCommerce what became of web orders.

``KILLS`` says how often, in ``make proof``; in between, tests of the addon have the
same answers lost (``bigcommerce_connector/tests/fulfillment``).
"""

import random
from itertools import count

import pytest

from .test_kills import KILLS, SEED
from .town import Town

TURNS = range(KILLS // 6)
_NUMBERS = count(1)
_TOLD = (
    "bigcommerce_pickup",
    "bigcommerce_refund",
    "bigcommerce_shipment",
    "bigcommerce_status_update",
)
only_in_proof = pytest.mark.skipif(
    KILLS < 12, reason="make proof kills as often as that"
)


def refunds_of(number):
    """The path of an order's refunds."""
    return f"/v3/orders/{number}/payment_actions/refunds"


class Telling:
    """A store with something on sale (``sku``), where this is told.

    :param str unfinished: SQL of what is still to be told
    :param choice: fields of the store
    """

    def __init__(self, processes, unfinished, **choice):
        self._processes, self._unfinished = processes, unfinished
        self._chance = random.Random(SEED)
        processes.connect()
        town = Town(processes, self._chance, f"TOLD{next(_NUMBERS)}")
        town.new_product()
        [self.sku] = town.products
        processes.wait_until(self._unsent, "both sides disagree")
        processes.call("bigcommerce.store", "write", [processes.store_id], choice)

    def sell(self):
        """A web order of two that is posted: what was paid is known of an order that
        was seen before it was changed.

        :return: its number
        """
        number = self._processes.web.check_out([{"sku": self.sku, "quantity": 2}])
        self.found(number, "bigcommerce.order", ("state", "=", "synced"))
        return number

    def _unsent(self):
        """Not the orders of a test before: what settled an edit is no less to them."""
        found = self._processes.disagreements()
        return [text for text in found if not text.startswith("web order")]

    def kill(self, method, path):
        """Odoo ends as it asks BigCommerce, or shortly before; then it is told."""
        if self._chance.random() < 0.7:
            self._processes.wait_for_request(method, path)
        self._kill_and_tell()

    def kill_as_it_asks(self, deed, method, path, meanwhile=None, kind="late"):
        """Odoo ends as it waits for the answer to what it asks for after a deed: it is
        carried out, and Odoo does not know. Then it is told.

        :param meanwhile: is done while Odoo waits
        :param kind: ``timeout_before``: it is not carried out
        """
        asked = self._processes.wait_for_request(method, path, deed=deed, kind=kind)
        assert asked, f"no {method} {path}"
        if meanwhile:
            meanwhile()
        self._kill_and_tell()

    def _kill_and_tell(self):
        """It starts when BigCommerce has long been done with what was asked."""
        processes = self._processes
        processes.server.kill()
        for table in _TOLD:
            processes.sql(
                f"UPDATE {table} SET sent_on = sent_on - INTERVAL '1 hour'"
                " WHERE state = 'sending' RETURNING id"
            )
        processes.start()
        self.tell()

    def tell(self):
        """Until nothing is left to be told."""
        self._processes.wait_until(
            lambda: self._processes.sql(self._unfinished), "something is not told"
        )

    def found(self, number, model, *domain):
        """:return: the record of a web order, once there is one"""
        processes = self._processes
        name = "external_id"
        if model != "bigcommerce.order":
            name = f"bigcommerce_order_id.{name}"
        domain = [(name, "=", str(number)), *domain]

        def find():
            return processes.odoo.find(model, domain, ["id"])

        processes.wait_until(lambda: () if find() else [number], f"no {model}")
        return find()[0]["id"]

    def waiting_transfer(self, number):
        return self.found(
            number, "stock.picking", ("bigcommerce_preparation", "=", "to_pick")
        )

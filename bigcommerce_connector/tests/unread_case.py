"""Web orders that BigCommerce answers with what cannot be read."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.tools import mute_logger

from .finding_case import MINUTE, ORDERS, FindingCase

MENTIONED = "odoo.addons.bigcommerce_connector.sync.orders.read"
POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class UnreadCase(FindingCase):
    def setUp(self):
        super().setUp()
        self.simulator.store.switches.consignment_line_limit = 2
        self.enterContext(mute_logger(MENTIONED, POST))

    def place_long(self, created=None, **details):
        """Three lines, 45.00: more than a listing carries."""
        lines = [{"sku": "MUG", "quantity": quantity} for quantity in (1, 2, 3)]
        number = self.orders.place(lines, **details).id
        if created:
            with self.simulator.store.lock:
                order = self.orders.get(number)
                order.created = order.modified = order.created - (self.now() - created)
        return number

    def break_answers(self, number, kind="422", path="/products"):
        return self.simulator.store.faults.add(
            kind, count=None, path=f"/v2/orders/{number}{path}"
        )

    @contextmanager
    def number_of_items(self, number, told):
        Order = type(self.orders.get(number))
        real = Order.items_total.fget

        def items_total(order):
            return told if order.id == number else real(order)

        # What BigCommerce says now is odd: the contract tests shall not judge it.
        unrecorded = [self.exchanges.append]
        with (
            patch.object(Order, "items_total", property(items_total)),
            patch.object(self.simulator.application, "observers", unrecorded),
        ):
            yield

    def heal(self):
        self.simulator.store.faults.rules.clear()

    def note(self, number):
        return self.to_read(number)

    def sync_later(self, number):
        """The order's time to be asked for again has come."""
        self.note(number).next_try = self.now() - MINUTE
        self.sync_orders()

    def asked(self, number, start):
        """How often the order, or its lines, were asked for."""
        return sum(f"{ORDERS}/{number}" in line for line in self.sent(start))

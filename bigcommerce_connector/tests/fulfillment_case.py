"""Web orders whose goods wait until they are shipped, and what BigCommerce is told."""

from contextlib import contextmanager

from .order_life_case import OrderLifeCase

REFUNDS = "/v3/orders/*/payment_actions/refunds"
# Faults after which nobody knows whether BigCommerce did what it was asked.
LOST_ANSWERS = (
    ("timeout_after", {"seconds": 0.1}),
    ("timeout_before", {"seconds": 0.1}),
    ("503", {"carried_out": True}),
    ("500", {}),
    ("429", {}),
)


# Warns of what is put off.
PUT_OFF = "odoo.addons.bigcommerce_connector.sync.fulfillment.one_by_one"


class FulfillmentCase(OrderLifeCase):
    store_options = {"goods_leave": "shipped", "shipment_sync": True}

    def setUp(self):
        super().setUp()
        self.exchanges = []
        self.simulator.application.observers.append(self.exchanges.append)

    def waiting(self, order):
        """Its transfers that wait."""
        pickings = order.pos_order_ids.picking_ids
        return pickings.filtered(lambda one: one.state not in ("done", "cancel"))

    def units_waiting(self, order):
        return sum(self.waiting(order).move_ids.mapped("product_uom_qty"))

    def deliver(self, picking, units=None):
        """Somebody in the warehouse validates a transfer.

        :param units: so many of each product leave, the rest waits on; None: all
        """
        for move in picking.move_ids.filtered(lambda one: one.state != "done"):
            move.quantity = min(units or move.product_uom_qty, move.product_uom_qty)
            move.picked = True
        picking._action_done()
        return picking

    def returned(self, transfer, units):
        """The transfer by which somebody in the warehouse reverses another one."""
        wizard = self.env["stock.return.picking"].create({"picking_id": transfer.id})
        wizard.product_return_moves.quantity = units
        return wizard._create_return()

    def place_and_deliver(self, *lines, units=None, **details):
        order = self.place(*lines, **details)
        self.deliver(self.waiting(order), units)
        return order

    def send(self):
        self.run_flow("fulfillment")

    def send_off(self, **off):
        """With these switches of the store off, then on as they were: what is asked.

        :rtype: list[str]
        """
        before = {name: self.store[name] for name in off}
        self.store.write(off)
        start = len(self.exchanges)
        self.send()
        self.store.write(before)
        return [row["method"] for row in self.exchanges[start:]]

    def there(self, order):
        """The order as BigCommerce has it."""
        return self.web_orders.get(int(order.external_id))

    def shipments(self, order):
        """What BigCommerce has: units by line, of each shipment."""
        rows = self.web_orders.shipments.values()
        return [row.items for row in rows if row.order_id == int(order.external_id)]

    def refunds_there(self, order):
        """What BigCommerce has."""
        rows = self.web_orders.refunds.values()
        return [row for row in rows if row.order_id == int(order.external_id)]

    def fault(self, kind, **details):
        path = "/v2/orders/*/shipments"
        with self.simulator.store.lock:
            self.simulator.store.faults.add(
                kind, **{"method": "POST", "path": path, **details}
            )

    @contextmanager
    def requests(self, *expected):
        """The methods of what is asked of BigCommerce in this block."""
        start = len(self.exchanges)
        yield
        sent = [row["method"] for row in self.exchanges[start:]]
        self.assertEqual(sent, list(expected))

    def place_to_two(self, first, *others):
        """A web order whose first line goes to one address, the others to another."""
        store = self.simulator.store
        rows = [{"sku": sku, "quantity": units} for sku, units in (first, *others)]
        with store.lock:
            there = self.web_orders.place(
                lines=rows,
                customer={"email": "ada@example.com", "id": 5},
                shipping={"address": {"street_1": "1 First Street", "city": "Austin"}},
            )
            one = there.addresses[0]
            fields = {**one.fields, "street_1": "2 Second Street"}
            two = type(one)(store.next_id("order_address"), fields)
            there.addresses.append(two)
            for line in there.lines[1:]:
                line.order_address_id = two.id
        return self.synced(there.id)

    def at_streets(self, order):
        """Units that wait, by SKU, by the street that they go to."""
        return {
            transfer.partner_id.street: {
                move.product_id.default_code: move.product_uom_qty
                for move in transfer.move_ids
                if move.state != "cancel"
            }
            for transfer in self.waiting(order)
        }

    def add_address(self, order, index):
        """The line at this index goes to an address of its own."""
        store = self.simulator.store
        with store.lock:
            row = self.there(order)
            first = row.addresses[0]
            other = type(first)(store.next_id("order_address"), dict(first.fields))
            row.addresses.append(other)
            row.lines[index].order_address_id = other.id
        self.web_orders.edit(int(order.external_id), status_id=9)
        return self.synced(order.external_id)

    def deliver_to(self, order, street):
        """Staff has goods delivered that were not until now."""
        fields = {"street_1": street, "city": "Austin"}
        rows = [{"sku": "MUG", "quantity": 1}]
        store = self.simulator.store
        with store.lock:
            there = self.there(order)
            example = self.web_orders.place(lines=rows, shipping={"address": fields})
            example.status_id = 0  # nobody has paid it
            there.addresses, there.pickup = example.addresses, None
            for line in there.lines:
                if line.type == "physical":
                    line.order_address_id = there.addresses[0].id
        self.web_orders.edit(int(order.external_id), staff_notes=street)
        return self.synced(order.external_id)

"""Web orders that are collected at an outlet, another warehouse than the store's."""

from .fulfillment_case import FulfillmentCase


class PickupCase(FulfillmentCase):
    simulator_options = {"second_location": True}
    store_options = {"goods_leave": "shipped", "pickup_sync": True}

    def setUp(self):
        super().setUp()
        self.outlet = self.env["stock.warehouse"].create(
            {"name": "Outlet", "code": "OUT"}
        )
        locations = self.store.location_ids
        second = locations.filtered(lambda one: one.external_id == "2")
        second.warehouse_id = self.outlet
        quants = self.env["stock.quant"]
        for product in self.shirt | self.mug:
            quants._update_available_quantity(product, self.outlet.lot_stock_id, 10)

    def collect(self, *lines, **details):
        """A web order that is collected at the outlet."""
        return self.place(*lines, location_id=2, **details)

    def collect_many(self, count, units=1):
        """So many web orders of a mug, read at once."""
        lines = [{"sku": "MUG", "quantity": units}]
        customer = {"email": "ada@example.com", "id": 5}
        placed = [
            self.web_orders.place(lines=lines, location_id=2, customer=customer).id
            for _turn in range(count)
        ]
        self.sync_orders()
        return self.store.order_ids.browse(
            self.web_order(number).id for number in placed
        )

    def there_now(self, order):
        """The order's status, and whether each of its pickups was collected."""
        rows = self.web_orders.pickups.values()
        mine = [row for row in rows if row.order_id == int(order.external_id)]
        return self.there(order).status_id, [
            all(item.collected for item in row.items) for row in mine
        ]

    def collect_at(self, order, number):
        """Staff move it to another location."""
        with self.simulator.store.lock:
            self.there(order).pickup["location"]["id"] = number
        self.web_orders.edit(int(order.external_id), staff_notes="moved")
        return self.synced(order.external_id)

    def at_outlet(self):
        self.mug.invalidate_recordset()
        return self.mug.with_context(warehouse_id=self.outlet.id).qty_available

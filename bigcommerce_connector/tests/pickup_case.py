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

    def collect_at(self, order, number):
        """Staff move it to another location."""
        with self.simulator.store.lock:
            self.there(order).pickup["location"]["id"] = number
        self.web_orders.edit(int(order.external_id), staff_notes="moved")
        return self.synced(order.external_id)

    def at_outlet(self):
        self.mug.invalidate_recordset()
        return self.mug.with_context(warehouse_id=self.outlet.id).qty_available

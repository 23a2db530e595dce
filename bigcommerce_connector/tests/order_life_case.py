"""Web orders that staff change, ship and refund on BigCommerce."""

from .common import BigcommerceCase


class ShirtsAndMugs(BigcommerceCase):
    """A shop with shirts at 20.00 and mugs at 7.50, 100 of each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shirt = cls.new_product("SHIRT-M", 20)
        cls.mug = cls.new_product("MUG", 7.5)

    def setUp(self):
        super().setUp()
        self.sell_online(self.shirt)
        self.sell_online(self.mug)


class OrderLifeCase(ShirtsAndMugs):
    """What happens to its web orders; each step leaves them synced."""

    @property
    def web_orders(self):
        return self.simulator.store.orders

    def place(self, *lines, **details):
        """A web order, synced; lines: (SKU, quantity), or what the simulator takes."""
        rows = [
            {"sku": line[0], "quantity": line[1]} if isinstance(line, tuple) else line
            for line in lines
        ]
        details.setdefault("customer", {"email": "ada@example.com", "id": 5})
        return self.synced(self.web_orders.place(lines=rows, **details).id)

    def synced(self, external_id):
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual(order.state, "synced", order.message)
        self.assertTrue(order.is_reconciled)
        return order

    def line_id(self, order, index=0):
        return self.web_orders.get(int(order.external_id)).lines[index].id

    def edit(self, order, **quantities):
        """Staff set new quantities in the control panel, by SKU without its size."""
        rows = self.web_orders.get(int(order.external_id)).lines
        lines = [
            {"id": row.id, "quantity": quantity}
            for sku, quantity in quantities.items()
            for row in rows
            if row.sku.startswith(sku)
        ]
        self.web_orders.edit(int(order.external_id), lines=lines)
        return self.synced(order.external_id)

    def remove(self, order, index=0):
        self.web_orders.edit(
            int(order.external_id), remove=[self.line_id(order, index)]
        )
        return self.synced(order.external_id)

    def ship(self, order, quantity, index=0):
        shipped = {self.line_id(order, index): quantity}
        self.web_orders.ship(int(order.external_id), shipped)
        return self.synced(order.external_id)

    def refund(self, order, quantity, index=0, **details):
        item = {"item_type": "PRODUCT", "item_id": self.line_id(order, index)}
        self.web_orders.refund(
            int(order.external_id), [{**item, "quantity": quantity}], **details
        )
        return self.synced(order.external_id)

    def set_status(self, order, status_id):
        self.shop.orders.update(order.external_id, {"status_id": status_id})
        return self.synced(order.external_id)

    def last(self, order):
        return order.pos_order_ids.sorted("bigcommerce_revision")[-1:]

    def for_sale(self, product):
        product.invalidate_recordset()
        return product.with_context(warehouse_id=self.warehouse.id).qty_available

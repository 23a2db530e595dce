"""Kits on BigCommerce too, and web orders of them."""

from odoo.addons.bigcommerce_connector.tests.common import BigcommerceCase

from .kits import Kits


class WebKitsCase(Kits, BigcommerceCase):
    def on_both(self, product):
        """The product on BigCommerce too, under its name."""
        product.default_code = product.name
        self.shop.products.create(
            {
                "name": product.name,
                "sku": product.name,
                "type": "physical",
                "weight": 1,
                "price": 10,
                "inventory_tracking": "none",
            }
        )
        return product

    def order(self, *lines, **details):
        """:return: the order there, and here"""
        there = self.simulator.store.orders.place(lines=list(lines), **details)
        self.sync_orders()
        return there, self.web_order(there.id)

    def deliver(self, order, waits_on=True, **quantities):
        """So much of each component leaves; the rest waits on, or is dropped."""
        pickings = order.pos_order_ids.picking_ids
        [picking] = pickings.filtered(lambda one: one.state == "assigned")
        for move in picking.move_ids:
            move.quantity = quantities.get(move.product_id.name, 0)
            move.picked = bool(move.quantity)
        picking.with_context(cancel_backorder=not waits_on)._action_done()

    def waiting(self, order):
        """Units that wait, by product, in the order of the transfers' moves."""
        moves = order.pos_order_ids.picking_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        return [(move.product_id.name, move.product_uom_qty) for move in moves]

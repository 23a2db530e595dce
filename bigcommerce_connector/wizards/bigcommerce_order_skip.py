from odoo import Command, fields, models
from odoo.exceptions import UserError


class BigcommerceOrderSkip(models.TransientModel):
    """Skip a web order for good; asks whether its goods leave all the same."""

    _name = "bigcommerce.order.skip"
    _description = "Skip BigCommerce Order"

    order_id = fields.Many2one("bigcommerce.order", required=True, readonly=True)
    goods_leave = fields.Selection(
        [
            ("no", "No: nothing leaves, the stock stays as it is"),
            ("yes", "Yes: take them out of stock now"),
        ],
        "Do the goods leave?",
        required=True,
    )

    def action_skip(self):
        """Post nothing for this order, now or later.

        :raise UserError: when it is posted already, or its goods are unknown
        """
        self.ensure_one()
        order = self.order_id
        if order.is_posted:
            raise UserError(
                self.env._(
                    "%s is posted already. Cancel it on BigCommerce: then everything "
                    "is refunded.",
                    order.name,
                )
            )
        note = self.env._("Skipped by %s.", self.env.user.name)
        if self.goods_leave == "yes":
            picking = self._move_goods()
            note += self.env._(" Goods left with %s.", picking.name)
        order.write(
            {
                "state": "skipped",
                "is_skipped": True,
                "message": note,
                "needs_look": False,
                # Taken up again, goods that left already must not leave twice.
                "moves_stock": order.moves_stock and self.goods_leave == "no",
            }
        )
        order.message_post(body=note)

    def _move_goods(self):
        order = self.order_id
        web, target = order._read_snapshot()
        items = [web.items[key] for key, part in target.items.items() if part.quantity]
        products = order._find_products(items)
        warehouse = order.store_id.warehouse_id
        picking_type = warehouse.out_type_id
        customers = self.env.ref("stock.stock_location_customers")
        # Whoever may skip web orders need not have rights on stock.
        picking_sudo = (
            self.env["stock.picking"]
            .sudo()
            .create(
                {
                    "picking_type_id": picking_type.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": customers.id,
                    "origin": order.name,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": products[key].id,
                                "product_uom_qty": float(target.items[key].quantity),
                                "location_id": warehouse.lot_stock_id.id,
                                "location_dest_id": customers.id,
                            }
                        )
                        for key in products
                        if products[key].type == "consu"
                    ],
                }
            )
        )
        picking_sudo.action_confirm()
        for move in picking_sudo.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        picking_sudo._action_done()
        return picking_sudo

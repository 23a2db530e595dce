from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..models.collected import warehouse_of


class BigcommerceOrderSkip(models.TransientModel):
    """Skip a web order for good; asks whether its goods leave anyway."""

    _name = "bigcommerce.order.skip"
    _description = "Skip BigCommerce Order"

    order_id = fields.Many2one("bigcommerce.order", required=True, readonly=True)
    goods_leave = fields.Selection(
        [
            ("no", "No: leave the stock unchanged"),
            ("yes", "Yes: remove them from stock now"),
        ],
        "Do the Goods Leave?",
        required=True,
    )

    def action_skip(self):
        """Post nothing for this order, now or later.

        What is posted already stays, where cashiers gave back too much of it.

        :raise AccessError: for whoever may not change the order
        :raise UserError: when it is posted already, or its goods are unknown
        """
        self.ensure_one()
        self.order_id.check_access("write")
        order = self.order_id.sudo()  # nobody but the connector may write it
        if order.is_posted:
            self._check_posted(order)
        note = self.env._("Skipped by %s.", self.env.user.name)
        if self.goods_leave == "yes" and not order.moves_stock:
            note += self.env._(" Its goods left earlier and do not leave again.")
        elif self.goods_leave == "yes":
            picking = self._move_goods(order)
            if picking and picking.state != "done":
                note += self.env._(
                    " Its goods leave with %s, which is still open: enter their lot "
                    "or serial numbers there and validate it.",
                    picking.name,
                )
            elif picking:
                note += self.env._(" Its goods left with %s.", picking.name)
            else:
                note += self.env._(" It has no goods that leave the stock.")
        order.write(
            {
                "state": "skipped",
                "is_skipped": True,
                "message": note,
                "needs_sync": False,
                # Taken up again, goods that left already must not leave twice.
                "moves_stock": order.moves_stock and self.goods_leave == "no",
            }
        )
        order.message_post(body=note)

    def _check_posted(self, order):
        """:raise UserError: saying what to do instead, or which answer to give"""
        if not order.is_over_refunded:
            raise UserError(
                self.env._(
                    "%s is already posted. Cancel it on BigCommerce, and everything "
                    "is refunded.",
                    order.name,
                )
            )
        if self.goods_leave == "yes":
            raise UserError(
                self.env._(
                    "The goods of %s left when it was posted. Choose No: leave the "
                    "stock unchanged.",
                    order.name,
                )
            )

    def _move_goods(self, order):
        """Take what the order still has to sell out of stock.

        :param order: its ``bigcommerce.order``, as the system: whoever may skip web
            orders need not have rights on stock
        :return: stock.picking; empty when nothing of it is goods
        """
        try:
            snapshot = order._read_snapshot()
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The data that BigCommerce returned for %s cannot be read, so "
                    "its goods are unknown. Choose No: leave the stock unchanged, "
                    "and move them manually.",
                    order.name,
                )
            ) from error
        web, target = snapshot.web, snapshot.target
        items = [web.items[key] for key, part in target.items.items() if part.quantity]
        products = order._find_products(items)
        goods = [
            (product, target.items[key].quantity)
            for key, product in products.items()
            if product.type == "consu"
        ]
        if not goods:
            return order.env["stock.picking"]
        return self._deliver(order, goods)

    def _deliver(self, order, goods):
        """
        :param list goods: (product, quantity), the same product perhaps twice
        :return: stock.picking; done, unless somebody has to enter lots
        """
        warehouse = warehouse_of(order)
        places = {
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        partner = order._get_partner()
        picking = order.env["stock.picking"].create(
            {
                **places,
                "picking_type_id": warehouse.out_type_id.id,
                "partner_id": (order.partner_shipping_id or partner).id,
                "origin": order.name,
                "move_ids": [
                    Command.create(
                        {
                            **places,
                            "product_id": product.id,
                            "product_uom_qty": float(quantity),
                        }
                    )
                    for product, quantity in goods
                ],
            }
        )
        picking.action_confirm()
        if any(product.tracking != "none" for product in picking.move_ids.product_id):
            picking.action_assign()
            return picking  # only the warehouse knows which lots leave
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        picking._action_done()
        return picking

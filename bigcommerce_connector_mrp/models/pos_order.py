from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _get_pos_anglo_saxon_price_unit(self, product, partner_id, quantity):
        """What an invoice books as the cost of one kit: that of what left for it.

        Odoo asks for the components of today.
        """
        orders = self.filtered(lambda order: order.partner_id.id == partner_id)
        moves = orders.picking_ids.move_ids.filtered(
            lambda move: (
                move.bigcommerce_kit_id == product
                and move.is_valued
                and move.product_id.valuation == "real_time"
            )
        )
        lines = orders.lines.filtered(lambda line: line.product_id == product)
        sold = abs(sum(lines.mapped("qty")))
        if not moves or product.uom_id.is_zero(sold):
            return super()._get_pos_anglo_saxon_price_unit(
                product, partner_id, quantity
            )
        return sum(moves.mapped("value")) / sold

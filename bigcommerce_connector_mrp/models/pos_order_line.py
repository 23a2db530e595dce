from odoo import models

from odoo.addons.bigcommerce_connector.models.waiting_goods import may_wait

from ..bundle import moved_with_kit, moves_with_kit
from ..sold_kit import SoldProduct, choices, coming_back


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    def _launch_stock_rule_from_pos_order_lines(self):
        """What is a part of a kit is shipped with it."""
        lines = self.filtered(lambda line: not moves_with_kit(line))
        return super(PosOrderLine, lines)._launch_stock_rule_from_pos_order_lines()

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        if self.product_id._bigcommerce_kits(self.company_id):
            values["bigcommerce_kit_id"] = self.product_id.id
            values["bigcommerce_kits"] = self.qty
        return values

    def _bigcommerce_moving_parts(self):
        """Of a kit its components move, as much of each as one kit takes; nothing by
        itself of what is a part of one."""
        if moved_with_kit(self):
            return []
        return SoldProduct(self).parts or [
            (moves.filtered(lambda move: not move.bigcommerce_kit_id), each)
            for moves, each in super()._bigcommerce_moving_parts()
        ]

    def _bigcommerce_sold_alike(self):
        alike = super()._bigcommerce_sold_alike()
        return alike.filtered(lambda line: not moved_with_kit(line))

    def _bigcommerce_never_left(self):
        """Of kits those of which no component left."""
        if moved_with_kit(self):
            return 0.0
        sold = SoldProduct(self)
        if sold.parts or sold.moves.bigcommerce_kit_id:
            return sold.untouched
        return super()._bigcommerce_never_left()

    def _bigcommerce_surplus(self):
        """Of kits the rest of those that were refunded after a part of them left."""
        return [] if moved_with_kit(self) else SoldProduct(self).surplus

    def _compute_total_cost(self, stock_moves):
        """The cost of a kit is that of what left for it, or came back.

        Odoo asks for the price of one of several products at once, which is 0
        (stock_account/models/stock_move.py), and for those that the kit consists of
        today.
        """
        for line in self.filtered(lambda one: not one.is_total_cost_computed):
            if line._is_product_storable_fifo_avco():
                line._bigcommerce_set_kit_cost(stock_moves)
        return super()._compute_total_cost(stock_moves)

    def _bigcommerce_set_kit_cost(self, stock_moves):
        """:param stock_moves: stock.move of the order, or of its whole session"""
        cost = self._bigcommerce_kit_cost(stock_moves)
        if cost is None:
            return
        self.total_cost = self.qty * self.product_id.sudo().cost_currency_id._convert(
            cost,
            self.currency_id,
            self.company_id or self.env.company,
            self.order_id.date_order,
            round=False,
        )
        self.is_total_cost_computed = True

    def _bigcommerce_kit_cost(self, stock_moves):
        """What one kit costs; None: it is no kit, or none of its components moves.

        :param stock_moves: stock.move of the order, or of its whole session
        """
        order = self.order_id
        moves = stock_moves.filtered(
            lambda move: (
                move.bigcommerce_kit_id == self.product_id
                and move.never_product_template_attribute_value_ids == choices(self)
                and move.is_in == (self.qty < 0)
            )
        )
        if not moves:
            # What waits to be shipped is worth what its components are.
            is_waiting = self.qty > 0 and may_wait(self)
            parts = SoldProduct(self).parts if is_waiting else []
            return sum(_price(part) * each for part, each in parts) if parts else None
        orders = order if order.picking_ids else order.session_id.order_ids
        same = orders.lines.filtered(
            lambda line: (
                line.product_id == self.product_id
                and choices(line) == choices(self)
                and (line.qty < 0) == (self.qty < 0)
            )
        )
        return sum(moves.mapped("value")) / abs(coming_back(same))


def _price(moves):
    """:param moves: stock.move of one product"""
    return moves.product_id.with_company(moves.company_id[:1]).standard_price

"""A cashier's refund of a web order: nothing to post, but the order is looked at."""

from odoo import api, fields, models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _take_order_notes(self):
        """Queue the web orders that cashiers refunded something of."""
        self.ensure_one()
        ids = self.env["bigcommerce.change"]._consume("order", self)
        orders = self.env["bigcommerce.order"].browse(ids).exists()
        orders.filtered(lambda order: order.store_id == self).needs_look = True


class PosOrder(models.Model):
    _inherit = "pos.order"

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        at_till = self.filtered(lambda order: order.source != "bigcommerce")
        refunded = at_till.lines.refunded_orderline_id.order_id.bigcommerce_order_id
        if refunded:
            self.env["bigcommerce.change"]._note("order", refunded.ids)
        return result


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    till_order_ids = fields.Many2many(
        "pos.order", compute="_compute_till_order_ids", string="Refunds at Tills"
    )

    @api.depends("pos_order_ids.lines.refund_orderline_ids.order_id")
    def _compute_till_order_ids(self):
        for order in self:
            refunds = order.pos_order_ids.lines.refund_orderline_ids.order_id
            order.till_order_ids = refunds - order.pos_order_ids

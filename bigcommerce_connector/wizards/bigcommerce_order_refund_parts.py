from odoo import api, fields, models
from odoo.exceptions import UserError

from ..mappers.amounts import amount
from ..mappers.register_refund import GivenBack


class BigcommerceOrderRefundTender(models.TransientModel):
    """A way to pay a refund back, of BigCommerce's quote."""

    _name = "bigcommerce.order.refund.tender"
    _description = "Way to Pay a Refund Back"

    wizard_id = fields.Many2one(
        "bigcommerce.order.refund", required=True, ondelete="cascade"
    )
    name = fields.Char(required=True, readonly=True)
    payments = fields.Json(readonly=True)
    is_offline = fields.Boolean(
        "Recorded Only",
        readonly=True,
        help="BigCommerce moves no money: give it to the customer yourself.",
    )

    @api.depends("name", "is_offline")
    def _compute_display_name(self):
        for tender in self:
            tender.display_name = tender.name
            if tender.is_offline:
                tender.display_name = self.env._("%s (recorded only)", tender.name)


class BigcommerceOrderRefundLine(models.TransientModel):
    """How much of what was sold is refunded."""

    _name = "bigcommerce.order.refund.line"
    _description = "Item to Refund"

    wizard_id = fields.Many2one(
        "bigcommerce.order.refund", required=True, ondelete="cascade"
    )
    pos_line_id = fields.Many2one(
        "pos.order.line", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="pos_line_id.currency_id")
    name = fields.Char("Item", related="pos_line_id.full_product_name")
    quantity = fields.Float("Refund", digits="Product Unit")
    quantity_left = fields.Float(
        "Not Refunded", digits="Product Unit", compute="_compute_quantity_left"
    )
    amount = fields.Monetary(compute="_compute_amount")

    @api.depends("pos_line_id")
    def _compute_quantity_left(self):
        for line in self:
            sold = line.pos_line_id
            line.quantity_left = sold.qty - sold.refunded_qty

    @api.depends("pos_line_id", "quantity")
    def _compute_amount(self):
        for line in self:
            line.amount = line.pos_line_id._bigcommerce_share(line.quantity)

    def _given_back(self, order):
        """:param order: ``bigcommerce.order`` that they are of
        :rtype: list[GivenBack]
        :raise UserError: they are not, or more is refunded than is left
        """
        wanted = self.filtered(lambda line: line.quantity)
        for line in wanted:
            is_of_it = line.pos_line_id.order_id.bigcommerce_order_id == order
            if not is_of_it or not 0 < line.quantity <= line.quantity_left:
                raise UserError(
                    self.env._(
                        "%(left)g of %(item)s can be refunded, not %(wanted)g.",
                        left=line.quantity_left if is_of_it else 0,
                        item=line.name if is_of_it else order.name,
                        wanted=line.quantity,
                    )
                )
        places = order.currency_id.decimal_places
        return [
            GivenBack(
                line.pos_line_id.bigcommerce_key or "",
                amount(line.quantity),
                amount(line.amount, places),
            )
            for line in wanted
        ]

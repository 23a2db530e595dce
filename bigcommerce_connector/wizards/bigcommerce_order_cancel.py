from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.bigcommerce_order_refunds import (
    amount_left,
    delivery_posted,
    has_goods_outside,
)


class BigcommerceOrderRefund(models.TransientModel):
    """Cancelling an order: what is given back of its money, and what comes back."""

    _inherit = "bigcommerce.order.refund"

    gives_back = fields.Selection(
        [
            ("all", "All that is left"),
            ("part", "A part of it"),
            ("nothing", "Nothing"),
        ],
        default="all",
        required=True,
    )
    amount_left = fields.Monetary(
        "Not Given Back Yet", compute="_compute_amount_left", store=True
    )
    amount_part = fields.Monetary(
        "Amount to Give Back",
        compute="_compute_amount_part",
        store=True,
        readonly=False,
        help="It begins with all but the shipping and handling.",
    )
    amount_rest = fields.Monetary("The Rest", compute="_compute_amount_rest")
    rest = fields.Selection(
        [("kept", "Is kept, and posted as sold"), ("owed", "Stays to be refunded")],
        "What Becomes of It",
    )
    has_goods_outside = fields.Boolean(compute="_compute_has_goods_outside")
    restock = fields.Selection(
        [("always", "Restock them"), ("never", "Do not restock them")],
        "Goods That Come Back",
    )

    @api.depends("order_id")
    def _compute_amount_left(self):
        """When it was begun: somebody has seen this figure."""
        for wizard in self:
            wizard.amount_left = amount_left(wizard.order_id)

    @api.depends("order_id")
    def _compute_amount_part(self):
        for wizard in self:
            left = amount_left(wizard.order_id)
            delivery = delivery_posted(wizard.order_id)
            wizard.amount_part = max(left - delivery, 0) if delivery else 0

    @api.depends("is_cancelling", "gives_back", "amount_left", "amount_part")
    def _compute_amount(self):
        result = super()._compute_amount()
        for wizard in self.filtered("is_cancelling"):
            given = {"all": wizard.amount_left, "part": wizard.amount_part}
            wizard.amount = given.get(wizard.gives_back, 0)
        return result

    @api.depends("amount_left", "amount")
    def _compute_amount_rest(self):
        for wizard in self:
            rest = wizard.amount_left - wizard.amount
            wizard.amount_rest = wizard.currency_id.round(rest)

    @api.depends("order_id", "is_cancelling")
    def _compute_has_goods_outside(self):
        for wizard in self:
            order_sudo = wizard.order_id.sudo()  # transfers are of the warehouse
            is_asked = wizard.is_cancelling
            wizard.has_goods_outside = is_asked and has_goods_outside(order_sudo)

    def _check_allowed(self):
        """:raise UserError: also for a part that is nothing of what is left, or all"""
        super()._check_allowed()
        if not self.is_cancelling or self.gives_back != "part":
            return
        money = self.currency_id
        is_some = money.compare_amounts(self.amount, 0) > 0
        if not is_some or money.compare_amounts(self.amount, self.amount_left) >= 0:
            raise UserError(
                self.env._(
                    "Say how much of %(left)s of %(order)s is given back: more than "
                    "nothing, and less than all.",
                    left=money.format(self.amount_left),
                    order=self.order_id.name,
                )
            )

    def _plan(self, order_sudo, details):
        if not self.is_cancelling:
            super()._plan(order_sudo, details)
            return
        order_sudo.restock_choice = self.restock
        order_sudo.refund_ids._plan_cancelling(
            order_sudo,
            self.amount,
            self.amount_left,
            amount_kept=self._amount_kept(),
            **details,
        )

    def _amount_kept(self):
        """:return: what is not given back, and is not to be, of a cancelled order"""
        return self.amount_rest if self.rest == "kept" else 0.0

    def _told(self):
        if not self.is_cancelling:
            return super()._told()
        kept = self._amount_kept()
        if not kept:
            return self.env._("To be cancelled on BigCommerce.")
        return self.env._(
            "To be cancelled on BigCommerce; %s are kept.",
            self.currency_id.format(kept),
        )

from odoo import api, fields, models

from ..mappers.amounts import ZERO, amount
from ..mappers.keys import is_item_key
from ..settlement.history import history_from_json
from ..settlement.transaction import PostedLine
from .bigcommerce_order_refunds import beyond_records

# A cashier may still change, or has given up, what is none of these.
_PAID = ("paid", "done")


class BigcommerceOrder(models.Model):
    """What of a web order is posted in the Point of Sale."""

    _inherit = "bigcommerce.order"

    pos_order_ids = fields.One2many(
        "pos.order", "bigcommerce_order_id", "Transactions", readonly=True
    )
    pos_order_count = fields.Integer(
        "Number of Transactions", compute="_compute_is_posted"
    )
    register_order_ids = fields.Many2many(
        "pos.order",
        compute="_compute_at_registers",
        string="Refunds at Registers",
    )
    amount_at_registers = fields.Monetary(
        "Refunded at registers, not yet on BigCommerce",
        compute="_compute_at_registers",
        help="In the books already. It becomes part of the net once it is recorded on "
        "BigCommerce.",
    )
    amount_at_registers_tax = fields.Monetary(
        "Tax Refunded at Registers, Not Yet on BigCommerce",
        compute="_compute_at_registers",
    )
    amount_booked = fields.Monetary(
        "In the Books",
        compute="_compute_at_registers",
        help="All transactions of this order and all refunds of it at registers: what "
        "the Point of Sale adds up to.",
    )
    amount_booked_tax = fields.Monetary(
        "Tax in the Books", compute="_compute_at_registers"
    )
    amount_posted = fields.Monetary(
        "Posted in Point of Sale", compute="_compute_amount_posted"
    )
    amount_posted_tax = fields.Monetary("Tax Posted", compute="_compute_amount_posted")
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_posted",
        help="Posted in Point of Sale less the net on BigCommerce.",
    )
    amount_difference_tax = fields.Monetary(
        "Difference in Tax", compute="_compute_amount_posted"
    )
    is_reconciled = fields.Boolean("Reconciled", compute="_compute_amount_posted")
    is_posted = fields.Boolean(compute="_compute_is_posted")

    @api.depends("pos_order_ids")
    def _compute_is_posted(self):
        for order in self:
            order.pos_order_count = len(order.pos_order_ids)
            order.is_posted = bool(order.pos_order_ids)

    @api.depends(
        "pos_order_ids.amount_total",
        "pos_order_ids.amount_tax",
        "amount_net",
        "amount_net_tax",
        "amount_register_refunded",
        "amount_register_refunded_tax",
        "is_over_refunded",
    )
    def _compute_amount_posted(self):
        """What cashiers refunded counts as far as BigCommerce has caught up with it.

        What they gave back without its having been sold agrees with nothing.
        """
        for order in self:
            order.amount_posted = (
                sum(order.pos_order_ids.mapped("amount_total"))
                - order.amount_register_refunded
            )
            order.amount_posted_tax = (
                sum(order.pos_order_ids.mapped("amount_tax"))
                - order.amount_register_refunded_tax
            )
            currency = order.currency_id or order.company_id.currency_id
            total = currency.round(order.amount_posted - order.amount_net)
            tax = currency.round(order.amount_posted_tax - order.amount_net_tax)
            order.amount_difference, order.amount_difference_tax = total, tax
            order.is_reconciled = not (order.is_over_refunded or total or tax)

    @api.depends(
        "pos_order_ids.lines.refund_orderline_ids.order_id.state",
        "amount_posted",
        "amount_posted_tax",
        "amount_to_refund",
        "amount_register_refunded",
        "refunds_payload",
    )
    def _compute_at_registers(self):
        """What cashiers refunded, whether BigCommerce knows of it or not."""
        for order in self:
            refunds = order.pos_order_ids.lines.refund_orderline_ids.order_id.filtered(
                lambda one: one.state in _PAID
            )
            order.register_order_ids = refunds - order.pos_order_ids
            given = [line for line in order._posted_lines() if not line.is_ours]
            sold = order.pos_order_ids
            total = sum(sold.mapped("amount_total")) + sum(
                float(line.inc_tax) for line in given
            )
            tax = sum(sold.mapped("amount_tax")) + sum(
                float(line.tax) for line in given
            )
            order.amount_booked, order.amount_booked_tax = total, tax
            order.amount_at_registers = total - order.amount_posted
            order.amount_at_registers_tax = tax - order.amount_posted_tax
            beyond = beyond_records(order)
            order.amount_given_back = min(order.amount_to_refund, beyond)

    def action_view_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "view_mode": "form",
        }

    # === FOR THE DIFFERENCE === #

    def _posted_facts(self):
        """What is posted, the currency's decimals, and what the web has recorded."""
        places = self.currency_id.decimal_places
        return self._posted_lines(), places, self._settlement_history().recorded

    def _settlement_history(self):
        """What the order has been before.

        :rtype: History
        """
        return history_from_json(self.settlement_history)

    def _posted_lines(self):
        """Lines of our transactions, and what cashiers refunded of them."""
        ours = self.pos_order_ids.sorted("bigcommerce_revision").lines
        register = ours.refund_orderline_ids.filtered(
            lambda line: line.order_id.state in _PAID and line not in ours
        )
        return [self._posted_line(line, True) for line in ours] + [
            self._posted_line(line, False) for line in register
        ]

    def _posted_line(self, line, is_ours):
        places = self.currency_id.decimal_places
        origin = line.refunded_orderline_id
        key = (line if is_ours else origin).bigcommerce_key or ""
        inc_tax = amount(line.price_subtotal_incl, places)
        untaxed = amount(line.price_subtotal, places)
        if not is_ours and (inc_tax > 0) != (line.qty * line.price_unit > 0):
            # A register's refund turns the amounts of its lines, not their quantities.
            inc_tax, untaxed = -inc_tax, -untaxed
        return PostedLine(
            id=line.id,
            order_id=line.order_id.id,
            key=key,
            # Whole units on BigCommerce; a cashier takes half a kilogram back, too.
            quantity=amount(line.qty) if is_item_key(key) else ZERO,
            inc_tax=inc_tax,
            tax=inc_tax - untaxed,
            refunded_line_id=origin.id or None,
            is_ours=is_ours,
        )

from odoo import api, fields, models

from ..mappers.held_units import OPEN_STATUSES
from ..mappers.order_reference import reference_number
from .bigcommerce_product import MAPPING_STATES
from .order_attention import attention_values, follow_attention
from .order_problem import ORDER_PROBLEMS
from .payload_field import Payload


class BigcommerceOrder(models.Model):
    """A web order: the snapshot of what BigCommerce says now, and what happened to it.

    Nothing in the Point of Sale is ever edited: ``pos_order_ids`` are the transactions
    posted so far, and ``sync/orders/reconcile.py`` posts only what they lack.
    """

    _name = "bigcommerce.order"
    _description = "BigCommerce Order"
    _inherit = [
        "bigcommerce.connector.owned",
        "bigcommerce.store.child",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_created desc, id desc"
    _rec_names_search = ["external_id", "customer_name", "customer_email"]

    name = fields.Char(compute="_compute_name")
    # Searched by a part of it, among years of orders; so customers are.
    external_id = fields.Char(
        "Web Order", required=True, readonly=True, index="trigram"
    )
    state = fields.Selection(
        MAPPING_STATES,
        default="pending",
        required=True,
        readonly=True,
        index=True,
        tracking=True,  # what people do; syncs have a history of their own
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention",
        store=True,
        help="Orders that need attention come first in lists.",
    )
    message = fields.Text(readonly=True)
    problem_code = fields.Selection(
        ORDER_PROBLEMS,
        "Cause",
        readonly=True,
        copy=False,
        help="Why it needs attention; the message says what to do.",
    )
    attention_since = fields.Datetime(
        readonly=True,
        copy=False,
        help="When this cause was first met. Trying again in vain does not change it.",
    )
    needs_sync = fields.Boolean(
        default=True,
        readonly=True,
        help="The order changed, or a user asked for it: it is compared in the next "
        "run.",
    )
    is_waiting_for_unlock = fields.Boolean(
        "Waiting for Unlock",
        readonly=True,
        copy=False,
        help="The books are locked: the order is posted automatically once they are "
        "open.",
    )
    status_id = fields.Integer("BigCommerce Status ID", readonly=True)
    status = fields.Char("BigCommerce Status", readonly=True)
    payment_method = fields.Char(readonly=True)
    payment_status = fields.Char(readonly=True)
    coupon_codes = fields.Char(
        "Coupons",
        readonly=True,
        index="trigram",
        help="Codes that the customer used on items or on the whole order. "
        "BigCommerce removes the discounts of a line that is edited; the codes "
        "are kept here.",
    )
    customer_name = fields.Char(readonly=True, index="trigram")
    customer_email = fields.Char(readonly=True, index="trigram")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        readonly=True,
        index="btree_not_null",
        help="The contact that the order was posted under.",
    )
    partner_shipping_id = fields.Many2one(
        "res.partner", "Delivery Address", readonly=True, index="btree_not_null"
    )
    customer_message = fields.Text(
        readonly=True, help="What the customer wrote at checkout."
    )
    staff_notes = fields.Text(
        readonly=True, help="Written by staff on BigCommerce. Never shown to customers."
    )
    date_created = fields.Datetime("Ordered On", readonly=True)
    date_modified = fields.Datetime("Changed on BigCommerce", readonly=True)
    last_checked_on = fields.Datetime("Last Checked", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_total = fields.Monetary(
        "Total on BigCommerce", readonly=True, help="Tax included, before refunds."
    )
    amount_tax = fields.Monetary("Tax on BigCommerce", readonly=True)
    amount_net = fields.Monetary(
        "Net", readonly=True, help="Total less refunds, tax included."
    )
    amount_net_tax = fields.Monetary("Tax in Net", readonly=True)
    amount_first_paid = fields.Monetary(
        "Total When First Paid",
        readonly=True,
        help="What the customer paid before any edit, tax included.",
    )
    first_paid_on = fields.Datetime(readonly=True, copy=False)
    counts_as_paid = fields.Boolean(
        "Paid",
        readonly=True,
        copy=False,
        help="The order was paid and has not been cancelled since. A status that "
        "waits does not change this.",
    )
    is_captured_suspect = fields.Boolean(
        "Payment Unclear",
        readonly=True,
        copy=False,
        help="The total when first paid may differ from what the customer paid: the "
        "transactions are read whenever the order changes.",
    )
    amount_captured = fields.Monetary(
        "Paid on BigCommerce",
        readonly=True,
        help="Money received, tax included. For an order that has not been edited "
        "since it was first read, this is its total. For an order from before "
        "Connect, Check Again reads the amount that was actually received.",
    )
    is_captured_read = fields.Boolean(
        "Paid Amount from Transactions",
        readonly=True,
        help="Read from the transactions instead of the first total.",
    )
    is_captured_current = fields.Boolean(
        "Paid Amount Is Current",
        readonly=True,
        copy=False,
        help="The transactions were read after the last change of the order.",
    )
    captured_read_on = fields.Datetime(
        "Transactions Read On", readonly=True, copy=False
    )
    amount_refunded = fields.Monetary("Refunded on BigCommerce", readonly=True)
    amount_to_refund = fields.Monetary(
        "To Refund",
        readonly=True,
        help="An edit moves no money: refund this amount on BigCommerce.",
    )
    amount_to_collect = fields.Monetary(
        "To Collect",
        readonly=True,
        help="An edit moves no money: the customer still owes this amount.",
    )
    unsettled_since = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since when money is to be refunded, or to be collected.",
    )
    amount_register_refunded = fields.Monetary(
        "Register Refunds in the Net",
        readonly=True,
        help="Refunded by cashiers, and the net on BigCommerce is lower by it.",
    )
    amount_register_refunded_tax = fields.Monetary(
        "Tax Refunded at Registers", readonly=True
    )
    amount_register_unrecorded = fields.Monetary(
        "Register Refunds to Record",
        readonly=True,
        help="Refunded at a register and not yet recorded on BigCommerce. Record it "
        "there as an offline refund of exactly these items, not of an amount: "
        "the customer already has the money, and an amount would count as one "
        "more refund.",
    )
    is_over_refunded = fields.Boolean(
        "Over-Refunded at Registers",
        readonly=True,
        copy=False,
        help="Cashiers refunded more of an item than was ever sold.",
    )
    payload = Payload(readonly=True, groups="base.group_system")
    refunds_payload = Payload(readonly=True, groups="base.group_system")
    settlement_history = fields.Json(
        readonly=True,
        copy=False,
        help="What the order has been before, as far as refunds and edits are settled "
        "by it.",
    )
    revision = fields.Integer(
        readonly=True, help="Number of transactions posted. It is part of their UUID."
    )
    line_ids = fields.One2many(
        "bigcommerce.order.line", "order_id", "Items", readonly=True
    )
    log_ids = fields.One2many(
        "bigcommerce.order.log", "order_id", "Sync History", readonly=True
    )
    is_skipped = fields.Boolean(
        "Skipped by a User",
        readonly=True,
        help="A user decided that nothing is posted for this order.",
    )
    moves_stock = fields.Boolean(
        default=True,
        readonly=True,
        help="Off: only its money is posted, because its goods left before.",
    )
    is_short = fields.Boolean(
        "Not Enough Stock",
        readonly=True,
        help="Somebody was asked to find the goods, or to call the customer.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "This web order exists already."
    )
    # IS TRUE, as the ORM asks: PostgreSQL does not see that it is the same without.
    _needs_sync_idx = models.Index("(store_id, id) WHERE needs_sync IS TRUE")
    # As Odoo sorts the list (needs_attention, newest first), and without the view.
    _list_idx = models.Index(
        "(COALESCE(needs_attention, FALSE) DESC, date_created DESC, id DESC)"
    )
    _newest_idx = models.Index("(date_created DESC, id DESC)")
    _payments_to_read_idx = models.Index(
        "(store_id, captured_read_on, id) "
        "WHERE is_captured_suspect IS TRUE AND is_captured_current IS NOT TRUE"
    )
    _owed_idx = models.Index(
        "(store_id, captured_read_on)"
        " WHERE is_captured_current IS TRUE AND amount_to_collect > 0"
    )
    _to_settle_idx = models.Index(
        "(store_id) WHERE amount_to_refund > 0 OR amount_to_collect > 0"
        " OR amount_register_unrecorded > 0"
    )
    _attention_idx = models.Index("(store_id) WHERE state = 'attention'")
    _pending_idx = models.Index("(store_id) WHERE state = 'pending'")
    _waiting_for_unlock_idx = models.Index(
        "(store_id) WHERE is_waiting_for_unlock IS TRUE"
    )

    @api.depends("external_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for order in self:
            order.name = self.env._("Web Order %s", order.external_id)

    @api.model
    def _search_display_name(self, operator, value):
        """By what people have at hand: the number on a receipt, a name, an address."""
        if isinstance(value, str):
            value = reference_number(value) or value
        return super()._search_display_name(operator, value)

    @api.depends("state")
    def _compute_needs_attention(self):
        for order in self:
            order.needs_attention = order.state == "attention"

    def write(self, vals):
        if not vals.keys() & {"state", "status_id"}:
            return super().write(vals)
        vals = {**vals, **attention_values(self, vals)}
        before = _holding_stock(self)
        troubled = self.filtered(lambda order: order.state == "attention")
        result = super().write(vals)
        after = _holding_stock(self)
        ((before | after) - (before & after)).line_ids._note_stock()
        follow_attention(self, troubled)
        return result

    def action_open_on_bigcommerce(self):
        self.ensure_one()
        return self.store_id._open_control_panel(f"/orders/{self.external_id}")


def _holding_stock(orders):
    """Those whose goods are sold, and not posted yet, or leave without Odoo."""
    return orders.filtered(
        lambda order: (
            order.moves_stock
            and (
                (order.state in ("pending", "attention") and order.status_id)
                or (order.state == "skipped" and order.status_id in OPEN_STATUSES)
            )
        )
    )

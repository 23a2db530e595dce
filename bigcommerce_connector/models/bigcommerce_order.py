from odoo import api, fields, models

from .bigcommerce_product import MAPPING_STATES


class BigcommerceOrder(models.Model):
    """A web order: the snapshot of what BigCommerce says now, and what became of it.

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

    name = fields.Char(compute="_compute_name", store=True)
    external_id = fields.Char("Web Order", required=True, readonly=True, index=True)
    state = fields.Selection(
        MAPPING_STATES,
        default="pending",
        required=True,
        readonly=True,
        index=True,
        tracking=True,  # what people do; looks have a history of their own
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention",
        store=True,
        help="Lists begin with what a person has to do.",
    )
    message = fields.Text(readonly=True)
    needs_look = fields.Boolean(
        default=True,
        readonly=True,
        help="The order changed, or somebody asked: compare it at the next run.",
    )
    waits_for_books = fields.Boolean(
        readonly=True,
        copy=False,
        help="The books are locked: the order is posted by itself once they are open.",
    )
    status_id = fields.Integer("BigCommerce Status ID", readonly=True)
    status = fields.Char("BigCommerce Status", readonly=True)
    payment_method = fields.Char(readonly=True)
    payment_status = fields.Char(readonly=True)
    coupon_codes = fields.Char(
        "Coupons",
        readonly=True,
        index="trigram",
        help="Codes that the customer used on items or the whole order. BigCommerce "
        "takes discounts off a line that is edited; the codes stay here.",
    )
    customer_name = fields.Char(readonly=True)
    customer_email = fields.Char(readonly=True)
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
        readonly=True, help="Written by staff on BigCommerce; never shown to customers."
    )
    date_created = fields.Datetime("Ordered On", readonly=True)
    date_modified = fields.Datetime("Changed On BigCommerce", readonly=True)
    looked_on = fields.Datetime("Last Looked At", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_total = fields.Monetary(
        "Total on BigCommerce", readonly=True, help="Tax included, before refunds."
    )
    amount_tax = fields.Monetary("Tax on BigCommerce", readonly=True)
    amount_net = fields.Monetary(
        "Net", readonly=True, help="Total less what was refunded, tax included."
    )
    amount_net_tax = fields.Monetary("Tax in Net", readonly=True)
    amount_first_paid = fields.Monetary(
        "Total First Seen Paid",
        readonly=True,
        help="What the customer paid before any edit, tax included.",
    )
    first_paid_on = fields.Datetime("First Seen Paid On", readonly=True, copy=False)
    counts_as_paid = fields.Boolean(
        readonly=True,
        copy=False,
        help="Seen paid, and not called off since: a waiting status changes nothing.",
    )
    is_captured_suspect = fields.Boolean(
        readonly=True,
        copy=False,
        help="The total first seen paid may not be what the customer paid: the "
        "transactions are read whenever the order changes.",
    )
    amount_captured = fields.Monetary(
        "Paid on BigCommerce",
        readonly=True,
        help="Money received, tax included. Of an order that was never edited since it "
        "was first read, this is its total; for one from before Connect, Look Again "
        "reads what was really received.",
    )
    is_captured_read = fields.Boolean(
        readonly=True, help="Read from the transactions, not from the first total."
    )
    is_captured_known = fields.Boolean(
        readonly=True,
        copy=False,
        help="The transactions were read since the order changed the last time.",
    )
    captured_read_on = fields.Datetime(readonly=True, copy=False)
    amount_refunded = fields.Monetary("Refunded on BigCommerce", readonly=True)
    amount_to_refund = fields.Monetary(
        "To Refund",
        readonly=True,
        help="An edit moves no money by itself: refund this much on BigCommerce.",
    )
    amount_to_collect = fields.Monetary(
        "To Collect",
        readonly=True,
        help="An edit moves no money by itself: the customer still owes this much.",
    )
    amount_till_refunded = fields.Monetary(
        "Refunded at Tills",
        readonly=True,
        help="By cashiers, and known to BigCommerce too.",
    )
    amount_till_refunded_tax = fields.Monetary("Tax Refunded at Tills", readonly=True)
    amount_till_open = fields.Monetary(
        "Till Refunds to Record",
        readonly=True,
        help="Refunded at a till, and BigCommerce does not know it yet. Record it "
        "there as an offline refund of these very items, not of an amount: the "
        "customer has the money already, and an amount counts as one more refund.",
    )
    is_over_refunded = fields.Boolean(
        readonly=True,
        copy=False,
        help="Cashiers gave back more of something than was ever sold.",
    )
    payload = fields.Json(readonly=True, groups="base.group_system")
    refunds_payload = fields.Json(readonly=True, groups="base.group_system")
    settlement_history = fields.Json(
        readonly=True,
        copy=False,
        help="What the order has been before, as far as refunds and edits are settled "
        "by it: see settlement/history.py.",
    )
    revision = fields.Integer(
        readonly=True, help="Number of transactions posted: part of their identity."
    )
    line_ids = fields.One2many("bigcommerce.order.line", "order_id", readonly=True)
    look_ids = fields.One2many("bigcommerce.order.look", "order_id", readonly=True)
    is_skipped = fields.Boolean(
        readonly=True, help="Somebody decided that nothing is posted for this order."
    )
    moves_stock = fields.Boolean(
        default=True,
        readonly=True,
        help="Off: posted for its money only, its goods left long ago.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "This web order is known already."
    )
    _needs_look_idx = models.Index("(store_id, id) WHERE needs_look")
    # As Odoo sorts the list (needs_attention, newest first), and without the view.
    _list_idx = models.Index(
        "(COALESCE(needs_attention, FALSE) DESC, date_created DESC, id DESC)"
    )
    _newest_idx = models.Index("(date_created DESC, id DESC)")
    # Counts on the store's page read the index alone, not the rows.
    _counts_idx = models.Index("(store_id, state, company_id)")
    _payments_to_read_idx = models.Index(
        "(store_id, captured_read_on, id) "
        "WHERE is_captured_suspect AND is_captured_known IS NOT TRUE"
    )
    _owed_idx = models.Index(
        "(store_id, captured_read_on) WHERE is_captured_known AND amount_to_collect > 0"
    )
    _waits_for_books_idx = models.Index("(store_id) WHERE waits_for_books")

    @api.depends("external_id")
    def _compute_name(self):
        for order in self:
            order.name = self.env._("Web Order %s", order.external_id)

    @api.depends("state")
    def _compute_needs_attention(self):
        for order in self:
            order.needs_attention = order.state == "attention"

    def action_open_on_bigcommerce(self):
        self.ensure_one()
        return self.store_id._open_control_panel(f"/orders/{self.external_id}")

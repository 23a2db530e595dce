from odoo import fields, models


class BigcommerceOrder(models.Model):
    """Whether a web order is ours to post, and why not (``sync/orders/scope.py``)."""

    _inherit = "bigcommerce.order"

    channel_id = fields.Many2one("bigcommerce.channel", readonly=True, index=True)
    is_record_only = fields.Boolean(
        "For the Record Only",
        readonly=True,
        help="Read for the record only: nothing is posted for it.",
    )
    is_of_start_date = fields.Boolean(
        "Read for the Start Date",
        readonly=True,
        help="Created before Connect, and read because of the Order Sync Start Date.",
    )
    is_recovered = fields.Boolean(
        "Recovered",
        readonly=True,
        help="A user recovered this order regardless of its age and channel: it is "
        "brought up to date once.",
    )
    is_archived = fields.Boolean("Archived on BigCommerce", readonly=True)
    exclusion_reason = fields.Selection(
        [
            ("start_date", "Created before the Order Sync Start Date"),
            ("record", "For the record only"),
            ("channel", "The orders of its channel are not imported"),
            ("order_sync", "Order Sync is off"),
        ],
        "Reason Not Posted",
        readonly=True,
        index="btree_not_null",
    )
    frozen_on = fields.Datetime(
        "Found Frozen On",
        readonly=True,
        copy=False,
        help="When Odoo first noticed, by a change or a listing on BigCommerce, "
        "that the Order Sync Start Date had moved past this posted order.",
    )
    frozen_status = fields.Char(
        "Current Status on BigCommerce", readonly=True, copy=False
    )
    frozen_amount_total = fields.Monetary(
        "Current Total on BigCommerce",
        readonly=True,
        copy=False,
        help="Tax included, before refunds.",
    )

    def _requeue(self):
        """Read these orders again and compare them, as they are by now."""
        if not self:
            return
        orders_sudo = self.sudo()  # nobody but the connector may write them
        # Not their payloads: there may be tens of thousands of orders.
        orders_sudo.fetch(["store_id", "external_id", "state"])
        orders_sudo.filtered(lambda order: order.state == "skipped").state = "pending"
        orders_sudo.write({"exclusion_reason": False, "needs_sync": True})
        # What changed while they were left out was not read.
        fetch_sudo = self.env["bigcommerce.order.fetch"].sudo()
        for store, orders in orders_sudo.grouped("store_id").items():
            fetch_sudo._add(store, orders.mapped("external_id"), "asked")
            store._trigger_flow("orders")


def is_before_start_date(order):
    """Whether nothing that happens to it on BigCommerce is posted any more.

    :rtype: bool
    """
    store = order.store_id
    start = store.order_sync_start_date_enabled and store.order_sync_start_date
    return bool(start) and not order.is_recovered and order.date_created < start


def not_refunded_text(order):
    return order.env._(
        "Nothing is refunded of the items of %s from Odoo: it was created before the "
        "Order Sync Start Date, so it would not be posted. Refund it at a register, or "
        "on BigCommerce.",
        order.name,
    )

import math

from odoo import api, fields, models

from .chatter import tell
from .notification import notification


class BigcommerceOrder(models.Model):
    """When an order that is to be looked at is looked at: what a person reads."""

    _inherit = "bigcommerce.order"

    next_check_note = fields.Char("Next Check", compute="_compute_next_check_note")

    @api.depends("needs_sync", "store_id.state", "store_id.flow_ids.retry_at")
    def _compute_next_check_note(self):
        for order in self:
            order.next_check_note = order.needs_sync and order._next_check_message()

    def _next_check_message(self):
        # A cashier reads orders, and none of the store's details.
        store_sudo = self.store_id.sudo()
        if store_sudo.state != "live":
            return self.env._(
                "This order will be checked as soon as its store is live again."
            )
        flow_sudo = store_sudo._flow("orders")
        if not flow_sudo._is_held_off():
            return self.env._(
                "This order will be checked in a moment. Reload the page to see the "
                "result."
            )
        left = (flow_sudo.retry_at - fields.Datetime.now()).total_seconds()
        return self.env._(
            "%(cause)s This order will be checked in %(minutes)s min. To check it "
            "now, use Sync Now on the store's page.",
            cause=flow_sudo.message,
            minutes=math.ceil(left / 60),
        )

    def action_resync(self):
        """Read these orders again and compare them, but those that somebody skipped.

        :return: a notification that says when
        :raise AccessError: for whoever may not change them
        """
        self.check_access("write")
        orders = self.filtered(lambda order: not order.is_skipped)
        # Nobody but the connector may write them.
        orders.sudo().write({"is_captured_current": False, "is_captured_suspect": True})
        orders._requeue()
        tell(orders, self.env._("To be checked again."))
        notes = set(orders.mapped("next_check_note"))
        if orders != self:
            notes.add(
                self.env._(
                    "Skipped orders are not checked. Use Recover Order to sync them "
                    "again."
                )
            )
        close = {"type": "ir.actions.act_window_close"}
        return notification("\n".join(sorted(notes)), then=close)

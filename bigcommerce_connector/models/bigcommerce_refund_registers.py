from odoo import api, models
from odoo.exceptions import UserError

from ..mappers.keys import RETAINED
from ..settlement.status_policy import CANCELLED
from .bigcommerce_order_scope import is_before_start_date
from .bigcommerce_refund import come_second, new_mark


class BigcommerceRefund(models.Model):
    """What registers give back of web orders."""

    _inherit = "bigcommerce.refund"

    @api.model
    def _check_registers(self, web_orders):
        """Before registers give something back of these orders.

        :raise UserError: BigCommerce is giving something of them back
        """
        for order_sudo in web_orders.sudo():  # cashiers only read them
            come_second(order_sudo)
            order_sudo.refund_ids._check_none_under_way()

    @api.model
    def _plan_recording(self, register_orders, web_orders):
        """Note what registers gave back, where the owner wants it recorded.

        :param register_orders: pos.order that are paid just now
        :param web_orders: bigcommerce.order of which they may have given something back
        """
        refund_sudo = self.sudo()  # cashiers only read them
        domain = [("pos_order_id", "in", register_orders.ids)]
        known = {(row.pos_order_id, row.order_id) for row in refund_sudo.search(domain)}
        vals_list = [
            self._recording(register_order, order, amount)
            for order in web_orders.sudo()
            for register_order, amount in _given_back(order, register_orders.sudo())
            if (register_order, order) not in known
            and _is_to_record(register_order, order.store_id)
        ]
        refund_sudo.create(vals_list).store_id._trigger_flow("fulfillment")

    def _recording(self, register_order, order, amount):
        reference, register = register_order.pos_reference, register_order.config_id
        return {
            "store_id": order.store_id.id,
            "order_id": order.id,
            "pos_order_id": register_order.id,
            "mark": new_mark(),
            "amount": amount,
            "reason": self.env._(
                "Given back at %(register)s: %(reference)s",
                register=register.name,
                reference=reference,
            ),
        }

    def _lines_given_back(self):
        """What the register gave back of the web order, as facts.

        :rtype: list[PostedLine]
        """
        return _lines_of(self.order_id, self.pos_order_id)

    # === BEFORE ANYBODY ELSE GIVES THE SAME BACK === #

    def _check_none_under_way(self):
        rows = self.filtered(lambda row: row._is_under_way())
        if rows:
            raise UserError(rows._under_way_text())

    def _under_way_text(self):
        """:return: why a register gives nothing of their order back, and what to do"""
        order = self.order_id
        if not any(self.mapped("amount")):
            return self._cancelling_text()
        is_done = bool(self.filtered("external_id"))
        given = {
            "amount": order.currency_id.format(sum(self.mapped("amount"))),
            "order": order.name,
        }
        if is_done and is_before_start_date(order):
            return self.env._(
                "BigCommerce gave back %(amount)s of %(order)s, which is not "
                "posted, as the order was created before the Order Sync Start "
                "Date. The office recovers it on the order's page; then refund "
                "what is left of it here.",
                **given,
            )
        if is_done and not order.store_id.order_sync:
            return self.env._(
                "BigCommerce gave back %(amount)s of %(order)s, which is not posted "
                "while Order Sync is off. The office switches it on on the store's "
                "page; then refund what is left of it here.",
                **given,
            )
        return self.env._(
            "BigCommerce is giving back %(amount)s of %(order)s, so nothing "
            "was given back here. Wait a moment, then look at the order again; "
            "if it takes long, the office finds it on the order's page, tab "
            "Refunds from Odoo.",
            **given,
        )

    def _cancelling_text(self):
        return self.env._(
            "%(order)s is being cancelled on BigCommerce, so nothing was given back "
            "here. Wait a moment, then look at the order again; if it takes long, the "
            "office finds it on the order's page, tab Refunds from Odoo.",
            order=self.order_id.name,
        )

    def _is_under_way(self):
        """Whether it may be paid back, and is not in the books yet.

        A cancellation that was not sent gives way to registers.
        """
        self.ensure_one()
        if self.pos_order_id or not (self.is_of_items or self.is_cancelling):
            return False
        if self.external_id:
            # Whatever became of the rest: its money is given back.
            order_sudo = self.order_id.sudo()  # payloads are system fields
            read = {str(one.get("id")) for one in order_sudo.refunds_payload or []}
            return self.external_id not in read or not _is_posted(self.order_id)
        if self.state == "done":
            return self._keeps_unposted()
        is_kept = self.state == "planned" and self.is_of_items
        return is_kept or self.state == "sending"

    def _keeps_unposted(self):
        """Whether the order is cancelled, all that is left of it is kept, and that is
        not in the books: what a register gave back now would be kept, too.
        """
        if not self.amount_kept or self.is_taken_back:
            return False
        fetch_sudo = self.env["bigcommerce.order.fetch"].sudo()
        domain = [
            ("store_id", "=", self.store_id.id),
            ("external_id", "=", self.order_id.external_id),
        ]
        is_to_read = bool(fetch_sudo.search_count(domain, limit=1))
        if is_to_read or not _is_posted(self.order_id):
            return True
        return not self._is_kept_posted()

    def _is_kept_posted(self):
        """With Order Sync off, orders are read, and nothing is posted."""
        order = self.order_id
        if RETAINED in order.sudo().pos_order_ids.lines.mapped("bigcommerce_key"):
            return True
        # Staff gave all of it back, or took the cancellation back, before it was read.
        since, seen = self.sent_on, order.last_checked_on
        is_seen = bool(since and seen and seen > since)
        return order.store_id.order_sync and (order.status_id == CANCELLED or is_seen)


def _is_posted(order):
    """Whether all that was read of it is posted.

    An order that needs attention, or waits for its books, is compared, too.
    """
    order_sudo = order.sudo()
    is_compared = order_sudo.state == "synced" and order_sudo.is_reconciled
    return is_compared and not order_sudo.needs_sync


def _is_to_record(register_order, store):
    wish = store.record_register_refunds
    return wish == "always" or (
        wish == "ask" and register_order.bigcommerce_is_recorded
    )


def _given_back(order, register_orders):
    """:return: (pos.order, positive amount) of those that gave something back of it"""
    for register_order in register_orders:
        lines = _lines_of(order, register_order)
        amount = -sum(float(line.inc_tax) for line in lines)
        if amount > 0:
            yield register_order, order.currency_id.round(amount)


def _lines_of(order, register_order):
    return [
        line
        for line in order._posted_lines()
        if not line.is_ours and line.order_id == register_order.id
    ]

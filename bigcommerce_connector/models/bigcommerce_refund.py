from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..mappers.refund_request import amount_on_order, paid_in
from .bigcommerce_order_refunds import amount_left

_TOKEN_LENGTH = 10


class BigcommerceRefund(models.Model):
    """Money of a web order that BigCommerce is to give back, or to record as such.

    What an edit left to refund goes back as an amount on the order: that settles the
    edit (``settlement/README.md``), so nothing more is posted for it. What a register
    gave back (``pos_order_id``) is recorded by its items, which is all that makes it
    known. One that cancels the order gives back what is left of its money, or nothing.
    """

    _name = "bigcommerce.refund"
    _description = "BigCommerce Refund"
    _inherit = ["bigcommerce.outgoing"]

    mark = fields.Char(
        help="Written into the refund's reason on BigCommerce, so that it is found "
        "there again.",
    )
    pos_order_id = fields.Many2one(
        "pos.order",
        "Register Refund",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True, help="Tax included.")
    reason = fields.Char(readonly=True)
    tender = fields.Char(
        "Paid Back By", readonly=True, help="As BigCommerce calls it in its quote."
    )
    is_cancelling = fields.Boolean(
        "Cancels the Order",
        readonly=True,
        help="The order is cancelled on BigCommerce before its money is given back.",
    )
    items = fields.Json(help="What is refunded, as BigCommerce calls it.")
    payments = fields.Json(
        readonly=True, help="How it is paid back, as BigCommerce's quote has it."
    )

    _under_way_unique = models.UniqueIndex(
        "(order_id) WHERE state IN ('planned', 'sending') AND pos_order_id IS NULL",
        "A refund of this order is on its way to BigCommerce already.",
    )
    _register_refund_unique = models.UniqueIndex(
        "(pos_order_id, order_id) WHERE pos_order_id IS NOT NULL",
        "This register refund is recorded once.",
    )
    _to_tell_idx = models.Index(
        "(store_id, tries, id) WHERE state IN ('planned', 'sending')"
    )
    _refused_idx = models.Index("(store_id, order_id) WHERE state = 'refused'")

    @api.model
    def _plan(self, order, amount, **details):
        """Note that BigCommerce is to refund what an edit of an order left, or that it
        is to cancel the order.

        :param float amount: in the order's currency
        :param details: ``tender`` for people, ``payments`` of BigCommerce's quote
            (``[{"provider_id", "amount", "offline"}]``), ``reason``, ``is_cancelling``
        :raise UserError: that is not what is left to be refunded, or paid back so
        """
        is_cancelling = details.get("is_cancelling")
        left = amount_left(order) if is_cancelling else order.amount_to_refund
        left -= order.refund_ids._amount_under_way()
        if order.currency_id.compare_amounts(left, amount) and not (
            is_cancelling and not amount
        ):
            raise UserError(
                self.env._(
                    "%(left)s are left to refund of %(order)s, not %(amount)s: it was "
                    "changed or refunded meanwhile. Close this and begin again.",
                    left=order.currency_id.format(max(left, 0)),
                    order=order.name,
                    amount=order.currency_id.format(amount),
                )
            )
        paid = float(paid_in(details.get("payments") or []))
        if order.currency_id.compare_amounts(paid, amount):
            raise UserError(
                self.env._(
                    "%(paid)s would be paid back, not %(amount)s. Close this and begin "
                    "again.",
                    paid=order.currency_id.format(paid),
                    amount=order.currency_id.format(amount),
                )
            )
        # It takes the place of what BigCommerce did not accept.
        order.refund_ids._of_edits()._refused().state = "nothing"
        refund = self.create(
            {
                "store_id": order.store_id.id,
                "order_id": order.id,
                "mark": _new_mark(),
                "amount": amount,
                "items": _items(order, details.get("payments")),
                **details,
            }
        )
        refund.store_id._trigger_flow("fulfillment")
        return refund

    def action_withdraw(self):
        """Give up what was not sent to BigCommerce yet; it changes nothing there.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        waiting_sudo = self.sudo().filtered(
            lambda row: row.state == "planned" and not row.sent_on
        )
        message = self.env._("Withdrawn by %s.", self.env.user.name)
        waiting_sudo.write({"state": "nothing", "message": message})
        return True

    def _amount_under_way(self):
        """What BigCommerce is about to give back, of one order."""
        rows = self._of_edits()
        rows = rows.filtered(lambda row: row.state in ("planned", "sending"))
        return sum(rows.mapped("amount"))

    def _of_edits(self):
        return self.filtered(lambda row: not row.pos_order_id)

    # === AT REGISTERS === #

    @api.model
    def _plan_recording(self, register_orders, web_orders):
        """Note what registers gave back, where the owner wants it recorded.

        :param register_orders: pos.order that are paid just now
        :param web_orders: bigcommerce.order of which they may have given something back
        """
        refund_sudo = self.sudo()  # cashiers only read them
        wanted_sudo = web_orders.sudo().filtered(
            lambda order: order.store_id.record_register_refunds == "always"
        )
        domain = [("pos_order_id", "in", register_orders.ids)]
        known = {(row.pos_order_id, row.order_id) for row in refund_sudo.search(domain)}
        vals_list = [
            self._recording(register_order, order, amount)
            for order in wanted_sudo
            for register_order, amount in _given_back(order, register_orders.sudo())
            if (register_order, order) not in known
        ]
        refund_sudo.create(vals_list).store_id._trigger_flow("fulfillment")

    def _recording(self, register_order, order, amount):
        reference, register = register_order.pos_reference, register_order.config_id
        return {
            "store_id": order.store_id.id,
            "order_id": order.id,
            "pos_order_id": register_order.id,
            "mark": _new_mark(),
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


def _items(order, payments):
    """An amount is of no line; nothing where nothing is given back."""
    if not payments:
        return []
    return amount_on_order(int(order.external_id), paid_in(payments))


def _new_mark():
    return f"Odoo {uuid4().hex[:_TOKEN_LENGTH]}"


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

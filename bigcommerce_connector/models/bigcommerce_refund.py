from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..mappers.refund_request import (
    amount_on_order,
    declined_in,
    moves_money,
    paid_in,
)
from .bigcommerce_order_refunds import amount_left, left_to_give_back

_TOKEN_LENGTH = 10


class BigcommerceRefund(models.Model):
    """Money of a web order that BigCommerce is to give back, or to record as such.

    What an edit left to refund goes back as an amount on the order: that settles the
    edit (``settlement/README.md``), so nothing more is posted for it. What a register
    gave back (``pos_order_id``) is recorded by its items, which is all that makes it
    known. One that cancels the order gives back what is left of its money, a part of
    it, or nothing; what is kept (``amount_kept``) is posted once it is cancelled.
    One of items (``is_of_items``) is posted as any that staff makes on BigCommerce.
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
        help="The order is cancelled on BigCommerce once its money is given back.",
    )
    amount_kept = fields.Monetary(
        "Kept",
        readonly=True,
        help="What is not given back of an order that is cancelled, and is not to be: "
        "a fee, or the shipping. It is posted as sold.",
    )
    is_taken_back = fields.Boolean(
        "Cancellation Taken Back",
        readonly=True,
        help="Staff opened the order again on BigCommerce: what was decided of its "
        "money and goods when it was cancelled counts no more.",
    )
    is_of_items = fields.Boolean(
        "Of Items",
        readonly=True,
        help="It gives back items of the order: goods that are short or damaged, or "
        "what a customer brings back to a register.",
    )
    register_id = fields.Many2one(
        "pos.config",
        "Asked For At",
        readonly=True,
        ondelete="set null",
        help="The register whose cashier has BigCommerce pay it back.",
    )
    refunded_before = fields.Monetary(
        readonly=True,
        help="What BigCommerce had refunded of the order when somebody asked for this, "
        "then when it was sent. What is given back otherwise in between calls it off.",
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
    _refused_idx = models.Index(
        "(store_id, order_id) WHERE state = 'refused' OR retry_at IS NOT NULL"
    )

    @api.model
    def _plan(self, order, amount, **details):
        """Note that BigCommerce is to refund what an edit of an order left.

        :param float amount: in the order's currency
        :param details: ``tender`` for people, ``payments`` of BigCommerce's quote
            (``[{"provider_id", "amount", "offline"}]``), ``reason``
        :raise UserError: that is not what is left to be refunded, or paid back so
        """
        order.refund_ids._check_left(order, left_to_give_back(order), amount)
        payments = details.get("payments")
        if order.amount_given_back and moves_money(payments):
            raise UserError(
                self.env._(
                    "A register gave back %(amount)s of %(order)s, so BigCommerce only "
                    "records it. Close this and begin again.",
                    amount=order.currency_id.format(order.amount_given_back),
                    order=order.name,
                )
            )
        items = _items(order, payments)
        return self._note(order, amount, items=items, **details)

    @api.model
    def _plan_cancelling(self, order, amount, left, **details):
        """Note that BigCommerce is to cancel an order.

        :param float amount: that is given back before, in the order's currency
        :param float left: that could be, when somebody said so
        :param details: as for :meth:`_plan`, with ``amount_kept``
        :raise UserError: something else is left by now
        """
        if amount or details.get("amount_kept"):
            order.refund_ids._check_left(order, amount_left(order), left)
        details["refunded_before"] = order.amount_refunded
        items = _items(order, details.get("payments"))
        return self._note(order, amount, items=items, is_cancelling=True, **details)

    def _check_left(self, order, left, seen):
        """:param float seen: what was left when somebody said what becomes of it"""
        left -= self._amount_under_way()
        if order.currency_id.compare_amounts(left, seen):
            raise UserError(
                self.env._(
                    "%(left)s are left to refund of %(order)s, not %(amount)s: it was "
                    "changed or refunded meanwhile. Close this and begin again.",
                    left=order.currency_id.format(max(left, 0)),
                    order=order.name,
                    amount=order.currency_id.format(seen),
                )
            )

    @api.model
    def _plan_items(self, order, amount, **details):
        """Note that BigCommerce is to refund items of an order.

        No register gives anything of it back until that is done: BigCommerce's refund
        would count as the record of it.

        :param details: as for :meth:`_plan`, with ``items``, ``refunded_before``, and
            the ``register_id`` whose cashier asked for it, if one did
        :raise UserError: something else is given back of it just now
        """
        come_second(order)
        order.refund_ids._check_none_under_way()
        return self._note(order, amount, is_of_items=True, **details)

    def _note(self, order, amount, **details):
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
        order.refund_ids._asked_for()._refused().state = "nothing"
        refund = self.create(
            {
                "store_id": order.store_id.id,
                "order_id": order.id,
                "mark": new_mark(),
                "amount": amount,
                **details,
            }
        )
        refund.store_id._trigger_flow("fulfillment")
        return refund

    def action_withdraw(self):
        """Give up what was not sent to BigCommerce yet, or what it refused; it changes
        nothing there.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        waiting_sudo = self.sudo().filtered(
            lambda row: (
                (row.state == "planned" and not row.sent_on) or row.state == "refused"
            )
        )
        message = self.env._("Withdrawn by %s.", self.env.user.name)
        waiting_sudo.write({"state": "nothing", "message": message})
        return True

    def _amount_under_way(self):
        """What BigCommerce is about to give back, of one order."""
        rows = self._asked_for()
        rows = rows.filtered(lambda row: row.state in ("planned", "sending"))
        return sum(rows.mapped("amount"))

    def _asked_for(self):
        """Those that people had BigCommerce make."""
        return self.filtered(lambda row: not row.pos_order_id)

    def _note_declined(self, payloads):
        """The payment provider says no at once, or days later.

        :param list payloads: refunds of their order, as BigCommerce has them
        """
        declined = {str(one.get("id")): declined_in(one) for one in payloads}
        for row in self.filtered(lambda row: row.state == "done"):
            money = declined.get(row.external_id)
            if not money:
                continue
            message = self.env._(
                "The payment provider declined refund %(number)s: the customer has not "
                "received %(amount)s. Give it back again, by another way if necessary.",
                number=row.external_id,
                amount=row.currency_id.format(float(money)),
            )
            row.write({"state": "refused", "message": message})


def come_second(order):
    """Of two who give something of an order back at the same moment, one is second.

    Both write the first line that was sold. The second write fails, for it cannot see
    the first one, and Odoo repeats the request, which then sees what was given back.
    The connector writes there only before it sends a cancellation, and commits at once:
    nobody waits for it.
    """
    line = order.pos_order_ids.lines.sorted("id")[:1]
    if line:
        order.env.cr.execute(
            SQL(
                "UPDATE pos_order_line SET write_date = write_date WHERE id = %s",
                line.id,
            )
        )


def _items(order, payments):
    """An amount is of no line; nothing where nothing is given back."""
    if not payments:
        return []
    return amount_on_order(int(order.external_id), paid_in(payments))


def new_mark():
    return f"Odoo {uuid4().hex[:_TOKEN_LENGTH]}"

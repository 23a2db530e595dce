from odoo import fields, models

from ..mappers.amounts import ZERO, amount
from ..mappers.keys import HANDLING, SHIPPING
from ..mappers.refunds import is_any_declined, read_refunds
from ..mappers.unreadable import UnreadablePayload
from ..settlement.status_policy import (
    CANCELLED,
    DECLINED,
    PARTIALLY_REFUNDED,
    REFUNDED,
)
from .bigcommerce_outgoing import TOLD
from .waiting_goods import may_wait


class BigcommerceOrder(models.Model):
    """What BigCommerce is to give back of it, because somebody in Odoo said so."""

    _inherit = "bigcommerce.order"

    refund_ids = fields.One2many(
        "bigcommerce.refund", "order_id", "Refunds from Odoo", readonly=True
    )
    restock_choice = fields.Selection(
        [("always", "They are restocked"), ("never", "They are not restocked")],
        "Goods That Come Back",
        readonly=True,
        copy=False,
        help="What somebody decided who cancelled the order; empty: the store's rule.",
    )
    amount_given_back = fields.Monetary(
        "Given Back at Registers",
        compute="_compute_at_registers",
        help="The customer has this part of what is to be refunded: a register gave it "
        "back, before the same was taken out of the order on BigCommerce. It is only "
        "to be recorded there, as an offline refund.",
    )
    may_refund = fields.Boolean(
        related="store_id.refund_sync", string="May Be Refunded from Odoo"
    )


def beyond_records(order):
    """What registers gave back that BigCommerce asks for no more, and has no record of.

    The goods were taken out of the order there, or it was cancelled, instead of being
    refunded offline: by BigCommerce's own figures that money is still to be refunded.

    :param order: one bigcommerce.order
    :rtype: float
    """
    if not order.amount_register_refunded:
        return 0.0
    try:
        refunds = read_refunds(order.sudo().refunds_payload)  # system field
    except UnreadablePayload:
        return order.amount_register_refunded  # a sync says so
    beyond = order.amount_register_refunded - float(refunds.recorded)
    return max(0.0, order.currency_id.round(beyond))


def kept_of_cancelled(order, status_id):
    """What somebody decided to keep of it who cancelled it from Odoo.

    As soon as BigCommerce may have been told: it is cancelled there before the answer
    is known here.

    :param order: one bigcommerce.order
    :param int status_id: of the order on BigCommerce by now
    :return: in its currency; 0 of one that staff cancelled there
    :rtype: Decimal
    """
    if status_id != CANCELLED:
        return ZERO
    told = order.sudo().refund_ids.filtered(  # whoever opens its page
        lambda row: (
            row.is_cancelling
            and not row.is_taken_back
            and (row.state in TOLD or row.external_id)
        )
    )
    kept = told.sorted("id")[-1:].amount_kept
    return amount(kept, order.currency_id.decimal_places)


def restock_decided(order):
    """What somebody said of its goods who cancelled it from Odoo.

    :param order: one bigcommerce.order
    :return: ``always`` or ``never``; empty where nobody did, or it was withdrawn before
        its money was given back, or taken back
    :rtype: str
    """
    asked = order.sudo().refund_ids.filtered("is_cancelling")
    counts = asked.filtered(
        lambda row: (
            (row.state != "nothing" or row.external_id) and not row.is_taken_back
        )
    )
    return "" if asked and not counts else order.restock_choice or ""


def note_taken_back(order, status_id):
    """Staff opened a cancelled order again: should they cancel it once more, they keep
    nothing. That a refund moves its status on opens nothing.

    :param order: one bigcommerce.order, as it was known until now
    :param int status_id: of the order on BigCommerce by now
    """
    is_open = status_id not in (CANCELLED, DECLINED, REFUNDED, PARTIALLY_REFUNDED)
    if order.status_id == CANCELLED and is_open:
        ended_sudo = order.sudo().refund_ids.filtered(
            lambda row: row.is_cancelling and row.state not in ("planned", "sending")
        )
        ended_sudo.is_taken_back = True


def delivery_posted(order):
    """What is posted for shipping and handling, and not given back.

    :param order: one bigcommerce.order
    :return: in its currency, tax included
    :rtype: float
    """
    lines = order.pos_order_ids.lines.filtered(
        lambda line: line.bigcommerce_key in (SHIPPING, HANDLING)
    )
    return order.currency_id.round(sum(lines.mapped("price_subtotal_incl")))


def has_goods_outside(order):
    """Whether something of it has left, and would come back if it were cancelled.

    :param order: one bigcommerce.order
    :rtype: bool
    """
    sold = order.pos_order_ids.lines.filtered(
        lambda line: line.qty > 0 and line.product_id.type == "consu"
    )
    return any(map(_is_outside, sold))


def _is_outside(line):
    left = line.qty - line.refunded_qty
    if may_wait(line):
        left = line._bigcommerce_with_customer(line.browse())
    return line.product_id.uom_id.compare(left, 0) > 0


def note_declined(order):
    """What the payment provider declined of an order's refunds needs a person.

    :param order: one bigcommerce.order, as it was read
    """
    refunds = order.sudo().refunds_payload  # system field
    if is_any_declined(refunds):
        order.refund_ids._note_declined(refunds)


def left_to_give_back(order):
    """What *Refund on BigCommerce…* is for next: what registers gave back comes first.

    :param order: one bigcommerce.order
    :return: in its currency; that much is only recorded where a register gave it back
    :rtype: float
    """
    return order.amount_given_back or order.amount_to_refund


def amount_left(order):
    """What was received for it and not given back yet, in its currency.

    :param order: one bigcommerce.order
    :rtype: float
    """
    return order.currency_id.round(order.amount_captured - order.amount_refunded)

"""Whether an order is paid, and whether the total first seen paid tells how much."""

from odoo import fields

from ...mappers.amounts import amount
from ...settlement.payment_suspicion import is_suspect
from ...settlement.status_policy import POST, WAIT


def is_paid_now(order, policy):
    """Whether the order is seen paid for the first time, by its present policy."""
    return policy == POST and not order.pos_order_ids and not order.first_paid_on


def paid_values(order, web, policy):
    """The total first seen paid, kept even of an order with nothing to post."""
    vals = {}
    if is_paid_now(order, policy):
        vals["amount_first_paid"] = float(web.total)
        vals["first_paid_on"] = fields.Datetime.now()
    if policy != WAIT:
        vals["counts_as_paid"] = policy == POST
    if not order.is_captured_suspect:
        vals["is_captured_suspect"] = _is_captured_suspect(order, web, policy)
    return vals


def _is_captured_suspect(order, web, policy):
    """Orders from before Connect are not suspect for their modifications alone."""
    places = order.currency_id.decimal_places
    connected_on = order.store_id.connected_on
    is_new = order.date_created >= (connected_on or order.date_created)
    is_first = not order.pos_order_ids and not order.first_paid_on
    first_paid = None
    if is_paid_now(order, policy):
        first_paid = amount(web.total, places)
    elif order.first_paid_on:
        first_paid = amount(order.amount_first_paid)
    if first_paid is None and not is_new:
        return False
    return is_suspect(web, first_paid, is_first and is_new, places)

"""Posted orders that the start date has passed: shown beside what BigCommerce says now.

Nothing is posted for them and their snapshot stays as posted; only the status and the
total of the last listing are kept, for people to see.
"""

from odoo import fields

from ....mappers.amounts import required_amount
from ....mappers.unreadable import UnreadablePayload


def mark_frozen(order, payload):
    """Keep what BigCommerce says of a posted order that is not followed any more.

    :param order: its ``bigcommerce.order``
    :param dict payload: the order as listed; one without a readable total leaves
        the total that was seen before
    """
    if order.exclusion_reason != "start_date" or not order.pos_order_ids:
        return
    vals = {"frozen_status": payload.get("custom_status") or payload.get("status")}
    try:
        total = float(required_amount(payload, "total_inc_tax"))
    except UnreadablePayload:
        total = order.frozen_amount_total
    currency = order.currency_id or order.company_id.currency_id
    if not order.frozen_on:
        vals["frozen_on"] = fields.Datetime.now()
    elif vals["frozen_status"] == order.frozen_status and not (
        currency.compare_amounts(total, order.frozen_amount_total)
    ):
        return  # a sweep reads the same order again and again
    order.write({**vals, "frozen_amount_total": total})


def thaw(order):
    """The order is followed again: its snapshot says what BigCommerce says."""
    order.write({"frozen_on": False, "frozen_status": False, "frozen_amount_total": 0})

"""Whoever is responsible for a store is told of the web orders that need a person."""

from markupsafe import escape

from odoo import fields

_KIND = "bigcommerce_connector.mail_activity_order_attention"


def attention_values(orders, vals):
    """Since when orders need a person, as far as writing their state changes that.

    :param dict vals: that are to be written to them
    :return: what is to be written with it
    :rtype: dict
    """
    if vals.get("state", "attention") != "attention":
        return {"problem_code": False, "attention_since": False}
    code = vals.get("problem_code")
    if not code or all(order.problem_code == code for order in orders):
        return {}
    return {"attention_since": fields.Datetime.now()}


def follow_attention(orders, before):
    """An activity for each order that needs attention from now on; it ends by itself.

    :param orders: ``bigcommerce.order`` records whose state was written
    :param before: those of them that needed attention until then
    """
    now = orders.filtered(lambda order: order.state == "attention")
    for store, troubled in (now - before).grouped("store_id").items():
        if store.responsible_id and store.attention_activities:
            _tell(store.responsible_id, troubled)
    if before - now:
        (before - now).activity_unlink([_KIND])


def _tell(user, orders):
    """One mail when the first of a store's orders needs attention, not one for each."""
    is_mailed = _has_others(orders)
    for order in orders:
        quiet = order.with_context(mail_activity_quick_update=is_mailed)
        # Odoo takes a text for HTML here, and shoppers choose their names themselves.
        note = escape(order.message or "")
        quiet.activity_schedule(_KIND, note=note, user_id=user.id)
        is_mailed = True


def _has_others(orders):
    domain = [
        ("store_id", "=", orders.store_id.id),
        ("state", "=", "attention"),
        ("id", "not in", orders.ids),
    ]
    return bool(orders.search_count(domain, limit=1))

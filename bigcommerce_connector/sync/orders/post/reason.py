"""Why a transaction was posted, in a line: for whoever finds it among the others."""

from ....mappers.amounts import ZERO
from ....mappers.keys import is_item_key
from ....settlement.status_policy import VOID

_MOST_PARTS = 6


def reason_of(order, transaction, web):
    """Why a transaction follows what is posted of an order.

    :param order: bigcommerce.order, its lines as BigCommerce has them now
    :param Transaction transaction: to be posted
    :param WebOrder web: the order as BigCommerce returns it
    :rtype: str
    """
    env = order.env
    if not order.pos_order_ids:
        return env._("First sale")
    parts = [*_quantities(order, transaction, web), *_amounts(order, transaction)]
    if len(parts) > _MOST_PARTS:
        parts[_MOST_PARTS:] = ["…"]
    if not transaction.restock:
        parts.append(env._("goods not restocked"))
    what = ", ".join(parts)
    if order._policy(web) == VOID:
        return env._(
            "%(status)s on BigCommerce: %(what)s", status=web.status, what=what
        )
    return env._("Changed on BigCommerce: %s", what)


def _quantities(order, transaction, web):
    """Of each item, from how many to how many."""
    moved = {}
    for move in transaction.moves:
        if is_item_key(move.key):
            moved[move.key] = moved.get(move.key, ZERO) + move.quantity
    names = {line.key: line.display_name for line in order.line_ids}
    posted = order._posted_lines() if moved else ()
    for key, units in moved.items():
        before = sum((line.quantity for line in posted if line.key == key), ZERO)
        text = f"{names.get(key, key)} {_plain(before)} → {_plain(before + units)}"
        item = web.items.get(key)
        # A line that still has them was not edited.
        if units < 0 and item and item.quantity >= before:
            text = order.env._("%s refunded", text)
        yield text


def _plain(quantity):
    """:param Decimal quantity: shown as 2 or 0.5, and a million with all its digits"""
    return f"{quantity.normalize():f}"


def _amounts(order, transaction):
    """Of money without goods, what it is for."""
    for move in transaction.moves:
        if not is_item_key(move.key):
            amount = order.currency_id.format(float(move.inc_tax))
            yield f"{order._money_name(move)} {amount}"

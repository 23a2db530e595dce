"""What transactions are compared by: groups of goods, and the charges beside them.

A group is all lines with the same variant (else SKU, else name), options and parent.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from .history import disagreement

ZERO = Decimal(0)
REFUNDED_AS = {
    "SHIPPING": "shipping",
    "HANDLING": "handling",
    "GIFT_WRAPPING": "wrapping",
    "FEE": None,
}


def group_of(order, line):
    """The group of a line of a simulated order: (what, options, parent's group)."""
    if line.variant_id:
        what = ("variant", line.variant_id)
    elif line.sku:
        what = ("sku", line.sku.lower())
    else:
        what = ("name", line.name)
    options = tuple(sorted((row.display_name, row.value) for row in line.options))
    parent = order.line(line.parent_order_product_id or 0)
    return (what, options, parent and group_of(order, parent))


def is_group(key, group):
    """Whether ``bigcommerce_key`` of a transaction's line stands for a group."""
    (kind, value), options, parent = group
    own, _mark, rest = key.partition("<")
    what, _mark, texts = own.partition("[")
    return (
        what == f"{kind}:{value}"
        and [text.rpartition("=")[2] for text in texts.strip("]").split(";") if text]
        == [text for _name, text in options]
        and (is_group(rest, parent) if rest and parent else bool(rest) == bool(parent))
    )


def sku_of(store, group):
    """The SKU of a group; the name of what staff or a shopper typed in."""
    kind, value = group[0]
    return store.catalog.variants[value].sku if kind == "variant" else value


@dataclass
class Charge:
    """Shipping, handling, wrapping or a fee: present money, and what went back of it.

    ``refunded`` is known to be of this charge; ``unclear`` may be of it. Tax included.
    """

    money: Decimal = ZERO
    refunded: Decimal = ZERO
    unclear: Decimal = ZERO


def charges_of(store, order):
    """The charges of a simulated order, by the names that its lines are posted under.

    Declined refunds went nowhere. A refund of a fee that was replaced since may be of
    any fee, a tax adjusted beside charges of any of them.
    """
    charges = defaultdict(Charge)
    names = {fee.id: f"fee:{fee.display_name_customer}" for fee in order.fees}
    for fee in order.fees:
        charges[names[fee.id]].money += fee.cost.inc_tax
    for name in ("shipping", "handling", "wrapping"):
        charges[name].money = getattr(order.charges, name).inc_tax
    for refund in store.orders.refunds.values():
        if refund.order_id != order.id or refund.is_declined:
            continue
        # Beside goods it is theirs.
        of_goods = any(item.item_type == "PRODUCT" for item in refund.items)
        others = sum(item.amount for item in refund.items)
        adjusted = ZERO if of_goods else refund.total_amount - others
        for item in refund.items:
            if item.item_type == "FEE" and item.item_id not in names:
                for name in names.values():
                    charges[name].unclear += item.amount + adjusted
            elif item.item_type in REFUNDED_AS:
                name = REFUNDED_AS[item.item_type] or names[item.item_id]
                charges[name].refunded += item.amount
                charges[name].unclear += adjusted
    return charges


def check_refunds(lines):
    """Our refunds are of the very lines sold, of no more than is left.

    Of lines of one price the newest goes first. Refunds that follow each other may have
    been posted at one sync, in any order.

    :param lines: of all transactions, oldest first, as (id, key, quantity, money, id
        of the line that it refunds, whether it is ours)
    :raise Disagreement: naming the key
    """
    left, prices = defaultdict(dict), {}
    newer = set()
    for number, key, quantity, money, origin, is_ours in lines:
        if not (is_ours and origin):
            _check_used_up(left, newer)
            newer.clear()
        if quantity > 0:
            left[key][number] = quantity
            prices[number] = money / quantity
        elif origin in left[key]:
            if is_ours:
                newer.update(
                    (key, sold)
                    for sold in left[key]
                    if sold > origin and prices[sold] == prices[origin]
                )
            left[key][origin] += quantity
            if left[key][origin] < 0:
                raise disagreement("more came back than was sold", key)
    _check_used_up(left, newer)


def _check_used_up(left, newer):
    for key, sold in newer:
        if left[key][sold]:
            raise disagreement("an older line was refunded first", key)

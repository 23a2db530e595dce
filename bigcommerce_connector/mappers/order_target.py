"""What shall have been sold of a web order: quantities and money, refunds counted once.

The rules are those of the design: an edit moves no money on BigCommerce by itself, so a
refund that settles an edit counts only beyond what the edit took away already.
"""

from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, rounded, share
from .order_status import POST, VOID


@dataclass(frozen=True)
class Part:
    """A quantity and its money, in the order's currency."""

    name: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Target:
    """Net quantity and money per item, money per charge, and the net of the order.

    ``is_final`` is False while the order is not known to be paid.
    """

    items: dict
    charges: dict
    total: Decimal
    tax: Decimal
    is_final: bool
    is_refunded: bool


def order_target(order, refunds, paid_quantities, captured, places, policy=POST):
    """Compute the target of an order.

    :param WebOrder order: its present state
    :param Refunds refunds: money given back, tax included
    :param dict paid_quantities: highest quantity seen paid, by item key
    :param Decimal captured: money received for the order, tax included
    :param int places: decimals of the currency
    :param str policy: ``post``, ``wait`` or ``void``, see :mod:`.order_status`
    :rtype: Target
    """
    if policy == VOID:
        return Target({}, {}, ZERO, ZERO, is_final=True, is_refunded=False)
    counted = max(ZERO, refunds.total - max(ZERO, captured - order.total))
    counted_tax = (
        share(refunds.tax, counted, refunds.total, places) if counted else ZERO
    )
    items = {
        key: _item_part(item, paid_quantities.get(key, item.quantity), places)
        for key, item in order.items.items()
    }
    charges = {
        key: Part(
            charge.name,
            ZERO,
            rounded(charge.inc_tax, places),
            rounded(charge.tax, places),
        )
        for key, charge in order.charges.items()
    }
    return Target(
        items=items,
        charges=charges,
        total=rounded(order.total - counted, places),
        tax=rounded(order.tax - counted_tax, places),
        is_final=policy == POST,
        is_refunded=counted > 0,
    )


def _item_part(item, paid, places):
    settled = max(ZERO, paid - item.quantity)
    quantity = max(ZERO, item.quantity - max(ZERO, item.quantity_refunded - settled))
    if not item.quantity:
        return Part(item.name, ZERO, ZERO, ZERO)
    return Part(
        item.name,
        quantity,
        share(rounded(item.inc_tax, places), quantity, item.quantity, places),
        share(rounded(item.tax, places), quantity, item.quantity, places),
    )

"""Keys: what a line of a web order, or of what is posted of it, stands for.

A key is stored with every POS line. Goods are known by what was bought, fees by the
names that the shop gave them; an adjustment is what no web order says the amount of: it
is what goods and charges leave of the totals. What people call a charge or an
adjustment follows from its key, see ``sync/orders/messages.py``.
"""

from enum import Enum

SHIPPING = "shipping"
HANDLING = "handling"
WRAPPING = "wrapping"
# Amounts given back on the order, and what refunds of goods leave.
GOODWILL = "goodwill"
KEPT = "kept"
REPRICED = "repriced"
# Of the money of an order that was cancelled: a fee, or the shipping.
RETAINED = "retained"

PRICE = "price"
TAX = "tax"
OTHER = "other"

FEE = "fee:"
VARIANT = "variant:"
SKU = "sku:"
NAME = "name:"


class Kind(Enum):
    """What a key stands for."""

    ITEM = "item"
    CHARGE = "charge"
    ADJUSTMENT = "adjustment"


def kind_of(key: str) -> Kind:
    """:rtype: Kind"""
    if key.startswith((VARIANT, SKU, NAME)):
        return Kind.ITEM
    return Kind.ADJUSTMENT if key in (PRICE, TAX, OTHER) else Kind.CHARGE


def is_item_key(key: str) -> bool:
    """Whether a key stands for goods, rather than for money alone.

    :rtype: bool
    """
    return kind_of(key) is Kind.ITEM


def is_fee_key(key: str) -> bool:
    """:rtype: bool"""
    return key.startswith(FEE)


def fee_name(key: str) -> str:
    """What the shop calls a fee; empty where it gave it no name.

    :rtype: str
    """
    return key.removeprefix(FEE) if is_fee_key(key) else ""

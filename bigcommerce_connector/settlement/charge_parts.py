"""What is left of shipping, fees and other money without goods."""

from collections.abc import Mapping
from decimal import Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.keys import FEE, TAX, is_fee_key
from ..mappers.order import WebOrder
from ..mappers.refunds import ITEMS
from .money import NOTHING, Money, money_of, share
from .part import Part, Parts


def charge_parts(
    order: WebOrder, causes: Mapping[str, Decimal], keys: Mapping[str, str], places: int
) -> Parts:
    """Shipping, fees …, each less what was given back for it; goodwill alone."""
    parts = {
        key: Part(ZERO, money_of(charge).rounded(places))
        for key, charge in order.charges.items()
    }
    for cause, given in causes.items():
        if not given or cause in (ITEMS, TAX):
            continue
        key = _charge_key(order, cause, keys)
        part = parts.get(key, Part(ZERO, NOTHING))
        charge = order.charges.get(key)
        tax = ZERO
        if charge and charge.inc_tax:
            whole = rounded(charge.tax, places)
            tax = share(whole, given, charge.inc_tax, places)
        parts[key] = part.less(Money(rounded(given, places), tax))
    return parts


def _charge_key(order: WebOrder, cause: str, keys: Mapping[str, str]) -> str:
    """The charge that a cause means; a fee that nobody has seen may be the only one."""
    if not is_fee_key(cause):
        return cause
    fees = [key for key in order.charges if is_fee_key(key)]
    return keys.get(cause) or (fees[0] if len(fees) == 1 else FEE)

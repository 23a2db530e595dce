"""Amounts of BigCommerce: strings or numbers with up to four decimals."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from .unreadable import AMOUNT, UnreadablePayload

ZERO = Decimal(0)


def amount(value: Any, places: int | None = None) -> Decimal:
    """Read an amount; nothing, null and an empty string are zero.

    :param value: as in the payload: ``"12.3400"``, ``12.34`` (a Decimal when the SDK
        parsed it), ``None``
    :param int places: round half up to so many decimals; None: as it stands
    :rtype: Decimal
    :raise UnreadablePayload: when it is no finite number
    """
    try:
        parsed = Decimal(str(value)) if value not in (None, "") else ZERO
    except InvalidOperation as error:
        raise UnreadablePayload(AMOUNT, value=value) from error
    if not parsed.is_finite():
        raise UnreadablePayload(AMOUNT, value=value)
    return parsed if places is None else rounded(parsed, places)


def required_amount(row: Mapping[str, Any], name: str) -> Decimal:
    """Read an amount that has to be there: without it nothing can be compared.

    :param dict row: of the payload
    :param str name: of the amount
    :rtype: Decimal
    :raise UnreadablePayload: when it is missing, empty or no finite number
    """
    value = row.get(name)
    if value in (None, ""):
        raise UnreadablePayload(AMOUNT, value=f"{name}: {value}")
    return amount(value)


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, as BigCommerce's and Odoo's currency rounding do.

    :rtype: Decimal
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

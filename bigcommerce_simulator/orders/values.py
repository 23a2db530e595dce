"""Reading amounts, quantities and addresses out of what a caller sent."""

import re
from decimal import Decimal, InvalidOperation

from ..errors import V2Error
from ..validation import MAXIMUM_INTEGER, MAXIMUM_NUMBER
from .arithmetic import Money, stored
from .order import ADDRESS_FIELDS

_CURRENCY = re.compile("[A-Z]{3}")


def invalid(field: str, reason: str) -> V2Error:
    """The 400 of v2 for a field with a wrong value."""
    return V2Error(400, f"The field '{field}' is invalid.", {"invalid_reason": reason})


def amount(value, field: str) -> Decimal:
    """A non-negative amount (number or text) with four decimals."""
    try:
        number = stored(str(value))
    except InvalidOperation:
        raise invalid(field, "This is not an amount.") from None
    if isinstance(value, bool) or not number.is_finite() or number < 0:
        raise invalid(field, "An amount must not be negative.")
    if number > MAXIMUM_NUMBER:
        raise invalid(field, f"An amount must not exceed {MAXIMUM_NUMBER}.")
    return number


def quantity(value, field: str = "quantity", minimum: int = 0) -> int:
    """A whole number of units."""
    if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
        raise invalid(field, f"It must be a whole number from {minimum}.")
    if value > MAXIMUM_INTEGER:
        raise invalid(field, f"It must not exceed {MAXIMUM_INTEGER}.")
    return value


def pair(body: dict, ex_tax: str, inc_tax: str) -> Money | None:
    """Two fields that only go together; None when neither is there."""
    if body.get(ex_tax) is None and body.get(inc_tax) is None:
        return None
    for name in (ex_tax, inc_tax):
        if body.get(name) is None:
            raise V2Error(
                400, f"The field '{name}' is required when its counterpart is given."
            )
    return Money(amount(body[ex_tax], ex_tax), amount(body[inc_tax], inc_tax))


def currency(code) -> str:
    """A currency code."""
    if not isinstance(code, str) or not _CURRENCY.fullmatch(code):
        raise invalid("currency", "It must be a code of three letters.")
    return code


def address(body: dict, field: str) -> dict:
    """All fields of an address; those that are missing are empty texts."""
    if not isinstance(body, dict):
        raise invalid(field, "It must be an object.")
    row = {name: text(body.get(name), f"{field}.{name}") for name in ADDRESS_FIELDS}
    row["form_fields"] = body.get("form_fields") or []
    return row


def text(value, field: str) -> str:
    """A text; null counts as an empty one."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise invalid(field, "It must be a text.")
    return value

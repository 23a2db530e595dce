"""What type each part of a JSON body has, checked before a handler reads it.

A shape is a function that says whether a value is right, a dict of field to shape, or
a list of one shape for all elements. null passes as a field, never as an element;
fields that a shape does not name are left to the handler. Numbers beyond what
BigCommerce's columns hold are refused here, before they are kept.
"""

import re
from decimal import Decimal

from .errors import ApiError, V2Error, V3Error
from .validation import MAXIMUM_INTEGER, MAXIMUM_NUMBER

_DIGITS = re.compile("-?[0-9]{1,12}")


def whole(value) -> bool:
    """A whole number of 32 bits."""
    right = isinstance(value, int) and not isinstance(value, bool)
    return right and abs(value) <= MAXIMUM_INTEGER


def whole_or_text(value) -> bool:
    """A whole number, also one sent as text, which :func:`with_numbers` makes one."""
    return whole(value) or _whole_of(value) is not None


def number(value) -> bool:
    """A JSON number."""
    right = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return right and abs(value) <= MAXIMUM_NUMBER


_DIGITS = re.compile("-?[0-9]{1,12}")


def text(value) -> bool:
    """A text."""
    return isinstance(value, str)


def reference(value) -> bool:
    """An id, as a number or as a text."""
    return whole(value) or text(value)


def amount(value) -> bool:
    """Money, as a number or as a text; whether the text is money is seen later."""
    return number(value) or text(value)


def flag(value) -> bool:
    """true or false."""
    return isinstance(value, bool)


def anything(value) -> bool:
    """Any object."""
    return isinstance(value, dict)


def with_numbers(value, shape, everywhere: bool):
    """``value`` with whole numbers that came as texts made numbers: those that a shape
    takes as text, or all (``everywhere``). What is not a number stays as it is."""
    if shape is whole_or_text or (shape is whole and everywhere):
        found = _whole_of(value)
        return value if found is None else found
    if isinstance(shape, list) and isinstance(value, list):
        return [with_numbers(row, shape[0], everywhere) for row in value]
    if isinstance(shape, dict) and isinstance(value, dict):
        return {
            name: with_numbers(row, shape.get(name), everywhere)
            for name, row in value.items()
        }
    return value


def _whole_of(value):
    if isinstance(value, str) and _DIGITS.fullmatch(value) and whole(int(value)):
        return int(value)
    return None


def misshapen(value, shape, where: str = "") -> str | None:
    """The first place (``items.0.item_id``) that is not as ``shape`` says, or None."""
    if callable(shape):
        return None if shape(value) else where
    if isinstance(shape, list):
        if not isinstance(value, list):
            return where
        rows = ((str(number), row, shape[0]) for number, row in enumerate(value))
    else:
        if not isinstance(value, dict):
            return where
        given = ((name, value.get(name), part) for name, part in shape.items())
        rows = (row for row in given if row[1] is not None)
    for name, element, part in rows:
        found = misshapen(element, part, f"{where}.{name}" if where else name)
        if found is not None:
            return found
    return None


def refusal(path: str, where: str) -> ApiError:
    """400 in v2, 422 in v3, naming the place."""
    if "/v2/" in path:
        details = {"invalid_reason": "It has the wrong type, or is out of range."}
        return V2Error(400, f"The field '{where}' is invalid.", details)
    errors = {where: f"{where} has the wrong type, or is out of range"}
    return V3Error(422, "JSON data is missing or invalid", errors)

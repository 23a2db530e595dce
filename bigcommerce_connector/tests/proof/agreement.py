"""Whether Odoo has what is expected, to the last digit of the currency."""

from decimal import Decimal

from .history import disagreement


def money_of(value, places):
    """A float of Odoo: its shortest text, then the currency's digits.

    So nothing is hidden that a person could see.
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places))


def agree(what, found, expected):
    """:raise Disagreement: naming what differs"""
    if found != expected:
        raise disagreement(what, f"{found} in Odoo, {expected} expected")

"""Weights of Odoo in the unit of the store, and the other way."""

from decimal import Decimal

from .amounts import rounded
from .product import PLACES

# What one kilogram is in the weight units that a store can have.
_PER_KILOGRAM = {
    "LBS": Decimal(1) / Decimal("0.45359237"),
    "Ounces": Decimal(16) / Decimal("0.45359237"),
    "KGS": Decimal(1),
    "Grams": Decimal(1000),
    "Tonnes": Decimal("0.001"),
}


def store_weight(weight: Decimal, unit: str, is_pounds: bool) -> Decimal:
    """A weight of Odoo in the store's unit.

    :param Decimal weight: in kilograms, or in pounds if ``is_pounds``
    :param str unit: ``weight_units`` of the store; unknown ones are taken as equal
    :rtype: Decimal
    """
    return rounded(weight * unit_ratio(unit, is_pounds), PLACES)


def unit_ratio(unit: str, is_pounds: bool) -> Decimal:
    """How many of the store's units one unit of Odoo is.

    :param str unit: ``weight_units`` of the store; unknown ones are taken as equal
    :param bool is_pounds: whether Odoo counts in pounds, else in kilograms
    :rtype: Decimal
    """
    own = "LBS" if is_pounds else "KGS"
    if unit not in _PER_KILOGRAM or unit == own:
        return Decimal(1)
    return _PER_KILOGRAM[unit] / _PER_KILOGRAM[own]

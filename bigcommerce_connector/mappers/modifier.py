"""Attributes of Odoo that create no variants, as plain values."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ModifierValue:
    """A choice that makes no variant: ``id`` of the value in Odoo, what it costs
    ``extra`` as the store counts it, its color (``#rrggbb``) if it has one."""

    id: int
    label: str
    extra: Decimal = Decimal(0)
    color: str = ""


@dataclass(frozen=True)
class ModifierValues:
    """An attribute that creates no variants: ``id`` in Odoo, ``type`` on BigCommerce,
    empty if it cannot be there."""

    id: int
    name: str
    type: str
    values: tuple[ModifierValue, ...] = ()

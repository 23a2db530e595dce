"""Sharing money without losing a cent."""

from decimal import Decimal

from ..mappers.amounts import rounded


def share(total: Decimal, part: Decimal, whole: Decimal, places: int) -> Decimal:
    """The part of a total that goes to ``part`` of ``whole`` pieces, rounded.

    Taking shares one after the other off what remains gives the total to the cent.

    :rtype: Decimal
    """
    if part == whole:
        return total
    return rounded(total * part / whole, places)

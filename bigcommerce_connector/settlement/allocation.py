"""What a refund was for: the units of items that it gave back, and other causes."""

from dataclasses import dataclass, field
from decimal import Decimal

from ..mappers.amounts import ZERO
from .money import share


def line_number(line_id: str) -> int:
    """A line's id as a number; 0 for one that is none."""
    return int(line_id) if line_id.isdecimal() else 0


@dataclass(frozen=True)
class GivenBack:
    """Units of one item that one refund gave back.

    ``inc_tax`` is the money for all of them, ``cost`` what they cost by now, both tax
    included. ``gone``: how many of them were of lines that are not there any more.
    ``unseen``: of lines whose ids nobody saw, so that they may be there under others.
    ``first_missing``: the lowest id of all these lines.
    """

    units: Decimal
    inc_tax: Decimal
    cost: Decimal = ZERO
    gone: Decimal = ZERO
    unseen: Decimal = ZERO
    first_missing: int | None = None

    @property
    def price(self) -> Decimal:
        """Given back for one of them."""
        return self.inc_tax / self.units

    def may_be(self, line_id: str) -> bool:
        """Whether a line that is there may be a missing one, under a new id.

        BigCommerce numbers lines in the order in which it makes them.
        """
        return self.first_missing is None or line_number(line_id) > self.first_missing

    def money(self, units: Decimal, places: int) -> Decimal:
        """The money for so many of them, in the currency's decimals."""
        if not units:
            return ZERO
        return share(self.inc_tax, units, self.units, places)


@dataclass(frozen=True)
class Allocation:
    """What one refund was for.

    ``items``: :class:`GivenBack` by item key, of items that are gone too. ``causes``
    as :attr:`.refunds.Refund.causes`, with what was for wrapping apart from the items.
    Units that lines count and no refund explains have the number None and no money.
    """

    number: int | None
    total: Decimal = ZERO
    tax: Decimal = ZERO
    causes: dict[str, Decimal] = field(default_factory=dict)
    items: dict[str, GivenBack] = field(default_factory=dict)
    is_offline: bool = False

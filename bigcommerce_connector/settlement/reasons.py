"""Why the net of an order is what it is, in figures: for people to follow.

All amounts contain the tax; T, C and R as in README.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..mappers.amounts import ZERO
from ..mappers.refunds import Refunds
from .allocation import Allocation
from .settled_edits import Counted


@dataclass(frozen=True)
class RefundReason:
    """What one refund gave back, and how much of it settled an edit.

    ``settled_units`` and ``returned`` by item key. ``lowers`` is what it takes off the
    order's total. ``number`` is None where lines say that units were refunded, and no
    refund explains them.
    """

    number: int | None
    total: Decimal
    settled: Decimal
    settled_units: dict[str, Decimal]
    returned: dict[str, Decimal]

    @property
    def lowers(self) -> Decimal:
        """What of it settles nothing."""
        return self.total - self.settled


@dataclass(frozen=True)
class Reasons:
    """The figures of a settlement: T, C and R, and every refund in its order."""

    total: Decimal
    captured: Decimal
    refunded: Decimal
    refunds: tuple[RefundReason, ...] = field(default=())

    @property
    def open(self) -> Decimal:
        """What was received beyond the present total, before any refund: C − T."""
        return max(ZERO, self.captured - self.total)

    @property
    def net(self) -> Decimal:
        """T less what settles nothing."""
        return self.total - sum((row.lowers for row in self.refunds), ZERO)


def reasons_of(
    total: Decimal,
    captured: Decimal,
    refunds: Refunds,
    allocations: Sequence[Allocation] = (),
    counted: Sequence[Counted] = (),
) -> Reasons:
    """
    :param Decimal total: of the order now; what is kept of it when it is void
    :param Decimal captured: money received
    :param Refunds refunds: money given back
    :param list[Allocation] allocations: of these refunds
    :param list[Counted] counted: what each of them settled
    :rtype: Reasons
    """
    rows = tuple(
        RefundReason(
            allocation.number,
            allocation.total,
            row.settled.money,
            {key: units for key, units in row.settled.units.items() if units},
            {key: units for key, units in row.units.items() if units},
        )
        for allocation, row in zip(allocations, counted, strict=True)
    )
    return Reasons(total, captured, refunds.total, rows)

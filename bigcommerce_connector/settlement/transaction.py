"""What is posted of a web order, line by line, and what is to be posted next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..mappers.keys import Kind, kind_of
from .money import Money, money_of, total


class CannotSettle(Exception):
    """More would be refunded than is left of what was sold; ``args`` name the key."""


@dataclass(frozen=True)
class PostedLine:
    """A line of a POS transaction of the order, as it is stored.

    Quantity and amounts are signed: a refund's are negative. ``is_ours`` is False for
    a refund that a cashier made at a register.
    """

    id: int
    order_id: int
    key: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    refunded_line_id: int | None = None
    is_ours: bool = True

    @property
    def kind(self) -> Kind:
        return kind_of(self.key)

    @property
    def is_goods(self) -> bool:
        return self.kind is Kind.ITEM

    @property
    def money(self) -> Money:
        return money_of(self)


@dataclass(frozen=True)
class Move:
    """A line to post. ``quantity`` is 0 for money without goods.

    ``is_change``: of money for which something was posted before.
    """

    key: str
    quantity: Decimal
    money: Money
    refunded_line_id: int | None = None
    is_change: bool = False

    @property
    def inc_tax(self) -> Decimal:
        return self.money.inc_tax

    @property
    def tax(self) -> Decimal:
        return self.money.tax


@dataclass
class Transaction:
    """One POS order to post: a refund of one sale, a sale, or money alone.

    ``restock``: whether goods that come back are for sale again.
    """

    moves: list[Move] = field(default_factory=list)
    refunded_order_id: int | None = None
    restock: bool = True

    @property
    def money(self) -> Money:
        return money_in(self.moves)

    @property
    def inc_tax(self) -> Decimal:
        return self.money.inc_tax

    @property
    def tax(self) -> Decimal:
        return self.money.tax


def money_in(lines: Sequence[PostedLine] | Sequence[Move]) -> Money:
    """The money of lines together.

    :rtype: Money
    """
    return total(line.money for line in lines)

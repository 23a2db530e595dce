"""What is posted of a web order: facts, added up by key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..mappers.amounts import ZERO
from ..mappers.keys import Kind
from .money import Money
from .transaction import PostedLine, money_in


@dataclass(frozen=True)
class Left:
    """What is left of a sold line once all refunds of it are taken off."""

    quantity: Decimal
    money: Money


class Ledger:
    """What is posted of a web order; it never changes.

    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :param dict recorded: what the web has recorded before of what cashiers gave back,
        by key: units of items, money of charges. It stays recorded
    """

    def __init__(
        self,
        posted: Sequence[PostedLine],
        places: int,
        recorded: Mapping[str, Decimal] | None = None,
    ) -> None:
        self.places = places
        self.posted = posted
        self.recorded = recorded or {}
        self._ours: dict[str, list[PostedLine]] = defaultdict(list)
        self._given: dict[str, list[PostedLine]] = defaultdict(list)
        for line in posted:
            (self._ours if line.is_ours else self._given)[line.key].append(line)

    # === OURS === #

    @property
    def item_keys(self) -> list[str]:
        """Of the goods that we posted."""
        return [key for key, lines in self._ours.items() if lines[0].is_goods]

    @property
    def keys(self) -> list[str]:
        """Of all that we posted."""
        return list(self._ours)

    @property
    def total(self) -> Money:
        """All that we posted."""
        return money_in([line for line in self.posted if line.is_ours])

    def units(self, key: str) -> Decimal:
        """What we sold of an item less what we refunded."""
        return _units(self._ours.get(key, ()))

    def money(self, key: str) -> Money:
        """What we posted for an item, a charge or an adjustment."""
        return money_in(self._ours.get(key, ()))

    # === GIVEN BACK AT REGISTERS === #

    @property
    def given_charge_keys(self) -> list[str]:
        """Charges of which cashiers gave something back."""
        return [k for k, lines in self._given.items() if lines[0].kind is Kind.CHARGE]

    @property
    def total_given(self) -> Money:
        """All that cashiers gave back; positive."""
        return -money_in([line for line in self.posted if not line.is_ours])

    @property
    def given_adjustments(self) -> Money:
        """What cashiers gave back of adjustments; positive."""
        lines = [line for line in self.posted if line.kind is Kind.ADJUSTMENT]
        return -money_in([line for line in lines if not line.is_ours])

    def given_units(self, key: str) -> Decimal:
        """Units of an item that cashiers took back; positive."""
        return -_units(self._given.get(key, ()))

    def given_money(self, key: str) -> Money:
        """What cashiers gave back for an item or a charge; positive."""
        return -money_in(self._given.get(key, ()))

    # === LINE BY LINE === #

    def sold_lines(self, key: str) -> list[PostedLine]:
        """The sales of an item, oldest first."""
        return [x for x in self._ours.get(key, ()) if x.quantity > 0 and x.is_goods]

    def left(self) -> dict[int, Left]:
        """What is left of every sold line, by its id."""
        result = {
            line.id: Left(line.quantity, line.money)
            for line in self.posted
            if line.quantity > 0 and line.is_goods
        }
        for line in self.posted:
            known = result.get(line.refunded_line_id or 0)
            if known and line.refunded_line_id:
                result[line.refunded_line_id] = Left(
                    known.quantity + line.quantity, known.money + line.money
                )
        return result

    def sold_prices(self, key: str) -> list[tuple[Decimal, Decimal]]:
        """What we sold of an item, by line: (units, price of one).

        Less what we refunded, and what cashiers took back as far as it is recorded.

        :rtype: list[tuple[Decimal, Decimal]]
        """
        recorded = min(self.recorded.get(key, ZERO), self.given_units(key))
        back: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
        for line in self._ours.get(key, ()):
            back[line.refunded_line_id] -= line.quantity
        for line in self._given.get(key, ()):
            units = min(-line.quantity, recorded)
            recorded -= units
            back[line.refunded_line_id] += units
        return [
            (line.quantity - back[line.id], line.inc_tax / line.quantity)
            for line in self._ours.get(key, ())
            if line.quantity > back[line.id]
        ]


def _units(lines: Sequence[PostedLine]) -> Decimal:
    return sum((line.quantity for line in lines), ZERO)

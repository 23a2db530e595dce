"""What is posted of a web order, and the refunds planned on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..mappers.amounts import ZERO
from ..mappers.refunds import TAX
from .money import share
from .prices import PriceRow, matched
from .target import Part, Target

PRICE = "price"
OTHER = "other"
# What no web order says the amount of: it is what everything else leaves.
ADJUSTMENTS = (PRICE, TAX, OTHER)


class CannotSettle(Exception):
    """The difference cannot be posted as it stands; the message says why."""


@dataclass(frozen=True)
class PostedLine:
    """A line of a POS transaction of the order, as it is stored.

    Quantity and amounts are signed: a refund's are negative. ``is_ours`` is False for
    a refund that a cashier made at a till.
    """

    id: int
    order_id: int
    key: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    refunded_line_id: int | None = None
    is_ours: bool = True
    is_goods: bool = True


@dataclass(frozen=True)
class Move:
    """A line to post. ``quantity`` is 0 for money without goods."""

    key: str
    name: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    refunded_line_id: int | None = None


@dataclass
class Transaction:
    """One POS order to post: a refund of one sale, a sale, or money alone.

    ``restock``: whether goods that come back are for sale again.
    """

    moves: list[Move] = field(default_factory=list)
    refunded_order_id: int | None = None
    restock: bool = True

    @property
    def inc_tax(self) -> Decimal:
        return sum((move.inc_tax for move in self.moves), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((move.tax for move in self.moves), ZERO)


def with_odd_cents(
    exact: Decimal, money: Decimal, quantity: Decimal, places: int
) -> Decimal:
    """The exact amount where rounding alone makes the difference, else the share."""
    tolerance = abs(quantity) * Decimal(1).scaleb(-places)
    return exact if abs(exact - money) <= tolerance else money


class Book:
    """What is posted, and the refunds planned on it.

    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :param dict recorded: what the web has recorded before of what cashiers gave back,
        by key: pieces of items, money of charges. It stays recorded
    """

    def __init__(
        self,
        posted: Sequence[PostedLine],
        places: int,
        recorded: Mapping[str, Decimal] | None = None,
    ) -> None:
        self.places = places
        self._recorded = recorded or {}
        self.posted = posted
        # Refund moves by the order that was sold.
        self.planned: dict[int, list[Move]] = defaultdict(list)
        self.item_keys = list(
            dict.fromkeys(line.key for line in posted if line.is_ours and line.is_goods)
        )
        self.left = {
            line.id: [line.quantity, line.inc_tax, line.tax]
            for line in posted
            if line.quantity > 0 and line.is_goods
        }
        for line in posted:
            self._take(line.refunded_line_id, line.quantity, line.inc_tax, line.tax)

    def net_quantity(self, key: str) -> Decimal:
        return self._sum("quantity", key, is_ours=True)

    def till_quantity(self, key: str) -> Decimal:
        return -self._sum("quantity", key, is_ours=False)

    def recorded(self, key: str) -> Decimal:
        """What the web recorded before of the pieces that cashiers took back."""
        return min(self._recorded.get(key, ZERO), self.till_quantity(key))

    def recorded_charge(self, key: str) -> Decimal:
        """What the web recorded before of a charge that cashiers gave back."""
        return min(
            self._recorded.get(key, ZERO), self.till_charge_given("inc_tax", key)
        )

    def _sum(self, name: str, key: str, is_ours: bool) -> Decimal:
        return sum(
            (
                getattr(line, name)
                for line in self.posted
                if line.key == key and line.is_ours == is_ours
            ),
            ZERO,
        )

    def _take(
        self, line_id: int | None, quantity: Decimal, inc_tax: Decimal, tax: Decimal
    ) -> None:
        if line_id in self.left:
            left = self.left[line_id]
            left[0] += quantity
            left[1] += inc_tax
            left[2] += tax

    def sold_prices(self, key: str) -> list[tuple[Decimal, Decimal]]:
        """What we sold of an item, by line: (pieces, price of one).

        Less what we refunded, and what cashiers took back as far as it is recorded.

        :rtype: list[tuple[Decimal, Decimal]]
        """
        recorded = self.recorded(key)
        back: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
        lines = [line for line in self.posted if line.key == key]
        for line in lines:
            pieces = -line.quantity
            if not line.is_ours:
                pieces = min(pieces, recorded)
                recorded -= pieces
            back[line.refunded_line_id] += pieces
        return [
            (line.quantity - back[line.id], line.inc_tax / line.quantity)
            for line in lines
            if line.quantity > back[line.id]
        ]

    def refund(
        self, key: str, quantity: Decimal, wanted: Sequence[PriceRow] = ()
    ) -> None:
        """Plan a refund of lines sold, at the price they were sold at.

        Those of a price that is not wanted any more go first, newer ones before others.

        :param list[PriceRow] wanted: what has to be left
        """
        sold = [line for line in self.posted if line.key == key]
        sold = [line for line in sold if line.id in self.left]
        pieces = [max(ZERO, self.left[line.id][0]) for line in sold]
        prices = [line.inc_tax / line.quantity for line in sold]
        kept, _there = matched(
            list(zip(pieces, prices, strict=True)), wanted, self.places
        )
        odd = [n - stays for n, stays in zip(pieces, kept, strict=True)]
        for most in (odd, pieces):
            lines = reversed(list(zip(sold, most, strict=True)))
            quantity = self._refund_lines(key, quantity, lines)
        if quantity > 0:
            raise CannotSettle(key)

    def _refund_lines(
        self, key: str, quantity: Decimal, lines: Iterable[tuple[PostedLine, Decimal]]
    ) -> Decimal:
        """:return: the quantity that these lines, with the most of each, leave"""
        for line, most in lines:
            left, inc_tax, tax = self.left[line.id]
            part = min(left, most, quantity)
            if part <= 0:
                continue
            move = Move(
                key,
                "",
                -part,
                -share(inc_tax, part, left, self.places),
                -share(tax, part, left, self.places),
                line.id,
            )
            self._take(line.id, move.quantity, move.inc_tax, move.tax)
            self.planned[line.order_id].append(move)
            quantity -= part
        return quantity

    def settle_odd_cents(self, key: str, part: Part | None, places: int) -> None:
        """Refund the very cent, where only rounding makes a difference."""
        moves = self._planned(key)
        for planned in self.planned.values():
            if moves and planned and moves[-1] in planned:
                index, move = planned.index(moves[-1]), moves[-1]
                wanted = part.quantity if part else ZERO
                exact = {}
                for name in ("inc_tax", "tax"):
                    goal = getattr(part, name) if part else ZERO
                    residual = goal - self.money(name, key, wanted)
                    current = getattr(move, name)
                    exact[name] = with_odd_cents(
                        current + residual, current, move.quantity, places
                    )
                planned[index] = replace(
                    move, inc_tax=exact["inc_tax"], tax=exact["tax"]
                )

    def total(self, name: str, target: Target) -> Decimal:
        """All money posted and planned, with what the web has caught up with."""
        money = sum((getattr(line, name) for line in self.posted if line.is_ours), ZERO)
        for planned in self.planned.values():
            money += sum((getattr(move, name) for move in planned), ZERO)
        for key in self.item_keys:
            part = target.items.get(key)
            money += self.till_money(name, key, part.quantity if part else ZERO)
        for key in self.till_charge_keys:
            money += self.till_charge(name, key, target.charges.get(key))
        return money

    def refunds(self) -> list[Transaction]:
        """One transaction per sale refunded: Odoo takes one original per refund."""
        return [Transaction(moves, order) for order, moves in self.planned.items()]

    def money(self, name: str, key: str, wanted: Decimal) -> Decimal:
        """Money posted and planned for an item or a charge.

        Of what cashiers gave back, the part that the web has caught up with counts.
        """
        ours = self._sum(name, key, is_ours=True)
        ours += sum((getattr(move, name) for move in self._planned(key)), ZERO)
        return ours + self.till_money(name, key, wanted)

    def till_money(self, name: str, key: str, wanted: Decimal) -> Decimal:
        """Money given back at tills that the wanted quantity explains; negative."""
        till_quantity = self.till_quantity(key)
        caught_up = self.caught_up(key, wanted)
        if not caught_up:
            return ZERO
        till = self._sum(name, key, is_ours=False)
        return share(till, caught_up, till_quantity, self.places)

    def caught_up(self, key: str, wanted: Decimal) -> Decimal:
        """Pieces given back at tills that the web has recorded, now or before."""
        sold = self.net_quantity(key)
        sold += sum((move.quantity for move in self._planned(key)), ZERO)
        caught_up = max(self.recorded(key), sold - wanted)
        return min(max(ZERO, caught_up), self.till_quantity(key))

    @property
    def till_charge_keys(self) -> list[str]:
        """Charges of which cashiers gave something back."""
        given = (line for line in self.posted if not (line.is_ours or line.is_goods))
        keys = (line.key for line in given if line.key not in ADJUSTMENTS)
        return list(dict.fromkeys(keys))

    def till_charge(self, name: str, key: str, part: Part | None) -> Decimal:
        """Money of a charge given back at tills that the web explains; negative."""
        caught_up = self.caught_up_charge(key, part)
        if caught_up <= 0:
            return ZERO
        given = self.till_charge_given("inc_tax", key)
        till = self.till_charge_given(name, key)
        return -share(till, caught_up, given, self.places)

    def caught_up_charge(self, key: str, part: Part | None) -> Decimal:
        """Money of a charge given back at tills that the web has recorded."""
        wanted = part.inc_tax if part else ZERO
        lowered = self._sum("inc_tax", key, is_ours=True) - wanted
        lowered = max(self.recorded_charge(key), lowered)
        return min(max(ZERO, lowered), self.till_charge_given("inc_tax", key))

    def till_charge_given(self, name: str, key: str) -> Decimal:
        """Money of a charge given back at tills; positive."""
        return -self._sum(name, key, is_ours=False)

    def till_adjustments(self, left: Decimal) -> tuple[Decimal, Decimal]:
        """Money of adjustments given back at tills that the web explains; negative.

        :param Decimal left: what the web says less everything else, tax included
        :return: (money, tax in it)
        :rtype: tuple[Decimal, Decimal]
        """
        given, tax = (
            -sum(
                (
                    getattr(line, name)
                    for line in self.posted
                    if not line.is_ours and line.key in ADJUSTMENTS
                ),
                ZERO,
            )
            for name in ("inc_tax", "tax")
        )
        caught_up = min(max(ZERO, -left), given)
        if not caught_up:
            return ZERO, ZERO
        return -caught_up, -share(tax, caught_up, given, self.places)

    def _planned(self, key: str) -> list[Move]:
        moves = (move for planned in self.planned.values() for move in planned)
        return [move for move in moves if move.key == key]

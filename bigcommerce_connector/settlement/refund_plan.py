"""The refunds to post: which lines that were sold come back, each at its own price."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ..mappers.amounts import ZERO
from .ledger import Ledger, Left
from .money import Money, absorb_residual
from .part import PriceRow
from .prices import matched
from .transaction import CannotSettle, Move, PostedLine, Transaction, money_in


class RefundPlan:
    """Refunds of goods, collected before any is posted.

    :param Ledger ledger: what is posted
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._left = ledger.left()
        # By the order that was sold: Odoo takes one original per refund.
        self._moves: dict[int, list[Move]] = defaultdict(list)

    @property
    def total(self) -> Money:
        """All planned refunds; negative."""
        return money_in([move for moves in self._moves.values() for move in moves])

    def units(self, key: str) -> Decimal:
        """Planned refunds of an item; negative."""
        return sum((move.quantity for move in self._of(key)), ZERO)

    def money(self, key: str) -> Money:
        """Planned refunds of an item; negative."""
        return money_in(self._of(key))

    def transactions(self) -> list[Transaction]:
        """One for every sale that is refunded."""
        return [Transaction(moves, order) for order, moves in self._moves.items()]

    def refund(
        self, key: str, quantity: Decimal, wanted: Sequence[PriceRow] = ()
    ) -> None:
        """Plan a refund of lines sold, at the price they were sold at.

        Those of a price that is not wanted any more go first, newer ones before others.

        :param list[PriceRow] wanted: what has to be left
        :raise CannotSettle: when less is left
        """
        sold = self._ledger.sold_lines(key)
        units = [max(ZERO, self._left[line.id].quantity) for line in sold]
        prices = [line.inc_tax / line.quantity for line in sold]
        kept, _there = matched(
            list(zip(units, prices, strict=True)), wanted, self._ledger.places
        )
        odd = [n - stays for n, stays in zip(units, kept, strict=True)]
        for most in (odd, units):
            lines = reversed(list(zip(sold, most, strict=True)))
            quantity = self._refund_lines(key, quantity, lines)
        if quantity > 0:
            raise CannotSettle(key)

    def _refund_lines(
        self, key: str, quantity: Decimal, lines: Iterable[tuple[PostedLine, Decimal]]
    ) -> Decimal:
        """:return: the quantity that these lines, with the most of each, leave"""
        for line, most in lines:
            left = self._left[line.id]
            part = min(left.quantity, most, quantity)
            if part <= 0:
                continue
            money = left.money.share(part, left.quantity, self._ledger.places)
            self._left[line.id] = Left(left.quantity - part, left.money - money)
            self._moves[line.order_id].append(Move(key, -part, -money, line.id))
            quantity -= part
        return quantity

    def absorb_residual(self, key: str, residual: Money) -> None:
        """Let an item's last refund take what rounding alone left over.

        :param Money residual: what the item's refunds fall short of what is wanted
        """
        for moves in self._moves.values():
            for index, move in enumerate(moves):
                if move.key == key and move is self._of(key)[-1]:
                    exact, units = move.money + residual, move.quantity
                    money = absorb_residual(
                        exact, move.money, units, self._ledger.places
                    )
                    moves[index] = replace(move, money=money)
                    return

    def _of(self, key: str) -> list[Move]:
        moves = (move for planned in self._moves.values() for move in planned)
        return [move for move in moves if move.key == key]

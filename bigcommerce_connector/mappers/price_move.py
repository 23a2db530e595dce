"""How far a price of a product moves: what the brake on prices looks at.

Small moves are everyday life: a new rate of exchange changes all prices of a store, and
so does another rate of a tax.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .accepted import Accepted

_MUCH = Decimal("1.05")
_FAR = 10


@dataclass(frozen=True)
class PriceMove:
    """What shoppers pay for one item on BigCommerce, before and after.

    ``old`` is None where nobody knows what is there.
    """

    old: Decimal | None
    new: Decimal

    @property
    def factor(self) -> Decimal:
        """How many times the one is the other: 1 if it stays.

        Where nothing was to be paid, any price is a first one.
        """
        if not self.old:
            return Decimal(1)
        if not self.new:
            return Decimal("Infinity")
        return max(self.old / self.new, self.new / self.old)

    @property
    def is_much(self) -> bool:
        return self.old is None or self.factor > _MUCH

    @property
    def is_far(self) -> bool:
        return self.factor >= _FAR


def largest_move(
    variants: Iterable[tuple[Accepted, Accepted]],
) -> PriceMove | None:
    """The price of a product that moves furthest.

    A sale ends by itself, so its prices count only if they are beyond all reason.

    :param variants: of each variant, by :func:`with_inherited`, what BigCommerce has
        and what it is to have; of what is not in it nobody knows
    :return: None: none moves much; one of which nobody knows how far it moves may be
    """
    moves = []
    for before, after in variants:
        if after.get("price") is None:
            continue
        if before.get("price") is None:
            moves.append(PriceMove(None, _regular(after)))
            continue
        moves.append(PriceMove(_regular(before), _regular(after)))
        paid = PriceMove(_paid(before), _paid(after))
        if paid.is_far:
            moves.append(paid)
    much = [move for move in moves if move.is_much]
    return max(much, key=lambda move: move.factor, default=None)


def with_inherited(of_product: Accepted, own: Accepted) -> Accepted:
    """The values of a variant: its own, or those of its product.

    :rtype: dict[str, str | None]
    """
    return {**of_product, **{name: own[name] for name in own if own[name] is not None}}


def _regular(accepted: Accepted) -> Decimal:
    return Decimal(accepted.get("price") or 0)


def _paid(accepted: Accepted) -> Decimal:
    return Decimal(accepted.get("sale_price") or 0) or _regular(accepted)

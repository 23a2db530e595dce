"""Whether goods of a refund are restocked (the owner's rule)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..mappers.amounts import ZERO
from .transaction import Move, PostedLine, Transaction

ALWAYS = "always"
UNSHIPPED = "unshipped"
NEVER = "never"


def never_left(
    posted: Sequence[PostedLine],
    shipped: Mapping[str, Decimal | int],
    not_restocked: Mapping[str, Decimal],
) -> dict[str, Decimal]:
    """Units that were sold and never left, by item key.

    What was sold, less what was restocked, less what was shipped: units that came back
    and were not restocked had left, so they do not stand for others.

    :param list[PostedLine] posted: lines of all transactions
    :param dict shipped: the most units ever shipped, by item key
    :param dict not_restocked: refunded units that were not restocked, by item key
    :rtype: dict
    """
    units: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in posted:
        if line.is_goods and line.is_ours:
            units[line.key] += line.quantity
    return {
        key: net + not_restocked.get(key, ZERO) - shipped.get(key, ZERO)
        for key, net in units.items()
    }


def not_restocked(transactions: Iterable[Transaction]) -> dict[str, Decimal]:
    """Refunded units that are not restocked, by item key.

    :param list[Transaction] transactions: from :func:`split_returns`
    :rtype: dict
    """
    units: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for transaction in transactions:
        for move in () if transaction.restock else transaction.moves:
            units[move.key] -= move.quantity
    return dict(units)


def split_returns(
    transactions: Iterable[Transaction],
    rule: str,
    unshipped: Mapping[str, Decimal],
    places: int,
) -> list[Transaction]:
    """Split refunds into what is restocked and what is not.

    :param list[Transaction] transactions: from the difference
    :param str rule: ``always``, ``unshipped`` (only what never left) or ``never``
    :param dict unshipped: quantity sold but not shipped, by item key
    :param int places: decimals of the currency
    :rtype: list[Transaction]
    """
    left = dict(unshipped)
    result = []
    for transaction in transactions:
        if rule == ALWAYS or transaction.refunded_order_id is None:
            result.append(transaction)
            continue
        stays, returns = [], []
        for move in transaction.moves:
            quantity = ZERO
            if rule == UNSHIPPED:
                quantity = min(-move.quantity, max(ZERO, left.get(move.key, ZERO)))
                left[move.key] = left.get(move.key, ZERO) - quantity
            back, away = _split(move, quantity, places)
            stays += back
            returns += away
        origin = transaction.refunded_order_id
        result += [Transaction(stays, origin)] if stays else []
        result += [Transaction(returns, origin, restock=False)] if returns else []
    return result


def _split(move: Move, quantity: Decimal, places: int) -> tuple[list[Move], list[Move]]:
    """A refund move as (what is restocked, what is not)."""
    if quantity == -move.quantity:
        return [move], []
    if not quantity:
        return [], [move]
    money = move.money.share(quantity, -move.quantity, places)
    back = replace(move, quantity=-quantity, money=money)
    away = replace(move, quantity=move.quantity + quantity, money=move.money - money)
    return [back], [away]

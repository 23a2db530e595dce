"""What the pieces of refunds cost: remembered, since an edit changes what they cost.

BigCommerce tells one amount for all pieces of a refund. It is shared among them by what
they cost when the refund was seen for the first time.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount
from .cannot_read import CannotRead
from .order import line_money, order_lines
from .refunds import PiecesRefund, Worths, read_refunds

# Pieces and what they cost, as texts, by kind and line id.
PieceTexts = dict[str, dict[str, list[str]]]
# (quantity, money by kind) of a line, by its id.
Prices = dict[str, tuple[Decimal, dict[str, Decimal]]]


def remembered_worths(
    known: Worths | None,
    refunds: Sequence[dict[str, Any]],
    payloads: Sequence[Mapping[str, Any]],
) -> Worths:
    """What to keep in mind of an order's refunds.

    A refund came between two states of its order. Where an edit came too, nobody knows
    which was first: the amount tells, it is what the pieces cost in one of the states.
    If it fits both alike, the earlier one counts: the refund came after it for certain.

    :param dict known: what this function returned before, if anything
    :param list refunds: all payloads of the order's refunds
    :param list payloads: the order's states, the earlier first: the one stored before,
        if any, and the present one
    :return: by refund, as JSON: ``{kind: {line id: [pieces, worth]}}`` with the kinds
        ``products`` and ``wrapping``; refunds of one kind of one line need none, and of
        those that name a line unknown to both states nothing can be told
    :rtype: dict
    """
    try:
        read = read_refunds(refunds, known)
    except CannotRead:
        return known or {}  # a look will say so
    result: Worths = {}
    prices: list[Prices] | None = None
    for refund in read.by_pieces:
        if len(refund.products) + len(refund.wrapping) < 2:
            continue
        number, told = str(refund.number), refund.inc_tax
        if refund.worths:
            result[number] = (known or {})[number]
            continue
        if prices is None:
            prices = [_prices(payload) for payload in payloads]
        worths = [found for lines in prices if (found := _worths(refund, lines))]
        if worths:
            result[number] = min(worths, key=lambda row: abs(_sum(row) - told))
    return result


def _prices(payload: Mapping[str, Any]) -> Prices:
    """(quantity, money by kind) of each line by its id; none of an odd payload."""
    try:
        return {
            str(line["id"]): (
                amount(line.get("quantity")),
                {
                    "products": line_money(line)[0],
                    "wrapping": amount(line.get("wrapping_cost_inc_tax")),
                },
            )
            for line in order_lines(payload)
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}  # a look will say so


def _worths(refund: PiecesRefund, lines: Prices) -> PieceTexts | None:
    """What a refund's pieces cost in one state; None when a line is not in it."""
    result: PieceTexts = {}
    for kind in ("products", "wrapping"):
        result[kind] = {}
        for line_id, pieces in getattr(refund, kind).items():
            quantity, money = lines.get(line_id, (ZERO, {}))
            if not quantity:
                return None
            worth = money[kind] * pieces / quantity
            result[kind][line_id] = [str(pieces), str(worth)]
    return result


def _sum(worths: PieceTexts) -> Decimal:
    return sum(
        (amount(worth) for rows in worths.values() for _n, worth in rows.values()), ZERO
    )

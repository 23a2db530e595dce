"""What refunds gave back of the items of an order: their pieces, and their money.

A refund names its pieces by the ids of lines. Lines may be removed, or come back with
new ids, so the ids seen earlier tell which item was meant; what no id tells, the
numbers on the present lines do.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, rounded, share
from .refunds import ITEMS

WRAPPING = "wrapping"


@dataclass(frozen=True)
class Refunded:
    """Pieces of one item, and the money for all of them, tax included."""

    pieces: Decimal
    inc_tax: Decimal


def refunded_items(order, refunds, keys, places):
    """Find out what was given back of every item of an order.

    :param WebOrder order: its present state
    :param Refunds refunds: of the order
    :param dict keys: key of the item by line id, those of lines seen earlier too
    :param int places: decimals of the currency
    :return: :class:`Refunded` by item key, and the money by cause: that of pieces may
        be wrapping in part
    :rtype: tuple[dict, dict]
    """
    pieces, unnamed = _refunded_pieces(order, refunds, keys)
    money = defaultdict(lambda: ZERO)
    for refund in refunds.by_pieces:
        worths = _worths(order, refund, keys, unnamed)
        for key, part in _split(refund.inc_tax, worths, places).items():
            money[key] += part
    causes = dict(refunds.causes)
    if money[WRAPPING]:
        causes[ITEMS] -= money[WRAPPING]
        causes[WRAPPING] = causes.get(WRAPPING, ZERO) + money[WRAPPING]
    return {key: Refunded(n, money[key]) for key, n in pieces.items()}, causes


def _refunded_pieces(order, refunds, keys):
    """Pieces given back by item, and those of them that no known line id names.

    Of the latter, ``""`` are of lines that are gone: the present ones do not count
    them. Whether lines go on counting what was declined is not documented: the pieces
    that were really given back tell.
    """
    back, declined = defaultdict(lambda: ZERO), defaultdict(lambda: ZERO)
    for line_id, (given, refused) in refunds.pieces.items():
        back[keys.get(line_id)] += given
        declined[keys.get(line_id)] += refused
    pieces, unnamed = {}, {}
    for key, item in order.items.items():
        counted = item.quantity_refunded
        unexplained = max(ZERO, counted - back[key] - back[None])
        counted -= min(declined[key] + declined[None], unexplained)
        pieces[key] = max(back[key], counted)
        if back[None] and counted > back[key]:
            unnamed[key] = counted - back[key]
    gone = back[None] - sum(unnamed.values(), ZERO)
    if unnamed and gone > 0:
        unnamed[""] = gone
    return pieces, unnamed


def _worths(order, refund, keys, unnamed):
    """What the parts of a refund cost, by item key.

    When the refund was first seen, of items gone by now too; ``""``: no id names them.
    If nobody saw it in time, by now; items gone by ``None``. Pieces of which nobody
    knows whether they are gone cost what those still there cost.
    """
    worths = defaultdict(lambda: ZERO)
    for kind, line_ids, name, part in (
        ("products", refund.products, None, "inc_tax"),
        ("wrapping", refund.wrapping, WRAPPING, "wrapping"),
    ):
        for line_id, pieces in line_ids.items():
            for key, quantity in _meant(keys.get(line_id), pieces, unnamed):
                item = order.items.get(key)
                if refund.worths:
                    worth = refund.worths[kind][line_id]  # of all the pieces
                    worths[name or key or ""] += worth * quantity / (pieces or 1)
                elif item and item.quantity:
                    worth = getattr(item, part) * quantity / item.quantity
                    worths[name or key] += worth
                elif key == "":
                    worths[""] += _mean_worth(order, unnamed, part) * quantity
                else:
                    worths[None] += ZERO
    return worths


def _meant(key, pieces, unnamed):
    """The items that pieces may be of, as (key, pieces)."""
    if key or not unnamed:
        return [(key, pieces)]
    whole = sum(unnamed.values(), ZERO)
    return [(other, pieces * part / whole) for other, part in unnamed.items()]


def _mean_worth(order, unnamed, part):
    """What a piece costs by now of those that no line id names."""
    known = [(order.items[key], pieces) for key, pieces in unnamed.items() if key]
    money = sum(
        (
            getattr(item, part) * pieces / item.quantity
            for item, pieces in known
            if item.quantity
        ),
        ZERO,
    )
    return money / sum((pieces for _item, pieces in known), ZERO)


def _split(money, worths, places):
    """Money by what its parts are worth; what is gone takes what the others leave."""
    result, left = {}, money
    whole = sum(worths.values(), ZERO)
    is_all_there = None not in worths
    present = [key for key in worths if key is not None]
    for key in present:
        if is_all_there and key == present[-1]:
            part = left
        elif is_all_there and whole:
            part = share(money, worths[key], whole, places)
        else:
            part = rounded(worths[key], places)
        result[key] = min(left, part)
        left -= result[key]
    return result

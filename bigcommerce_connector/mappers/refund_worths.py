"""What the pieces of refunds cost: remembered, since an edit changes what they cost.

BigCommerce tells one amount for all pieces of a refund. It is shared among them by what
they cost when the refund was seen for the first time.
"""

from .amounts import ZERO, amount
from .cannot_read import CannotRead
from .order import line_money, order_lines
from .refunds import read_refunds


def remembered_worths(known, refunds, payloads):
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
    result, prices = {}, None
    for refund in read.by_pieces:
        if len(refund.products) + len(refund.wrapping) < 2:
            continue
        number = str(refund.number)
        if refund.worths:
            result[number] = known[number]
            continue
        if prices is None:
            prices = [_prices(payload) for payload in payloads]
        worths = [_worths(refund, lines) for lines in prices]
        worths = [found for found in worths if found]
        if worths:
            nearest = min(worths, key=lambda found: abs(_sum(found) - refund.inc_tax))
            result[number] = nearest
    return result


def _prices(payload):
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


def _worths(refund, lines):
    """What a refund's pieces cost in one state; None when a line is not in it."""
    result = {}
    for kind in ("products", "wrapping"):
        result[kind] = {}
        for line_id, pieces in getattr(refund, kind).items():
            quantity, money = lines.get(line_id, (ZERO, {}))
            if not quantity:
                return None
            worth = money[kind] * pieces / quantity
            result[kind][line_id] = [str(pieces), str(worth)]
    return result


def _sum(worths):
    return sum(
        (amount(worth) for rows in worths.values() for _n, worth in rows.values()), ZERO
    )

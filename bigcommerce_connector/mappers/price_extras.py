"""Prices of variants as Odoo has them: one price, and an extra for each value.

Odoo has no price of a variant itself: it is the product's price plus the extra of each
of its values. Any prices of variants with one option can be said so; with several
options, those only where each value adds the same everywhere.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

# Pairs of option name and value label.
Choice = tuple[str, str]
Choices = tuple[Choice, ...]
Extras = dict[Choice, Decimal]


def price_extras(
    price: Decimal, variants: Sequence[tuple[Choices, Decimal]]
) -> tuple[Extras, list[int]]:
    """The extra of each value, and which variants come out with another price.

    :param Decimal price: of the product
    :param list variants: choices and price of each variant
    :return: extras, and the places of those whose price needs a rule of its own
    :rtype: tuple[dict, list[int]]
    """
    extras: Extras = {}
    open_rows = [(set(choices), amount - price) for choices, amount in variants]
    while True:
        _fill(extras, open_rows)
        rest = [(row, extra) for row, extra in open_rows if row - extras.keys()]
        if not rest:
            break
        # Nothing says how its extra is shared out: the last of its values has it.
        row, _extra = min(rest, key=lambda item: len(item[0] - extras.keys()))
        unknown = sorted(row - extras.keys())
        extras.update(dict.fromkeys(unknown[:-1], Decimal(0)))
    misfits = [
        place
        for place, (row, extra) in enumerate(open_rows)
        if sum((extras[choice] for choice in row), Decimal(0)) != extra
    ]
    return extras, misfits


def _fill(extras: Extras, rows: Iterable[tuple[set[Choice], Decimal]]) -> None:
    """Work out values that are the only unknown ones of a variant, until none is.

    Where variants contradict each other, most of them have it their way.
    """
    rows = list(rows)
    while True:
        told: dict[Choice, list[Decimal]] = {}
        for row, extra in rows:
            unknown = row - extras.keys()
            if len(unknown) == 1:
                known = (extras[choice] for choice in row - unknown)
                told.setdefault(unknown.pop(), []).append(extra - sum(known))
        if not told:
            return
        for choice, votes in told.items():
            extras[choice] = Counter(votes).most_common(1)[0][0]

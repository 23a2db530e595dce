"""What cashiers gave back of one web order, and what the web has caught up with.

By the rule of settlement/README.md ("Refunds at registers"), with o our own net of a
group, s what registers gave back, r what the web has recorded of it before and t the
target: between o − s and o − r nothing is posted, below it is brought down to t + s and
above up to t + r. What lies between t and o the web has caught up with, and it is r
from then on. Goods are counted in units; shipping, handling, wrapping and fees follow
the same rule in money.

Not everything is said by BigCommerce: which charge is meant by a refund that settles an
edit, or what explains a change of price. There the book knows the least and the most.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
CHARGES = ("shipping", "handling", "wrapping", "fee:", "retained")


@dataclass
class Goods:
    """Units of a group; money is positive, ``total`` with tax."""

    units: int = 0
    total: Decimal = ZERO
    tax: Decimal = ZERO


@dataclass
class Money:
    """What was given back of a charge, and our own net of it: from least to most."""

    total: Decimal = ZERO
    tax: Decimal = ZERO
    least: Decimal = ZERO
    most: Decimal = ZERO
    # What the web had recorded before, at least and at most: it stays recorded.
    known: tuple = (ZERO, ZERO)

    def sync(self, least, most, is_void):
        """Bring our net to the target, which lies from ``least`` to ``most``.

        What the web has caught up with because it is void, it has not recorded.

        :return: what the web has caught up with, at least and at most
        """
        low, high = self.known
        self.least = _between(self.least, least + low, least + self.total)
        self.most = _between(self.most, most + high, most + self.total)
        known = (
            max(low, _between(self.least - most, ZERO, self.total)),
            max(high, _between(self.most - least, ZERO, self.total)),
        )
        if not is_void:
            self.known = known
        return known


@dataclass
class Adjustment(Money):
    """Of a price, a tax or a total: no web order says what it shall be.

    ``facts`` about the order when it was given back: as long as nothing of them has
    changed, the web knows nothing of it. Later they may be the same again.
    """

    facts: tuple | None = ()

    def bounds(self, facts):
        """:return: what the web has caught up with, at least and at most"""
        if self.facts != facts:
            self.facts = None
        return ZERO, self.total if self.facts is None else ZERO


@dataclass
class RegisterBook:
    """``recognized`` and ``recognized_tax``: the least and the most, after a sync.

    ``total``: all that was given back, tax included.
    """

    goods: dict = field(default_factory=dict)
    charges: dict = field(default_factory=dict)
    adjustments: list = field(default_factory=list)
    recognized: tuple = (ZERO, ZERO)
    recognized_tax: tuple = (ZERO, ZERO)
    total: Decimal = ZERO
    facts: tuple = ()

    def units(self, group):
        """Units of a group that cashiers took back."""
        return self.goods[group].units if group in self.goods else 0

    def give_back(self, key, units, total, tax):
        """Note a cashier's refund.

        :param key: a group of goods, or the name of a charge or adjustment
        """
        self.total += total
        if not isinstance(key, str):
            row = self.goods.setdefault(key, Goods())
            row.units += units
        elif key.startswith(CHARGES):
            row = self.charges.setdefault(key, Money())
        else:
            row = Adjustment(facts=self.facts)
            self.adjustments.append(row)
        row.total += total
        row.tax += tax

    def sync(self, known, charges, settled, unit, facts):
        """The web was looked at.

        :param dict known: by group, the units that our net has more than the web
        :param dict charges: of the web order, see :func:`.groups.charges_of`
        :param Decimal settled: what refunds settled of edits
        :param Decimal unit: the currency's smallest
        :param tuple facts: whatever an adjustment may come from; whether the order is
            void is the first
        """
        is_void = facts[0]
        # Another price at a register moves what an earlier one explains of these goods.
        prices = {group: row.total / row.units for group, row in self.goods.items()}
        self.facts = facts = (facts, prices)
        parts = []
        for group, row in self.goods.items():
            units = min(known.get(group, 0), row.units)
            share = [rounded(row.total * units / row.units, unit)] * 2
            parts.append((row, share, Decimal(units) / row.units))
        for name in {*self.charges, *charges}:
            row = self.charges.setdefault(name, Money())
            charge = charges.get(name)
            least = most = ZERO
            if charge:
                least = charge.money - charge.refunded - charge.unclear
                most = charge.money - max(ZERO, charge.refunded - settled)
            bounds = row.sync(rounded(least, unit), rounded(most, unit), is_void)
            parts.append((row, bounds, None))
        for row in self.adjustments:
            parts.append((row, row.bounds(facts), None))
        self.recognized = _sums(share for _row, share, _part in parts)
        # The tax in an adjustment may have the other sign.
        self.recognized_tax = _sums(
            sorted(_tax(row, money, part, unit) for money in share)
            for row, share, part in parts
        )


def _sums(pairs):
    least = most = ZERO
    for low, high in pairs:
        least, most = least + low, most + high
    return least, most


def _tax(row, recognized, part, unit):
    if part is None:
        part = recognized / row.total if row.total else ZERO
    return rounded(row.tax * part, unit)


def rounded(value, unit):
    """An amount in the smallest units of a currency, half up."""
    return value.quantize(unit, ROUND_HALF_UP)


def _between(value, low, high):
    return max(low, min(value, high))

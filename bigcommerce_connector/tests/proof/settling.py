"""Which edits of one order its refunds settle, from settlement/README.md alone.

Open is what was received beyond the present total, less what was settled before.
One refund after the other takes what is open at its turn: first its units of which
the order has fewer than were paid, as many as it takes; then what is left of it, but
not the money of units that count, as far as these cost that much by now. What was
settled stays settled. Units that counted go with their line when that is deleted.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from .register_book import rounded

ZERO = Decimal(0)


@dataclass
class Memory:
    """What an order's syncs leave: settled money and units by refund, and more."""

    money: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)  # paid out by no item
    ordered: Counter = field(default_factory=Counter)
    counted: Counter = field(default_factory=Counter)


class Settling:
    """One sync at an order.

    :param Memory memory: of the syncs before; it is brought up to date
    :param refunds: :class:`.given_back.UnitsBack` of each, in their order
    :param Counter ordered: units by group
    :param dict paid: the most units paid, by group
    :param Decimal excess: what was received beyond the total
    :param Decimal unit: the currency's smallest
    """

    def __init__(self, memory, refunds, ordered, paid, excess, unit):
        self._memory, self._unit = memory, unit
        self._open, self._left = excess, Counter(ordered)
        self._gone = {x: max(0, n - ordered[x]) for x, n in paid.items()}
        self._money = defaultdict(lambda: ZERO)
        self._cost = defaultdict(lambda: ZERO)
        self.counted = Counter()
        # Money that counts, and the tax in it; the part of it that went for units.
        self.ours = self.our_tax = self.of_units = ZERO
        self._forget_declined(refunds)
        self._delete(refunds, ordered)
        for refund in refunds:
            self._take(memory.money.get(refund.number, ZERO), self._of(refund))
            self._take(ZERO, memory.others.get(refund.number, {}))
        for refund in refunds:
            self._settle(refund)
        memory.ordered, memory.counted = Counter(ordered), Counter(self.counted)

    def _of(self, refund):
        return self._memory.units.setdefault(refund.number, Counter())

    def _forget_declined(self, refunds):
        numbers = {refund.number for refund in refunds}
        for number in self._memory.money.keys() - numbers:
            del self._memory.money[number], self._memory.units[number]
            self._memory.others.pop(number, None)

    def _delete(self, refunds, ordered):
        """Counted units went with their line since the last sync."""
        for group, counted in self._memory.counted.items():
            gone = sum(refund.gone[group] for refund in refunds)
            fewer = self._memory.ordered[group] - ordered[group]
            gone = max(0, min(gone, fewer, counted))
            for refund in refunds:
                known = self._of(refund)
                more = min(gone, refund.gone[group], refund.units[group] - known[group])
                if more > 0:
                    gone -= more
                    known[group] += more
                    money = refund.money[group] * more / refund.units[group]
                    settled = self._memory.money.get(refund.number, ZERO) + money
                    # Some of it may have settled something else before.
                    self._memory.money[refund.number] = min(refund.total, settled)

    def _take(self, money, units):
        self._open = max(ZERO, self._open - money)
        for group, count in units.items():
            self._gone[group] = max(0, self._gone.get(group, 0) - count)

    def _settle(self, refund):
        known = self._of(refund)
        settled, of_units = self._memory.money.get(refund.number, ZERO), ZERO
        # What it settled before that was for none of the units that did.
        spare = settled - sum(
            refund.money[group] * known[group] / units
            for group, units in refund.units.items()
            if units
        )
        spare = max(ZERO, spare)
        for group, units in refund.units.items():
            count = self._settling(group, refund, units - known[group], spare)
            price = refund.money[group] * count / units
            money = min(self._open, max(ZERO, price - spare))
            spare = max(ZERO, spare - price)
            self._take(money, {group: count})
            known[group] += count
            settled += money
        for group, units in refund.units.items():
            count = min(units - known[group], self._left[group])
            self._left[group] -= count
            self.counted[group] += count
            of_units += self._count(refund, group, count)
        rest = max(ZERO, refund.total - settled - of_units)
        money = min(rest, self._open)
        self._take(money, {})
        settled += money
        if settled > self._memory.money.get(refund.number, ZERO):
            self._pay_out_all(refund)
        self._memory.money[refund.number] = settled
        self.of_units += of_units
        self.ours += refund.total - settled
        if refund.total:
            self.our_tax += refund.tax * (refund.total - settled) / refund.total

    def _pay_out_all(self, refund):
        """Nothing is open: whatever was taken off by now is paid out."""
        if self._open < self._unit:
            off = Counter({group: n for group, n in self._gone.items() if n > 0})
            others = self._memory.others.setdefault(refund.number, Counter())
            others.update(off)
            self._take(ZERO, off)

    def _settling(self, group, refund, units, spare):
        units = min(units, self._gone.get(group, 0))
        if units <= 0:
            return 0
        price = refund.money[group] / refund.units[group]
        if self._open + spare >= price * units:
            return units
        enough = max(ZERO, self._open + spare - units * self._unit) / price
        return min(units, int(enough.to_integral_value(ROUND_CEILING)))

    def _count(self, refund, group, count):
        if not count:
            return ZERO
        before = self._known(group)
        part = refund.money[group] * count / refund.units[group]
        self._money[group] += rounded(part, self._unit)
        self._cost[group] += refund.costs[group] * count / refund.units[group]
        return self._known(group) - before

    def _known(self, group):
        return min(self._money[group], rounded(self._cost[group], self._unit))

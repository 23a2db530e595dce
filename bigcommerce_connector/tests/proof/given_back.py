"""What refunds gave back of one order: units by group, and their money.

BigCommerce tells one amount for all units of a refund. Which group got how much of it
is told by the prices that the lines had at the sync before the refund was seen, or at
the sync that saw it; where both were others, nobody can know.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from .groups import group_of

ZERO = Decimal(0)


@dataclass
class UnitsBack:
    """What one refund gave back, and what of it by units.

    ``units`` and ``money`` by group, ``rest`` the money of all. ``readings``: the
    money by group as the syncs may have it; None when it may be anything. ``costs``:
    what the units cost by now; ``gone``: those whose line is gone; ``renewed``: those
    whose line is there with another id.
    """

    number: int
    total: Decimal
    tax: Decimal
    units: Counter = field(default_factory=Counter)
    money: dict = field(default_factory=dict)
    rest: Decimal = ZERO
    readings: list | None = None
    costs: dict = field(default_factory=dict)
    gone: Counter = field(default_factory=Counter)
    renewed: Counter = field(default_factory=Counter)


class GivenBack:
    """What refunds gave back of an order; declined ones nothing.

    ``units`` by group. Which group a line was of, that is gone, only those know who
    saw it.
    """

    def __init__(self, store, order, expected):
        self.total = self.tax = ZERO
        self.units = Counter()
        self._unit = Decimal(1).scaleb(-order.decimals)
        self.each = []  # one after the other
        # (group, units, money) of items whose lines nobody saw under these ids.
        self._nameless = []
        groups = {line.proof_tag: group_of(order, line) for line in order.lines}
        prices = {
            line.id: (line.quantity, order.amounts(line).discounted_total_inc_tax)
            for line in order.lines
        }
        states = [expected.prices_seen, prices]
        expected.prices_seen = prices
        for refund in store.orders.refunds.values():
            if refund.order_id != order.id or refund.is_declined:
                continue
            self.total += refund.total_amount
            self.tax += refund.total_tax
            items = [item for item in refund.items if item.item_type == "PRODUCT"]
            back = UnitsBack(refund.id, refund.total_amount, refund.total_tax)
            self.each.append(back)
            if not items:
                continue
            others = sum(item.amount for item in refund.items if item not in items)
            rest = refund.total_amount - others
            by_line = {
                item.item_id: groups.get(refund.proof_tags[item.item_id])
                or expected.groups_seen.get(item.item_id)
                for item in items
            }
            seen = expected.refunds_seen
            if refund.id not in seen:
                seen[refund.id] = self._readings(items, rest, states)
            units, money = back.units, []
            for item in items:
                if item.item_id not in expected.groups_seen:
                    row = (by_line[item.item_id], item.quantity, item.amount)
                    self._nameless.append(row)
                group = by_line[item.item_id]
                units[group] += item.quantity
                if refund.proof_tags[item.item_id] not in groups:
                    back.gone[group] += item.quantity
                elif item.item_id not in prices:
                    back.renewed[group] += item.quantity
                tag = refund.proof_tags[item.item_id]
                cost = self._cost(order, item, tag, group, prices)
                back.costs[group] = back.costs.get(group, ZERO) + cost
                money.append((item.item_id, item.amount))
            readings = seen[refund.id] and [
                _scaled(_by_group(row.items(), by_line), rest)
                for row in seen[refund.id]
            ]
            back.money = _scaled(_by_group(money, by_line), rest)
            back.rest, back.readings = rest, readings
            self.units += units

    def _cost(self, order, item, tag, group, prices):
        """What the units of a refund cost by now; those of a line gone, on average."""
        ids = [line.id for line in order.lines if line.proof_tag == tag]
        quantity, money = prices[ids[0]] if ids else (0, ZERO)
        if not quantity:
            lines = [x for x in order.lines if group_of(order, x) == group]
            quantity = sum(line.quantity for line in lines)
            money = sum(
                (order.amounts(line).discounted_total_inc_tax for line in lines), ZERO
            )
        return money * item.quantity / quantity if quantity else ZERO

    def _readings(self, items, rest, states):
        """What the units of a refund cost in the states that were seen around it.

        :return: money by line id, of the states that fit the amount, else of all that
            have the lines; None when there is none
        """
        units = Counter()
        for item in items:
            units[item.item_id] += item.quantity
        found = [
            {
                number: state[number][1] * quantity / state[number][0]
                for number, quantity in units.items()
            }
            for state in states
            if all(state.get(number, (0, 0))[0] for number in units)
        ]
        slack = self._unit * len(items)
        fitting = [row for row in found if abs(sum(row.values()) - rest) < slack]
        found = fitting or found
        return found if found and all(sum(row.values()) for row in found) else None

    def other_lines_gone(self):
        """The refunds as they may seem to those who see new ids on all lines.

        Which refund was of a line that is gone, and which of one that is there under
        another id, is told by nothing.
        """
        for one, other in permutations(range(len(self.each)), 2):
            gone, there = self.each[one], self.each[other]
            for group in +gone.gone & +there.renewed:
                each = list(self.each)
                swap = Counter({group: 1})
                each[one] = replace(
                    gone, gone=gone.gone - swap, renewed=gone.renewed + swap
                )
                each[other] = replace(
                    there, gone=there.gone + swap, renewed=there.renewed - swap
                )
                yield each

    def other_readings(self, refund):
        """The money of a refund by group, as it may seem to those who saw no better."""
        if refund.readings is not None:
            return [money for money in refund.readings if money != refund.money]
        if len(refund.units) < 2:
            return []
        return [
            {group: refund.rest * (group == one) for group in refund.money}
            for one in refund.money
        ]

    def unclear(self, counted):
        """How far the money of the counted units may seem less, and how far more.

        It does where one refund has several groups, not all of which count alike, and
        where nobody knows which of several refunds was of a line that is gone.
        """
        less = more = max(self._unclear_which(), self._unclear_how_much(counted))
        for refund in self.each:
            if not refund.units:
                continue
            parts = {x: Fraction(counted[x], self.units[x]) for x in refund.units}
            if len(set(parts.values())) == 1:
                continue
            true = _counted(refund.money, parts)
            if refund.readings is None:
                read = [refund.rest * _decimal(part) for part in parts.values()]
                slack = ZERO
            else:
                read = [_counted(money, parts) for money in refund.readings]
                is_clear = all(money == refund.money for money in refund.readings)
                slack = ZERO if is_clear else self._unit * len(parts)
            less += max(ZERO, true - min(read) + slack)
            more += max(ZERO, max(read) - true + slack)
        return less, more

    def _unclear_which(self):
        """How far the mean of nameless units is from those whose lines are there."""
        there = [row for row in self._nameless if row[0]]
        if not there or len(there) == len(self._nameless):
            return ZERO
        mean = _sum(self._nameless, 2) / _sum(self._nameless, 1)
        slack = self._unit * len(self._nameless)
        return abs(_sum(there, 2) - mean * _sum(there, 1)) + slack

    def _unclear_how_much(self, counted):
        """How far the mean of nameless units is from those that count."""
        there = [row for row in self._nameless if row[0]]
        parts = [_decimal(Fraction(counted[x], self.units[x])) for x, _n, _m in there]
        if len(set(parts)) < 2:
            return ZERO
        mean = _sum(self._nameless, 2) / _sum(self._nameless, 1)
        odd = sum(
            (
                part * (row[2] - mean * row[1])
                for part, row in zip(parts, there, strict=True)
            ),
            ZERO,
        )
        return abs(odd) + self._unit * len(self._nameless)


def _sum(rows, index):
    return sum((row[index] for row in rows), ZERO)


def _by_group(money, groups):
    """Money by line id, as pairs, put together by group."""
    result = defaultdict(Decimal)
    for number, part in money:
        result[groups[number]] += part
    return result


def _counted(money, parts):
    """Of the money by group the parts that count."""
    return sum((money[group] * _decimal(part) for group, part in parts.items()), ZERO)


def _decimal(part):
    return Decimal(part.numerator) / part.denominator


def _scaled(money, whole):
    """A refund's amounts by group, so that they make up the whole."""
    total = sum(money.values(), ZERO)
    if not total:
        return dict.fromkeys(money, whole / len(money))
    return {group: whole * part / total for group, part in money.items()}

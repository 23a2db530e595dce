"""Which edits the refunds of an order settle, one refund after the other.

An edit alone moves no money on BigCommerce: what was paid beyond the present total
is open until a refund gives it back. Each refund takes what is still open at its turn,
and what it settled once stays settled: see :class:`.history.Settled`.

* A refunded unit settles an edit when units of its item were taken off the order and
  money is still open. As many of them settle as it takes to use up what is open.
* Units that settle nothing are *returned*. They settle nothing with their money
  either, as far as they are in the present total with it; if they cost less by now
  than was given back for them, the rest was the edit's that made them cheaper.
* Everything else that a refund gave back takes what is still open. Once nothing is,
  all that was taken off the order so far is paid out, by item or not.
* Units that were returned, and whose line is deleted afterwards, were taken off the
  order with it: from then on their refund settles that.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from ..mappers.amounts import ZERO, rounded
from ..mappers.order import WebOrder
from .allocation import Allocation, GivenBack
from .history import History, Quantities, Settled
from .money import share


@dataclass(frozen=True)
class Counted:
    """What one refund gave back that settles no edit.

    ``of_units`` is the money of the returned units, ``units`` how many, by item.
    """

    settled: Settled
    of_units: Decimal
    units: dict[str, Decimal]


def settle_refunds(
    order: WebOrder,
    allocations: Sequence[Allocation],
    paid_quantities: Mapping[str, Decimal],
    opened: Decimal,
    history: History,
    places: int,
) -> list[Counted]:
    """What each refund settles, and what of it counts.

    :param WebOrder order: its present state
    :param list[Allocation] allocations: in the order in which refunds were made
    :param dict paid_quantities: highest quantity paid, by item key
    :param Decimal opened: money received beyond the present total; not negative
    :param History history: what was remembered
    :param int places: decimals of the currency
    :rtype: list[Counted]
    """
    known = _known(order, allocations, history, places)
    state = _State(order, paid_quantities, opened, places)
    for settled in known:
        state.take(settled)
    return [
        state.settle(allocation, settled)
        for allocation, settled in zip(allocations, known, strict=True)
    ]


def _known(
    order: WebOrder, allocations: Sequence[Allocation], history: History, places: int
) -> list[Settled]:
    """What the refunds settled before, and by lines that were deleted since."""
    result = []
    deleted = {
        key: _deleted(order, allocations, history, key) for key in history.returned
    }
    for allocation in allocations:
        before = history.settled.get(str(allocation.number), Settled())
        money, units = min(before.money, allocation.total), {}
        for key, given in allocation.items.items():
            units[key] = min(before.units.get(key, ZERO), given.units)
            left = given.units - units[key]
            more = min(deleted.get(key, ZERO), given.gone, left)
            if more > 0:
                deleted[key] -= more
                money -= given.money(units[key], places)
                units[key] += more
                money += given.money(units[key], places)
        money = min(money, allocation.total)
        result.append(Settled(money, units, before.others))
    return result


def _deleted(
    order: WebOrder, allocations: Sequence[Allocation], history: History, key: str
) -> Decimal:
    """Returned units that went with their line since the last sync.

    The item must have become fewer, too: of a line that got a new id it is not sure
    which one it is.
    """
    gone = sum((row.items[key].gone for row in allocations if key in row.items), ZERO)
    present = order.items[key].quantity if key in order.items else ZERO
    fewer = history.ordered.get(key, ZERO) - present
    return max(ZERO, min(fewer, history.returned[key], gone))


class _State:
    """What is still open of an order's edits, refund after refund."""

    def __init__(
        self,
        order: WebOrder,
        paid_quantities: Mapping[str, Decimal],
        opened: Decimal,
        places: int,
    ) -> None:
        self._open = opened
        self._places = places
        quantities = {key: item.quantity for key, item in order.items.items()}
        self._left = defaultdict(lambda: ZERO, quantities)
        # Units that were paid and are on the order no more.
        self._removed = defaultdict(
            lambda: ZERO,
            {
                key: max(ZERO, paid - quantities.get(key, ZERO))
                for key, paid in paid_quantities.items()
            },
        )
        # Of returned units, by item: given back for them, and what they cost by now.
        self._given: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self._cost: dict[str, Decimal] = defaultdict(lambda: ZERO)

    def take(self, settled: Settled) -> None:
        """What a refund settled is not open for another."""
        self._open = max(ZERO, self._open - settled.money)
        for key, units in (*settled.units.items(), *settled.others.items()):
            self._removed[key] = max(ZERO, self._removed[key] - units)

    def settle(self, allocation: Allocation, known: Settled) -> Counted:
        """Let a refund take what is open at its turn.

        :rtype: Counted
        """
        money, units = known.money, dict(known.units)
        # What it settled before by no unit: units that are taken off now were meant.
        free = money - sum(
            (
                given.money(units[key], self._places)
                for key, given in allocation.items.items()
            ),
            ZERO,
        )
        free = max(ZERO, free)
        for key, given in allocation.items.items():
            left = given.units - units[key]
            settling = self._settling(key, given, left, self._open + free)
            if settling:
                cost = given.money(units[key] + settling, self._places)
                cost -= given.money(units[key], self._places)
                taken = min(self._open, max(ZERO, cost - free))
                free = max(ZERO, free - cost)
                self.take(Settled(taken, {key: settling}))
                units[key] += settling
                money += taken
        returned, of_units = {}, ZERO
        for key, given in allocation.items.items():
            returned[key] = min(given.units - units[key], self._left[key])
            self._left[key] -= returned[key]
            of_units += self._count(key, given, returned[key])
        rest = max(ZERO, allocation.total - money - of_units)
        taken = min(rest, self._open)
        self.take(Settled(taken))
        settled = Settled(money + taken, units, known.others)
        if settled.money > known.money:
            settled = replace(settled, others=self._with_all_removed(known.others))
        return Counted(settled, of_units, returned)

    def _with_all_removed(self, others: Quantities) -> Quantities:
        """With what is off the order by now, as soon as nothing is open any more."""
        if self._open >= Decimal(1).scaleb(-self._places):
            return others
        removed = {key: n for key, n in self._removed.items() if n}
        self.take(Settled(others=removed))
        more = {key: others.get(key, ZERO) + n for key, n in removed.items()}
        return {**others, **more}

    def _settling(
        self, key: str, given: GivenBack, units: Decimal, opened: Decimal
    ) -> Decimal:
        """How many of the refunded units settle that units were taken off."""
        units = min(units, self._removed[key])
        if units <= 0 or not given.inc_tax:
            return max(ZERO, units)
        price = given.inc_tax / given.units
        if opened >= price * units:
            return units
        # Less than a cent a unit is rounding, not an edit.
        opened = max(ZERO, opened - units.scaleb(-self._places))
        return min(units, (opened / price).to_integral_value(ROUND_CEILING))

    def _count(self, key: str, given: GivenBack, units: Decimal) -> Decimal:
        """The money of returned units, as far as the present total has it."""
        if not units:
            return ZERO
        before = self._counted(key)
        self._given[key] += share(given.inc_tax, units, given.units, self._places)
        self._cost[key] += given.cost * units / given.units
        return self._counted(key) - before

    def _counted(self, key: str) -> Decimal:
        return min(self._given[key], rounded(self._cost[key], self._places))

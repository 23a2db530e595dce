"""What an order has been before, as far as its settlement depends on it.

It goes into :func:`.settle.settle` and comes out of it, and is stored with the order in
between. Nothing of it can be read from BigCommerce again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..mappers.amounts import ZERO, rounded
from ..mappers.order import WebOrder
from ..mappers.refunds import Costs
from .paid_quantity import States, max_paid_quantity, with_state

# By item key; of what registers gave back, money of charges too.
Quantities = dict[str, Decimal]


@dataclass(frozen=True)
class Settled:
    """What one refund settled: money, tax included, and units by item key.

    ``units`` are those that it gave back by item. ``others`` had been taken off the
    order, too, when it paid out the last of what was open: they are paid out with it.
    """

    money: Decimal = ZERO
    units: Quantities = field(default_factory=dict)
    others: Quantities = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Free units settle something too."""
        return bool(self.money) or any(self.units.values())


@dataclass(frozen=True)
class History:
    """What is remembered of an order between two syncs.

    ``line_keys``: keys of items and fees by the ids that refunds name, of all states.
    ``paid_states``: by item key the states that counted as paid, as
    :func:`.paid_quantity.with_state` keeps them; ``sums``: the money that each state
    was paid with. Both with what was settled by then: money received is never less
    for it. ``refund_costs``: what the units of
    refunds cost when these were first read, see :mod:`..mappers.refund_costs`.
    ``settled``: :class:`Settled` by refund, ``ordered`` and ``returned``: units by
    item key at the last sync. ``recorded``: what the web has recorded of what cashiers
    gave back, see :func:`.difference.recorded_refunds`.
    """

    line_keys: dict[str, str] = field(default_factory=dict)
    paid_states: dict[str, States] = field(default_factory=dict)
    sums: tuple[Decimal, ...] = ()
    refund_costs: Costs = field(default_factory=dict)
    settled: dict[str, Settled] = field(default_factory=dict)
    ordered: Quantities = field(default_factory=dict)
    returned: Quantities = field(default_factory=dict)
    recorded: Quantities = field(default_factory=dict)

    def paid_quantities(self, captured: Decimal) -> Quantities:
        """The highest quantity paid, by item key: refunds settle what is above.

        :param Decimal captured: money received for the order, tax included
        """
        return {
            key: max_paid_quantity(states, captured)
            for key, states in self.paid_states.items()
        }

    def has_seen(self, captured: Decimal) -> bool:
        """Whether the order was seen in the state that all its money was paid for.

        :param Decimal captured: money received for the order, tax included
        """
        return captured in self.sums or any(
            Decimal(total) == captured and Decimal(quantity)
            for states in self.paid_states.values()
            for quantity, total in states
        )

    def with_keys(self, order: WebOrder) -> History:
        """:param WebOrder order: whose lines and fees are remembered"""
        return replace(self, line_keys={**self.line_keys, **order.keys})

    def with_paid_state(self, order: WebOrder, places: int) -> History:
        """Remember the present state as one that counts as paid.

        What was settled until now had been paid for, too.

        :param WebOrder order: its present state
        :param int places: decimals of the currency
        """
        total = rounded(order.total, places)
        quantities = {key: item.quantity for key, item in order.items.items()}
        for settled in self.settled.values():
            total += settled.money
            for key, units in (*settled.units.items(), *settled.others.items()):
                quantities[key] = quantities.get(key, ZERO) + units
        return self._with_states(quantities, total)

    def with_assumed_paid(self, quantities: Quantities, captured: Decimal) -> History:
        """Remember a state that was never seen, and must have been paid.

        :param dict quantities: by item key
        """
        return self._with_states(quantities, captured)

    def _with_states(self, quantities: Quantities, total: Decimal) -> History:
        states = dict(self.paid_states)
        for key, quantity in quantities.items():
            states[key] = with_state(states.get(key, []), quantity, total)
        sums = self.sums if total in self.sums else (*self.sums, total)
        return replace(self, paid_states=states, sums=sums)


def history_from_json(values: Mapping[str, Any] | None) -> History:
    """:param dict values: from :func:`history_as_json`, or nothing"""
    values = values or {}
    return History(
        line_keys=values.get("line_keys", {}),
        paid_states=values.get("paid_states", {}),
        sums=tuple(map(Decimal, values.get("sums", ()))),
        refund_costs=values.get("refund_costs", {}),
        settled={
            number: Settled(
                Decimal(row["money"]),
                _decimals(row.get("units", {})),
                _decimals(row.get("others", {})),
            )
            for number, row in values.get("settled", {}).items()
        },
        ordered=_decimals(values.get("ordered", {})),
        returned=_decimals(values.get("returned", {})),
        recorded=_decimals(values.get("recorded", {})),
    )


def history_as_json(history: History) -> dict[str, Any]:
    """The same as plain values; amounts as texts, and nothing of what is empty.

    :rtype: dict
    """
    values = {
        "line_keys": history.line_keys,
        "paid_states": history.paid_states,
        "sums": [str(total) for total in history.sums],
        "refund_costs": history.refund_costs,
        "settled": {
            number: {
                "money": str(row.money),
                "units": _texts(row.units),
                "others": _texts(row.others),
            }
            for number, row in history.settled.items()
        },
        "ordered": _texts(history.ordered),
        "returned": _texts(history.returned),
        "recorded": _texts(history.recorded),
    }
    return {name: value for name, value in values.items() if value}


def _decimals(values: Mapping[str, str]) -> Quantities:
    return {key: Decimal(value) for key, value in values.items()}


def _texts(values: Quantities) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}

"""What happened to the goods of a shop, on both sides, with the times.

Times are seconds of one clock. Of what a person does in Odoo it is known when it was
begun and when it had ended: it was committed in between. BigCommerce tells the very
moment.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """Goods came, or went (``units`` below zero).

    :param str who: for people: ``cashier 2``, ``staff: scrap``, ``web order 104``
    :param str item: as it is sold or moved: the SKU of a kit too
    :param int location: BigCommerce's id
    :param int order: the number of the web order that it is of
    """

    who: str
    item: str
    location: int
    units: float
    begun: float
    ended: float
    order: int | None = None

    @property
    def counts_from(self) -> float:
        """Goods that come count as early as may be, those that go as late: the
        connector is blamed for nothing that it could not know."""
        return self.begun if self.units > 0 else self.ended

    def __str__(self):
        return f"{self.who}, {self.units:+g} {self.item} at {self.ended:.2f} s"


@dataclass(frozen=True)
class Push:
    """A call that set stock on BigCommerce.

    :param float pulled: when orders were read last before it
    :param float landed: when BigCommerce carried it out; ``acknowledged``: answered
    :param dict levels: quantity by item and location
    """

    pulled: float
    landed: float
    acknowledged: float
    levels: dict[tuple[str, int], int]


# Before anything happened both sides agreed.
BEGINNING = Push(-math.inf, -math.inf, -math.inf, {})


@dataclass
class Journal:
    """:param dict stock: units at the beginning, by goods and location
    :param dict kits: units of goods by kit
    """

    stock: dict[tuple[str, int], float]
    kits: dict[str, dict[str, float]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    pushes: list[Push] = field(default_factory=list)

    def parts(self, item: str) -> dict[str, float]:
        """The goods that a piece of the item is made of."""
        return self.kits.get(item, {item: 1})

    def in_order(self) -> list[Change]:
        return sorted(self.changes, key=lambda one: (one.counts_from, -one.units))

    def stock_at_end(self) -> dict[tuple[str, int], float]:
        """Units by goods and location; what is promised to the web is gone."""
        stock = defaultdict(float, self.stock)
        for change in self.changes:
            for part, units in self.parts(change.item).items():
                stock[part, change.location] += change.units * units
        return dict(stock)

    def levels_at_end(self, items, locations) -> dict[tuple[str, int], int]:
        """What BigCommerce must show in the end."""
        stock = self.stock_at_end()
        return {
            (item, location): max(0, self._makes(stock, item, location))
            for item in items
            for location in locations
        }

    def _makes(self, stock, item, location):
        return min(
            math.floor(stock.get((part, location), 0) / units + 1e-6)
            for part, units in self.parts(item).items()
        )

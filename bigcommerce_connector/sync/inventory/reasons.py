"""*Why This Number?*: the terms of a number, from the rows that it is computed of."""

from collections import defaultdict
from dataclasses import dataclass

from .comparison import StockComparison


@dataclass(frozen=True)
class Reason:
    """A part of the number.

    :param str name: of the term, ``debts``, ``buffer`` or ``left_out``
    :param int product_id: the item, or of a kit the component
    :param float quantity: in that product's unit
    :param str model: of the records behind it; None: there are none
    """

    name: str
    label: str
    product_id: int
    quantity: float
    model: str | None = None
    record_ids: tuple[int, ...] = ()


class Reasons:
    """Why a product has its number at a location.

    ``components``: what one of it takes, by product.product id; ``quantity``: the
    number, as :class:`Quantities` gives it, also where it is not sent at present;
    ``reasons``: what it consists of.
    """

    def __init__(self, location, product):
        self.env = location.env
        comparison = StockComparison(location.store_id)
        self._quantities = comparison.quantities
        self._places = location._places().ids
        self._rows = self._quantities.rows({product.id}, with_records=True)
        self.components = self._quantities.components.of(product.id)
        numbers = self._quantities.of({product.id}, location)
        self.quantity = numbers.get((product.id, location.id), 0)
        self.reasons = self._of_terms() + self._of_debts() + self._of_buffer(product)
        if comparison.is_left_out(product, location):
            self.reasons.append(self._of_left_out(product))
            self.quantity = 0

    def _of_terms(self):
        found, records = defaultdict(float), defaultdict(set)
        for name, place, product_id, quantity, ids in self._rows:
            for leaf, units in self._quantities.taken(name, product_id).items():
                if place in self._places and leaf in self.components:
                    found[name, leaf] += quantity * units
                    records[name, leaf].update(ids)
        return [
            Reason(
                name,
                term.label,
                leaf,
                found[name, leaf],
                term.model,
                tuple(sorted(records[name, leaf])),
            )
            for leaf in self.components
            for name, term in self._quantities.terms.items()
            if (name, leaf) in found
        ]

    def _of_debts(self):
        label = self.env._("Between parts of the warehouse: one is below zero")
        debts = self._quantities.debts(self._quantities.sums(self._rows))
        found = defaultdict(float)
        for (place, leaf), quantity in debts.items():
            if place in self._places and leaf in self.components:
                found[leaf] += quantity
        return [
            Reason("debts", label, leaf, quantity)
            for leaf, quantity in found.items()
            if quantity
        ]

    def _of_buffer(self, product):
        buffers = self._quantities.store.buffer_ids._by_product({product.id})
        label = self.env._("Buffer")
        return [Reason("buffer", label, id_, -units) for id_, units in buffers.items()]

    def _of_left_out(self, product):
        label = self.env._("Not for sale at this location")
        return Reason("left_out", label, product.id, -self.quantity)

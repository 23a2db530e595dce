"""What every change of an order has in common: all of it or nothing, then stock,
``date_modified`` and webhooks."""

import copy

from .order import Order
from .status import emit, emit_status, touch
from .stock import follow_edit, follow_status, follow_variant


class Editing:
    """``with Editing(store, order): …`` changes the order, or nothing of it."""

    def __init__(self, store, order: Order):
        self._store = store
        self._order = order
        self._status_id = order.status_id
        self._lines = [(row, row.variant_id, row.quantity) for row in order.lines]
        self._backup = copy.deepcopy(order.__dict__)

    def __enter__(self) -> "Editing":
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self._order.__dict__.update(self._backup)
            return
        self._settle_stock()
        touch(self._store, self._order)
        emit(self._store, self._order, "updated")
        if self._order.status_id != self._status_id:
            follow_status(self._store, self._order)
            emit_status(self._store, self._order, self._status_id)

    def _settle_stock(self):
        store, order = self._store, self._order
        known = {id(line) for line, _variant, _quantity in self._lines}
        present = {id(line) for line in order.lines}
        for line, variant_id, quantity in self._lines:
            if id(line) not in present:
                follow_edit(store, order, line, -quantity)
            elif line.variant_id != variant_id:
                follow_variant(store, order, line, variant_id)
            else:
                follow_edit(store, order, line, line.quantity - quantity)
        for line in order.lines:
            if id(line) not in known:
                follow_edit(store, order, line, line.quantity)

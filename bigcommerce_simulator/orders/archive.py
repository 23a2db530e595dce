"""Archiving: an order leaves the lists but can still be read by its id."""

from .order import Order
from .status import emit, touch


def archive(store, order: Order) -> None:
    """Archive ``order``; nothing else of it changes, its stock neither."""
    if order.is_deleted:
        return
    order.is_deleted = True
    touch(store, order)
    emit(store, order, "archived")
    emit(store, order, "updated")

"""Pickups (v3): what shoppers collect at a location.

Source: pickup.v3.yml. Scope: order fulfillment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

from ..connection import Call
from ..paging import data_of, in_chunks, list_of
from ..parameters import in_parts
from .resource import Resource, Row, Rows, Values, merged
from .shipments import ShippedItem

_PICKUPS = "/v3/orders/pickups"


class NewPickup(TypedDict, total=False):
    """``pickup_method_id`` is that of the order's pickup consignment. Moments are texts
    (ISO 8601); without ``collected_at`` it waits to be collected."""

    order_id: int
    pickup_method_id: int
    pickup_items: list[ShippedItem]
    ready_at: str
    collected_at: str


class ChangedPickup(TypedDict, total=False):
    """BigCommerce wants its number twice: ``id`` and ``pickup_id``. Without
    ``collected_at`` nothing of it counts as collected."""

    id: int
    pickup_id: int
    ready_at: str
    collected_at: str


class Pickups(Resource):
    BATCH_SIZE = 100  # that one request takes

    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """Pickups, in one piece: ``{"order_id:in": [1, 2]}`` or ``pickup_id:in``."""
        for part in in_parts(merged(params, more)):
            yield from list_of(self._data("GET", _PICKUPS, params=part), _PICKUPS)

    def create_many(self, pickups: Iterable[NewPickup]) -> Rows:
        """Ready to be collected. All of a request or none; never repeated when it stays
        open whether it was carried out.

        :raise errors.Invalid: more than was ordered
        """
        return self._write("POST", pickups)

    def update_many(self, pickups: Iterable[ChangedPickup]) -> Rows:
        """Collected, or not yet."""
        return self._write("PUT", pickups)

    def _write(self, method: str, pickups: Iterable[Any]) -> Rows:
        def send(call: Call, chunk: Values) -> Rows:
            body = call.send(method, _PICKUPS, payload=chunk)
            return list_of(data_of(body, _PICKUPS), _PICKUPS)

        return in_chunks(self._connection, pickups, self.BATCH_SIZE, send)

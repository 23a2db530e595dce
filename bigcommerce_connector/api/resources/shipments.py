"""Shipments of orders (v2): what left for one address, with its tracking.

Source: orders.v2.oas2.yml, ``orderShipment_Post``, ``orderShipment_Put``. BigCommerce
writes to the customer, and moves the order on to *(Partially) Shipped*.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from ..paging import object_of
from ..parameters import path_id
from .resource import Resource, Row


class ShippedItem(TypedDict):
    """Whole units of a line of the order."""

    order_product_id: int
    quantity: int


class Tracking(TypedDict, total=False):
    """``tracking_number``: 50 characters at most. ``shipping_provider``: a carrier that
    BigCommerce knows, or empty. ``comments``: seen by the customer."""

    tracking_number: str
    shipping_provider: str
    comments: str


class NewShipment(Tracking, total=False):
    """``order_address_id`` and ``items`` are needed; all items go to that address."""

    order_address_id: int
    items: list[ShippedItem]


class Shipments(Resource):
    def list_for_order(self, order_id: int | str) -> Iterator[Row]:
        """All of an order: its ``id``, ``items``, ``order_address_id``, ``comments``
        and the tracking of each. An order without any answers 204."""
        return self._v2_pages(_shipments(order_id), {})

    def create(self, order_id: int | str, payload: NewShipment) -> Row:
        """Ship. Never repeated when it stays open whether it was carried out: then
        :meth:`list_for_order` tells.

        :raise errors.Invalid: more than is left to be shipped, or another address
        """
        path = _shipments(order_id)
        return object_of(self._send("POST", path, payload=payload), path)

    def update(
        self, order_id: int | str, shipment_id: int | str, payload: Tracking
    ) -> Row:
        """Change the tracking; what was shipped cannot be changed.

        :raise errors.NotFound: it was deleted
        """
        path = f"{_shipments(order_id)}/{path_id(shipment_id)}"
        return object_of(self._send("PUT", path, payload=payload), path)


def _shipments(order_id: int | str) -> str:
    return f"/v2/orders/{path_id(order_id)}/shipments"

"""The store itself: its information, settings, locations and channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..paging import field_of, object_of
from .resource import Resource, Row, merged


class StoreInformation(Resource):
    def get(self) -> Row:
        """Name, domain, currency, time zone, plan and identity (``id``, ``store_id``).

        Scope: information, read-only.
        """
        return object_of(self._send("GET", "/v2/store"), "/v2/store")

    def time(self) -> int:
        """BigCommerce's clock in seconds since 1970 UTC; a cheap test of a token."""
        return int(field_of(self._send("GET", "/v2/time"), "time", "/v2/time"))


class Settings(Resource):
    def inventory(self) -> Row:
        """When BigCommerce itself moves stock (``update_stock_behavior`` …)."""
        return self._object("GET", "/v3/settings/inventory")


class Locations(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """The places that have stock of their own. Scope: locations, read-only."""
        return self._v3_pages("/v3/inventory/locations", merged(params, more))


class Channels(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """Storefronts, marketplaces and other places of sale."""
        return self._v3_pages("/v3/channels", merged(params, more))

    def create(self, payload: Mapping[str, Any]) -> Row:
        return self._object("POST", "/v3/channels", payload=payload)

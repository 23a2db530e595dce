"""Inventory v3: stock by variant and location."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..connection import Call
from ..paging import field_of, in_chunks
from ..parameters import path_id
from .resource import Resource, Row, Values, merged

_ABSOLUTE = "/v3/inventory/adjustments/absolute"
_MAX_ROWS = 1000


class Inventory(Resource):
    BATCH_SIZE = 2000  # items that one adjustment takes

    def items(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """A row an item: ``identity`` and its ``locations``; tracked items only.

        Just after a write these may still be the old figures.
        """
        return self._v3_pages("/v3/inventory/items", merged(params, more), _MAX_ROWS)

    def location_items(
        self,
        location_id: int | str,
        params: Mapping[str, Any] | None = None,
        /,
        **more: Any,
    ) -> Iterator[Row]:
        path = f"/v3/inventory/locations/{path_id(location_id)}/items"
        return self._v3_pages(path, merged(params, more), _MAX_ROWS)

    def set_absolute(self, items: Iterable[Mapping[str, Any]], reason: str) -> Values:
        """Set stock: ``{location_id, quantity}`` + one of sku, variant_id, product_id.

        Sent 2000 at a time, each request after the answer to the one before, as
        BigCommerce asks. A failure stops there, its ``completed`` is what came back
        before it.

        :return: BigCommerce's transaction ids, one a request
        :raise errors.Invalid: an item that is tracked in another way
        """

        def send(call: Call, chunk: Values) -> Values:
            payload = {"reason": reason, "items": chunk}
            body = call.send("PUT", _ABSOLUTE, payload=payload)
            return [field_of(body, "transaction_id", _ABSOLUTE)]

        return in_chunks(self._connection, items, self.BATCH_SIZE, send)

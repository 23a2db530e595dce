"""Orders v2 and refunds v3.

Amounts are strings, in the order's transactional currency (``default_currency_code``);
times are RFC 2822 in v2, RFC 3339 in v3, both UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import AnswerTooLarge
from ..paging import PAGE, data_of, field_of, list_of, object_of, v2_pages_by_id
from ..parameters import path_id
from .resource import Resource, Row, Rows, merged


class Orders(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """Orders by page number; rows shift while orders change, so overlap windows.

        ``include="consignments.line_items,fees"`` with
        ``consignment_structure="object"`` gives them complete.
        """
        return self._v2_pages("/v2/orders", merged(params, more))

    def list_by_id(
        self,
        min_id: int = 0,
        params: Mapping[str, Any] | None = None,
        /,
        on_too_large: Callable[[int, AnswerTooLarge], Any] | None = None,
        **more: Any,
    ) -> Iterator[Row]:
        """Orders from ``min_id`` upwards in the order of their ids, none skipped.

        :param on_too_large: gets the number of an order that is too large to be read,
            and the error; the others follow. None: the error is raised
        """
        return v2_pages_by_id(
            self._connection,
            "/v2/orders",
            merged(params, more),
            PAGE,
            min_id,
            on_too_large,
        )

    def get(
        self,
        order_id: int | str,
        params: Mapping[str, Any] | None = None,
        /,
        **more: Any,
    ) -> Row:
        """:raise errors.NotFound: there is no such order"""
        path = _order(order_id)
        return object_of(self._send("GET", path, params=merged(params, more)), path)

    def products(self, order_id: int | str) -> Iterator[Row]:
        """All lines of an order, those of quantity 0 included."""
        return self._v2_pages(f"{_order(order_id)}/products", {})

    def update(self, order_id: int | str, payload: Mapping[str, Any]) -> Row:
        """Change the given fields. A line without ``id`` is added.

        Changed lines lose their discounts; ``fees`` replaces all fees. An update that
        adds a line is not repeated when it stays open whether it was carried out
        (``uncertain`` of the error).
        """
        path = _order(order_id)
        body = self._send(
            "PUT", path, payload=payload, idempotent=not _adds_lines(payload)
        )
        return object_of(body, path)

    def statuses(self) -> Rows:
        """The store's statuses; their labels are the merchant's own, use the ids."""
        path = "/v2/order_statuses"
        return list_of(self._send("GET", path), path)

    def count(self, params: Mapping[str, Any] | None = None, /, **more: Any) -> int:
        """How many orders the filters (those of :meth:`list`) let pass."""
        path = "/v2/orders/count"
        body = self._send("GET", path, params=merged(params, more))
        return int(field_of(body, "count", path))


class Refunds(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """Refunds of all orders, ascending by id; ``{"created:min": …}`` and others."""
        path = "/v3/orders/payment_actions/refunds"
        return self._v3_pages(path, merged(params, more))

    def list_for_order(self, order_id: int | str) -> Rows:
        path = f"{_order(order_id, 3)}/payment_actions/refunds"
        return list_of(self._data("GET", path), path)

    def quote(self, order_id: int | str, payload: Mapping[str, Any]) -> Row:
        """What a refund would amount to, and how it can be paid; changes nothing."""
        path = f"{_order(order_id, 3)}/payment_actions/refund_quotes"
        return self._object("POST", path, payload=payload, idempotent=True)

    def create(self, order_id: int | str, payload: Mapping[str, Any]) -> Row:
        """Refund. Never repeated when it stays open whether it was carried out."""
        path = f"{_order(order_id, 3)}/payment_actions/refunds"
        return self._object("POST", path, payload=payload)


class Transactions(Resource):
    def list_for_order(self, order_id: int | str) -> Rows:
        """Movements of money of an order: authorizations, captures, refunds.

        An order that nothing was paid for answers 204. Scope: order transactions,
        read-only.
        """
        path = f"{_order(order_id, 3)}/transactions"
        body = self._send("GET", path)
        return [] if body is None else list_of(data_of(body, path), path)


def _order(order_id: int | str, version: int = 2) -> str:
    return f"/v{version}/orders/{path_id(order_id)}"


def _adds_lines(payload: Mapping[str, Any]) -> bool:
    if payload.get("consignments"):
        return True  # their lines may be new as well; not worth telling apart
    return any(not line.get("id") for line in payload.get("products") or ())

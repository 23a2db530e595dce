"""Catalog v3: products, their variants and options.

Prices are numbers: read as Decimal or int, with or without tax as the store's
``is_price_entered_with_tax`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..connection import Call
from ..errors import AnswerTooLarge
from ..paging import PAGE, data_of, in_chunks, list_of, total_of
from ..parameters import path_id
from .resource import Resource, Row, Rows, Values, merged

_PRODUCTS = "/v3/catalog/products"
_ASSIGNMENTS = "/v3/catalog/products/category-assignments"
_TREES = "/v3/catalog/trees"
_CATEGORIES = "/v3/catalog/trees/categories"
_VARIANTS = "/v3/catalog/variants"


class Products(Resource):
    BATCH_SIZE = 10  # products that one update takes

    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """
        ``include`` with options or modifiers makes BigCommerce give ten a page.
        """
        return self._v3_pages(_PRODUCTS, merged(params, more))

    def list_after(
        self,
        product_id: int,
        params: Mapping[str, Any] | None = None,
        /,
        limit: int = PAGE,
    ) -> tuple[Rows, int]:
        """The next page of products in the order of their ids, and how many are left.

        Unlike page numbers this neither skips nor repeats one while others are created
        or deleted. A page that is too large is asked for again with fewer products.

        :param product_id: of the last one that was read; 0: from the beginning
        :return: the products; the number of those that match, these included
        :raise errors.AnswerTooLarge: the next product alone is too large
        """
        sent = {**(params or {}), "sort": "id", "direction": "asc"}
        if product_id:
            sent["id:greater"] = product_id
        while True:
            try:
                body = self._send("GET", _PRODUCTS, params={**sent, "limit": limit})
            except AnswerTooLarge:
                if limit == 1:
                    raise
                limit = max(1, limit // 5)
                continue
            rows = list_of(data_of(body, _PRODUCTS), _PRODUCTS)
            return rows, total_of(body, len(rows))

    def get(
        self,
        product_id: int | str,
        params: Mapping[str, Any] | None = None,
        /,
        **more: Any,
    ) -> Row:
        """:raise errors.NotFound: there is no such product"""
        return self._object("GET", _product(product_id), params=merged(params, more))

    def create(
        self,
        payload: Mapping[str, Any],
        params: Mapping[str, Any] | None = None,
        /,
        **more: Any,
    ) -> Row:
        """One product, with its variants inline.

        :raise errors.Conflict: name or SKU taken
        :raise errors.PartlySaved: created, but one attribute was refused
        """
        return self._object(
            "POST", _PRODUCTS, payload=payload, params=merged(params, more)
        )

    def update(self, product_id: int | str, payload: Mapping[str, Any]) -> Row:
        """Change the given fields; arrays are replaced as a whole."""
        return self._object("PUT", _product(product_id), payload=payload)

    def update_many(self, payloads: Iterable[Mapping[str, Any]]) -> Rows:
        """Change the given fields of any number of products, each with its ``id``.

        BigCommerce takes ten at a time; what came back for all of them is returned.
        A failure stops there, its ``completed`` is what came back before it.
        """

        def send(call: Call, chunk: Values) -> Values:
            body = call.send("PUT", _PRODUCTS, payload=chunk)
            return list_of(data_of(body, _PRODUCTS), _PRODUCTS)

        return in_chunks(self._connection, payloads, self.BATCH_SIZE, send)

    def delete(self, product_ids: Iterable[int | str]) -> None:
        """Delete products for good; ids that are not there are no error."""

        def send(call: Call, chunk: Values) -> Values:
            call.send("DELETE", _PRODUCTS, params={"id:in": chunk})
            return chunk

        in_chunks(self._connection, map(path_id, product_ids), PAGE, send)


class Variants(Resource):
    BATCH_SIZE = 50  # variants that one update takes

    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """The variants of all products; ``{"product_id:in": …}`` for those of some.

        Rows of deleted products may appear, with ``product_id`` 0.
        """
        return self._v3_pages(_VARIANTS, merged(params, more))

    def create(self, product_id: int | str, payload: Mapping[str, Any]) -> Row:
        """One variant; ``option_values`` by ids: ``{"id", "option_id"}``."""
        return self._object("POST", f"{_product(product_id)}/variants", payload=payload)

    def update_many(self, payloads: Iterable[Mapping[str, Any]]) -> Rows:
        """Change any number of variants by ``id``, or create them (without ``id``).

        BigCommerce takes fifty at a time, each time all or none (``batch_errors`` of
        :class:`errors.Invalid` tells why). A failure stops there, its ``completed``
        is what came back before it.
        """

        def send(call: Call, chunk: Values) -> Values:
            creates = any(not payload.get("id") for payload in chunk)
            body = call.send("PUT", _VARIANTS, payload=chunk, idempotent=not creates)
            return list_of(data_of(body, _VARIANTS), _VARIANTS)

        return in_chunks(self._connection, payloads, self.BATCH_SIZE, send)

    def delete(self, product_id: int | str, variant_id: int | str) -> None:
        """Delete one variant for good.

        :raise errors.NotFound: it is not there any more
        """
        self._send("DELETE", f"{_product(product_id)}/variants/{path_id(variant_id)}")


class Options(Resource):
    def list(self, product_id: int | str) -> Iterator[Row]:
        return self._v3_pages(f"{_product(product_id)}/options", {})

    def create(self, product_id: int | str, payload: Mapping[str, Any]) -> Row:
        """An option with its values; this creates no variants."""
        return self._object("POST", f"{_product(product_id)}/options", payload=payload)

    def update(
        self, product_id: int | str, option_id: int | str, payload: Mapping[str, Any]
    ) -> Row:
        """Values without ``id`` are added, so only an update without such is repeated
        after a failure that leaves open whether it was carried out.
        """
        adds = any(not value.get("id") for value in payload.get("option_values") or ())
        path = f"{_product(product_id)}/options/{path_id(option_id)}"
        return self._object("PUT", path, payload=payload, idempotent=not adds)

    def delete(self, product_id: int | str, option_id: int | str) -> None:
        """Delete an option that no variant uses."""
        path = f"{_product(product_id)}/options/{path_id(option_id)}"
        self._send("DELETE", path)


class Brands(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """Products create brands that they name, so nothing else is needed."""
        return self._v3_pages("/v3/catalog/brands", merged(params, more))


class Categories(Resource):
    """Categories lie in trees, each that of a storefront."""

    BATCH_SIZE = 50  # BigCommerce names no limit; what it takes of other rows

    def trees(self) -> Rows:
        """``{id, name, channels}``, all of them."""
        return list_of(self._data("GET", _TREES), _TREES)

    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        return self._v3_pages(_CATEGORIES, merged(params, more))

    def create_many(self, payloads: Iterable[Mapping[str, Any]]) -> Rows:
        """Categories below a ``parent_id``, or at the top of a ``tree_id``.

        :raise errors.PartlySaved: its ``data`` are those that were created
        """

        def send(call: Call, chunk: Values) -> Values:
            body = call.send("POST", _CATEGORIES, payload=chunk)
            return list_of(data_of(body, _CATEGORIES), _CATEGORIES)

        return in_chunks(self._connection, payloads, self.BATCH_SIZE, send)

    def update_many(self, payloads: Iterable[Mapping[str, Any]]) -> None:
        """Rename or move categories, each with its ``category_id``.

        :raise errors.PartlySaved: some were not; which ones is not documented
        """

        def send(call: Call, chunk: Values) -> Values:
            call.send("PUT", _CATEGORIES, payload=chunk)
            return chunk

        in_chunks(self._connection, payloads, self.BATCH_SIZE, send)

    def assign(self, pairs: Iterable[Mapping[str, Any]]) -> None:
        """Put products into categories; they stay in those that they are in.

        :param pairs: of ``product_id`` and ``category_id``
        :raise errors.Invalid: one of either is not there; of these pairs none is saved
        """

        def send(call: Call, chunk: Values) -> Values:
            call.send("PUT", _ASSIGNMENTS, payload=chunk)
            return chunk

        in_chunks(self._connection, pairs, PAGE, send)

    def unassign(
        self, product_ids: Iterable[int | str], category_ids: Iterable[int | str]
    ) -> None:
        """Take all these products out of all these categories."""
        params = {
            "product_id:in": [path_id(one) for one in product_ids],
            "category_id:in": [path_id(one) for one in category_ids],
        }
        if not all(params.values()):
            return  # an empty filter would let everything pass
        self._send("DELETE", _ASSIGNMENTS, params=params)


def _product(product_id: int | str) -> str:
    return f"{_PRODUCTS}/{path_id(product_id)}"

"""Modifiers: choices of the shopper that make no variants.

Source: BigCommerce, product-modifiers_catalog.v3.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..parameters import path_id
from .resource import Resource, Row


class Modifiers(Resource):
    """A modifier and a variant option of a product never have the same name."""

    def list(self, product_id: int | str) -> Iterator[Row]:
        """With their values."""
        return self._v3_pages(_modifiers(product_id), {})

    def create(self, product_id: int | str, payload: Mapping[str, Any]) -> Row:
        """:raise errors.Conflict: an option or modifier has this name"""
        return self._object("POST", _modifiers(product_id), payload=payload)

    def update(
        self, product_id: int | str, modifier_id: int | str, payload: Mapping[str, Any]
    ) -> Row:
        """Its values have requests of their own: labels are no part of this one."""
        path = f"{_modifiers(product_id)}/{path_id(modifier_id)}"
        return self._object("PUT", path, payload=payload)

    def delete(self, product_id: int | str, modifier_id: int | str) -> None:
        """:raise errors.NotFound: it is not there any more"""
        self._send("DELETE", f"{_modifiers(product_id)}/{path_id(modifier_id)}")

    def create_value(
        self, product_id: int | str, modifier_id: int | str, payload: Mapping[str, Any]
    ) -> Row:
        path = f"{_modifiers(product_id)}/{path_id(modifier_id)}/values"
        return self._object("POST", path, payload=payload)

    def update_value(
        self,
        product_id: int | str,
        modifier_id: int | str,
        value_id: int | str,
        payload: Mapping[str, Any],
    ) -> Row:
        """:raise errors.NotFound: it is not there any more"""
        path = f"{_modifiers(product_id)}/{path_id(modifier_id)}"
        return self._object(
            "PUT", f"{path}/values/{path_id(value_id)}", payload=payload
        )

    def delete_value(
        self, product_id: int | str, modifier_id: int | str, value_id: int | str
    ) -> None:
        """:raise errors.NotFound: it is not there any more"""
        path = f"{_modifiers(product_id)}/{path_id(modifier_id)}"
        self._send("DELETE", f"{path}/values/{path_id(value_id)}")


def _modifiers(product_id: int | str) -> str:
    return f"/v3/catalog/products/{path_id(product_id)}/modifiers"

"""Catalog v3: images of products and of variants, as files.

One file a request. BigCommerce takes BMP, GIF, JPEG, PNG, WBMP, XBM and WEBP.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..multipart import Form
from ..parameters import path_id
from .resource import Resource, Row


class Images(Resource):
    MAX_BYTES = 8 * 2**20  # of a product's image
    MAX_BYTES_OF_VARIANT = 2**20

    def list(self, product_id: int | str) -> Iterator[Row]:
        """The images of a product; ``image_file`` has the name that they came with."""
        return self._v3_pages(_images(product_id), {})

    def create(
        self,
        product_id: int | str,
        file_name: str,
        data: bytes,
        values: Mapping[str, Any],
    ) -> Row:
        """
        :param values: ``description``, ``sort_order``, ``is_thumbnail``
        :raise errors.DataError: it is no image, or too large
        """
        fields = {name: _as_field(value) for name, value in values.items()}
        form = Form("image_file", file_name, data, fields)
        return self._object("POST", _images(product_id), form=form)

    def update(
        self, product_id: int | str, image_id: int | str, payload: Mapping[str, Any]
    ) -> Row:
        """Change description, place or thumbnail; not the file.

        :raise errors.NotFound: it was deleted
        """
        path = f"{_images(product_id)}/{path_id(image_id)}"
        return self._object("PUT", path, payload=payload)

    def delete(self, product_id: int | str, image_id: int | str) -> None:
        """:raise errors.NotFound: it was deleted before, or its product"""
        self._send("DELETE", f"{_images(product_id)}/{path_id(image_id)}")

    def create_for_variant(
        self,
        product_id: int | str,
        variant_id: int | str,
        file_name: str,
        data: bytes,
    ) -> Row:
        """The image of a variant; one that it has makes way, so it is idempotent."""
        path = f"{_variant(product_id, variant_id)}/image"
        form = Form("image_file", file_name, data)
        return self._object("POST", path, form=form, idempotent=True)

    def delete_of_variant(self, product_id: int | str, variant_id: int | str) -> None:
        """:raise errors.NotFound: there is no such variant"""
        path = _variant(product_id, variant_id)
        self._object("PUT", path, payload={"image_url": ""})


def _images(product_id: int | str) -> str:
    return f"/v3/catalog/products/{path_id(product_id)}/images"


def _variant(product_id: int | str, variant_id: int | str) -> str:
    product, variant = path_id(product_id), path_id(variant_id)
    return f"/v3/catalog/products/{product}/variants/{variant}"


def _as_field(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

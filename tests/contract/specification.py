"""BigCommerce's OpenAPI files, with their known defects mended, as openapi-core has it.

They are no part of the project; they lie beside the repository, in
``../shared/bigcommerce-openapi``.
"""

import re
from copy import deepcopy
from functools import cache
from json import loads
from pathlib import Path

import yaml
from openapi_core import Config, OpenAPI

from .overlay import Overlay

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "bigcommerce-openapi"
MISSING = f"BigCommerce's OpenAPI files are not there: ../shared/{FOLDER.name}"
_OVERLAY = Path(__file__).with_name("overlay.yml")

#: The files with the operations that client and simulator know.
FILES = (
    "catalog/products_catalog.v3.yml",
    "catalog/product-variants_catalog.v3.yml",
    "catalog/product-variant-options_catalog.v3.yml",
    "catalog/product-modifiers_catalog.v3.yml",
    "catalog/brands_catalog.v3.yml",
    "catalog/categories_catalog.v3.yml",
    "catalog/category-trees_catalog.v3.yml",
    "inventory.v3.yml",
    "locations.v3.yml",
    "settings.v3.yml",
    "channels.v3.yml",
    "customers.v3.yml",
    "webhooks.v3.yml",
    "store_information.v2.yml",
    "orders.v2.oas2.yml",
    "orders.v3.yml",
    "pickup.v3.yml",
)

#: BigCommerce's own media type of errors is JSON too.
_MEDIA = {"application/problem+json": loads}
#: Whether a file is sound as a whole takes longest to find out: a test of its own asks.
_CONFIG = Config(extra_media_type_deserializers=_MEDIA, spec_validator_cls=None)


class _Loader(yaml.CSafeLoader):
    """Keeps timestamps as the strings that they are in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load(name: str) -> dict:
    """A file as BigCommerce published it, to be changed at will."""
    return deepcopy(_published(name))


@cache
def _published(name: str) -> dict:
    return yaml.load((FOLDER / name).read_text(), _Loader)  # noqa: S506 - a safe one


@cache
def overlay() -> Overlay:
    return Overlay(yaml.safe_load(_OVERLAY.read_text()))


class Specification:
    """One file, mended by all entries of the overlay but those left out."""

    def __init__(self, name: str, without: frozenset[str] = frozenset()):
        self.name = name
        self.document = load(name)
        overlay().mend(name, self.document, without)
        self.version = "v2" if ".v2." in name else "v3"

    @property
    def api(self) -> OpenAPI:
        if not hasattr(self, "_api"):
            self._api = OpenAPI.from_dict(self.document, config=_CONFIG)
        return self._api

    def check(self) -> None:
        """
        :raise OpenAPIValidationError: it is not as OpenAPI wants it
        """
        OpenAPI.from_dict(self.document)


@cache
def specification(name: str, without: frozenset[str] = frozenset()) -> Specification:
    return Specification(name, without)


@cache
def _templates() -> list[tuple[re.Pattern, str, str, dict]]:
    """Pattern of a path below the store, the file, its template, its operations."""
    found = []
    for name in FILES:
        version = "v2" if ".v2." in name else "v3"
        for template, operations in _published(name)["paths"].items():
            pattern = re.sub(r"\\{[^/]+?\\}", r"[^/]+", re.escape(template))
            found.append(
                (re.compile(f"/{version}{pattern}"), name, template, operations)
            )
    # What is spelled out goes before what a placeholder lets pass: /orders/count.
    return sorted(found, key=lambda one: one[2].count("{"))


@cache
def find(method: str, path: str) -> tuple[str, str] | None:
    """The file and path template of an operation; None when no file has it.

    :param path: below the store: ``/v2/orders/100``
    """
    for pattern, name, template, operations in _templates():
        if pattern.fullmatch(path) and method.lower() in operations:
            return name, template
    return None

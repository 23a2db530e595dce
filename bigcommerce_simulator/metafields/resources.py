"""What has metafields, and where their endpoints are."""

from dataclasses import dataclass
from typing import Any

from ..catalog.brands import find_brand
from ..catalog.categories import find_category
from ..catalog.products import find_product
from ..catalog.variants import find_variant
from ..errors import V3Error

_CATALOG = ("store_v2_products_read_only", "store_v2_products")
_LOCATIONS = ("store_locations_read_only", "store_locations")


@dataclass(frozen=True)
class Resource:
    """``one`` is the address of a resource, ``many`` that of all; ``find`` raises 404
    for what is not there, ``has`` says whether an id is."""

    kind: str
    one: str
    many: str
    find: Any
    has: Any
    event: str | None
    scopes: tuple = _CATALOG


def _find_location(store, location_id):
    if location_id not in store.inventory.locations:
        raise V3Error(404, f"The location {location_id} was not found.")


RESOURCES = (
    Resource(
        "product",
        "/v3/catalog/products/<int:product_id>",
        "/v3/catalog/products",
        find_product,
        lambda store, number: number in store.catalog.products,
        "store/product/metafield",
    ),
    Resource(
        "variant",
        "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>",
        "/v3/catalog/variants",
        find_variant,
        lambda store, number: number in store.catalog.variants,
        "store/product/variant/metafield",
    ),
    Resource(
        "category",
        "/v3/catalog/categories/<int:category_id>",
        "/v3/catalog/categories",
        find_category,
        lambda store, number: number in store.catalog.categories,
        "store/category/metafield",
    ),
    Resource(
        "brand",
        "/v3/catalog/brands/<int:brand_id>",
        "/v3/catalog/brands",
        find_brand,
        lambda store, number: number in store.catalog.brands,
        "store/brand/metafield",
    ),
    Resource(
        "location",
        "/v3/inventory/locations/<int:location_id>",
        "/v3/inventory/locations",
        _find_location,
        lambda store, number: number in store.inventory.locations,
        None,
        _LOCATIONS,
    ),
)

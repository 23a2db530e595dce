"""The catalog: products, variants, options."""

from . import (
    control_panel,
    images,
    options,
    pictures,
    products,
    products_write,
    variants,
)
from .state import Catalog, Option, Product, Variant

__all__ = [
    "Catalog",
    "Option",
    "Product",
    "Variant",
    "control_panel",
    "images",
    "options",
    "pictures",
    "products",
    "products_write",
    "variants",
]

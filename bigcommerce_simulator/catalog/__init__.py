"""The catalog: products, variants, options."""

from . import (
    assignments,
    brands,
    categories,
    control_panel,
    images,
    options,
    pictures,
    products,
    products_write,
    trees,
    variants,
)
from .state import Catalog, Option, Product, Variant

__all__ = [
    "Catalog",
    "Option",
    "Product",
    "Variant",
    "assignments",
    "brands",
    "categories",
    "control_panel",
    "images",
    "options",
    "pictures",
    "products",
    "products_write",
    "trees",
    "variants",
]

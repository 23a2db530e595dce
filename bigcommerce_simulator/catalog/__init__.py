"""The catalog: products, variants, options."""

from . import (
    assignments,
    brands,
    categories,
    control_panel,
    images,
    modifiers,
    option_values,
    options,
    page,
    part_handlers,
    pictures,
    products,
    products_write,
    staff,
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
    "modifiers",
    "option_values",
    "options",
    "page",
    "part_handlers",
    "pictures",
    "products",
    "products_write",
    "staff",
    "trees",
    "variants",
]

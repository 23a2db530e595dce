"""The catalog: products, variants, options."""

from . import options, products, products_write, variants
from .state import Catalog, Option, Product, Variant

__all__ = [
    "Catalog",
    "Option",
    "Product",
    "Variant",
    "options",
    "products",
    "products_write",
    "variants",
]

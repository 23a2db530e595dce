"""Which product of BigCommerce a product of Odoo is: the one with its SKUs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .product import fold
from .product_problem import Problem


@dataclass(frozen=True)
class Match:
    """The product found, and its variant for each variant of Odoo that it has."""

    document: dict[str, Any]
    variants: dict[int, dict[str, Any]]  # product.product id → variant of the document


def is_base(variant: Mapping[str, Any]) -> bool:
    """Whether it is the one variant of a product without options."""
    return not variant.get("option_values")


class RemoteCatalog:
    """Products of BigCommerce by the SKUs that are looked for.

    :param iterable documents: products listed with their variants
    :param set skus: folded SKUs to keep; the rest of the catalog is let go at once
    """

    def __init__(self, documents: Iterable[dict[str, Any]], skus: set[str]) -> None:
        self._by_sku = {}
        for document in documents:
            for variant in document.get("variants") or ():
                sku = fold(variant.get("sku"))
                if sku and sku in skus:
                    self._by_sku[sku] = (document, variant)

    def find(self, skus: Mapping[int, str]) -> Match | Problem | None:
        """Look for a product.

        :param dict skus: product.product id → SKU, of one template
        :return: nothing when none of the SKUs is there
        :rtype: Match | Problem | None
        """
        found = {
            product_id: self._by_sku[fold(sku)]
            for product_id, sku in skus.items()
            if fold(sku) in self._by_sku
        }
        if not found:
            return None
        documents = {document["id"]: document for document, _ in found.values()}
        if len(documents) > 1:
            names = tuple(str(document.get("name")) for document in documents.values())
            return Problem("several_products", names)
        (document,) = documents.values()
        others = [v for v in document.get("variants") or () if fold(v.get("sku"))]
        if len(skus) == 1 and len(others) > 1:
            return Problem("part_of_product", (str(document.get("name")),))
        return Match(document, {key: variant for key, (_, variant) in found.items()})

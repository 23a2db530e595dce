"""What BigCommerce has of each item at each location.

Source: BigCommerce, inventory.v3.yml, get-inventory-items. Products that it does not
track are not listed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Item = tuple[str, int]  # as an adjustment names it: product_id or variant_id


@dataclass(frozen=True)
class TheirStock:
    """Units of an item at a location.

    :param int on_hand: all of them; an adjustment sets this figure
    :param int safety: those of them that BigCommerce does not sell
    """

    on_hand: int
    safety: int = 0


def their_stock(
    rows: Iterable[Mapping[str, Any]],
) -> dict[Item, dict[int, TheirStock]]:
    """Stock by item and BigCommerce's location id.

    A row names a product and a variant, however the stock is tracked. So a product is
    an item of its own where it has one row only.

    :param rows: of the answer
    """
    of_variants: dict[Item, dict[int, TheirStock]] = {}
    of_products: dict[Item, dict[int, TheirStock]] = {}
    several = set()
    for row in rows:
        identity = row.get("identity") or {}
        stock = {
            location["location_id"]: _stock(location)
            for location in row.get("locations") or ()
        }
        product = "product_id", identity.get("product_id") or 0
        if product in of_products:
            several.add(product)
        of_products[product] = stock
        of_variants["variant_id", identity.get("variant_id") or 0] = stock
    for product in several:
        del of_products[product]
    return of_variants | of_products


def _stock(location: Mapping[str, Any]) -> TheirStock:
    settings = location.get("settings") or {}
    return TheirStock(
        location.get("total_inventory_onhand") or 0, settings.get("safety_stock") or 0
    )

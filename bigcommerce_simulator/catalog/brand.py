"""A brand, and how one comes into being by its name.

Source: BigCommerce, brands_catalog.v3.yml: names are unique, 30,000 in a store.
"""

import re
from dataclasses import dataclass

from ..errors import V3Error
from ..validation import Items, Text

MAXIMUM_BRANDS = 30_000
FIELDS = {
    "name": (Text(1, 255), ""),
    "page_title": (Text(0, 255), ""),
    "meta_keywords": (Items(Text()), []),
    "meta_description": (Text(), ""),
    "search_keywords": (Text(), ""),
    "image_url": (Text(0, 255), ""),
}
RULES = {name: rule for name, (rule, _default) in FIELDS.items()}


@dataclass
class Brand:
    """``values`` are the fields of :data:`FIELDS`."""

    id: int
    values: dict
    url: str
    url_is_customized: bool = False

    @property
    def name(self) -> str:
        """Unique in the store, whatever its case."""
        return self.values["name"]


def brand_named(store, name: str) -> Brand | None:
    """The brand of this name, whatever its case."""
    for brand in store.catalog.brands.values():
        if brand.name.casefold() == name.casefold():
            return brand
    return None


def add_brand(store, values: dict, url: str | None = None) -> Brand:
    """A new brand of checked values; 422 above 30,000."""
    if len(store.catalog.brands) >= MAXIMUM_BRANDS:
        title = f"A store has at most {MAXIMUM_BRANDS} brands"
        raise V3Error(422, title, {"brands": title})
    defaults = {name: default for name, (_rule, default) in FIELDS.items()}
    defaults["meta_keywords"] = []
    number = store.next_id("brand")
    brand = Brand(number, {**defaults, **values}, url or "", bool(url))
    brand.url = brand.url or _free_url(store, brand.name)
    store.catalog.brands[number] = brand
    return brand


def _free_url(store, name):
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "brand"
    taken = {brand.url for brand in store.catalog.brands.values()}
    url, number = f"/{stem}/", 1
    while url in taken:
        number += 1
        url = f"/{stem}-{number}/"
    return url

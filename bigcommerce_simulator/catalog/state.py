"""Products, variants and options as the store keeps them.

Every sellable thing is a variant: a product without options has one base variant
with no option values, which shares the product's SKU.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import Decimal

from ..errors import V3Error
from ..switches import declare
from .brand import Brand
from .category import Categories
from .fields import PRODUCT_DEFAULTS, VARIANT_DEFAULTS
from .pictures import Picture

MAXIMUM_VARIANTS = 600
MAXIMUM_OPTION_VALUES = 250
_SKU = re.compile(r"[A-Za-z0-9\-_ ]*")

declare(
    "sku_characters",
    "documented",
    "SKUs: only letters, digits, hyphen, underscore, space as documented, or any",
    ("documented", "any"),
)


@dataclass
class Option:
    """A variant option; ``values`` are ``{id, label, sort_order, is_default, …}``."""

    id: int
    product_id: int
    display_name: str
    type: str = "radio_buttons"
    sort_order: int = 0
    values: list = field(default_factory=list)
    config: dict = field(default_factory=dict)

    def value_by_label(self, label: str):
        """The value with this label (case matters), or None."""
        return next((v for v in self.values if v["label"] == label), None)

    def value_by_id(self, value_id: int):
        """The value with this id, or None."""
        return next((v for v in self.values if v["id"] == value_id), None)


@dataclass
class Variant:
    """One sellable thing; ``values`` None means inherited from the product."""

    id: int
    product_id: int
    sku_id: int | None = None
    option_values: list = field(default_factory=list)
    values: dict = field(default_factory=lambda: dict(VARIANT_DEFAULTS))

    @property
    def sku(self) -> str:
        """The SKU, "" when it has none."""
        return self.values["sku"]

    @property
    def price(self) -> Decimal | None:
        """The variant's own price; None inherits, 0 is free."""
        return self.values["price"]

    @property
    def is_base(self) -> bool:
        """Whether it is the only variant of a product without options."""
        return not self.option_values

    def combination(self) -> frozenset:
        """Its option values as comparable identity."""
        return frozenset((v["option_id"], v["id"]) for v in self.option_values)


@dataclass
class Product:
    """A product; its stock is kept by the inventory."""

    id: int
    date_created: datetime
    date_modified: datetime
    values: dict = field(default_factory=lambda: dict(PRODUCT_DEFAULTS))
    options: list = field(default_factory=list)
    variants: list = field(default_factory=list)
    custom_fields: list = field(default_factory=list)
    bulk_pricing_rules: list = field(default_factory=list)
    modifiers: list = field(default_factory=list)
    images: list = field(default_factory=list)
    channels: list = field(default_factory=lambda: [1])

    @property
    def name(self) -> str:
        """The unique name."""
        return self.values["name"]

    @property
    def base_variant(self) -> Variant | None:
        """The base variant; None for a product with options."""
        if len(self.variants) == 1 and self.variants[0].is_base:
            return self.variants[0]
        return None

    @classmethod
    def orphaned(cls) -> "Product":
        """What a variant with ``product_id`` 0 belongs to: nothing."""
        never = datetime.fromtimestamp(0, timezone.utc)
        return cls(0, never, never)


def price_of(product: Product, variant: Variant) -> Decimal:
    """The price of ``variant``, see :meth:`Catalog.effective_price`."""
    price, sale = variant.values["price"], variant.values["sale_price"]
    if price is None:
        price = product.values["price"]
        sale = product.values["sale_price"] if sale is None else sale
    return sale if sale else price


class Catalog:
    """All products and variants, with the indexes for the uniqueness rules."""

    def __init__(self, store):
        self._store = store
        self.products: dict[int, Product] = {}
        self.variants: dict[int, Variant] = {}
        self.brands: dict[int, Brand] = {}
        self.categories = Categories(store)
        self.pictures: dict[int, Picture] = {}
        self.orphans: list[Variant] = []
        self.urls: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._skus: dict[str, tuple[str, int]] = {}
        self._keys: dict[int, list] = {}  # of a product: index, key in it

    def product(self, variant: Variant) -> Product:
        """The product of a variant."""
        return self.products[variant.product_id]

    def variant_by_sku(self, sku: str) -> Variant | None:
        """The variant with this SKU, whatever its case; None when there is none.
        The SKU of a product with options is not sellable and finds nothing."""
        kind, number = self._skus.get(sku.casefold(), (None, None))
        if kind == "variant":
            return self.variants[number]
        if kind == "product":
            return self.products[number].base_variant
        return None

    def product_by_sku(self, sku: str) -> Product | None:
        """The product whose main SKU this is; None when there is none."""
        kind, number = self._skus.get(sku.casefold(), (None, None))
        return self.products[number] if kind == "product" else None

    def effective_price(self, variant: Variant) -> Decimal:
        """What the shopper pays before tax rules and discounts (catalog price, with
        or without tax as the store says). Variant before product, sale price before
        price: a price of the variant overrides a sale price of the product. Null
        inherits, 0 is free. Source: docs/store-operations/pricing/calculations.mdx."""
        return price_of(self.product(variant), variant)

    def check_sku(self, sku: str, owner: tuple[str, int] | None) -> None:
        """422 when ``sku`` has characters it may not have, 409 when another product
        or variant has it, whatever its case."""
        if not sku:
            return
        strict = self._store.switches.sku_characters == "documented"
        if strict and not _SKU.fullmatch(sku):
            message = "sku may contain letters, digits, hyphens, underscores, spaces"
            raise V3Error(422, "The SKU is not valid", {"sku": message})
        if self._skus.get(sku.casefold(), owner) != owner:
            title = f"The SKU {sku} is not unique"
            raise V3Error(409, title, {"sku": title})

    def check_name(self, name: str, product_id: int | None) -> None:
        """409 when another product has this name."""
        if self._names.get(name.casefold(), product_id) != product_id:
            title = "The product name is a duplicate"
            raise V3Error(409, title, {"name": title})

    def index(self, product: Product) -> None:
        """Enter a product and its variants into the indexes anew."""
        self._unindex(product)
        keys = self._keys[product.id] = [("_names", product.name.casefold())]
        self.products[product.id] = product
        self._names[product.name.casefold()] = product.id
        url = (product.values["custom_url"] or {}).get("url")
        if isinstance(url, str):
            self.urls[url] = product.id
            keys.append(("urls", url))
        if product.values["sku"]:
            self._enter_sku(product.values["sku"], ("product", product.id), keys)
        for variant in product.variants:
            self.variants[variant.id] = variant
            keys.append(("variants", variant.id))
            if variant.sku and not variant.is_base:
                self._enter_sku(variant.sku, ("variant", variant.id), keys)

    def remove(self, product: Product) -> None:
        """Forget a product and its variants; old orders keep their ids."""
        self._unindex(product)
        self.products.pop(product.id, None)

    def _enter_sku(self, sku, owner, keys):
        self._skus[sku.casefold()] = owner
        keys.append(("_skus", sku.casefold()))

    def _unindex(self, product):
        for index, key in self._keys.pop(product.id, ()):
            getattr(self, index).pop(key, None)

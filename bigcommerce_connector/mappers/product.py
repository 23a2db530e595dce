"""A product of Odoo as BigCommerce's catalog wants it.

The product carries name, description, price and weight; a variant carries a price or
weight of its own only where it differs, for BigCommerce takes null as *inherited*.
A price of its own overrides the product's sale price as well: such a variant always
says what its sale price is.
Source: BigCommerce, Catalog API v3, createProduct, updateProducts, updateVariantsBatch;
docs/store-operations/pricing, *Price Order of Operations*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from .modifier import ModifierValues

Payload = dict[str, Any]

PLACES = 4  # decimals of prices and weights there
_BARCODE_LENGTHS = (8, 12, 13, 14)
_NEEDED = {"name", "price", "weight"}  # no product is created without them
# A new product has none of these where Odoo has none.
_LEFT_OUT_IF_EMPTY = ("cost_price", "brand_name")


@dataclass(frozen=True)
class OptionLook:
    """How an option is shown: its ``type`` on BigCommerce (empty: whatever it has), and
    pairs of label and color (``#rrggbb``) of a swatch."""

    type: str = ""
    colors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class VariantValues:
    """A variant to sell.

    ``price`` and ``weight`` as the store counts them (its currency, its tax display,
    its weight unit); ``sale_price`` 0 if it is not reduced, ``cost`` without tax.
    ``options`` are pairs of option name and value label, empty for the only variant of
    a product without any.
    """

    id: int
    name: str
    sku: str
    price: Decimal
    weight: Decimal
    barcode: str = ""
    cost: Decimal = Decimal(0)
    sale_price: Decimal = Decimal(0)
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProductValues:
    """A product to sell with all the variants that exist in Odoo.

    ``has_default_price``: it has the price that Odoo gives every new product;
    ``to_be_made``: names of the attributes whose variants are made when they are sold,
    if none was made yet; ``option_order``: pairs of option name and all its labels, in
    Odoo's order; ``option_looks``: pairs of option name and how it is shown;
    ``modifiers``: attributes that create no variants and leave a choice;
    ``keeps_description``: BigCommerce had one, and Odoo has none for the web;
    ``hidden_images``: names of images in the description that shoppers cannot see;
    ``keeps_options``: its variants are told apart on BigCommerce though
    nothing does in Odoo any more; ``brand``: its name, empty if it has none;
    ``categories``: BigCommerce's ids of those that it has in Odoo; ``tax_class``: the
    number of the class that its tax is in, None if the owner's table does not say.
    """

    id: int
    name: str
    price: Decimal
    variants: tuple[VariantValues, ...]
    sale_price: Decimal = Decimal(0)
    description: str = ""
    is_goods: bool = True
    is_stocked: bool = True
    is_combo: bool = False
    has_default_price: bool = False
    to_be_made: tuple[str, ...] = ()
    option_order: tuple[tuple[str, tuple[str, ...]], ...] = ()
    option_looks: tuple[tuple[str, OptionLook], ...] = ()
    keeps_options: bool = False
    is_visible: bool = True
    brand: str = ""
    categories: tuple[int, ...] = ()
    tax_class: int | None = None
    modifiers: tuple[ModifierValues, ...] = ()
    hidden_images: tuple[str, ...] = ()
    keeps_description: bool = False

    @property
    def has_options(self) -> bool:
        return self.keeps_options or any(variant.options for variant in self.variants)

    @property
    def tracking(self) -> str:
        """BigCommerce's ``inventory_tracking``."""
        if not self.is_stocked:
            return "none"
        return "variant" if self.has_options else "product"

    @property
    def weight(self) -> Decimal:
        return self.variants[0].weight


# === PAYLOADS === #


@dataclass(frozen=True)
class FieldRules:
    """Which fields Odoo writes on BigCommerce: the owner of the store says so.

    ``kept``: those that BigCommerce keeps, by their names in its payloads.
    ``sends_empty``: whether what is empty in Odoo is emptied there, too.
    """

    kept: frozenset[str] = frozenset()
    sends_empty: bool = False


def create_payload(product: ProductValues, rules: FieldRules) -> Payload:
    """Body of ``POST /v3/catalog/products``: options by label, variants inline.

    What BigCommerce keeps is nobody's yet: it gets what it cannot do without. One whose
    variants alone have prices is listed at the lowest, not for nothing.

    :param ProductValues product: without a problem
    :param FieldRules rules: of the store
    :rtype: dict
    """
    payload = {"is_visible": True, **_at_first(full_payload(product), rules)}
    if product.categories and "categories" not in rules.kept:
        payload["categories"] = list(product.categories)
    if product.tax_class is not None:  # from then on it is the merchant's
        payload["tax_class_id"] = product.tax_class
    if not product.has_options:
        return payload
    if not product.price and not rules.sends_empty:
        payload["price"] = min(variant.price for variant in product.variants)
    payload["variants"] = [
        {
            **new_variant_payload(product, variant, rules),
            "option_values": [
                {"option_display_name": option, "label": label}
                for option, label in variant.options
            ],
        }
        for variant in product.variants
    ]
    return payload


def product_payload(product: ProductValues) -> Payload:
    """The fields of the product that Odoo is the master of, but for its SKU.

    :rtype: dict
    """
    payload = {
        "name": product.name,
        "type": "physical" if product.is_goods else "digital",
        "description": product.description,
        "price": product.price,
        "sale_price": product.sale_price,
        "weight": product.weight,
        "inventory_tracking": product.tracking,
        "brand_name": product.brand,
        "is_visible": product.is_visible,
    }
    if not product.has_options:
        payload["upc"] = barcode(product.variants[0].barcode)
        payload["cost_price"] = product.variants[0].cost
    return payload


def full_payload(product: ProductValues) -> Payload:
    """The same with the SKU of a product without options: what is compared.

    :rtype: dict
    """
    payload = product_payload(product)
    if not product.has_options:
        payload["sku"] = product.variants[0].sku
    return payload


def full_variant_payload(product: ProductValues, variant: VariantValues) -> Payload:
    """:func:`variant_payload` with the SKU: what is compared.

    :rtype: dict
    """
    return {**variant_payload(product, variant), "sku": variant.sku}


def variant_payload(product: ProductValues, variant: VariantValues) -> Payload:
    """The fields of a variant that Odoo is the master of, but for its SKU.

    :rtype: dict
    """
    has_own_price = variant.price != product.price
    has_own_sale = has_own_price or variant.sale_price != product.sale_price
    return {
        "price": variant.price if has_own_price else None,
        "sale_price": variant.sale_price if has_own_sale else None,
        "weight": variant.weight if variant.weight != product.weight else None,
        "upc": barcode(variant.barcode),
        "cost_price": variant.cost,
    }


def sent_payload(body: Payload) -> Payload:
    """What is sent of fields that differ.

    BigCommerce creates a brand that it is given by name (regardless of case, so two
    runs at once make one); none at all is its id 0.
    Source: products_catalog.v3.yml, updateProducts, ``brand_name`` and ``brand_id``.

    :rtype: dict
    """
    if body.get("brand_name") != "":
        return body
    rest = {name: value for name, value in body.items() if name != "brand_name"}
    return {**rest, "brand_id": 0}


def new_variant_payload(
    product: ProductValues, variant: VariantValues, rules: FieldRules
) -> Payload:
    """A variant to create; it inherits what it is not given, as it does by null.

    No price in Odoo is none of its own: 0 would be free of charge, or of postage.

    :rtype: dict
    """
    payload = _at_first(full_variant_payload(product, variant), rules)
    if not rules.sends_empty:
        empty = {"price": variant.price, "weight": variant.weight}
        payload |= {name: None for name, value in empty.items() if not value}
    return {name: value for name, value in payload.items() if value is not None}


def _at_first(payload: Payload, rules: FieldRules) -> Payload:
    """What a new product gets, though BigCommerce keeps it from then on."""
    kept = rules.kept - _NEEDED
    empty = {name for name in _LEFT_OUT_IF_EMPTY if not payload.get(name)}
    return {name: v for name, v in payload.items() if name not in kept | empty}


def with_known_skus(product: ProductValues, known: Mapping[int, str]) -> ProductValues:
    """The product with what can be sent of it though SKUs are missing.

    A variant that lost its SKU in Odoo keeps the one that BigCommerce has; one that
    never had any is left out.

    :param dict known: product.product id → SKU on BigCommerce
    :rtype: ProductValues
    """
    variants = (
        variant
        if fold(variant.sku)
        else replace(variant, sku=known.get(variant.id) or "")
        for variant in product.variants
    )
    return replace(product, variants=tuple(v for v in variants if fold(v.sku)))


def with_variants_there(
    product: ProductValues, skus: Mapping[int, str], keeps_options: bool
) -> ProductValues:
    """The product with what can be sent while its options cannot.

    :param dict skus: product.product id → SKU, of the variants that BigCommerce has
    :param bool keeps_options: whether BigCommerce has options of this product
    :rtype: ProductValues
    """
    there = tuple(variant for variant in product.variants if variant.id in skus)
    rest = replace(product, variants=there, keeps_options=keeps_options)
    return with_known_skus(rest, skus)


def fold(sku: str | None) -> str:
    """SKUs are the same to BigCommerce whatever their case."""
    return (sku or "").strip().casefold()


def barcode(code: str | None) -> str:
    """A barcode BigCommerce takes as UPC or EAN, else nothing.

    :rtype: str
    """
    code = (code or "").strip()
    is_number = code.isascii() and code.isdecimal()
    return code if is_number and len(code) in _BARCODE_LENGTHS else ""

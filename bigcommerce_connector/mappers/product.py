"""A product of Odoo as BigCommerce's catalog wants it.

The product carries name, description, price and weight; a variant carries a price or
weight of its own only where it differs, for BigCommerce takes null as *inherited*.
Source: BigCommerce, Catalog API v3, createProduct, updateProducts, updateVariantsBatch.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from .amounts import rounded

Payload = dict[str, Any]

# Prices and weights have at most four decimals there.
PLACES = 4
_BARCODE_LENGTHS = (8, 12, 13, 14)

# What one kilogram is in the weight units that a store can have.
_PER_KILOGRAM = {
    "LBS": Decimal(1) / Decimal("0.45359237"),
    "Ounces": Decimal(16) / Decimal("0.45359237"),
    "KGS": Decimal(1),
    "Grams": Decimal(1000),
    "Tonnes": Decimal("0.001"),
}


@dataclass(frozen=True)
class VariantValues:
    """A variant to sell.

    ``price`` and ``weight`` as the store counts them (its currency, its tax display,
    its weight unit); ``options`` are pairs of option name and value label, empty for
    the only variant of a product without options.
    """

    id: int
    name: str
    sku: str
    price: Decimal
    weight: Decimal
    barcode: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ProductValues:
    """A product to sell with all the variants that exist in Odoo.

    ``has_default_price``: it has the price that Odoo gives every new product;
    ``to_be_made``: names of the attributes whose variants are made when they are sold,
    if none was made yet; ``option_order``: pairs of option name and all its labels, in
    Odoo's order; ``keeps_options``: its variants are told apart on BigCommerce though
    nothing does in Odoo any more.
    """

    id: int
    name: str
    price: Decimal
    variants: tuple[VariantValues, ...]
    description: str = ""
    is_goods: bool = True
    is_stocked: bool = True
    is_combo: bool = False
    has_default_price: bool = False
    to_be_made: tuple[str, ...] = ()
    option_order: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keeps_options: bool = False

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


def create_payload(product: ProductValues) -> Payload:
    """Body of ``POST /v3/catalog/products``: options by label, variants inline.

    :param ProductValues product: without a problem
    :rtype: dict
    """
    payload = {**full_payload(product), "is_visible": True}
    if not product.has_options:
        return payload
    payload["variants"] = [
        {
            **without_null(full_variant_payload(product, variant)),
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
        "weight": product.weight,
        "inventory_tracking": product.tracking,
    }
    if not product.has_options:
        payload["upc"] = barcode(product.variants[0].barcode)
    return payload


def full_payload(product: ProductValues) -> Payload:
    """The same with the SKU of a product without options: what is fingerprinted.

    :rtype: dict
    """
    payload = product_payload(product)
    if not product.has_options:
        payload["sku"] = product.variants[0].sku
    return payload


def full_variant_payload(product: ProductValues, variant: VariantValues) -> Payload:
    """:func:`variant_payload` with the SKU: what is fingerprinted.

    :rtype: dict
    """
    return {**variant_payload(product, variant), "sku": variant.sku}


def variant_payload(product: ProductValues, variant: VariantValues) -> Payload:
    """The fields of a variant that Odoo is the master of, but for its SKU.

    :rtype: dict
    """
    return {
        "price": variant.price if variant.price != product.price else None,
        "weight": variant.weight if variant.weight != product.weight else None,
        "upc": barcode(variant.barcode),
    }


def without_empty(payload: Payload) -> Payload:
    """A product found on BigCommerce keeps the texts that Odoo has none for.

    :rtype: dict
    """
    return {name: value for name, value in payload.items() if value != ""}


def without_unset(
    payload: Payload, product: ProductValues, weight: Decimal, keeps_price: bool
) -> Payload:
    """A product found on BigCommerce keeps what Odoo has nothing to say about.

    :param ProductValues product: that the payload, or its variant's, was made of
    :param Decimal weight: of the product or variant itself
    :param bool keeps_price: whether the price of a new product counts as none
    :rtype: dict
    """
    unset = set()
    if not weight:
        unset.add("weight")
    if keeps_price and product.has_default_price or payload.get("price") == 0:
        unset.add("price")
    elif not product.price and payload.get("price") is None:
        unset.add("price")  # it would inherit one that is not sent
    kept = without_empty(payload)
    return {name: value for name, value in kept.items() if name not in unset}


def unset_fields(product: ProductValues, keeps_price: bool) -> list[str]:
    """Which of price and weight a product found on BigCommerce keeps.

    :rtype: list[str]
    """
    body = without_unset(product_payload(product), product, product.weight, keeps_price)
    names = ["price", "weight"] if product.is_goods else ["price"]
    return [name for name in names if name not in body]


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


def without_null(payload: Payload) -> Payload:
    """A new variant inherits what it is not given, as it does by null.

    :rtype: dict
    """
    return {name: value for name, value in payload.items() if value is not None}


def known_fields(document: Mapping[str, Any], is_base: bool) -> Payload:
    """What BigCommerce has now, in the shape of :func:`product_payload` and its SKU.

    :param dict document: a product as listed
    :param bool is_base: whether it is a product without options
    :rtype: dict
    """
    names = ["name", "type", "description", "price", "weight", "inventory_tracking"]
    if is_base:
        names += ["upc", "sku"]
    return {name: document.get(name) for name in names}


def known_variant_fields(document: Mapping[str, Any]) -> Payload:
    """What BigCommerce has now, in the shape of :func:`variant_payload` and its SKU.

    :rtype: dict
    """
    return {name: document.get(name) for name in ("price", "weight", "upc", "sku")}


def fingerprint(payload: Payload) -> str:
    """The same for equal payloads, however their numbers are written.

    An empty text is like none.

    :rtype: str
    """
    plain = {name: _plain(value) for name, value in without_empty(payload).items()}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _plain(value: Any) -> Any:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return format(rounded(Decimal(str(value)), PLACES).normalize(), "f")
    return value


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


def store_weight(weight: Decimal, unit: str, is_pounds: bool) -> Decimal:
    """A weight of Odoo in the store's unit.

    :param Decimal weight: in kilograms, or in pounds if ``is_pounds``
    :param str unit: ``weight_units`` of the store; unknown ones are taken as equal
    :rtype: Decimal
    """
    if unit in _PER_KILOGRAM:
        own = _PER_KILOGRAM["LBS" if is_pounds else "KGS"]
        if unit != ("LBS" if is_pounds else "KGS"):
            weight = weight / own * _PER_KILOGRAM[unit]
    return rounded(weight, PLACES)

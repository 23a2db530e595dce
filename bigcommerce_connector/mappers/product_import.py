"""A product of BigCommerce as plain values, to be made in Odoo.

A variant inherits the price and weight of its product where it has none of its own, and
the sale price where it has neither.
Source: BigCommerce, Catalog API v3, getProducts with ``include=variants``;
docs/store-operations/pricing, *Price Order of Operations*: the price of a variant
overrides the sale price of its product.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .accepted import barcode_there
from .amounts import amount
from .option_alignment import fold_label
from .payload import as_stored
from .product import fold
from .product_problem import Problem
from .weight import unit_ratio

# Pairs of option name and value label.
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ImportedVariant:
    """A variant there; ``price``, ``weight`` and ``cost`` as the store counts them.
    ``sale_price``: 0 if it is not reduced."""

    external_id: int
    sku: str
    price: Decimal
    weight: Decimal
    cost: Decimal
    barcode: str
    options: Choices
    image: str = ""
    sale_price: Decimal = Decimal(0)


@dataclass(frozen=True)
class ImportedImage:
    """``url`` is its address, ``text`` its alt text, if it has one."""

    url: str
    text: str = ""


@dataclass(frozen=True)
class ImportedProduct:
    """A product there; one without options has its base variant only.

    ``custom_fields`` and ``modifiers`` are names.
    """

    external_id: int
    name: str
    description: str
    price: Decimal
    is_goods: bool
    is_tracked: bool
    category_ids: tuple[int, ...]
    variants: tuple[ImportedVariant, ...]
    images: tuple[ImportedImage, ...] = ()
    sale_price: Decimal = Decimal(0)
    brand: str = ""
    is_visible: bool = True
    tax_class: int = 0
    custom_fields: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()

    @property
    def is_reduced(self) -> bool:
        return any(variant.sale_price for variant in self.variants)

    @property
    def has_options(self) -> bool:
        return any(variant.options for variant in self.variants)

    @property
    def options(self) -> dict[str, list[str]]:
        """Option name → its labels, as they occur in the variants."""
        found: dict[str, dict[str, None]] = {}
        for variant in self.variants:
            for name, label in variant.options:
                found.setdefault(name, {})[label] = None
        return {name: list(labels) for name, labels in found.items()}

    @property
    def skus(self) -> list[str]:
        return [variant.sku for variant in self.variants if variant.sku]


def read_product(document: Mapping[str, Any]) -> ImportedProduct:
    """Read a product as it is listed with its variants.

    :raise UnreadablePayload: a price or weight is no number
    """
    document = as_stored(document)
    price, weight = amount(document.get("price")), amount(document.get("weight"))
    sale_price = _sale_price(document.get("sale_price"), price)
    tracking = document.get("inventory_tracking") or "none"
    return ImportedProduct(
        external_id=int(document["id"]),
        name=_text(document.get("name")),
        description=_text(document.get("description")),
        price=price,
        is_goods=document.get("type") != "digital",
        is_tracked=tracking != "none",
        category_ids=tuple(document.get("categories") or ()),
        variants=tuple(
            _read_variant(row, document, price, weight)
            for row in document.get("variants") or ()
        ),
        images=_images(document.get("images") or ()),
        sale_price=sale_price,
        brand=_text(document.get("brand_name")),
        is_visible=document.get("is_visible") is not False,
        tax_class=int(document.get("tax_class_id") or 0),
        custom_fields=_names(document.get("custom_fields"), "name"),
        modifiers=_names(document.get("modifiers"), "display_name"),
    )


def _names(rows: Iterable[Mapping[str, Any]] | None, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(row.get(name)) for row in rows or ()))


def _sale_price(value: Any, price: Decimal) -> Decimal:
    """A price that is not lower reduces nothing."""
    sale_price = amount(value)
    return sale_price if sale_price < price else Decimal(0)


def _read_variant(
    row: Mapping[str, Any],
    document: Mapping[str, Any],
    price: Decimal,
    weight: Decimal,
) -> ImportedVariant:
    own = row.get("option_values") or ()
    base = {} if own else document
    own_price, sale = row.get("price"), row.get("sale_price")
    if own_price is None:
        sale = document.get("sale_price") if sale is None else sale
    own_price = price if own_price is None else amount(own_price)
    return ImportedVariant(
        external_id=int(row["id"]),
        sku=_text(row.get("sku") or base.get("sku")),
        price=own_price,
        weight=weight if row.get("weight") is None else amount(row["weight"]),
        cost=amount(row.get("cost_price") or base.get("cost_price")),
        barcode=_text(barcode_there(row) or barcode_there(base)),
        options=tuple(
            (_text(value.get("option_display_name")), _text(value.get("label")))
            for value in own
        ),
        image=_text(row.get("image_url")),
        sale_price=_sale_price(sale, own_price),
    )


def _images(rows: Iterable[Mapping[str, Any]]) -> tuple[ImportedImage, ...]:
    """The main one first; of each the largest size that shops show."""
    found = (
        ImportedImage(
            _text(row.get("url_zoom") or row.get("url_standard")),
            _text(row.get("description")),
        )
        for row in sorted(rows, key=_place)
    )
    return tuple(image for image in found if image.url)


def _place(row: Mapping[str, Any]) -> tuple[bool, int]:
    return not row.get("is_thumbnail"), int(row.get("sort_order") or 0)


def _text(value: Any) -> str:
    return str(value or "").strip()


# === WHAT KEEPS IT FROM ODOO === #


def import_problem(product: ImportedProduct) -> Problem | None:
    """Why no product of Odoo can be made of it: what a person has to correct there.

    :rtype: Problem | None
    """
    if not product.name:
        return Problem("no_name")
    if not product.variants:
        return Problem("no_variant")
    skus = [fold(sku) for sku in product.skus]
    for sku in product.skus:
        if skus.count(fold(sku)) > 1:
            return Problem("duplicate_sku", (sku,))
    return _options_problem(product)


def _options_problem(product: ImportedProduct) -> Problem | None:
    names = [fold_label(name) for name in product.options]
    for name in product.options:
        if names.count(fold_label(name)) > 1:
            return Problem("same_options", (name,))
    every = set(product.options)
    seen = set()
    for variant in product.variants:
        choices = dict(variant.options)
        if set(choices) != every or not all(map(str.strip, choices.values())):
            return Problem("uneven_options", (variant.sku or str(variant.external_id),))
        if variant.options in seen:
            return Problem("same_choices", (variant.sku or str(variant.external_id),))
        seen.add(variant.options)
    return None


# === UNITS === #


def odoo_weight(weight: Decimal, unit: str, is_pounds: bool) -> Decimal:
    """A weight of the store in Odoo's unit: what ``store_weight`` is made of.

    :param str unit: ``weight_units`` of the store; unknown ones are taken as equal
    :param bool is_pounds: whether Odoo counts in pounds, else in kilograms
    :rtype: Decimal
    """
    return weight / unit_ratio(unit, is_pounds)


# === WHICH LABEL IS WHICH VALUE === #


def chosen_values(
    labels: Iterable[str], known: Mapping[str, int]
) -> dict[str, int | None]:
    """Which value of an attribute each label of one product is; None: a new one.

    The very same name first, then the same but for its case; two labels of a product
    are never the same value.

    :param dict known: name of the value → its id
    :rtype: dict[str, int | None]
    """
    labels = list(labels)
    chosen: dict[str, int | None] = {
        label: known[label] for label in labels if label in known
    }
    by_fold = {fold_label(name): key for name, key in reversed(list(known.items()))}
    for label in labels:
        if label not in chosen:
            key = by_fold.get(fold_label(label))
            chosen[label] = None if key in chosen.values() else key
    return chosen

"""What BigCommerce accepted of the values sent, remembered to send only what differs.

Source: BigCommerce, Catalog API v3, createProduct, updateProducts, updateVariantsBatch.
"""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .amounts import rounded
from .product import PLACES, Payload

# By field; a long text as its fingerprint.
Accepted = dict[str, str | None]

_MAX_REMEMBERED_LENGTH = 250

# Of an answer, what is compared with what was sent.
_ANSWERED = (
    "name",
    "price",
    "sale_price",
    "cost_price",
    "weight",
    "sku",
    "upc",
    "inventory_tracking",
)
_ZERO_IS_NONE = ("sale_price", "cost_price")
# Null of a variant is the value of its product.
INHERITED = ("price", "sale_price", "weight")
_NUMBERS = (int, float, Decimal)


def accepted_values(payload: Payload) -> Accepted:
    """What to remember of values that BigCommerce has, by field.

    :rtype: dict[str, str | None]
    """
    return {name: _remembered(value) for name, value in payload.items()}


def changed_fields(payload: Payload, accepted: Accepted | None) -> Payload:
    """The fields whose values are not what BigCommerce has accepted.

    :param dict accepted: from :func:`accepted_values`; of what is not in it nobody
        knows what is there
    :rtype: dict
    """
    accepted = accepted or {}
    return {
        name: value
        for name, value in payload.items()
        if name not in accepted or _is_changed(name, value, accepted[name])
    }


def _is_changed(name: str, value: Any, accepted: str | None) -> bool:
    """A variant that was made without cost is listed with null: none is 0 of it."""
    text = _remembered(value)
    if name == "cost_price":
        text, accepted = text or "0", accepted or "0"
    return text != accepted


def answered_otherwise(body: Payload, answer: Mapping[str, Any]) -> Payload:
    """The fields of which BigCommerce has something else than it was just sent.

    Descriptions are left out: it cleans their HTML as it likes.

    :param dict answer: the product or variant as BigCommerce answered it
    :rtype: dict
    """
    return {
        name: answer[name]
        for name in _ANSWERED
        if name in body
        and name in answer
        and _as_answered(name, body[name]) != _as_answered(name, answer[name])
    }


def _as_answered(name: str, value: Any) -> str | None:
    if isinstance(value, str):
        value = value.strip()
    text = _remembered(value)
    return None if name in _ZERO_IS_NONE and text == "0" else text


def _remembered(value: Any) -> str | None:
    """A value as text, however it is written; of a long one its fingerprint.

    An empty text is like none. The ids in a list are kept, however many there are.
    """
    if isinstance(value, _NUMBERS) and not isinstance(value, bool):
        return _number_text(value)
    if not value:
        return None
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    text = str(value)
    if len(text) <= _MAX_REMEMBERED_LENGTH:
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:40]


@lru_cache(maxsize=4096)  # a shop has few prices beside its products
def _number_text(value: float | Decimal) -> str:
    # 0 and -0 are one key of the cache, and have to be one text.
    return format((rounded(Decimal(str(value)), PLACES) + 0).normalize(), "f")


def price_text(remembered: str | None) -> str | None:
    """A remembered price as people read it: ``7.50`` for ``7.5``, ``7.1234`` as it is.

    :rtype: str | None
    """
    if not remembered:
        return None
    price = Decimal(remembered)
    return f"{price:.2f}" if rounded(price, 2) == price else f"{price:f}"


def known_fields(document: Mapping[str, Any], is_base: bool) -> Payload:
    """What BigCommerce has now, in the shape of :func:`.product.full_payload`.

    :param dict document: a product as listed
    :param bool is_base: whether it is a product without options
    :rtype: dict
    """
    names = ["name", "type", "description", "price", "sale_price", "weight"]
    names += ["inventory_tracking", "brand_name", "is_visible"]
    if is_base:
        names += ["upc", "sku", "cost_price"]
    known = {name: document.get(name) for name in names}
    if is_base:
        known["upc"] = barcode_there(document)
    none = {name: 0 for name in _ZERO_IS_NONE if name in known and not known[name]}
    return known | none


def barcode_there(document: Mapping[str, Any]) -> str | None:
    """Of a product or variant as listed: its UPC/EAN, or if that is empty its GTIN."""
    return document.get("upc") or document.get("gtin") or document.get("upc")


def known_variant_fields(document: Mapping[str, Any]) -> Payload:
    """What BigCommerce has now, in the shape of :func:`.product.full_variant_payload`.

    :rtype: dict
    """
    names = ("price", "sale_price", "weight", "upc", "cost_price", "sku")
    known = {name: document.get(name) for name in names}
    known["upc"] = barcode_there(document)
    if known["price"] is not None and known["sale_price"] is None:
        known["sale_price"] = 0  # the product's is of the product's price alone
    return known


def with_own_values(
    payload: Payload, product: Payload, accepted: Accepted | None
) -> Payload:
    """What a variant is to have, where it may have its product's values as its own.

    Those stay while the product's are the same: they are right, and do not follow it.

    :param dict payload: of :func:`.product.full_variant_payload`
    :param dict product: the payload of its product
    :param dict accepted: what BigCommerce has of the variant
    :rtype: dict
    """
    accepted = accepted or {}
    own = {
        name
        for name in INHERITED
        if payload[name] is None
        and accepted.get(name) is not None
        and accepted[name] == _remembered(product[name])
    }
    if "price" in own and payload["sale_price"] is None:
        own.add("sale_price")
    return {**payload, **{name: product[name] for name in own}}

"""What was changed on BigCommerce of the fields that Odoo writes.

A field has drifted if BigCommerce accepted Odoo's present value once and has another
one now. What Odoo is about to send, or leaves to BigCommerce, cannot drift.
Source: BigCommerce, Catalog API v3, getProducts with ``include=variants``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from .accepted import Accepted, changed_fields
from .amounts import rounded
from .product import PLACES, Payload, fold

# In the order in which people read them. Images are compared where they are sent, and
# how stock is tracked, where stock is.
DRIFTING = (
    "name",
    "sku",
    "description",
    "price",
    "sale_price",
    "cost_price",
    "weight",
    "upc",
    "brand_name",
    "categories",
    "is_visible",
)
# What has these of none has 0 of them.
_ZERO_IS_NONE = ("sale_price", "cost_price")
# Staff sees, and saves, prices and weights with two decimals.
_SHOWN_PLACES = 2


@dataclass(frozen=True)
class Difference:
    """A field, by its name in BigCommerce's payloads, with the value of each side."""

    field: str
    ours: Any
    theirs: Any


def drift(
    ours: Payload, theirs: Mapping[str, Any], accepted: Accepted | None
) -> list[Difference]:
    """The fields that were changed on BigCommerce.

    :param dict ours: what Odoo has a say in, see ``owned_fields``
    :param dict theirs: as BigCommerce lists it, in the same shape
    :param dict accepted: what BigCommerce took last; of what is not in it nobody knows
        what Odoo had it have
    :rtype: list[Difference]
    """
    to_send = changed_fields(ours, accepted)
    return [
        Difference(name, ours[name], theirs.get(name))
        for name in DRIFTING
        if name in ours
        and name not in to_send
        and not is_same(name, ours[name], theirs.get(name))
    ]


def variant_drift(
    ours: Payload,
    theirs: Mapping[str, Any],
    accepted: Accepted | None,
    product: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> list[Difference]:
    """The same of a variant, where null is the product's value.

    A value of its own that equals the product's is no difference.

    :param tuple product: the product's payload of Odoo, and BigCommerce's
    :rtype: list[Difference]
    """
    return [
        Difference(row.field, *values)
        for row in drift(ours, theirs, accepted)
        if not is_same(row.field, *(values := _inherited(row, product)))
    ]


def without_idle_sale(values: Payload, price: Any) -> Payload:
    """What BigCommerce has; a sale price that is no lower than the price reduces
    nothing, so it is none.

    :param price: that holds, the product's where a variant has none
    """
    sale = values.get("sale_price")
    is_idle = _is_number(sale) and _is_number(price) and sale >= price
    return {**values, "sale_price": 0} if is_idle else values


def replaced(found: Accepted, accepted: Accepted) -> list[Difference]:
    """What BigCommerce had when a product was found there, and has otherwise since.

    :param dict found: what it had, as :func:`.accepted.accepted_values` remembers it
    :param dict accepted: what it took last
    :rtype: list[Difference]
    """
    return [
        Difference(name, accepted[name], found[name])
        for name in DRIFTING
        if name in found
        and name in accepted
        and name != "categories"  # Odoo adds its own, and takes none away
        and not _is_same_text(name, accepted[name], found[name])
    ]


def _is_same_text(name: str, one: str | None, other: str | None) -> bool:
    if name in _ZERO_IS_NONE:
        one, other = one or "0", other or "0"
    return one == other


def _inherited(
    row: Difference, product: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> tuple[Any, Any]:
    ours, theirs = product
    return (
        ours.get(row.field) if row.ours is None else row.ours,
        theirs.get(row.field) if row.theirs is None else row.theirs,
    )


def is_same(name: str, ours: Any, theirs: Any) -> bool:
    """Whether two values of a field are one and the same to people.

    :rtype: bool
    """
    if name == "categories":  # staff may add others
        return set(ours) <= set(theirs or ())
    if name in _ZERO_IS_NONE:
        ours, theirs = ours or 0, theirs or 0
    if _is_number(ours) and _is_number(theirs):
        mine, other = (rounded(Decimal(str(v)), PLACES) for v in (ours, theirs))
        return other in (mine, rounded(mine, _SHOWN_PLACES))
    if isinstance(ours, bool) or ours is None or _is_number(ours):
        return (ours or None) == (theirs or None)
    if name == "description":
        return _letters(ours) == _letters(theirs)
    if name == "brand_name":  # the same brand there, whatever the case
        return fold(ours) == fold(str(theirs or ""))
    return str(ours).strip() == str(theirs or "").strip()


def image_drift(
    sent: Iterable[tuple[str, str]], images: Iterable[Mapping[str, Any]]
) -> list[tuple[str, str | None]]:
    """What staff did to images of a product.

    :param sent: pairs of BigCommerce's id and alt text of those that Odoo sent
    :param images: those of the product, as BigCommerce lists them
    :return: of each that differs, Odoo's alt text and the one that it has there; None:
        it was deleted there
    """
    texts = {str(row["id"]): str(row.get("description") or "") for row in images}
    return [
        (ours, texts.get(image_id))
        for image_id, ours in sent
        if (texts.get(image_id) or "").strip() != ours.strip() or image_id not in texts
    ]


def image_order_drift(
    sent: Iterable[tuple[str, str]], images: Iterable[Mapping[str, Any]]
) -> tuple[list[str], list[str]] | None:
    """Whether staff sorted the images of a product; theirs lie in between as they like.

    :param sent: as for :func:`image_drift`, in Odoo's order
    :return: the alt texts in Odoo's order, and in BigCommerce's; None: it is the same
    """
    places = {str(row["id"]): row.get("sort_order") or 0 for row in images}
    ours = [(places[image_id], text) for image_id, text in sent if image_id in places]
    theirs = sorted(ours, key=lambda row: row[0])
    if theirs == ours:
        return None
    return [text for _place, text in ours], [text for _place, text in theirs]


def other_main_image(main_id: str, images: Iterable[Mapping[str, Any]]) -> str | None:
    """The alt text of the image that staff made the main one of a product.

    :param main_id: BigCommerce's id of Odoo's
    :return: None: it still is, or is not there
    """
    by_id = {str(row["id"]): row for row in images}
    if main_id not in by_id or by_id[main_id].get("is_thumbnail"):
        return None
    main = next((row for row in by_id.values() if row.get("is_thumbnail")), {})
    return str(main.get("description") or "")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


# === TEXTS === #


class _TextParser(HTMLParser):
    """Collects what one reads; the content of scripts and styles is not read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        if not self.cdata_elem:
            self.parts.append(data)


def text_of(html: Any) -> str:
    """What one reads of a description, in one line.

    :rtype: str
    """
    parser = _TextParser()
    parser.feed(str(html or ""))
    parser.close()
    return " ".join(" ".join(parser.parts).split())


def _letters(html: Any) -> str:
    """BigCommerce writes HTML in its own way; what one reads is the same then."""
    return "".join(text_of(html).split())

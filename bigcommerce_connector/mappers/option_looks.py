"""How an option is shown: its type on BigCommerce, and the colors of swatches.

Source: BigCommerce, Catalog API v3, createOption and updateOption (``type`` and
``value_data``).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .option_alignment import fold_label
from .product import OptionLook, ProductValues

Row = dict[str, Any]

# By display type of Odoo. Its pictures have no public address, so they are not shown.
_TYPES = {
    "radio": "radio_buttons",
    "pills": "rectangles",
    "select": "dropdown",
    "color": "swatch",
    "image": "rectangles",
}
# Odoo's radio buttons are what every attribute has; both show all values at once.
_LIKE_RADIO = ("radio_buttons", "rectangles")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


def option_look(
    display_type: str, colors: Iterable[tuple[str, str | None]]
) -> OptionLook:
    """
    :param str display_type: of an attribute in Odoo
    :param colors: pairs of label and color as Odoo has it
    :rtype: OptionLook
    """
    kind = _TYPES.get(display_type, "radio_buttons")
    if kind != "swatch":
        return OptionLook(kind)
    found = ((label, _six_digits(color)) for label, color in colors)
    return OptionLook(kind, tuple((label, color) for label, color in found if color))


def _six_digits(color: str | None) -> str:
    text = (color or "").strip().lower()
    if not _COLOR.fullmatch(text):
        return ""
    return text if len(text) == 7 else "#" + "".join(sign * 2 for sign in text[1:])


def look_of(product: ProductValues, name: str) -> OptionLook:
    """:rtype: OptionLook"""
    return dict(product.option_looks).get(name, OptionLook())


def shown_type(
    look: OptionLook, labels: Iterable[str], option: Row | None, is_matched: bool
) -> str:
    """The ``type`` that an option is to have.

    Radio buttons, which every attribute has unless somebody chose otherwise, leave what
    the merchant chose for a product found there. A swatch needs a color for every
    value.

    :param option: as it is on BigCommerce, if it is there
    """
    if look.type == "swatch":
        colored = {fold_label(label) for label, _color in look.colors}
        for value in option["option_values"] if option else ():
            if value.get("value_data"):
                colored.add(fold_label(value["label"]))
        is_whole = all(fold_label(label) in colored for label in labels)
        return "swatch" if is_whole else "rectangles"
    if option and look.type in ("", "radio_buttons"):
        if is_matched or not look.type or option["type"] in _LIKE_RADIO:
            return str(option["type"])
    return look.type or "radio_buttons"


def as_created(product: ProductValues) -> tuple[tuple[str, OptionLook], ...]:
    """How BigCommerce shows options that it makes of variants: as radio buttons."""
    return tuple(
        (name, OptionLook("radio_buttons")) for name, _ in product.option_looks
    )


def with_color(value: Row, kind: str, look: OptionLook) -> Row:
    """The value with Odoo's color, where it is none of those that it has.

    A picture, or more colors, that somebody gave it there are kept. What another type
    of option needs not goes with the swatch.
    """
    if kind != "swatch":
        is_swatch = {"colors", "image_url"} & set(value.get("value_data") or ())
        return {**value, "value_data": None} if is_swatch else value
    by_label = {fold_label(label): color for label, color in look.colors}
    color = by_label.get(fold_label(value["label"]))
    if not color or _has_color(value.get("value_data") or {}, color):
        return value
    return {**value, "value_data": {"colors": [color]}}


def _has_color(data: Mapping[str, Any], color: str) -> bool:
    colors = [str(known).lower() for known in data.get("colors") or ()]
    return color in colors or bool(data.get("image_url"))

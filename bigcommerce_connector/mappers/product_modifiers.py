"""Attributes of Odoo that create no variants, as modifiers of BigCommerce.

Source: BigCommerce, product-modifiers_catalog.v3.yml, createProductModifier and
updateProductModifier.
"""

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any

from .modifier import ModifierValue, ModifierValues
from .option_alignment import fold_label
from .product import FieldRules, ProductValues

Row = dict[str, Any]


def modifier_type(
    look: str, labels: list[str], customs: int, colors: int, has_extra: bool
) -> str:
    """The modifier's ``type``; empty where BigCommerce has none for it.

    A shopper chooses one value of a list, or writes a text; BigCommerce knows neither a
    list with a text in it, nor one to choose several from, nor a text that costs extra.

    :param str look: what the display type of the attribute is on BigCommerce; empty: it
        has none
    :param int customs: how many of the values are written by the shopper
    :param int colors: how many of the values have a color
    :param bool has_extra: whether a value costs extra
    """
    if not look:
        return ""
    if customs:
        return "text" if len(labels) == 1 and not has_extra else ""
    return "rectangles" if look == "swatch" and colors < len(labels) else look


def modifiers_to_send(
    product: ProductValues, rules: FieldRules
) -> tuple[ModifierValues, ...]:
    """Those that Odoo writes and BigCommerce can have."""
    if "modifiers" in rules.kept:
        return ()
    return tuple(modifier for modifier in product.modifiers if modifier.type)


def modifiers_left_out(product: ProductValues, rules: FieldRules) -> list[str]:
    """Names of the others: shoppers on BigCommerce cannot choose them."""
    sent = modifiers_to_send(product, rules)
    return [each.name for each in product.modifiers if each not in sent]


def modifiers_print(modifiers: Iterable[ModifierValues]) -> str:
    """Fingerprint of what is to be there; empty for nothing."""
    bodies = [
        modifier_body(modifier, place) for place, modifier in enumerate(modifiers)
    ]
    if not bodies:
        return ""
    text = json.dumps(bodies, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def modifier_body(
    modifier: ModifierValues, place: int, ids: Mapping[str, int] | None = None
) -> Row:
    """Body of POST, or with ``ids`` of PUT.

    As in Odoo one value of a list is always chosen, at first the first one.

    :param int place: in the order of the product's modifiers
    :param dict ids: label → id of the values that are there
    """
    body = {
        "display_name": modifier.name,
        "type": modifier.type,
        "required": modifier.type != "text",
        "sort_order": place,
    }
    if modifier.type != "text":
        body["option_values"] = [
            _value_body(modifier, value, order, ids or {})
            for order, value in enumerate(modifier.values)
        ]
    return body


def _value_body(
    modifier: ModifierValues, value: ModifierValue, order: int, ids: Mapping[str, int]
) -> Row:
    price = {"adjuster": "relative", "adjuster_value": value.extra}
    body = {
        "label": value.label,
        "sort_order": order,
        "is_default": not order,
        "adjusters": {"price": price},
    }
    if modifier.type == "swatch":
        body["value_data"] = {"colors": [value.color]}
    return {"id": ids[value.label], **body} if value.label in ids else body


# === WHICH IS WHICH === #


def with_name(modifier: ModifierValues, rows: Iterable[Row]) -> Row | None:
    """The modifier of BigCommerce that has this name."""
    name = fold_label(modifier.name)
    return next((r for r in rows if fold_label(r["display_name"]) == name), None)


def has_same_choices(modifier: ModifierValues, row: Row) -> bool:
    """Whether shoppers can choose the same there, whoever made it."""
    own = {fold_label(v.label) for v in modifier.values if modifier.type != "text"}
    is_list = (modifier.type == "text") == (row["type"] in ("text", "multi_line_text"))
    return is_list and own == {fold_label(v["label"]) for v in _values(row)}


def known_values(modifier: ModifierValues, row: Row) -> dict[str, int]:
    """Id of each value there, by the id that it has in Odoo.

    :param dict row: as BigCommerce answered it
    """
    ids = {fold_label(value["label"]): value["id"] for value in _values(row)}
    return {
        str(value.id): ids[fold_label(value.label)]
        for value in modifier.values
        if fold_label(value.label) in ids
    }


def present_ids(
    modifier: ModifierValues, row: Row, known: Mapping[str, int]
) -> dict[str, int]:
    """Label that a value is to have → its id there, for those that are there: as they
    were sent, else by their labels.

    :param dict known: from :func:`known_values`, when it was sent last
    """
    there = {value["id"] for value in _values(row)}
    sent = {key: number for key, number in known.items() if number in there}
    by_label = known_values(modifier, row)
    taken = set(sent.values())
    free = {key: n for key, n in by_label.items() if n not in taken}
    ids = {**free, **sent}
    return {v.label: ids[str(v.id)] for v in modifier.values if str(v.id) in ids}


def has_all(there: Any, ours: Any) -> bool:
    """Whether BigCommerce has already what a body says; what it does not say may be
    anything. An extra price of 0 is like none.
    """
    if isinstance(ours, Mapping):
        known = there if isinstance(there, Mapping) else {}
        if not ours.get("adjuster_value", True) and not known.get("adjuster_value"):
            return True
        return all(has_all(known.get(name), value) for name, value in ours.items())
    if isinstance(ours, Decimal):
        return there is not None and Decimal(str(there)) == ours
    return bool(there == ours)


def labels_in_the_way(
    bodies: Iterable[Row], row: Row, ours: Container[int]
) -> list[Row]:
    """Bodies of values that have the label which another one is to have: until it has
    its own they get one for the moment.

    :param dict row: the modifier as it is there
    :param ours: ids of the values that Odoo has, or had; those of staff stay
    """
    holders = {fold_label(value["label"]): value["id"] for value in _values(row)}
    values = {value["id"]: value for value in _values(row)}
    found = []
    for body in bodies:
        holder = holders.get(fold_label(body["label"]))
        if holder in ours and holder != body.get("id"):
            value = values[holder]
            label = f"{value['label'][:200]} ({holder})"
            place = value.get("sort_order") or 0  # BigCommerce asks for it
            found.append({"id": holder, "label": label, "sort_order": place})
    return found


def _values(row: Row) -> Iterable[Row]:
    return row.get("option_values") or ()

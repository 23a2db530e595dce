"""A modifier: a choice of the shopper that makes no variant.

Source: BigCommerce, product-modifiers_catalog.v3.yml. Modifiers and variant options of
a product share their display names. Values belong to the types that have a list; a
checkbox gets its two automatically.
"""

from dataclasses import dataclass, field

from ..errors import V3Error
from ..shapes import number
from ..validation import Boolean, Document, Integer, Text, clean, objects
from .fields import OPTION_VALUE_RULES

TYPES = (
    "date",
    "checkbox",
    "file",
    "text",
    "multi_line_text",
    "numbers_only_text",
    "radio_buttons",
    "rectangles",
    "dropdown",
    "product_list",
    "product_list_with_images",
    "swatch",
)
WITH_VALUES = TYPES[6:]
CHECKBOX = ("Yes", "No")
RULES = {
    "display_name": Text(1, 255),
    "type": Text(one_of=TYPES),
    "required": Boolean(),
    "sort_order": Integer(-2_147_483_648),
    "config": Document(),
}
MAXIMUM_VALUES = 250
_ADJUSTERS = ("relative", "percentage")


@dataclass
class Modifier:
    """``values`` are ``{id, option_id, label, sort_order, value_data, is_default,
    adjusters}``."""

    id: int
    product_id: int
    display_name: str
    type: str
    required: bool
    sort_order: int = 0
    config: dict = field(default_factory=dict)
    values: list = field(default_factory=list)

    def value_by_id(self, value_id: int) -> dict | None:
        """The value with this id, or None."""
        return next((row for row in self.values if row["id"] == value_id), None)


def modifier_document(modifier: Modifier) -> dict:
    """The modifier as v3 shows it."""
    return {
        "id": modifier.id,
        "product_id": modifier.product_id,
        "name": f"{modifier.display_name}{modifier.product_id}-{modifier.id}",
        "display_name": modifier.display_name,
        "type": modifier.type,
        "required": modifier.required,
        "sort_order": modifier.sort_order,
        "config": dict(modifier.config),
        "option_values": [dict(row) for row in modifier.values],
    }


def check_name(product, name: str, own) -> None:
    """409 when a modifier or option of the product other than ``own`` has this name."""
    for other in [*product.modifiers, *product.options]:
        if other is not own and other.display_name == name:
            title = f"The option {name} exists on this product"
            raise V3Error(409, title, {"display_name": title})


def checked_values(modifier: Modifier | None, kind: str, bodies: list) -> list[dict]:
    """The values of a request, cleaned; those with an id change one, others are new.
    422 when they are wrong, too many or not for this type."""
    if bodies and kind not in (*WITH_VALUES, "checkbox"):
        title = f"A modifier of the type {kind} has no values"
        raise _invalid({"option_values": title})
    known = modifier.values if modifier else []
    labels = {row["label"]: row["id"] for row in known}
    rows = []
    for body in bodies:
        row = _checked_value(modifier, body)
        label = row.get("label")
        if label is not None and labels.setdefault(label, row["id"]) != row["id"]:
            raise _invalid({"label": f"The label {label} exists in this modifier"})
        rows.append(row)
    if len(known) + sum(row["id"] is None for row in rows) > MAXIMUM_VALUES:
        raise _invalid({"option_values": f"At most {MAXIMUM_VALUES} values"})
    return rows


def write_values(store, modifier: Modifier, rows: list[dict]) -> None:
    """Write what :func:`checked_values` let through."""
    for row in rows:
        known = row["id"] and modifier.value_by_id(row["id"])
        if known:
            known.update(row)
            continue
        made = {
            "id": store.next_id("option_value"),
            "option_id": modifier.id,
            "sort_order": len(modifier.values),
            "value_data": {},
            "is_default": False,
            "adjusters": _adjusters({}),
        }
        modifier.values.append({**made, **{k: v for k, v in row.items() if k != "id"}})


def _checked_value(modifier, body):
    values, errors = clean(body, OPTION_VALUE_RULES)
    value_id = body.get("id") if modifier else None
    if value_id is not None and modifier.value_by_id(value_id) is None:
        errors["id"] = f"The value {value_id} was not found"
    if value_id is None and "label" not in values:
        errors["label"] = "label is required"
    if body.get("adjusters") is not None:
        values["adjusters"] = _adjusters(body["adjusters"])
        if values["adjusters"] is None:
            errors["adjusters"] = "are not valid"
    if errors:
        raise _invalid(errors)
    if values.get("value_data", {}) is None:
        values["value_data"] = {}
    return {**values, "id": value_id}


def _adjusters(given):
    """With what is left out; None when they are not valid."""
    if not isinstance(given, dict):
        return None
    found = {}
    for name in ("price", "weight"):
        row = given.get(name) or {}
        if not isinstance(row, dict):
            return None
        kind, value = row.get("adjuster"), row.get("adjuster_value")
        right = (kind is None or kind in _ADJUSTERS) and (
            value is None or number(value)
        )
        if not right:
            return None
        # Without an adjuster the examples show an empty object.
        found[name] = {"adjuster": kind, "adjuster_value": value or 0} if kind else {}
    purchasing = given.get("purchasing_disabled") or {}
    image = given.get("image_url") or ""
    if not isinstance(purchasing, dict) or not isinstance(image, str):
        return None
    status, message = purchasing.get("status", False), purchasing.get("message", "")
    if not isinstance(status, bool) or not isinstance(message, str):
        return None
    disabled = {"status": status, "message": message}
    return {**found, "image_url": image, "purchasing_disabled": disabled}


def objects_of(body: dict) -> list[dict]:
    """The values inside a modifier's body."""
    return objects(body, "option_values")


def _invalid(errors):
    return V3Error(422, "The modifier is not valid", errors)

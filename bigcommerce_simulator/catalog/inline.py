"""Variants inside ``POST /v3/catalog/products``: options come from their labels."""

from ..errors import V3Error
from ..validation import clean, objects
from .fields import VARIANT_OTHER, VARIANT_RULES
from .state import MAXIMUM_OPTION_VALUES, MAXIMUM_VARIANTS, Option, Variant


def plan_variants(store, bodies: list, product_sku: str) -> list[dict]:
    """Checked variants ``{"values", "labels": {option name: label}}``, nothing
    written yet. 422 for wrong fields or unequal options, 409 for a SKU in use."""
    if len(bodies) > MAXIMUM_VARIANTS:
        title = f"A product has at most {MAXIMUM_VARIANTS} variants"
        raise V3Error(422, title, {"variants": title})
    plan = [_plan_one(store, number, body) for number, body in enumerate(bodies)]
    _check_together(plan, product_sku)
    return plan


def build_variants(store, product, plan: list[dict]) -> None:
    """Make the options, their values and the variants of ``plan``."""
    for label_by_name in (entry["labels"] for entry in plan):
        for name, label in label_by_name.items():
            option = next((o for o in product.options if o.display_name == name), None)
            if option is None:
                option = Option(store.next_id("option"), product.id, name)
                option.sort_order = len(product.options)
                product.options.append(option)
            if option.value_by_label(label) is None:
                add_value(store, option, {"label": label})
    for entry in plan:
        variant = Variant(store.next_id("variant"), product.id, store.next_id("sku"))
        variant.values.update(entry["values"])
        variant.option_values = [
            option_value(option, option.value_by_label(entry["labels"][name]))
            for option in product.options
            for name in [option.display_name]
        ]
        product.variants.append(variant)


def add_value(store, option, values: dict) -> dict:
    """Append a value to an option; 422 above 250 values."""
    if len(option.values) >= MAXIMUM_OPTION_VALUES:
        title = f"An option has at most {MAXIMUM_OPTION_VALUES} values"
        raise V3Error(422, title, {"option_values": title})
    value = {
        "id": store.next_id("option_value"),
        "label": values["label"],
        "sort_order": values.get("sort_order", len(option.values)),
        "is_default": values.get("is_default", False),
    }
    if values.get("value_data") is not None:
        value["value_data"] = values["value_data"]
    option.values.append(value)
    return value


def option_value(option, value) -> dict:
    """How a variant names one of its option values."""
    return {
        "id": value["id"],
        "label": value["label"],
        "option_id": option.id,
        "option_display_name": option.display_name,
    }


def _plan_one(store, number, body):
    prefix = f"variants.{number}."
    for name in sorted(set(body) - set(VARIANT_RULES) - VARIANT_OTHER):
        store.violation(f"variant: unknown field {name}")
    values, errors = clean(body, VARIANT_RULES, prefix)
    if not values.get("sku"):
        errors[prefix + "sku"] = "sku is required"
    labels = {}
    for choice in objects(body, "option_values"):
        name, label = choice.get("option_display_name"), choice.get("label")
        if not _is_text(name) or not _is_text(label):
            errors[prefix + "option_values"] = "need option_display_name and label"
        else:
            labels[name] = label
    if not labels:
        errors[prefix + "option_values"] = "option_values are required"
    if errors:
        raise V3Error(422, "JSON data is missing or invalid", errors)
    store.catalog.check_sku(values["sku"], None)
    return {"values": values, "labels": labels}


def _check_together(plan, product_sku):
    skus = {product_sku.casefold()} if product_sku else set()
    combinations = set()
    for entry in plan:
        if set(entry["labels"]) != set(plan[0]["labels"]):
            title = "All variants must have a value for every option"
            raise V3Error(422, title, {"option_values": title})
        sku = entry["values"]["sku"].casefold()
        if sku in skus:
            raise V3Error(409, f"The SKU {entry['values']['sku']} is not unique")
        skus.add(sku)
        combination = frozenset(entry["labels"].items())
        if combination in combinations:
            title = "Two variants have the same option values"
            raise V3Error(409, title, {"option_values": title})
        combinations.add(combination)


def _is_text(value):
    return isinstance(value, str) and 1 <= len(value) <= 255

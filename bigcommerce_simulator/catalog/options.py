"""Variant options of a product. Creating one creates no variants.

Source: BigCommerce, product-variant-options_catalog.v3.yml.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..switches import declare
from ..validation import clean, objects
from .documents import option_document
from .events import changed
from .fields import OPTION_RULES, OPTION_VALUE_RULES
from .inline import add_value
from .modifier import check_name
from .products import READ, find_product
from .products_write import MODIFY, invalid
from .shapes import OPTION
from .state import MAXIMUM_OPTION_VALUES, Option

declare(
    "option_labels",
    "as_sent",
    "what happens to a label that is sent: kept, or without the characters that mean "
    "something in HTML (the documents do not say)",
    ("as_sent", "plain"),
)

OPTIONS = "/v3/catalog/products/<int:product_id>/options"


@route("GET", OPTIONS, scope=READ)
def list_options(store, request, product_id):
    """The options of one product."""
    options = find_product(store, product_id).options
    page = request.parameters.page()
    data = [option_document(option) for option in page.of(options)]
    return Reply({"data": data, "meta": request.parameters.meta(page, options)})


@route("GET", OPTIONS + "/<int:option_id>", scope=READ)
def get_option(store, request, product_id, option_id):
    """One option."""
    option = find_option(find_product(store, product_id), option_id)
    return Reply({"data": option_document(option), "meta": {}})


@route("POST", OPTIONS, scope=MODIFY)
def create_option(store, request, product_id):
    """A new option with its values."""
    product = find_product(store, product_id)
    body = request.payload(shape=OPTION)
    values, entries = _checked(product, None, body)
    missing = [name for name in ("display_name", "type") if name not in values]
    if missing or not entries:
        missing = missing or ["option_values"]
        raise invalid({name: f"{name} is required" for name in missing})
    option = Option(store.next_id("option"), product.id, values["display_name"])
    option.sort_order = len(product.options)
    product.options.append(option)
    write_option(store, option, values, entries)
    changed(store, product, "options")
    return Reply({"data": option_document(option), "meta": {}})


@route("PUT", OPTIONS + "/<int:option_id>", scope=MODIFY)
def update_option(store, request, product_id, option_id):
    """Change an option; values with an id are changed, those without are added."""
    product = find_product(store, product_id)
    option = find_option(product, option_id)
    values, entries = _checked(product, option, request.payload(shape=OPTION))
    write_option(store, option, values, entries)
    relabel(product, option)
    changed(store, product, "options")
    return Reply({"data": option_document(option), "meta": {}})


@route("DELETE", OPTIONS + "/<int:option_id>", scope=MODIFY)
def delete_option(store, request, product_id, option_id):
    """Delete an option that no variant uses."""
    product = find_product(store, product_id)
    option = find_option(product, option_id)
    used = any(
        choice["option_id"] == option.id
        for variant in product.variants
        for choice in variant.option_values
    )
    if used:
        raise V3Error(422, "The option is used by variants")
    product.options.remove(option)
    changed(store, product, "options")
    return Reply(status=204)


def find_option(product, option_id):
    """The option of this product, or 404."""
    for option in product.options:
        if option.id == option_id:
            return option
    raise V3Error(404, f"The option {option_id} was not found.")


def _checked(product, option, body):
    values, errors = clean(body, OPTION_RULES)
    if errors:
        raise invalid(errors)
    if "display_name" in values:
        check_name(product, values["display_name"], option)
    return values, checked_values(option, objects(body, "option_values"))


def checked_values(option, bodies):
    """Cleaned values; those with an id change one, others are new."""
    entries = []
    known = option.values if option else []
    labels = {value["label"]: value["id"] for value in known}
    for body in bodies:
        values, errors = clean(body, OPTION_VALUE_RULES)
        # A new option has no values yet that an id could mean.
        number = body.get("id") if option else None
        if number is not None and option.value_by_id(number) is None:
            errors["id"] = f"The option value {number} was not found"
        if number is None and "label" not in values:
            errors["label"] = "label is required"
        if errors:
            raise invalid(errors)
        label = values.get("label")
        if label is not None and labels.setdefault(label, number) != number:
            raise V3Error(409, f"The label {label} exists in this option")
        entries.append({**values, "id": number})
    if len(known) + sum(row["id"] is None for row in entries) > MAXIMUM_OPTION_VALUES:
        title = f"An option has at most {MAXIMUM_OPTION_VALUES} values"
        raise V3Error(422, title, {"option_values": title})
    return entries


def _label(store, label):
    if store.switches.option_labels == "plain":
        return "".join(sign for sign in label if sign not in "<>&\"'") or "?"
    return label


def write_option(store, option, values, entries):
    """Write checked fields and values."""
    for name in ("display_name", "type", "sort_order", "config"):
        if name in values:
            setattr(option, name, values[name])
    for entry in entries:
        if "label" in entry:
            entry["label"] = _label(store, entry["label"])
        value = option.value_by_id(entry["id"]) if entry["id"] else None
        if value is None:
            add_value(store, option, entry)
        else:
            value.update(entry)


def relabel(product, option):
    """Variants show the labels of their options as they are now."""
    for variant in product.variants:
        for choice in variant.option_values:
            if choice["option_id"] == option.id:
                choice["label"] = option.value_by_id(choice["id"])["label"]
                choice["option_display_name"] = option.display_name

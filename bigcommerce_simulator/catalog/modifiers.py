"""``/v3/catalog/products/{id}/modifiers`` and their values.

Source: BigCommerce, product-modifiers_catalog.v3.yml.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import anything, whole
from ..validation import clean
from .events import changed
from .images import FORM, uploaded_picture
from .modifier import (
    CHECKBOX,
    RULES,
    Modifier,
    check_name,
    checked_values,
    modifier_document,
    objects_of,
    write_values,
)
from .pictures import address
from .products import READ, find_product
from .products_write import MODIFY, invalid, note_unknown

MODIFIERS = "/v3/catalog/products/<int:product_id>/modifiers"
MODIFIER = MODIFIERS + "/<int:modifier_id>"
VALUES = MODIFIER + "/values"
VALUE = VALUES + "/<int:value_id>"
VALUE_SHAPE = {"id": whole, "adjusters": anything}
SHAPE = {"id": whole, "option_values": [VALUE_SHAPE]}
REQUIRED = ("display_name", "type", "required")
_KNOWN = {*RULES, "id", "product_id", "name", "option_values"}


@route("GET", MODIFIERS, scope=READ)
def list_modifiers(store, request, product_id):
    """The modifiers of one product."""
    rows = find_product(store, product_id).modifiers
    page = request.parameters.page()
    data = [modifier_document(row) for row in page.of(rows)]
    return Reply({"data": data, "meta": request.parameters.meta(page, rows)})


@route("GET", MODIFIER, scope=READ)
def get_modifier(store, request, product_id, modifier_id):
    """One modifier."""
    _product, modifier = _find(store, product_id, modifier_id)
    return Reply({"data": modifier_document(modifier), "meta": {}})


@route("POST", MODIFIERS, scope=MODIFY)
def create_modifier(store, request, product_id):
    """A new modifier, with its values."""
    product = find_product(store, product_id)
    body = request.payload(shape=SHAPE)
    values = _checked(store, body)
    missing = [name for name in REQUIRED if name not in values]
    if missing:
        raise invalid({name: f"{name} is required" for name in missing})
    check_name(product, values["display_name"], None)
    rows = checked_values(None, values["type"], objects_of(body))
    values.setdefault("sort_order", len(product.modifiers))
    modifier = Modifier(store.next_id("option"), product.id, **values)
    if modifier.type == "checkbox":
        rows = [{"id": None, "label": label} for label in CHECKBOX]
    write_values(store, modifier, rows)
    product.modifiers.append(modifier)
    changed(store, product, "modifiers")
    return Reply({"data": modifier_document(modifier), "meta": {}})


@route("PUT", MODIFIER, scope=MODIFY)
def update_modifier(store, request, product_id, modifier_id):
    """Change a modifier; values with an id are changed, those without are added."""
    product, modifier = _find(store, product_id, modifier_id)
    body = request.payload(shape=SHAPE)
    values = _checked(store, body)
    check_name(product, values.get("display_name", modifier.display_name), modifier)
    kind = values.get("type", modifier.type)
    rows = checked_values(modifier, kind, objects_of(body))
    for name, value in values.items():
        setattr(modifier, name, value)
    write_values(store, modifier, rows)
    changed(store, product, "modifiers")
    return Reply({"data": modifier_document(modifier), "meta": {}})


@route("DELETE", MODIFIER, scope=MODIFY)
def delete_modifier(store, request, product_id, modifier_id):
    """Delete a modifier with its values."""
    product, modifier = _find(store, product_id, modifier_id)
    product.modifiers.remove(modifier)
    changed(store, product, "modifier_deleted")
    return Reply(status=204)


@route("GET", VALUES, scope=READ)
def list_values(store, request, product_id, modifier_id):
    """The values of one modifier."""
    _product, modifier = _find(store, product_id, modifier_id)
    page = request.parameters.page()
    meta = request.parameters.meta(page, modifier.values)
    return Reply({"data": page.of(modifier.values), "meta": meta})


@route("GET", VALUE, scope=READ)
def get_value(store, request, product_id, modifier_id, value_id):
    """One value."""
    _product, modifier = _find(store, product_id, modifier_id)
    return Reply({"data": _value(modifier, value_id), "meta": {}})


@route("POST", VALUES, scope=MODIFY)
def create_value(store, request, product_id, modifier_id):
    """Add a value."""
    product, modifier = _find(store, product_id, modifier_id)
    body = request.payload(shape=VALUE_SHAPE)
    rows = checked_values(modifier, modifier.type, [{**body, "id": None}])
    write_values(store, modifier, rows)
    changed(store, product, "modifiers")
    return Reply({"data": modifier.values[-1], "meta": {}})


@route("PUT", VALUE, scope=MODIFY)
def update_value(store, request, product_id, modifier_id, value_id):
    """Change a value."""
    product, modifier = _find(store, product_id, modifier_id)
    value = _value(modifier, value_id)
    body = request.payload(shape=VALUE_SHAPE)
    rows = checked_values(modifier, modifier.type, [{**body, "id": value_id}])
    write_values(store, modifier, rows)
    changed(store, product, "modifiers")
    return Reply({"data": value, "meta": {}})


@route("DELETE", VALUE, scope=MODIFY)
def delete_value(store, request, product_id, modifier_id, value_id):
    """Delete a value."""
    product, modifier = _find(store, product_id, modifier_id)
    modifier.values.remove(_value(modifier, value_id))
    changed(store, product, "modifiers")
    return Reply(status=204)


@route("POST", VALUE + "/image", scope=MODIFY, media=(FORM,))
def create_value_image(store, request, product_id, modifier_id, value_id):
    """The picture that the storefront shows when the value is chosen."""
    product, modifier = _find(store, product_id, modifier_id)
    value = _value(modifier, value_id)
    picture = uploaded_picture(store, request)
    url = address(store, "product_images/attribute_rule_images", picture)
    value["adjusters"] = {**value["adjusters"], "image_url": url}
    changed(store, product, "modifiers")
    return Reply({"data": {"image_url": url}, "meta": {}})


def _checked(store, body):
    note_unknown(store, body, _KNOWN, "modifier")
    values, errors = clean(body, RULES)
    if errors:
        raise invalid(errors)
    return values


def _find(store, product_id, modifier_id):
    product = find_product(store, product_id)
    for modifier in product.modifiers:
        if modifier.id == modifier_id:
            return product, modifier
    raise V3Error(404, f"The modifier {modifier_id} was not found.")


def _value(modifier, value_id):
    value = modifier.value_by_id(value_id)
    if value is None:
        raise V3Error(404, f"The modifier value {value_id} was not found.")
    return value

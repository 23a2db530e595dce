"""The values of a variant option, one by one.

Source: BigCommerce, product-variant-options_catalog.v3.yml. What happens to variants
whose value is deleted is not documented; here such a value cannot be deleted.
"""

from ..errors import V3Error
from ..routing import Reply, route
from .events import changed
from .options import OPTIONS, checked_values, find_option, relabel, write_option
from .products import READ, find_product
from .products_write import MODIFY
from .shapes import OPTION_VALUE

VALUES = OPTIONS + "/<int:option_id>/values"
VALUE = VALUES + "/<int:value_id>"


@route("GET", VALUES, scope=READ)
def list_values(store, request, product_id, option_id):
    """The values of one option."""
    option = find_option(find_product(store, product_id), option_id)
    page = request.parameters.page()
    meta = request.parameters.meta(page, option.values)
    return Reply({"data": page.of(option.values), "meta": meta})


@route("GET", VALUE, scope=READ)
def get_value(store, request, product_id, option_id, value_id):
    """One value."""
    option = find_option(find_product(store, product_id), option_id)
    return Reply({"data": _find(option, value_id), "meta": {}})


@route("POST", VALUES, scope=MODIFY)
def create_value(store, request, product_id, option_id):
    """Add one value to an option."""
    product = find_product(store, product_id)
    option = find_option(product, option_id)
    body = request.payload(shape=OPTION_VALUE)
    write_option(store, option, {}, checked_values(option, [{**body, "id": None}]))
    changed(store, product, "options")
    return Reply({"data": dict(option.values[-1]), "meta": {}})


@route("PUT", VALUE, scope=MODIFY)
def update_value(store, request, product_id, option_id, value_id):
    """Change one value; variants show its new label."""
    product = find_product(store, product_id)
    option = find_option(product, option_id)
    value = _find(option, value_id)
    body = request.payload(shape=OPTION_VALUE)
    write_option(store, option, {}, checked_values(option, [{**body, "id": value_id}]))
    relabel(product, option)
    changed(store, product, "options")
    return Reply({"data": dict(value), "meta": {}})


@route("DELETE", VALUE, scope=MODIFY)
def delete_value(store, request, product_id, option_id, value_id):
    """Delete a value that no variant has."""
    product = find_product(store, product_id)
    option = find_option(product, option_id)
    value = _find(option, value_id)
    used = any(
        choice["id"] == value_id
        for variant in product.variants
        for choice in variant.option_values
    )
    if used:
        raise V3Error(422, "The option value is used by variants")
    option.values.remove(value)
    changed(store, product, "options")
    return Reply(status=204)


def _find(option, value_id):
    value = option.value_by_id(value_id)
    if value is None:
        raise V3Error(404, f"The option value {value_id} was not found.")
    return value

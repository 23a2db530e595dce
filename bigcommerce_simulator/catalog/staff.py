"""Staff works on the catalog and the stock in the control panel, below ``/simulator``:
what a connector has not written itself, and has to notice.

Webhooks are sent as for requests of the API.
"""

from ..errors import V3Error
from ..inventory.identity import SHAPE as ITEM
from ..inventory.identity import Lookup
from ..inventory.state import DEFAULT_LOCATION
from ..routing import Reply, control
from ..shapes import anything, flag, whole
from ..validation import Integer, clean
from .category_write import change_category, delete_categories, url_of
from .documents import product_document, variant_document
from .products import find_product
from .products_write import create, delete_product, edit_product, invalid
from .shapes import PRODUCT, VARIANT
from .variants import edit_variant

INCLUDE = ("variants", "options", "modifiers", "custom_fields", "images", "channels")
STOCK = {
    **ITEM,
    "location_id": whole,
    "quantity": whole,
    "safety_stock": whole,
    "warning_level": whole,
    "is_in_stock": flag,
}
_SETTINGS = ("safety_stock", "warning_level", "is_in_stock")
_QUANTITIES = {name: Integer() for name in ("quantity", *_SETTINGS[:2])}


@control("POST", "/products")
def staff_adds_product(store, request):
    """A product, as in ``POST /v3/catalog/products``."""
    product = create(store, request.payload(shape=PRODUCT))
    return Reply(product_document(store, product, INCLUDE), 201)


@control("PATCH", "/products/<int:product_id>")
def staff_edits_product(store, request, product_id):
    """Any fields of a product, also ``categories``, ``custom_fields``, ``images``,
    ``bulk_pricing_rules``."""
    product = find_product(store, product_id)
    failed = edit_product(store, product, request.payload(shape=PRODUCT))
    if failed:
        raise invalid(failed)
    return Reply(product_document(store, product, INCLUDE))


@control("DELETE", "/products/<int:product_id>")
def staff_deletes_product(store, request, product_id):
    """The product with its variants and stock."""
    delete_product(store, find_product(store, product_id))
    return Reply({"id": product_id})


@control("PATCH", "/variants/<int:variant_id>")
def staff_edits_variant(store, request, variant_id):
    """Price, SKU, weight and so on of a variant."""
    variant = store.catalog.variants.get(variant_id)
    if variant is None:
        raise V3Error(404, f"The variant {variant_id} was not found.")
    edit_variant(store, variant, request.payload(shape=VARIANT))
    return Reply(variant_document(store, variant))


@control("PATCH", "/categories/<int:category_id>")
def staff_edits_category(store, request, category_id):
    """``{"name", "parent_id", "is_visible", …}``."""
    category = store.catalog.categories.rows.get(category_id)
    if category is None:
        raise V3Error(404, f"The category {category_id} was not found.")
    body = request.payload(shape={"parent_id": whole, "custom_url": anything})
    parent_id = body.get("parent_id")
    parent_id = category.parent_id if parent_id is None else parent_id
    change_category(store, category, body, parent_id, url_of(body, "custom_url", "url"))
    return Reply({"id": category.id, "parent_id": parent_id, **category.values})


@control("DELETE", "/categories/<int:category_id>")
def staff_deletes_category(store, request, category_id):
    """The category with those below it; refused while products lie in one."""
    category = store.catalog.categories.rows.get(category_id)
    if category is None:
        raise V3Error(404, f"The category {category_id} was not found.")
    return Reply({"deleted": delete_categories(store, [category])})


@control("PUT", "/stock")
def staff_counts(store, request):
    """``{"sku" | "variant_id" | "product_id", "location_id"?, "quantity"?,
    "safety_stock"?, "warning_level"?, "is_in_stock"?}``. Where a location is managed by
    an external source, the control panel lets nobody edit the quantity: 409."""
    body = request.payload(shape=STOCK)
    item = Lookup(store).item({name: body.get(name) for name in ITEM})
    location_id = body.get("location_id") or DEFAULT_LOCATION
    change_stock(store, item, location_id, body)
    row = store.inventory.row(item, location_id)
    shown = {name: getattr(row, name) for name in ("on_hand", *_SETTINGS)}
    return Reply({"location_id": location_id, **shown})


def change_stock(store, item, location_id: int, body: dict) -> None:
    """Write the quantity and the settings that ``body`` names."""
    location = store.inventory.locations.get(location_id)
    if location is None:
        raise V3Error(404, f"The location {location_id} was not found.")
    values, errors = clean(body, _QUANTITIES)
    if errors:
        raise invalid(errors)
    quantity = values.pop("quantity", None)
    if quantity is not None and location["managed_by_external_source"]:
        title = f"Stock of {location['label']} is managed by an external source"
        raise V3Error(409, title, {"quantity": title})
    if body.get("is_in_stock") is not None:
        values["is_in_stock"] = body["is_in_stock"]
    store.inventory.change_settings(item, location_id, values)
    if quantity is not None:
        store.inventory.set(item, location_id, quantity)

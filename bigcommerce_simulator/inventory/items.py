"""Reading stock, and the settings of items at a location.

Source: BigCommerce, inventory.v3.yml. Untracked products are not listed.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..validation import Boolean, Integer, Text, clean, objects
from .identity import PROBLEM, Lookup
from .identity import SHAPE as ITEM
from .state import Row

READ = "store_inventory_read_only"
MODIFY = "store_inventory"
MAXIMUM_PAGE = 1000
MAXIMUM_SETTINGS = 2000
NO_SETTING = (
    "At least one setting must be specified: warning_level, is_in_stock or safety_stock"
)
SHAPE = {"settings": [{"identity": ITEM}]}
SETTINGS = {
    "safety_stock": Integer(),
    "is_in_stock": Boolean(),
    "warning_level": Integer(),
    "bin_picking_number": Text(0, 255),
}


@route("GET", "/v3/inventory/items", scope=READ)
def list_items(store, request):
    """Stock of items at all locations, or those asked for."""
    parameters = request.parameters
    ids = parameters.integers("location_id:in")
    codes = parameters.texts("location_code:in")
    locations = [
        location
        for location in store.inventory.locations.values()
        if (ids is None or location["id"] in ids)
        and (codes is None or location["code"] in codes)
    ]
    rows, page = _rows(store, parameters)
    data = [
        {
            "identity": identity(item, product, variant),
            "locations": [_at_location(store, item, loc) for loc in locations],
        }
        for item, product, variant in page.of(rows)
    ]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("GET", "/v3/inventory/locations/<int:location_id>/items", scope=READ)
def list_location_items(store, request, location_id):
    """Stock of items at one location."""
    location = _location(store, location_id)
    rows, page = _rows(store, request.parameters)
    data = []
    for item, product, variant in page.of(rows):
        entry = {"identity": identity(item, product, variant)}
        entry.update(_at_location(store, item, location))
        for name in ("location_id", "location_code", "location_name"):
            del entry[name]
        del entry["location_enabled"]
        data.append(entry)
    return Reply({"data": data, "meta": request.parameters.meta(page, rows)})


@route("PUT", "/v3/inventory/locations/<int:location_id>/items", scope=MODIFY)
def update_item_settings(store, request, location_id):
    """Safety stock, is_in_stock, warning level, bin of items at a location."""
    _location(store, location_id)
    entries = objects(request.payload(shape=SHAPE), "settings")
    if len(entries) > MAXIMUM_SETTINGS:
        raise V3Error(422, "More than 2000 settings", headers=PROBLEM)
    lookup, changes = Lookup(store), []
    for number, entry in enumerate(entries):
        values, errors = clean(entry, SETTINGS, f"setting.{number}.")
        if not values:
            errors.setdefault(f"setting.{number}.settings", NO_SETTING)
        if errors:
            title = "Payload contains invalid fields"
            raise V3Error(422, title, errors, headers=PROBLEM)
        changes.append((lookup.item(entry.get("identity") or {}), values))
    for item, values in changes:
        store.inventory.change_settings(item, location_id, values)
    return Reply({"transaction_id": store.random_uuid()})


def identity(item, product, variant) -> dict:
    """How an item is named in answers."""
    by_product = item[0] == "product"
    return {
        "sku": product.values["sku"] if by_product else variant.sku,
        "variant_id": variant.id,
        "product_id": product.id,
        "sku_id": variant.sku_id,
    }


def _rows(store, parameters):
    skus = parameters.texts("sku:in")
    variants = parameters.integers("variant_id:in")
    products = parameters.integers("product_id:in")
    folded = skus and {sku.casefold() for sku in skus}
    rows = []
    for item, product, variant in _tracked(store, products, variants):
        sku = identity(item, product, variant)["sku"]
        if skus is not None and sku.casefold() not in folded:
            continue
        rows.append((item, product, variant))
    return rows, parameters.page(maximum=MAXIMUM_PAGE)


def _tracked(store, products, variants):
    wanted = variants and set(variants)
    catalog = store.catalog.products
    numbers = sorted(catalog)
    if products is not None:
        numbers = sorted(set(products) & set(catalog))
    for number in numbers:
        product = catalog[number]
        tracking = product.values["inventory_tracking"]
        if tracking == "none":
            continue
        chosen = product.variants
        if tracking == "product":
            chosen = product.variants[:1]
        for variant in chosen:
            if variants is None or variant.id in wanted:
                yield store.inventory.item(variant), product, variant


def _at_location(store, item, location):
    row = store.inventory.rows.get(item, {}).get(location["id"]) or Row()
    on_hand = row.seen(store.inventory.read_moment())
    available = on_hand - row.safety_stock
    return {
        "location_id": location["id"],
        "location_code": location["code"],
        "location_name": location["label"],
        "available_to_sell": available,
        "total_inventory_onhand": on_hand,
        "location_enabled": location["enabled"],
        "settings": {
            "safety_stock": row.safety_stock,
            "is_in_stock": row.is_in_stock,
            "warning_level": row.warning_level,
            "bin_picking_number": row.bin_picking_number,
        },
    }


def _location(store, location_id):
    location = store.inventory.locations.get(location_id)
    if location is None:
        title = f"The location {location_id} was not found."
        raise V3Error(404, title, headers=PROBLEM)
    return location

"""What a simulated store has at a moment, as plain values that can be compared."""

from copy import deepcopy

from bigcommerce_simulator.catalog.documents import product_document

# Sub-resources with a name of their own below.
PARTS = ("variants", "options", "modifiers", "images")
# What follows from other values, or from the stock.
_DERIVED = (
    "base_variant_id",
    "calculated_price",
    "calculated_weight",
    "custom_url",  # BigCommerce makes it of the name
    "date_modified",
    "inventory_level",
    "option_set_display",
    "sku_id",
)


def shop_snapshot(simulator):
    """Products and categories by id.

    :rtype: tuple[dict, dict]
    """
    store = simulator.store
    with store.lock:
        files = {row.number: row.data for row in store.catalog.pictures.values()}
        products = {
            product.id: _product(store, product, files)
            for product in store.catalog.products.values()
        }
        categories = {
            row.id: {"name": row.name, "parent_id": row.parent_id}
            for row in store.catalog.categories.rows.values()
        }
    return products, categories


def _product(store, product, files):
    document = deepcopy(product_document(store, product, PARTS))
    brand = store.catalog.brands.get(document.pop("brand_id"))
    parts = {name: document.pop(name) for name in PARTS}
    variants = parts["variants"]
    has_options = any(row["option_values"] for row in variants)
    for row in variants:
        row["image"] = _file_at(row.pop("image_url"), files)
    for row, image in zip(parts["images"], product.images, strict=True):
        row["data"] = image.picture.data
    if not has_options:  # it and its variant are one
        document |= {"upc": document["upc"] or variants[0]["upc"]}
    return {
        "values": _own(document) | {"brand": brand.values["name"] if brand else ""},
        "has_options": has_options,
        "variants": {row["id"]: _own(row) for row in variants},
        "options": {row["id"]: row for row in parts["options"]},
        "modifiers": {row["id"]: row for row in parts["modifiers"]},
        "images": {row["id"]: row for row in parts["images"]},
    }


def _own(document):
    return {name: value for name, value in document.items() if name not in _DERIVED}


def _file_at(url, files):
    """The file that is served at an address, which ends in ``__17.png``."""
    if not url:
        return None
    number = url.rpartition("__")[2].split(".")[0]
    return files[int(number)]


def path_of(categories, number):
    """The names of a category and of those above it, from the top.

    :rtype: tuple[str, ...]
    """
    names = []
    while number:
        names.insert(0, categories[number]["name"])
        number = categories[number]["parent_id"]
    return tuple(names)

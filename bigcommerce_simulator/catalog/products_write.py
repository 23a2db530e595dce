"""Creating, changing and deleting products.

Source: BigCommerce, products_catalog.v3.yml. One product per POST (inline variants
name their options by label, and the options are made from them), ten per batch PUT.
"""

import re

from ..errors import V3Error
from ..routing import Reply, route
from ..switches import declare
from ..validation import MAXIMUM_INTEGER, clean, objects
from .documents import product_document
from .events import changed, emit_sku
from .extras import extras_errors, write_extras
from .fields import (
    PRODUCT_DEFAULTS,
    PRODUCT_OTHER,
    PRODUCT_REQUIRED,
    PRODUCT_RULES,
    as_kept,
)
from .image import drop_picture
from .inline import build_variants, plan_variants
from .products import filter_products, find_product
from .shapes import PRODUCT
from .state import MAXIMUM_VARIANTS, Product, Variant

MODIFY = "store_v2_products"
MAXIMUM_BATCH = 10

declare(
    "create_returns_variants",
    False,
    "POST of a product answers with the variants that were made (the documents do not "
    "promise it)",
)


@route("POST", "/v3/catalog/products", scope=MODIFY)
def create_product(store, request):
    """Create one product with its options and variants."""
    body = request.payload(shape=PRODUCT)
    fields = request.parameters.texts("include_fields")
    product, failed = create_or_part(store, body)
    include = ["variants"] if store.switches.create_returns_variants else []
    return _answer(product_document(store, product, include, fields), failed)


def create(store, body: dict) -> Product:
    """A new product from the body of a POST; 422 or 409 when it is refused."""
    return create_or_part(store, body)[0]


def create_or_part(store, body: dict) -> tuple[Product, dict]:
    """The new product, and what failed although it was saved, field → message."""
    values = _checked(store, body, None)
    missing = [name for name in PRODUCT_REQUIRED if name not in values]
    if missing:
        raise invalid({name: f"{name} is required" for name in missing})
    plan = plan_variants(store, objects(body, "variants"), values.get("sku", ""))
    failed = _failed_url(store, None, values)
    values = {name: value for name, value in values.items() if name not in failed}
    product = _new_product(store, values, body)
    if plan:
        build_variants(store, product, plan)
    else:
        base = Variant(store.next_id("variant"), product.id)
        base.values["sku"] = product.values["sku"]
        product.variants.append(base)
    store.catalog.index(product)
    failed |= _write_level(store, product, values)
    for entry, variant in zip(plan, product.variants, strict=False):
        failed |= write_variant_level(store, product, variant, entry["values"])
    store.emit("store/product/created", {"type": "product", "id": product.id})
    for variant in product.variants:
        emit_sku(store, "created", variant)
    store.emit("store/product/updated", {"type": "product", "id": product.id})
    return product, failed


@route("PUT", "/v3/catalog/products/<int:product_id>", scope=MODIFY)
def update_product(store, request, product_id):
    """Change one product."""
    fields = request.parameters.texts("include_fields")
    product = find_product(store, product_id)
    failed = edit_product(store, product, request.payload(shape=PRODUCT))
    include = request.parameters.texts("include", [])
    document = product_document(store, product, include, fields)
    return _answer(document, failed)


def edit_product(store, product, body: dict) -> dict:
    """Write the fields of ``body``; what failed although the rest was saved. 422 or 409
    when it is refused."""
    return apply_changes(store, product, _checked(store, body, product), body)


@route("PUT", "/v3/catalog/products", scope=MODIFY)
def update_products(store, request):
    """Change up to ten products; none is changed when one of them is refused."""
    bodies = request.payload(list, [PRODUCT])
    fields = request.parameters.texts("include_fields")
    if len(bodies) > MAXIMUM_BATCH:
        raise too_many(MAXIMUM_BATCH)
    changes = []
    for body in bodies:
        if not isinstance(body.get("id"), int):
            raise invalid({"id": "id is required"})
        product = find_product(store, body["id"])
        changes.append((product, _checked(store, body, product), body))
    _check_batch_is_unique(changes)
    failed = {}
    for product, values, body in changes:
        failed.update(apply_changes(store, product, values, body))
    data = [product_document(store, change[0], (), fields) for change in changes]
    return _answer(data, failed)


@route("DELETE", "/v3/catalog/products", scope=MODIFY)
def delete_products(store, request):
    """Delete what the filter names; without a filter nothing is deleted."""
    if not request.args:
        raise V3Error(422, "A filter is required to delete products")
    for product in filter_products(store, request.parameters):
        delete_product(store, product)
    return Reply(status=204)


@route("DELETE", "/v3/catalog/products/<int:product_id>", scope=MODIFY)
def delete_one(store, request, product_id):
    """Delete one product."""
    delete_product(store, find_product(store, product_id))
    return Reply(status=204)


def apply_changes(store, product, values, body) -> dict:
    """Write checked ``values``; returns what failed although the rest was saved
    (BigCommerce's 207), field → message."""
    failed = _failed_url(store, product, values)
    before = dict(product.values)
    product.values.update(
        {
            name: value
            for name, value in values.items()
            if name not in ("inventory_level", *failed)
        }
    )
    write_extras(store, product, body)
    base = product.base_variant
    if base is not None and "sku" in values:
        base.values["sku"] = values["sku"]
    store.catalog.index(product)
    names = [name for name, value in product.values.items() if value != before[name]]
    changed(store, product, *names)
    return failed | _write_level(store, product, values)


def _failed_url(store, product, values) -> dict:
    """The message of a 207 when the address is another product's."""
    url = (values.get("custom_url") or {}).get("url")
    holder = store.catalog.urls.get(url) if isinstance(url, str) else None
    if holder is not None and (product is None or holder != product.id):
        return {"custom_url": f"The address {url} is in use"}
    return {}


def write_variant_level(store, product, variant, values) -> dict:
    """``inventory_level`` of a variant goes to the default location's stock. Returns
    what failed: as documented the variant is saved without it when the product would
    have more than 2,147,483,647 there."""
    level = values.get("inventory_level")
    if level is None or product.values["inventory_tracking"] != "variant":
        return {}
    rows = product.variants if level > MAXIMUM_INTEGER // MAXIMUM_VARIANTS else ()
    others = sum(store.inventory.on_hand(v.id) for v in rows if v is not variant)
    if level + others > MAXIMUM_INTEGER:
        return {"inventory_level": f"variant {variant.id}: the product has too many"}
    store.inventory.set(("variant", variant.id), 1, level)
    return {}


def too_many(maximum: int) -> V3Error:
    """413, as documented."""
    title = "The request payload is too large. The maximum items allowed in the array"
    return V3Error(413, f"{title} is {maximum}.")


def invalid(errors: dict) -> V3Error:
    """422 with one message per field."""
    return V3Error(422, "JSON data is missing or invalid", errors)


def note_unknown(store, body, known, where) -> None:
    """BigCommerce ignores unknown fields; a client that sends them is in error."""
    for name in sorted(set(body) - set(known)):
        store.violation(f"{where}: unknown field {name}")


def _checked(store, body, product):
    known = set(PRODUCT_RULES) | PRODUCT_OTHER
    if product is not None:
        known -= {"variants"}
    note_unknown(store, body, known, "product")
    values, errors = clean(body, PRODUCT_RULES)
    errors.update(extras_errors(store, body))
    brand = values.get("brand_id")
    if brand and brand not in store.catalog.brands:
        raise V3Error(409, "The brand does not exist", {"brand_id": str(brand)})
    if errors:
        raise invalid(errors)
    for category in values.get("categories") or ():
        if category not in store.catalog.categories:
            raise V3Error(
                409, "The category does not exist", {"categories": str(category)}
            )
    if "name" in values:
        store.catalog.check_name(values["name"], product and product.id)
    if "sku" in values:
        owner = product and ("product", product.id)
        store.catalog.check_sku(values["sku"], owner)
    return as_kept(store, values)


def _check_batch_is_unique(changes):
    for name in ("name", "sku"):
        seen = set()
        for _product, values, _body in changes:
            value = values.get(name, "").casefold()
            if value and value in seen:
                raise V3Error(409, f"The product {name} is a duplicate", {name: value})
            seen.add(value)


def _new_product(store, values, body):
    now = store.clock.now()
    product = Product(store.next_id("product"), now, now)
    product.values = {**PRODUCT_DEFAULTS, **values}
    for name in ("categories", "meta_keywords", "gift_wrapping_options_list"):
        product.values[name] = list(product.values[name])
    if product.values["custom_url"] is None:
        url = {"url": _free_url(store, values["name"]), "is_customized": False}
        product.values["custom_url"] = url
    write_extras(store, product, body)
    return product


def _free_url(store, name):
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    taken = store.catalog.urls
    url, number = f"/{slug}/", 1
    while url in taken:
        number += 1
        url = f"/{slug}-{number}/"
    return url


def _write_level(store, product, values):
    if "inventory_level" not in values:
        return {}
    tracking = product.values["inventory_tracking"]
    if tracking == "product":
        store.inventory.set(("product", product.id), 1, values["inventory_level"])
    elif tracking == "variant" and product.base_variant is None:
        return {"inventory_level": f"product {product.id} is tracked by variant"}
    elif tracking == "variant":
        base = product.base_variant
        store.inventory.set(("variant", base.id), 1, values["inventory_level"])
    return {}


def _answer(data, failed):
    if not failed:
        return Reply({"data": data, "meta": {}})
    errors = V3Error(207, "Saved, but not all of it", failed).body()
    return Reply({"data": data, "errors": errors, "meta": {}}, 207)


def delete_product(store, product) -> None:
    """Delete a product with its variants, files and stock."""
    for variant in product.variants:
        emit_sku(store, "deleted", variant)
    for image in product.images:
        drop_picture(store, image)
    store.inventory.forget(product)
    store.catalog.remove(product)
    store.emit("store/product/deleted", {"type": "product", "id": product.id})

"""Variants: global list and batch, and those of one product.

Source: BigCommerce, product-variants_catalog.v3.yml.
"""

from ..errors import BatchError, V3Error
from ..routing import Reply, route
from ..switches import declare
from ..validation import clean, objects
from .documents import variant_document
from .events import changed, emit_sku
from .fields import VARIANT_OTHER, VARIANT_RULES, as_kept
from .inline import option_value
from .products import READ, find_product
from .products_write import (
    MODIFY,
    invalid,
    note_unknown,
    too_many,
    write_variant_level,
)
from .shapes import VARIANT
from .state import MAXIMUM_VARIANTS, Variant

MAXIMUM_BATCH = 50

declare(
    "variants_batch_partial",
    False,
    "a variants batch with some bad entries saves the good ones, besides its 422",
)


@route("GET", "/v3/catalog/variants", scope=READ)
def list_variants(store, request):
    """All variants of the store; BigCommerce has no ``sku:in`` here."""
    parameters = request.parameters
    products = parameters.integers("product_id:in")
    variants = [*store.catalog.variants.values(), *store.catalog.orphans]
    variants.sort(key=lambda variant: variant.id)
    number = parameters.integer("id")
    sku, upc = parameters.text("sku"), parameters.text("upc")
    rows = [
        variant
        for variant in variants
        if (products is None or variant.product_id in products)
        and (number is None or variant.id == number)
        and (sku is None or variant.sku.casefold() == sku.casefold())
        and (upc is None or variant.values["upc"] == upc)
    ]
    return _page(store, parameters, rows)


@route("GET", "/v3/catalog/products/<int:product_id>/variants", scope=READ)
def list_product_variants(store, request, product_id):
    """The variants of one product."""
    return _page(store, request.parameters, find_product(store, product_id).variants)


@route(
    "GET",
    "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>",
    scope=READ,
)
def get_variant(store, request, product_id, variant_id):
    """One variant."""
    parameters = request.parameters
    document = variant_document(
        store,
        find_variant(store, product_id, variant_id),
        parameters.texts("include_fields"),
        parameters.texts("exclude_fields", []),
    )
    return Reply({"data": document, "meta": {}})


@route("POST", "/v3/catalog/products/<int:product_id>/variants", scope=MODIFY)
def create_variant(store, request, product_id):
    """Add one variant; option values by id. The base variant makes way."""
    product = find_product(store, product_id)
    body = request.payload(shape=VARIANT)
    change = _plan(store, product, None, body, {})
    return _answer(store, *_apply(store, change))


@route(
    "PUT",
    "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>",
    scope=MODIFY,
)
def update_variant(store, request, product_id, variant_id):
    """Change one variant."""
    variant = find_variant(store, product_id, variant_id)
    variant, failed = edit_variant(store, variant, request.payload(shape=VARIANT))
    return _answer(store, variant, failed)


def edit_variant(store, variant, body: dict) -> tuple[Variant, dict]:
    """The variant, and what failed although the rest was saved; 422 or 409 when it is
    refused."""
    product = store.catalog.product(variant)
    return _apply(store, _plan(store, product, variant, body, {}))


@route(
    "DELETE",
    "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>",
    scope=MODIFY,
)
def delete_variant(store, request, product_id, variant_id):
    """Delete one variant, with its stock; whether a base variant can be deleted is
    not documented, here it cannot."""
    variant = find_variant(store, product_id, variant_id)
    if variant.is_base:
        raise V3Error(422, "The base variant cannot be deleted")
    remove_variant(store, store.catalog.product(variant), variant)
    return Reply(status=204)


@route("PUT", "/v3/catalog/variants", scope=MODIFY)
def update_variants(store, request):
    """Change (by id) or create (product_id, sku, option values) up to 50."""
    bodies = request.payload(list, [VARIANT])
    if len(bodies) > MAXIMUM_BATCH:
        raise too_many(MAXIMUM_BATCH)
    changes, errors, claimed = [], [], {}
    for body in bodies:
        try:
            changes.append(_plan_entry(store, body, claimed))
        except V3Error as error:
            errors.append(error)
    if errors and not store.switches.variants_batch_partial:
        raise BatchError(errors)
    variants = [_apply(store, change)[0] for change in changes]
    if errors:
        raise BatchError(errors)
    data = [variant_document(store, variant) for variant in variants]
    return Reply({"data": data, "meta": {}})


def _answer(store, variant, failed):
    """200, or 207 when the variant was saved without its stock."""
    body = {"data": variant_document(store, variant), "meta": {}}
    if failed:
        body["errors"] = V3Error(207, "Saved, but not all of it", failed).body()
    return Reply(body, 207 if failed else 200)


def _page(store, parameters, rows):
    page = parameters.page()
    fields = parameters.texts("include_fields")
    excluded = parameters.texts("exclude_fields", [])
    data = [variant_document(store, v, fields, excluded) for v in page.of(rows)]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


def find_variant(store, product_id, variant_id):
    """The variant of this product, or 404."""
    variant = store.catalog.variants.get(variant_id)
    if variant is None or variant.product_id != product_id:
        raise V3Error(404, f"The variant {variant_id} was not found.")
    return variant


def _plan_entry(store, body, claimed):
    if body.get("id") is not None:
        variant = store.catalog.variants.get(body["id"])
        if variant is None:
            raise V3Error(404, f"The variant {body['id']} was not found.")
        return _plan(store, store.catalog.product(variant), variant, body, claimed)
    if not isinstance(body.get("product_id"), int):
        raise invalid({"product_id": "id, or product_id and sku, are required"})
    product = find_product(store, body["product_id"])
    return _plan(store, product, None, body, claimed)


def _plan(store, product, variant, body, claimed):
    """(product, variant or None, values, option values) after every check.

    ``claimed`` maps the SKUs of a batch to the entry that asks for them.
    """
    note_unknown(store, body, set(VARIANT_RULES) | VARIANT_OTHER, "variant")
    values, errors = clean(body, VARIANT_RULES)
    if variant is None and not values.get("sku"):
        errors["sku"] = "sku is required"
    if errors:
        raise invalid(errors)
    if "sku" in values:
        _check_sku(store, product, variant, values["sku"], claimed)
    choices = None
    if variant is None:
        choices = _choices(store, product, body, claimed)
    return product, variant, as_kept(store, values), choices


def _check_sku(store, product, variant, sku, claimed):
    owner = None
    if variant is not None:
        kind = "product" if variant.is_base else "variant"
        owner = (kind, product.id if variant.is_base else variant.id)
    store.catalog.check_sku(sku, owner)
    holder = claimed.setdefault(("sku", sku.casefold()), id(variant or sku))
    if sku and holder != id(variant or sku):
        raise V3Error(409, f"The SKU {sku} is not unique", {"sku": "duplicate"})


def _choices(store, product, body, claimed):
    added = claimed.setdefault(("count", product.id), 0)
    present = sum(not variant.is_base for variant in product.variants)
    if present + added >= MAXIMUM_VARIANTS:
        title = f"A product has at most {MAXIMUM_VARIANTS} variants"
        raise V3Error(422, title, {"variants": title})
    by_id = {option.id: option for option in product.options}
    choices = []
    for choice in objects(body, "option_values"):
        option = by_id.get(choice.get("option_id"))
        value = option and option.value_by_id(choice.get("id"))
        if value is None:
            raise invalid({"option_values": "need id and option_id of the product"})
        choices.append(option_value(option, value))
    if not choices or len({c["option_id"] for c in choices}) != len(by_id):
        raise invalid({"option_values": "need one value for every option"})
    combination = frozenset((c["option_id"], c["id"]) for c in choices)
    taken = {variant.combination() for variant in product.variants}
    if combination in taken or ("combination", combination) in claimed:
        title = "A variant with these option values exists"
        raise V3Error(409, title, {"option_values": title})
    claimed["combination", combination] = True
    claimed["count", product.id] += 1
    return choices


def _apply(store, change):
    product, variant, values, choices = change
    created = variant is None
    if created:
        product.variants = [v for v in product.variants if not v.is_base]
        variant = Variant(store.next_id("variant"), product.id, store.next_id("sku"))
        variant.option_values = choices
        product.variants.append(variant)
    stored = {n: v for n, v in values.items() if n != "inventory_level"}
    variant.values.update(stored)
    if variant.is_base and "sku" in values:
        product.values["sku"] = values["sku"]
    store.catalog.index(product)
    failed = write_variant_level(store, product, variant, values)
    emit_sku(store, "created" if created else "updated", variant)
    changed(store, product, "variants")
    return variant, failed


def remove_variant(store, product, variant) -> None:
    """Delete a variant with its stock; the last one leaves a base variant behind."""
    product.variants.remove(variant)
    if not product.variants:
        base = Variant(store.next_id("variant"), product.id)
        base.values["sku"] = product.values["sku"]
        product.variants.append(base)
    store.inventory.rows.pop(("variant", variant.id), None)
    store.catalog.index(product)
    emit_sku(store, "deleted", variant)
    changed(store, product, "variants")

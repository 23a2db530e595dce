"""What staff and time do to the catalog, below ``/simulator``."""

from itertools import product as combinations

from ..routing import Reply, control
from ..shapes import text, whole
from .category import DEFAULT_TREE
from .category_write import create_category
from .documents import variant_document
from .events import changed, emit_sku
from .inline import add_value, option_value
from .products import find_product
from .state import MAXIMUM_VARIANTS, Option, Variant
from .variants import remove_variant


@control("POST", "/products/<int:product_id>/options")
def edit_options(store, request, product_id):
    """``{"display_name", "labels": [...]}``: staff adds an option or values to it in
    the control panel, which makes all variants that are missing, with SKUs of its
    own. The new variants come back."""
    product = find_product(store, product_id)
    body = request.payload(shape={"labels": [text]})
    if not text(body.get("display_name")) or not body.get("labels"):
        return Reply({"error": "display_name and labels are required."}, 400)
    name = body["display_name"]
    option = next((o for o in product.options if o.display_name == name), None)
    if option is None:
        option = Option(store.next_id("option"), product.id, name)
        product.options.append(option)
        product.variants = []
    # The base variant that the last deleted one left behind gives way, too.
    product.variants = [row for row in product.variants if not row.is_base]
    for label in body["labels"]:
        if option.value_by_label(label) is None:
            add_value(store, option, {"label": label})
    made = _missing_variants(store, product)
    changed(store, product, "options")
    return Reply([variant_document(store, variant) for variant in made])


@control("POST", "/categories")
def make_category(store, request):
    """``{"name", "parent_id"?, …}``: staff adds a category to the default tree;
    products name it by its id."""
    body = request.payload(shape={"name": text, "parent_id": whole})
    made = create_category(store, body, DEFAULT_TREE, body.get("parent_id") or 0, None)
    return Reply({"id": made.id, **made.values}, 201)


@control("POST", "/variants/orphan")
def make_orphan(store, request):
    """``{"sku"}``: a variant with ``product_id`` 0, as old stores have them."""
    orphan = Variant(store.next_id("variant"), 0)
    orphan.values["sku"] = request.payload(shape={"sku": text}).get("sku") or ""
    store.catalog.orphans.append(orphan)
    return Reply(variant_document(store, orphan))


@control("DELETE", "/variants/<int:variant_id>")
def delete_variant(store, request, variant_id):
    """Staff deletes a variant; the last one leaves a base variant behind."""
    variant = store.catalog.variants.get(variant_id)
    if variant is None or variant.is_base:
        return Reply({"error": "There is no such variant, or it is a base one."}, 404)
    product = store.catalog.product(variant)
    remove_variant(store, product, variant)
    return Reply([variant_document(store, row) for row in product.variants])


def _missing_variants(store, product):
    present = {variant.combination() for variant in product.variants}
    made = []
    for values in combinations(*(option.values for option in product.options)):
        choices = [
            option_value(option, value)
            for option, value in zip(product.options, values, strict=True)
        ]
        key = frozenset((c["option_id"], c["id"]) for c in choices)
        if key in present or len(product.variants) >= MAXIMUM_VARIANTS:
            continue
        variant = Variant(store.next_id("variant"), product.id, store.next_id("sku"))
        variant.option_values = choices
        variant.values["sku"] = f"AUTO-{variant.id}"
        product.variants.append(variant)
        made.append(variant)
    store.catalog.index(product)
    for variant in made:
        emit_sku(store, "created", variant)
    return made

"""What products, variants and options look like in answers.

Source: BigCommerce, products_catalog.v3.yml (product_Full, productVariant_Full).
"""

import copy

from .image import image_document, thumbnail_of
from .modifier import modifier_document
from .state import Product, price_of

ALWAYS = ("id", "gift_wrapping_options_type", "gift_wrapping_options_list")


def product_document(store, product, include=(), fields=None, excluded=()) -> dict:
    """The product as v3 shows it.

    :param include: sub-resources (variants, options, modifiers, images, …).
    :param fields: names to show besides the ones that are always there; None: all.
    """
    document = {"id": product.id}
    for name, value in product.values.items():
        if _shown(name, fields, excluded):
            document[name] = copy.copy(value) if isinstance(value, list) else value
    for name, value in _derived(store, product).items():
        if _shown(name, fields, excluded):
            document[name] = value
    for name in include:
        if name in _SUB_RESOURCES:
            document[name] = _SUB_RESOURCES[name](store, product)
    if "primary_image" in include and thumbnail_of(product):
        document["primary_image"] = image_document(store, thumbnail_of(product))
    return document


def variant_document(store, variant, fields=None, excluded=()) -> dict:
    """The variant as v3 shows it; null in a price or weight means inherited."""
    product = store.catalog.products.get(variant.product_id) or Product.orphaned()
    weight = variant.values["weight"]
    document = {
        **variant.values,
        "id": variant.id,
        "product_id": variant.product_id,
        "sku_id": variant.sku_id,
        "option_values": [dict(value) for value in variant.option_values],
        "inventory_level": variant_level(store, product, variant),
        "calculated_price": price_of(product, variant),
        "calculated_weight": product.values["weight"] if weight is None else weight,
    }
    if document["map_price"] is None:
        del document["map_price"]
    return {
        name: value
        for name, value in document.items()
        if name == "id" or _shown(name, fields, excluded)
    }


def option_document(option) -> dict:
    """The variant option as v3 shows it."""
    return {
        "id": option.id,
        "product_id": option.product_id,
        "name": f"{option.display_name}{option.product_id}-{option.id}",
        "display_name": option.display_name,
        "type": option.type,
        "sort_order": option.sort_order,
        "option_values": [dict(value) for value in option.values],
        "config": dict(option.config),
    }


def product_level(store, product) -> int:
    """``inventory_level`` of a product: its own, or the sum of its variants."""
    tracking = product.values["inventory_tracking"]
    if tracking == "product":
        return store.inventory.level(("product", product.id))
    if tracking == "variant":
        return sum(
            store.inventory.level(("variant", variant.id))
            for variant in product.variants
        )
    return 0


def variant_level(store, product, variant) -> int:
    """``inventory_level`` of a variant."""
    tracking = product.values["inventory_tracking"]
    if tracking == "variant" or (tracking == "product" and variant.is_base):
        return store.inventory.level((tracking, _item_id(tracking, product, variant)))
    return 0


def _item_id(tracking, product, variant):
    return variant.id if tracking == "variant" else product.id


def _derived(store, product):
    values = product.values
    sale, base = values["sale_price"], product.base_variant
    return {
        "inventory_level": product_level(store, product),
        "calculated_price": sale if sale else values["price"],
        "date_created": product.date_created.isoformat(timespec="seconds"),
        "date_modified": product.date_modified.isoformat(timespec="seconds"),
        "base_variant_id": base.id if base else None,
        "option_set_display": "right",
    }


def _shown(name, fields, excluded):
    if name in ALWAYS:
        return True
    return name in fields if fields is not None else name not in excluded


def _variants(store, product):
    return [variant_document(store, variant) for variant in product.variants]


def _options(store, product):
    return [option_document(option) for option in product.options]


def _modifiers(store, product):
    return [modifier_document(modifier) for modifier in product.modifiers]


def _images(store, product):
    return [image_document(store, image) for image in product.images]


def _nothing(store, product):
    return []


_SUB_RESOURCES = {
    "variants": _variants,
    "options": _options,
    "modifiers": _modifiers,
    "custom_fields": lambda store, product: list(product.custom_fields),
    "images": _images,
    "channels": lambda store, product: list(product.channels),
    "bulk_pricing_rules": lambda store, product: list(product.bulk_pricing_rules),
    "videos": _nothing,
    "parent_relations": _nothing,
    "reviews": _nothing,
}

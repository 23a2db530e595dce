"""The writable fields of products and variants, with BigCommerce's limits.

Source: BigCommerce, products_catalog.v3.yml and product-variants_catalog.v3.yml.
Prices are numbers with up to four places; with or without tax as the store says.
"""

from decimal import Decimal

from ..switches import declare
from ..validation import Boolean, Document, Integer, Items, Moment, Number, Text

SIZE = Number(0, 9_999_999_999)
PRICE = Number(0)
ZERO = Decimal(0)

PRODUCT = {
    "name": (Text(1, 250), ""),
    "type": (Text(one_of=("physical", "digital")), "physical"),
    "sku": (Text(0, 255), ""),
    "description": (Text(), ""),
    "weight": (SIZE, ZERO),
    "width": (SIZE, ZERO),
    "depth": (SIZE, ZERO),
    "height": (SIZE, ZERO),
    "price": (PRICE, ZERO),
    "cost_price": (PRICE, ZERO),
    "retail_price": (PRICE, ZERO),
    "sale_price": (PRICE, ZERO),
    "map_price": (PRICE, ZERO),
    "tax_class_id": (Integer(0, 255), 0),
    "product_tax_code": (Text(0, 255), ""),
    "categories": (Items(Integer(1)), []),
    "brand_id": (Integer(0, 1_000_000_000), 0),
    "inventory_level": (Integer(clamp=True), 0),
    "inventory_warning_level": (Integer(), 0),
    "inventory_tracking": (Text(one_of=("none", "product", "variant")), "none"),
    "fixed_cost_shipping_price": (PRICE, ZERO),
    "is_free_shipping": (Boolean(), False),
    "is_visible": (Boolean(), True),
    "is_featured": (Boolean(), False),
    "related_products": (Items(Integer(-1)), [-1]),
    "warranty": (Text(), ""),
    "bin_picking_number": (Text(0, 255), ""),
    "layout_file": (Text(0, 500), "product.html"),
    "upc": (Text(0, 14), ""),
    "search_keywords": (Text(), ""),
    "availability_description": (Text(0, 255), ""),
    "availability": (Text(one_of=("available", "disabled", "preorder")), "available"),
    "gift_wrapping_options_type": (Text(one_of=("any", "none", "list")), "any"),
    "gift_wrapping_options_list": (Items(Integer()), []),
    "sort_order": (Integer(-2_147_483_648), 0),
    "condition": (Text(one_of=("New", "Used", "Refurbished")), "New"),
    "is_condition_shown": (Boolean(), False),
    "order_quantity_minimum": (Integer(0, 1_000_000_000), 0),
    "order_quantity_maximum": (Integer(0, 1_000_000_000), 0),
    "page_title": (Text(0, 255), ""),
    "meta_keywords": (Items(Text()), []),
    "meta_description": (Text(), ""),
    "view_count": (Integer(0, 1_000_000_000), 0),
    "preorder_release_date": (Moment(nullable=True), None),
    "preorder_message": (Text(0, 255), ""),
    "is_preorder_only": (Boolean(), False),
    "is_price_hidden": (Boolean(), False),
    "price_hidden_label": (Text(0, 200), ""),
    "custom_url": (Document((("is_customized", True),)), None),
    "open_graph_type": (Text(), "product"),
    "open_graph_title": (Text(), ""),
    "open_graph_description": (Text(), ""),
    "open_graph_use_meta_description": (Boolean(), True),
    "open_graph_use_product_name": (Boolean(), True),
    "open_graph_use_image": (Boolean(), True),
    "gtin": (Text(0, 14), ""),
    "mpn": (Text(), ""),
    "date_last_imported": (Text(), ""),
    "reviews_rating_sum": (Integer(), 0),
    "reviews_count": (Integer(), 0),
    "total_sold": (Integer(), 0),
}
PRODUCT_RULES = {name: rule for name, (rule, _default) in PRODUCT.items()}
PRODUCT_DEFAULTS = {name: default for name, (_rule, default) in PRODUCT.items()}
PRODUCT_REQUIRED = ("name", "type", "weight", "price")
# Sent to a product, but handled apart or read-only; anything else is unknown.
PRODUCT_OTHER = {
    "id",
    "variants",
    "custom_fields",
    "images",
    "videos",
    "bulk_pricing_rules",
    "brand_name",
    "date_created",
    "date_modified",
    "calculated_price",
    "base_variant_id",
    "option_set_id",
    "option_set_display",
}

INHERITED = Number(0, nullable=True)
VARIANT = {
    "sku": (Text(0, 255), ""),
    "cost_price": (INHERITED, None),
    "price": (INHERITED, None),
    "sale_price": (INHERITED, None),
    "retail_price": (INHERITED, None),
    "map_price": (INHERITED, None),
    "weight": (INHERITED, None),
    "width": (INHERITED, None),
    "height": (INHERITED, None),
    "depth": (INHERITED, None),
    "is_free_shipping": (Boolean(), False),
    "fixed_cost_shipping_price": (INHERITED, None),
    "purchasing_disabled": (Boolean(), False),
    "purchasing_disabled_message": (Text(0, 255), ""),
    "image_url": (Text(0, 255), ""),
    "upc": (Text(0, 14), ""),
    "inventory_level": (Integer(clamp=True, nullable=True), 0),
    "inventory_warning_level": (Integer(nullable=True), 0),
    "bin_picking_number": (Text(0, 255, nullable=True), ""),
    "mpn": (Text(), ""),
    "gtin": (Text(0, 14), ""),
}
VARIANT_RULES = {name: rule for name, (rule, _default) in VARIANT.items()}
VARIANT_DEFAULTS = {name: default for name, (_rule, default) in VARIANT.items()}
VARIANT_OTHER = {
    "id",
    "product_id",
    "sku_id",
    "option_values",
    "calculated_price",
    "calculated_weight",
}

declare(
    "amount_decimals",
    4,
    "how many decimals of a price or weight are kept: four as documented, or fewer, so "
    "that answers differ from what was sent",
    (4, 2),
)
_AMOUNTS = {name for name, rule in PRODUCT_RULES.items() if isinstance(rule, Number)}
_AMOUNTS |= {name for name, rule in VARIANT_RULES.items() if isinstance(rule, Number)}


def as_kept(store, values: dict) -> dict:
    """Cleaned values with the decimals that the store keeps."""
    if store.switches.amount_decimals == 4:
        return values
    return {
        name: round(value, 2) if value is not None and name in _AMOUNTS else value
        for name, value in values.items()
    }


OPTION_TYPES = (
    "radio_buttons",
    "rectangles",
    "dropdown",
    "product_list",
    "product_list_with_images",
    "swatch",
)
OPTION_RULES = {
    "display_name": Text(1, 255),
    "type": Text(one_of=OPTION_TYPES),
    "config": Document(),
    "sort_order": Integer(-2_147_483_648),
    "image_url": Text(),
}
OPTION_VALUE_RULES = {
    "label": Text(1, 255),
    "sort_order": Integer(-2_147_483_648),
    "is_default": Boolean(),
    "value_data": Document(nullable=True),
}

"""The webhooks that a change of a product or variant causes.

Source: BigCommerce, "Webhook events", Product update events: a change of one of the
fields there fires ``store/product/updated``. It names neither options nor variants
(``store/sku/*`` speaks of those), nor custom fields and further images, nor mpn, gtin,
custom_url and bulk prices.
"""

from ..switches import declare

UPDATED = frozenset(
    "availability availability_description brand_id categories condition cost_price "
    "depth description fixed_cost_shipping_price height inventory_tracking "
    "is_condition_shown is_featured is_free_shipping is_preorder_only is_price_hidden "
    "is_visible layout_file meta_description modifier_deleted name open_graph_title "
    "open_graph_description open_graph_type open_graph_use_image "
    "open_graph_use_meta_description open_graph_use_product_name "
    "order_quantity_maximum order_quantity_minimum page_title preorder_message price "
    "price_hidden_label related_products retail_price reviews_count sale_price "
    "search_keywords sku sort_order tax_class_id thumbnail total_sold type upc "
    "warranty weight width".split()
)

declare(
    "product_updated_events",
    "documented",
    "which changes fire store/product/updated: those of the fields that the documents "
    "list, or every request that writes to a product",
    ("documented", "all"),
)


def changed(store, product, *names: str) -> None:
    """A changed product gets a new date_modified and, as the switch says, a webhook.

    :param names: the fields, or ``thumbnail`` (the first one), ``modifier_deleted``,
        and for what the documents do not list any other word
    """
    product.date_modified = store.clock.now()
    everything = store.switches.product_updated_events == "all"
    if everything or UPDATED.intersection(names):
        store.emit("store/product/updated", {"type": "product", "id": product.id})


def emit_sku(store, event: str, variant) -> None:
    """``store/sku/*``; base variants have no SKU record of their own."""
    if variant.is_base:
        return
    reference = {"product_id": variant.product_id, "variant_id": variant.id}
    store.emit(
        f"store/sku/{event}",
        {"type": "sku", "id": variant.sku_id, "sku": reference},
    )

"""One body for each endpoint that takes one, as BigCommerce's documents have it."""

_ADDRESS = {
    "first_name": "A", "last_name": "B", "company": "C", "street_1": "1 Main Street",
    "street_2": "", "city": "Austin", "state": "Texas", "zip": "78751",
    "country": "United States", "country_iso2": "US", "phone": "1",
    "email": "a@shop.example", "form_fields": [{"name": "N", "value": "V"}],
}  # fmt: skip
_BOOK = {
    "first_name": "A", "last_name": "B", "address1": "1 Main Street", "address2": "",
    "city": "Austin", "state_or_province": "Texas", "postal_code": "78751",
    "country_code": "US", "phone": "1", "address_type": "residential", "company": "",
}  # fmt: skip
CUSTOMER = {
    "email": "jane@shop.example", "first_name": "Jane", "last_name": "Doe",
    "company": "", "phone": "1", "notes": "", "tax_exempt_category": "",
    "customer_group_id": 0, "addresses": [_BOOK], "channel_ids": [1],
    "store_credit_amounts": [{"amount": 5}], "origin_channel_id": 1,
    "accepts_product_review_abandoned_cart_emails": False,
    "authentication": {"force_password_reset": False, "new_password": "abcdefg1"},
}  # fmt: skip
HOOK = {
    "scope": "store/order/*", "destination": "http://127.0.0.1:9/x", "is_active": True,
    "headers": {"a": "b"},
}  # fmt: skip
_VARIANT = {
    "sku": "V-1", "price": 3, "cost_price": 1, "sale_price": 1, "retail_price": 4,
    "weight": 1, "width": 1, "height": 1, "depth": 1, "upc": "1", "mpn": "m",
    "gtin": "", "inventory_level": 3, "inventory_warning_level": 1,
    "purchasing_disabled": False,
    "bin_picking_number": "b", "image_url": "https://img.example/1.png",
    "option_values": [{"option_display_name": "Size", "label": "XXL"}],
}  # fmt: skip
_PRODUCT = {
    "name": "New", "type": "physical", "sku": "NEW", "weight": 1, "price": 2.5,
    "cost_price": 1, "sale_price": 2, "retail_price": 3, "description": "d",
    "inventory_tracking": "product", "inventory_level": 2, "inventory_warning_level": 1,
    "categories": [1], "brand_name": "Brand", "tax_class_id": 0, "is_visible": True,
    "custom_fields": [{"name": "n", "value": "v"}], "upc": "1", "mpn": "m",
    "bulk_pricing_rules": [
        {"quantity_min": 2, "quantity_max": 0, "type": "percent", "amount": "10"}
    ], "custom_url": {"url": "/new/", "is_customized": True},
    "images": [{"image_url": "https://img.example/1.png", "is_thumbnail": True,
                "sort_order": 1, "description": "d"}],
    "order_quantity_minimum": 1, "order_quantity_maximum": 9,
    "availability": "available",
    "date_last_imported": "2026-01-01T00:00:00Z", "bin_picking_number": "b",
}  # fmt: skip


_BRAND = {
    "name": "Brand", "page_title": "t", "meta_keywords": ["k"], "meta_description": "d",
    "search_keywords": "s", "image_url": "https://img.example/b.png",
    "custom_url": {"url": "/brand/", "is_customized": True},
}  # fmt: skip
_CATEGORY = {
    "name": "Tea", "description": "d", "views": 1, "sort_order": 2, "page_title": "t",
    "meta_keywords": ["k"], "meta_description": "d", "layout_file": "category.html",
    "image_url": "https://img.example/c.png", "is_visible": True,
    "search_keywords": "s", "default_product_sort": "newest",
}  # fmt: skip
METAFIELD = {
    "permission_set": "read", "namespace": "n", "key": "k", "value": "v",
    "description": "d",
}  # fmt: skip
_METAFIELDS_OF_ALL = {
    "product": "/v3/catalog/products", "variant": "/v3/catalog/variants",
    "category": "/v3/catalog/categories", "brand": "/v3/catalog/brands",
    "location": "/v3/inventory/locations",
}  # fmt: skip
_WITH_METAFIELDS = (
    "/v3/catalog/products/<int:product_id>",
    "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>",
    "/v3/catalog/categories/<int:category_id>",
    "/v3/catalog/brands/<int:brand_id>",
    "/v3/inventory/locations/<int:location_id>",
)
BULK_RULE = {"quantity_min": 2, "quantity_max": 9, "type": "price", "amount": 1.5}
_MODIFIER_VALUE = {
    "label": "Gold", "sort_order": 1, "is_default": False, "value_data": {},
    "adjusters": {
        "price": {"adjuster": "relative", "adjuster_value": 5},
        "weight": {"adjuster": None, "adjuster_value": 0}, "image_url": "",
        "purchasing_disabled": {"status": False, "message": ""},
    },
}  # fmt: skip
MODIFIER = {
    "display_name": "Engraving", "type": "dropdown", "required": False, "sort_order": 1,
    "config": {"default_value": "x"}, "option_values": [_MODIFIER_VALUE],
}  # fmt: skip
IMAGE = _PRODUCT["images"][0]


def _order_body(line=None):
    product = {
        "quantity": 2, "price_ex_tax": 1, "price_inc_tax": "1.1", "name": "Thing",
        "sku": "T", "upc": "1", "name_merchant": "m", "name_customer": "c",
        "wrapping_cost_ex_tax": 1, "wrapping_cost_inc_tax": 1, "wrapping_id": 1,
        "wrapping_name": "w", "wrapping_message": "m", "product_id": 0,
        "variant_id": 0, "product_options": [{"id": 1, "value": "2"}],
    }  # fmt: skip
    products = [product, {**product, "id": line} if line else product]
    return {
        "products": products, "billing_address": _ADDRESS, "status_id": 11,
        "shipping_addresses": [{**_ADDRESS, "shipping_method": "M"}], "channel_id": 1,
        "customer_id": 0, "date_created": "Tue, 05 Mar 2019 21:40:11 +0000",
        "base_shipping_cost": 1, "shipping_cost_ex_tax": 1, "shipping_cost_inc_tax": 1,
        "base_handling_cost": 1, "handling_cost_ex_tax": 1, "handling_cost_inc_tax": 1,
        "wrapping_cost_ex_tax": 1, "wrapping_cost_inc_tax": 1, "discount_amount": 1,
        "subtotal_ex_tax": 9, "subtotal_inc_tax": 9, "total_ex_tax": 9,
        "total_inc_tax": 9, "fees": [{"display_name_customer": "f", "cost_ex_tax": 1,
        "cost_inc_tax": 1, "tax_class_id": 1, "source": "s"}],
        "external_merchant_id": "e", "staff_notes": "n", "customer_message": "m",
        "payment_method": "p", "payment_provider_id": "1", "is_deleted": False,
        "ip_address": "1.1.1.1", "external_order_id": "1",
        "default_currency_code": "USD", "consignments": None,
    }  # fmt: skip


def _refund_body(fuzzed):
    order = fuzzed.order
    items = [
        {"item_type": "PRODUCT", "item_id": order.lines[0].id, "quantity": 1,
         "reason": "r", "adjustments": [{"amount": -1, "description": "d"}]},
        {"item_type": "SHIPPING", "item_id": order.addresses[0].id, "amount": 1},
        {"item_type": "ORDER", "item_id": order.id, "amount": 0.5},
        {"item_type": "FEE", "item_id": order.fees[0].id, "amount": 0.5},
    ]  # fmt: skip
    return {
        "items": items, "tax_adjustment_amount": 0,
        "payments": [{"provider_id": "testgateway", "amount": 2, "offline": False}],
        "merchant_calculated_override": {"total_amount": 2, "total_tax": 1},
    }  # fmt: skip


def documented(fuzzed, method: str, rule: str):
    """A body as the documents have it, for the endpoint ``method rule``; None: none."""
    if method == "GET" or (method == "DELETE" and not rule.endswith("s/metafields")):
        return None
    order, store = fuzzed.order, fuzzed.store
    shirt = store.catalog.products[min(store.catalog.products)]
    variant, option = shirt.variants[0], shirt.options[0]
    items = [
        {"location_id": 1, "variant_id": variant.id, "quantity": 5},
        {"location_id": 1, "sku": "MUG", "quantity": 1},
    ]
    shipment = {
        "order_address_id": order.addresses[0].id, "tracking_number": "t",
        "items": [{"order_product_id": order.lines[1].id, "quantity": 1}],
        "comments": "c", "shipping_provider": "ups", "merchant_shipping_cost": "1",
    }  # fmt: skip
    moments = {"ready_at": "2026-01-05T09:00:00Z", "collected_at": "1660831392"}
    pickup = {
        **moments, "pickup_method_id": 1, "order_id": order.id,
        "pickup_items": [{"order_product_id": order.lines[1].id, "quantity": 1}],
    }  # fmt: skip
    pickup_method = {
        "location_id": 1, "display_name": "Counter",
        "collection_instructions": "i", "collection_time_description": "t",
    }  # fmt: skip
    tracking = {name: v for name, v in shipment.items() if name != "items"}
    values = [{"label": "Z", "sort_order": 1, "is_default": False, "value_data": {}}]
    image = IMAGE | {"product_id": shirt.id}
    given = {"display_name": "Fit", "type": "dropdown", "option_values": values}
    location = {
        "label": "L", "code": "l", "managed_by_external_source": False,
        "type_id": "PHYSICAL", "enabled": True,
        "operating_hours": {"monday": {"open": True, "opening": "08:00",
                                       "closing": "20:00"}},
        "time_zone": "Etc/UTC", "description": "", "storefront_visibility": True,
        "address": {
            "address1": "1 Main Street", "address2": "", "city": "Austin",
            "state": "Texas", "zip": "78704", "email": "a@shop.example", "phone": "1",
            "geo_coordinates": {"latitude": 30.25, "longitude": -97.75},
            "country_code": "USA",
        },
        "special_hours": [{"label": "x", "date": "2026-12-24", "open": False}],
    }  # fmt: skip
    setting = {
        "identity": {"sku": "MUG"},
        "safety_stock": 1,
        "warning_level": 2,
        "is_in_stock": True,
        "bin_picking_number": "b",
    }
    place = {
        "lines": [{"sku": "MUG", "quantity": 1, "price": 2, "discount": 1},
                  {"name": "n", "price": 1, "quantity": 1, "parent": 0}],
        "shipping": {"cost": 1, "handling": 1, "method": "m", "address": _ADDRESS},
        "customer": {"email": "a@shop.example"}, "status_id": 11, "tax_rate": [5],
        "discount": 1, "coupons": [{"code": "c", "type": 1, "amount": 1}],
        "fees": [], "currency": "USD", "store_credit": 0, "payment_status": "paid",
    }  # fmt: skip
    channel = {"name": "Register", "type": "pos", "platform": "custom",
               "status": "connected", "external_id": ""}  # fmt: skip
    orders = "/v2/orders/<int:order_id>"
    paid = "/v3/orders/<int:order_id>/payment_actions"
    product = "/v3/catalog/products/<int:product_id>"
    table = {
        "POST /v2/orders": _order_body(),
        f"PUT {orders}": _order_body(order.lines[0].id),
        f"PUT {orders}/shipping_addresses/<int:address_id>": _ADDRESS,
        f"POST {orders}/shipments": shipment,
        f"PUT {orders}/shipments/<int:shipment_id>": tracking,
        "POST /v3/orders/pickups": [pickup],
        "PUT /v3/orders/pickups": [{**moments, "id": fuzzed.pickup,
                                    "pickup_id": fuzzed.pickup}],
        "POST /v3/pickup/methods": [pickup_method],
        "PUT /v3/pickup/methods": [{**pickup_method, "id": 1}],
        f"POST {paid}/refund_quotes": _refund_body(fuzzed),
        f"POST {paid}/refunds": _refund_body(fuzzed),
        "POST /v3/catalog/products": {**_PRODUCT, "variants": [_VARIANT]},
        f"PUT {product}": _PRODUCT,
        "PUT /v3/catalog/products": [{**_PRODUCT, "id": shirt.id}],
        f"POST {product}/variants": _VARIANT | {"option_values": fuzzed.free},
        f"PUT {product}/variants/<int:variant_id>": _VARIANT,
        "PUT /v3/catalog/variants": [{**_VARIANT, "id": variant.id}],
        "POST /v3/catalog/brands": _BRAND,
        "PUT /v3/catalog/brands/<int:brand_id>": _BRAND,
        "POST /v3/catalog/categories": _CATEGORY
        | {"parent_id": 1, "custom_url": {"url": "/tea/", "is_customized": True}},
        "PUT /v3/catalog/categories/<int:category_id>": _CATEGORY
        | {"custom_url": {"url": "/tea/"}},
        "PUT /v3/catalog/trees": [{"id": 1, "name": "Tree"}],
        "POST /v3/catalog/trees/categories": [
            _CATEGORY | {"tree_id": 1, "url": {"path": "/tea/", "is_customized": True}}
        ],
        "PUT /v3/catalog/trees/categories": [
            _CATEGORY | {"category_id": 1, "parent_id": 0, "url": {"path": "/tea/"}}
        ],
        "PUT /v3/catalog/products/channel-assignments": [
            {"product_id": shirt.id, "channel_id": 1}
        ],
        "PUT /v3/catalog/products/category-assignments": [
            {"product_id": shirt.id, "category_id": 1}
        ],
        f"POST {product}/images": image,
        f"PUT {product}/images/<int:image_id>": image,
        f"POST {product}/variants/<int:variant_id>/image": {
            "image_url": "https://img.example/2.png",
        },
        **{
            f"POST {one}/metafields": METAFIELD | {"key": "other"}
            for one in _WITH_METAFIELDS
        },
        **{
            f"PUT {one}/metafields/<int:metafield_id>": METAFIELD
            for one in _WITH_METAFIELDS
        },
        **{
            f"POST {many}/metafields": [
                METAFIELD | {"key": "other", "resource_id": fuzzed.ids[kind]}
            ]
            for kind, many in _METAFIELDS_OF_ALL.items()
        },
        **{
            f"PUT {many}/metafields": [METAFIELD | {"id": fuzzed.metafields[kind]}]
            for kind, many in _METAFIELDS_OF_ALL.items()
        },
        **{
            f"DELETE {many}/metafields": [fuzzed.metafields[kind]]
            for kind, many in _METAFIELDS_OF_ALL.items()
        },
        f"POST {product}/custom-fields": {"name": "Fabric", "value": "Wool"},
        f"PUT {product}/custom-fields/<int:part_id>": {"name": "F", "value": "W"},
        f"POST {product}/bulk-pricing-rules": {
            **BULK_RULE, "quantity_min": 20, "quantity_max": 0,
        },
        f"PUT {product}/bulk-pricing-rules/<int:part_id>": BULK_RULE,
        f"POST {product}/modifiers": MODIFIER,
        f"PUT {product}/modifiers/<int:modifier_id>": MODIFIER
        | {"option_values": [{**_MODIFIER_VALUE, "id": fuzzed.modifier_value}]},
        f"POST {product}/modifiers/<int:modifier_id>/values": _MODIFIER_VALUE
        | {"label": "Silver"},
        f"PUT {product}/modifiers/<int:modifier_id>/values/<int:value_id>": (
            _MODIFIER_VALUE
        ),
        f"PUT {product}/options/<int:option_id>/values/<int:value_id>": values[0],
        f"POST {product}/options": given,
        f"PUT {product}/options/<int:option_id>": given
        | {"option_values": [{**values[0], "id": option.values[0]["id"]}]},
        f"POST {product}/options/<int:option_id>/values": values[0],
        "PUT /v3/inventory/adjustments/absolute": {"reason": "r", "items": items},
        "POST /v3/inventory/adjustments/relative": {"reason": "r", "items": items},
        "POST /v3/inventory/locations": [location],
        "PUT /v3/inventory/locations": [{**location, "id": 1}],
        "PUT /v3/inventory/locations/<int:location_id>/items": {"settings": [setting]},
        "POST /v3/customers": [CUSTOMER | {"email": "new@shop.example"}],
        "PUT /v3/customers": [CUSTOMER | {"id": fuzzed.customer}],
        "POST /v3/customers/addresses": [_BOOK | {"customer_id": fuzzed.customer}],
        "PUT /v3/customers/addresses": [_BOOK | {"id": fuzzed.address, "city": "B"}],
        "POST /v3/hooks": HOOK | {"destination": "http://127.0.0.1:9/y"},
        "PUT /v3/hooks/<int:hook_id>": HOOK,
        "PUT /v3/hooks/admin": {"emails": ["a@shop.example"]},
        "POST /v3/channels": channel,
        "PUT /v3/channels/<int:channel_id>": channel | {"status": "active"},
        "PUT /v3/settings/inventory": store.settings.inventory,
        "POST /simulator/orders": place,
        "POST /simulator/orders/<int:order_id>/edit": {
            "lines": [{"id": order.lines[0].id, "quantity": 1, "price": 1,
                       "discount": 1}, {"sku": "MUG", "quantity": 1}],
            "remove": [order.lines[1].id], "shipping_cost": 1, "discount": 1,
            "fees": [], "status_id": 11, "staff_notes": "n",
        },
        "POST /simulator/orders/<int:order_id>/payment": {"payment_status": "captured"},
        "POST /simulator/orders/<int:order_id>/refund": _refund_body(fuzzed),
        "POST /simulator/refunds/<int:refund_id>/decline": {"message": "m"},
        "PUT /simulator/taxes": {"0": "5", "2": [{"name": "n", "rate": "5"}]},
        "PUT /simulator/order_statuses/<int:status_id>": {"custom_label": "l"},
        "POST /simulator/products": _PRODUCT,
        "PATCH /simulator/products/<int:product_id>": _PRODUCT,
        "PATCH /simulator/variants/<int:variant_id>": _VARIANT,
        "PATCH /simulator/categories/<int:category_id>": _CATEGORY
        | {"parent_id": 0, "custom_url": {"url": "/tea/"}},
        "PUT /simulator/stock": {"sku": "MUG", "location_id": 1, "quantity": 3,
                                 "safety_stock": 1, "warning_level": 1,
                                 "is_in_stock": False},
        "PATCH /simulator/locations/<int:location_id>": location,
        "POST /simulator/products/<int:product_id>/options": {
            "display_name": "Size", "labels": ["XL"],
        },
        "POST /simulator/variants/orphan": {"sku": "o"},
        "POST /simulator/categories": {"name": "c"},
        "POST /simulator/customers": CUSTOMER
        | {"email": "new@shop.example", "orders": [order.id]},
        "POST /simulator/hooks/<int:hook_id>/block": {"seconds": 1, "failure": "f"},
        "POST /simulator/tokens": {"scopes": ["store_v2_orders"]},
        "PATCH /simulator/information": {"name": "n"},
        "PATCH /simulator/settings/inventory": store.settings.inventory,
    }  # fmt: skip
    return table.get(f"{method} {rule}", {} if method != "DELETE" else None)

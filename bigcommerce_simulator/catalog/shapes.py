"""The types in the bodies of the catalog that :mod:`.fields` does not name.

Source: BigCommerce, products_catalog.v3.yml, product-variants_catalog.v3.yml.
"""

from ..shapes import flag, text, whole

VARIANT = {
    "id": whole,
    "product_id": whole,
    "option_values": [{"id": whole, "option_id": whole}],
}
PRODUCT = {
    "id": whole,
    "brand_name": text,
    "variants": [VARIANT],
    "custom_fields": [{"id": whole, "name": text, "value": text}],
    "bulk_pricing_rules": [{"id": whole, "type": text}],
    "images": [
        {
            "image_url": text,
            "is_thumbnail": flag,
            "sort_order": whole,
            "description": text,
        }
    ],
}
OPTION_VALUE = {"id": whole}
OPTION = {"option_values": [OPTION_VALUE]}

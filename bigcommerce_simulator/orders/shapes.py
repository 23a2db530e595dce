"""The types in the bodies of orders, shipments and refunds.

Source: BigCommerce, orders.v2 (``order_Post``, ``order_Put``, ``orderShipment_Post``)
and orders.v3 (refund quotes and refunds).
"""

from ..shapes import (
    amount,
    anything,
    flag,
    number,
    reference,
    text,
    whole,
    whole_or_text,
)
from .pickup_consignment import consignments_shape

_ADDRESS = {"id": whole, "form_fields": [anything]}
_PRODUCT = {
    "id": whole,
    "quantity": whole,
    "product_id": whole,
    "variant_id": whole,
    "product_options": [{"id": reference, "value": reference}],
    "wrapping_id": whole,
    "wrapping_name": text,
    "wrapping_message": text,
}
_FEE = {"id": whole, "tax_class_id": whole, "cost_tax": amount}
ORDER = {
    "products": [_PRODUCT],
    "billing_address": _ADDRESS,
    "shipping_addresses": [_ADDRESS],
    "fees": [_FEE],
    "status_id": whole,
    "channel_id": whole,
    "customer_id": whole,
    "is_deleted": flag,
    "consignments": consignments_shape(_PRODUCT),
}
SHIPPING_ADDRESS = {**_ADDRESS, "shipping_method": text}
SHIPMENT = {
    "order_address_id": whole_or_text,
    "items": [{"order_product_id": whole, "quantity": whole}],
}
REFUND = {
    "items": [
        {
            "item_type": text,
            "item_id": whole,
            "quantity": whole,
            "amount": number,
            "reason": text,
            "adjustments": [{"amount": number, "description": text}],
        }
    ],
    "payments": [{"provider_id": text, "amount": number, "offline": flag}],
    "tax_adjustment_amount": number,
    "merchant_calculated_override": {"total_amount": number, "total_tax": number},
}

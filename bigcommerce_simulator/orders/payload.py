"""The document of an order (``order_Resp``): every documented field, amounts as
texts, and the fields that BigCommerce's own samples have beside them."""

from .consignment_payload import consignments_payload, link
from .line_payload import fee_payload
from .notation import EXCHANGE_RATE, Notation, rfc_2822
from .order import Order
from .status import STATUSES
from .tax import SHIPPING_CLASS, WRAPPING_CLASS

CONSIGNMENTS = "consignments"
LINE_ITEMS = "consignments.line_items"
FEES = "fees"
INCLUDES = (CONSIGNMENTS, LINE_ITEMS, FEES)


def order_payload(store, order: Order, include=(), as_object: bool = False) -> dict:
    """``include`` as in the query; ``as_object``: ``consignment_structure=object``,
    without it consignments come in the legacy shape, a list."""
    document = {
        **_head(store, order),
        **_amounts(store, order),
        **_payment(store, order),
        **_people(order),
        **_sources(order),
        **_links(store, order),
    }
    if CONSIGNMENTS in include or LINE_ITEMS in include:
        consignments = consignments_payload(store, order, LINE_ITEMS in include)
        document["consignments"] = consignments if as_object else [consignments]
    if FEES in include:
        document["fees"] = [fee_payload(store, fee) for fee in order.fees]
    return document


def _head(store, order):
    return {
        "id": order.id,
        "customer_id": order.customer_id,
        "date_created": rfc_2822(order.created),
        "date_modified": rfc_2822(order.modified),
        "date_shipped": rfc_2822(order.shipped),
        "status_id": order.status_id,
        "status": STATUSES[order.status_id][0],
        "custom_status": store.orders.labels.custom(order.status_id),
        "cart_id": order.cart_id,
        "items_total": order.items_total,
        "items_shipped": order.items_shipped,
        "order_is_digital": order.is_digital,
        "is_deleted": order.is_deleted,
        "is_tax_inclusive_pricing": order.inclusive,
    }


def _amounts(store, order):
    write = Notation(store)
    totals, charges = order.totals, order.charges
    return {
        "subtotal_ex_tax": write(totals.subtotal.ex_tax),
        "subtotal_inc_tax": write(totals.subtotal.inc_tax),
        "subtotal_tax": write(totals.subtotal_tax),
        **_charge("shipping", charges.shipping, order.base_shipping_cost, write),
        "shipping_cost_tax_class_id": SHIPPING_CLASS,
        **_charge("handling", charges.handling, order.base_handling_cost, write),
        "handling_cost_tax_class_id": SHIPPING_CLASS,
        **_charge("wrapping", charges.wrapping, order.base_wrapping_cost, write),
        "wrapping_cost_tax_class_id": WRAPPING_CLASS,
        "total_ex_tax": write(totals.total.ex_tax),
        "total_inc_tax": write(totals.total.inc_tax),
        "total_tax": write(totals.total_tax),
        "discount_amount": write(charges.discount_amount),
        "coupon_discount": write(charges.coupon_discount),
        # Always zero, whatever was refunded: the refunds themselves are the truth.
        "refunded_amount": write(0),
    }


def _charge(name, cost, base, write):
    return {
        f"base_{name}_cost": write(base),
        f"{name}_cost_ex_tax": write(cost.ex_tax),
        f"{name}_cost_inc_tax": write(cost.inc_tax),
        f"{name}_cost_tax": write(cost.tax),
    }


def _payment(store, order):
    write = Notation(store)
    display = order.display_currency or order.currency
    return {
        "payment_method": order.payment_method,
        "payment_provider_id": order.payment_provider_id,
        "payment_status": order.payment_status,
        "store_credit_amount": write(order.store_credit_amount),
        "gift_certificate_amount": write(order.gift_certificate_amount),
        "credit_card_type": None,
        "currency_id": _currency_id(order, display),
        "currency_code": display,
        "currency_exchange_rate": _rate(order.display_exchange_rate),
        "default_currency_id": _currency_id(order, order.currency),
        "default_currency_code": order.currency,
        "store_default_currency_code": order.store_currency,
        "store_default_to_transactional_exchange_rate": _rate(order.exchange_rate),
    }


def _currency_id(order, code):
    """The store's own currency is 1; another has the number its code stands for."""
    return 1 if code == order.store_currency else int(code, 36)


def _rate(value):
    return str(value.quantize(EXCHANGE_RATE))


def _people(order):
    return {
        "billing_address": order.billing,
        "is_email_opt_in": False,
        "customer_message": order.customer_message,
        "customer_locale": order.customer_locale,
        "staff_notes": order.staff_notes,
        "ip_address": order.ip_address,
        "ip_address_v6": order.ip_address_v6,
        "geoip_country": order.geoip_country,
        "geoip_country_iso2": order.geoip_country_iso2,
    }


def _sources(order):
    return {
        "order_source": order.order_source,
        "channel_id": order.channel_id,
        "external_source": order.external_source,
        "external_id": None,
        "external_order_id": order.external_order_id or "",
        "external_merchant_id": order.external_merchant_id,
        "ebay_order_id": "0",
        "tax_provider_id": order.tax_provider_id,
    }


def _links(store, order):
    path = f"/orders/{order.id}"
    return {
        "shipping_address_count": len(order.addresses),
        "products": link(store, f"{path}/products"),
        "shipping_addresses": link(store, f"{path}/shippingaddresses"),
        "coupons": link(store, f"{path}/coupons"),
        "consignments": link(store, f"{path}/consignments"),
        "fees": link(store, f"{path}/fees"),
    }

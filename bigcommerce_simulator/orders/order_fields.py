"""The fields of an order that ``POST`` and ``PUT`` of ``/v2/orders`` may set.

Source: BigCommerce, orders.v2 (``order_Put``, ``order_Shared``): prices are
overridden only in pairs, ``external_merchant_id`` is written once, ``channel_id``
must be a channel of the store.
"""

from ..countries import completed
from ..errors import V2Error
from ..parameters import parse_date
from .archive import archive
from .arithmetic import Money
from .checkout import price_shipping
from .discounts import set_order_discount
from .fees import replaced_fees
from .order import Address, Order
from .status import STATUSES
from .tax import SHIPPING_CLASS
from .values import address, amount, invalid, pair, quantity, text

READ_ONLY = frozenset(
    """id date_modified date_shipped cart_id status subtotal_tax shipping_cost_tax
    shipping_cost_tax_class_id handling_cost_tax handling_cost_tax_class_id
    wrapping_cost_tax wrapping_cost_tax_class_id payment_status store_credit_amount
    gift_certificate_amount currency_id currency_code currency_exchange_rate
    default_currency_id coupon_discount shipping_address_count total_tax
    is_email_opt_in external_id""".split()
)
_TEXTS = (
    "customer_message",
    "staff_notes",
    "customer_locale",
    "payment_method",
    "payment_provider_id",
    "external_source",
    "external_order_id",
    "geoip_country",
    "geoip_country_iso2",
)
_IP_ADDRESSES = (("ip_address", "ip_address_v6"), ("ip_address_v6", "ip_address"))


def refuse_read_only(body: dict) -> None:
    """400 when ``body`` sets what BigCommerce computes itself."""
    for name in body:
        if name in READ_ONLY:
            raise V2Error(
                400,
                f"The field '{name}' cannot be written to. "
                "Please remove it from your request before trying again.",
            )


def set_fields(store, order: Order, body: dict) -> None:
    """Everything but the products; call it after them."""
    for name in _TEXTS:
        if name in body:
            setattr(order, name, _text(body[name], name))
    for name, read in (
        ("status_id", _status),
        ("channel_id", _channel),
        ("customer_id", _customer),
    ):
        if name in body:
            setattr(order, name, read(store, body[name]))
    _set_ip_addresses(order, body)
    if "order_source" in body:
        store.violation("order: order_source cannot be set, its value is external")
    if "date_created" in body:
        order.created = _date(store, body["date_created"])
    _set_external_merchant(order, body.get("external_merchant_id"))
    if body.get("billing_address"):
        given = {**order.billing, **completed(body["billing_address"])}
        order.billing = address(given, "billing_address")
    set_shipping_addresses(store, order, body.get("shipping_addresses") or ())
    _set_money(store, order, body)


def _set_ip_addresses(order, body):
    """Setting one of the two resets the other."""
    for name, other in _IP_ADDRESSES:
        if name in body:
            setattr(order, name, text(body[name], name))
            if body[name]:
                setattr(order, other, "")


def _set_external_merchant(order, value):
    if value is None:
        return
    if order.external_merchant_id is not None:
        raise V2Error(400, "The field 'external_merchant_id' is written only once.")
    order.external_merchant_id = text(value, "external_merchant_id")


def _set_money(store, order, body):
    _set_costs(order, body)
    if "fees" in body:
        order.fees = replaced_fees(store, order.fees, body["fees"] or [])
    if "discount_amount" in body:
        set_order_discount(order, amount(body["discount_amount"], "discount_amount"))
    for name in ("subtotal", "total"):
        money = pair(body, f"{name}_ex_tax", f"{name}_inc_tax")
        if money is not None:
            order.overrides[name] = money


def set_archived(store, order: Order, body: dict) -> None:
    """``is_deleted: true`` archives, ``false`` brings the order back."""
    if body.get("is_deleted") is True:
        archive(store, order)
    elif body.get("is_deleted") is False:
        order.is_deleted = False


def _text(value, name):
    """External references may be null, and a payment id a number."""
    if value is None and name.startswith("external_"):
        return None
    if name == "payment_provider_id" and isinstance(value, int):
        return str(value)
    return text(value, name)


def _customer(store, value):
    return quantity(value, "customer_id")


def _status(store, value):
    if value not in STATUSES:
        raise invalid("status_id", "There is no such status.")
    return value


def _channel(store, channel_id):
    if not store.channels.is_open(channel_id):
        raise invalid("channel_id", "The channel does not exist or is disconnected.")
    return channel_id


def _date(store, value):
    moment = parse_date(text(value, "date_created"), store.clock.now())
    if moment is None:
        raise invalid("date_created", "It must be an RFC 2822 date.")
    return moment.replace(microsecond=0)


def set_shipping_addresses(store, order: Order, bodies: list) -> None:
    """Change those with an ``id``, add the others."""
    for given in bodies:
        body = completed(given)
        if body.get("id") is None:
            row = Address(
                id=store.next_id("order_address"),
                fields=address(body, "shipping_addresses"),
                tax_rates=store.orders.taxes.of(SHIPPING_CLASS),
            )
            order.addresses.append(row)
        else:
            row = order.address(body["id"])
            if row is None:
                raise invalid("shipping_addresses", f"There is no {body['id']}.")
            row.fields = address({**row.fields, **body}, "shipping_addresses")
        if body.get("shipping_method"):
            row.shipping_method = text(body["shipping_method"], "shipping_method")


def _set_costs(order, body):
    """Shipping and handling belong to the first address, which they need."""
    for name, base, cost in (
        ("shipping", "base_cost", "cost"),
        ("handling", "base_handling_cost", "handling"),
    ):
        entered = body.get(f"base_{name}_cost")
        money = pair(body, f"{name}_cost_ex_tax", f"{name}_cost_inc_tax")
        if entered is None and money is None:
            continue
        if not order.addresses:
            raise invalid(f"{name}_cost_inc_tax", "The order has no shipping address.")
        first = order.addresses[0]
        for other in order.addresses[1:]:
            setattr(other, base, amount(0, base))
            setattr(other, cost, Money())
        if entered is not None:
            setattr(first, base, amount(entered, f"base_{name}_cost"))
            price_shipping(order, first)
        if money is not None:
            setattr(first, cost, money)
            setattr(first, base, money.inc_tax if order.inclusive else money.ex_tax)
    wrapping = pair(body, "wrapping_cost_ex_tax", "wrapping_cost_inc_tax")
    if wrapping is not None:
        order.overrides["wrapping"] = wrapping

"""A shopper checks out in the storefront."""

from collections import Counter
from decimal import Decimal

from ..countries import completed
from ..errors import V2Error
from ..shapes import whole
from .arithmetic import price
from .catalog_line import (
    chosen_modifier,
    custom_line,
    find_variant,
    set_price,
    variant_line,
)
from .discounts import add_coupon, add_line_discount, set_order_discount
from .fees import new_fee
from .order import ADDRESS_FIELDS, Address, Order
from .payments import initial_payment_status, record_payments
from .pickup_consignment import new_pickup
from .status import AWAITING_FULFILLMENT, INCOMPLETE, STATUSES, emit, emit_status
from .stock import follow_status
from .tax import SHIPPING_CLASS, tax_rates
from .values import address, amount, currency, invalid, quantity, text

SHOPPER = {
    "first_name": "Jane",
    "last_name": "Doe",
    "street_1": "123 Main Street",
    "city": "Austin",
    "state": "Texas",
    "zip": "78751",
    "country": "United States",
    "country_iso2": "US",
    "email": "shopper@example.com",
}
_TEXTS = (
    "payment_method",
    "customer_message",
    "staff_notes",
    "customer_locale",
    "order_source",
    "external_source",
    "external_order_id",
)


class Checkout:
    """One checkout. Money: numbers or texts; tax in or out as the store enters prices.

    :param lines: each ``{"sku" | "variant_id" | "product_id", "quantity"}`` or a custom
        ``{"name", "price", "quantity"}``; optional ``price`` (instead of the
        catalog's), ``discount`` (for the whole line, tax in), ``tax_rate``, ``type``
        (``digital``, ``giftcertificate``), ``parent`` (place in this list of the line
        that it is bundled with), ``modifiers`` (pairs of a name and what was chosen),
        ``street`` (it goes to this one of the order's city).
    :param shipping: ``{"cost", "handling"?, "method"?, "address"?}``; None is free,
        False an order without a shipping address.
    :param customer: ``{"email", "first_name", …, "id"?}``; without an id a guest. What
        it lacks comes from the account with this id.
    :param tax_rate: percent, or a list of rates, for everything; None: the store's own
        table.
    :param discount: on the order, tax in.
    :param coupons: each ``{"code", "type", "amount"}``, see :mod:`.discounts`.
    :param details: ``fees``, ``currency``, ``display_currency``, ``tax_exempt``,
        ``store_credit``, ``gift_certificate``, ``payment_status``, ``channel_id``,
        ``prices_include_tax``, ``location_id`` (the shopper collects there: all goods
        come from that location, and nothing is shipped), and the order's own text
        fields.
    """

    def __init__(
        self,
        store,
        lines,
        shipping=None,
        customer=None,
        status_id=AWAITING_FULFILLMENT,
        tax_rate=None,
        discount=0,
        coupons=(),
        **details,
    ):
        if status_id not in STATUSES:
            raise invalid("status_id", "There is no such status.")
        if not lines:
            raise invalid("lines", "An order has at least one.")
        self._store = store
        self._lines = lines
        self._shipping = shipping
        self._customer = dict(customer or {})
        self._status_id = status_id
        self._tax_rate = tax_rate
        self._discount = discount
        self._coupons = coupons
        self._details = details

    def place(self) -> Order:
        """Create the order, take its stock, announce it."""
        store = self._store
        if store.switches.checkout_beyond_stock == "refuse":
            self._check_stock()
        order = self._new_order()
        self._add_address(order)
        for given in self._lines:
            order.lines.append(self._line(order, given))
        self._bundle(order)
        for given, line in zip(self._lines, order.lines, strict=True):
            if given.get("discount"):
                add_line_discount(order, line, given["discount"])
        if self._discount:
            set_order_discount(order, amount(self._discount, "discount"))
        for coupon in self._coupons:
            add_coupon(store, order, coupon)
        for fee in self._details.pop("fees", ()):
            order.fees.append(new_fee(store, fee))
        self._pay(order)
        if self._details:
            raise invalid(sorted(self._details)[0], "A checkout has no such field.")
        enter(store, order)
        return order

    def _new_order(self):
        store, details = self._store, self._details
        now = store.clock.now().replace(microsecond=0)
        own = store.information.currency
        inclusive = details.pop("prices_include_tax", None)
        if inclusive is None:
            inclusive = store.information.prices_include_tax
        customer_id = self._customer.pop("id", 0)
        account = store.customers.order_address(customer_id)
        code = currency(details.pop("currency", None) or own)
        display = details.pop("display_currency", None)
        order = Order(
            id=store.next_id("order"),
            created=now,
            modified=now,
            status_id=self._status_id,
            billing=address(
                {**SHOPPER, **account, **completed(self._customer)}, "customer"
            ),
            inclusive=inclusive,
            currency=code,
            store_currency=own,
            exchange_rate=store.orders.exchange_rates.get(code, Decimal(1)),
            display_currency=display and currency(display),
            display_exchange_rate=Decimal(details.pop("display_exchange_rate", 1)),
            customer_id=customer_id,
            channel_id=details.pop("channel_id", 1),
            location_id=_location(store, details.pop("location_id", None)),
            tax_exempt=details.pop("tax_exempt", False),
            tax_rounding=store.switches.order_tax_rounding,
            subtotal_includes_fees=store.switches.subtotal_includes_fees,
            cart_id=store.random_uuid(),
            payment_method="Test Payment Gateway",
        )
        for name in _TEXTS:
            if details.get(name) is not None:
                setattr(order, name, text(details[name], name))
            details.pop(name, None)
        return order

    def _rates(self, tax_class_id):
        if self._tax_rate is None:
            return self._store.orders.taxes.of(tax_class_id)
        return tax_rates(self._tax_rate)

    def _add_address(self, order):
        if order.location_id:
            order.pickup = new_pickup(self._store, order.location_id)
        if self._shipping is False or order.pickup:
            return
        given = dict(self._shipping or {})
        fields = {name: order.billing[name] for name in ADDRESS_FIELDS}
        rates = self._rates(SHIPPING_CLASS)
        if "tax_rate" in given:
            rates = tax_rates(given["tax_rate"])
        row = Address(
            id=self._store.next_id("order_address"),
            fields=address(
                {**fields, **completed(given.get("address", {}))}, "address"
            ),
            shipping_method=given.get("method") or "None",
            base_cost=amount(given.get("cost", 0), "cost"),
            base_handling_cost=amount(given.get("handling", 0), "handling"),
            tax_rates=rates,
        )
        price_shipping(order, row)
        order.addresses.append(row)

    def _address_of(self, order, given):
        """Where a line goes: shipping there costs nothing further."""
        first = order.addresses[0]
        street = text(given.get("street"), "street") or first.fields["street_1"]
        for row in order.addresses:
            if row.fields["street_1"] == street:
                return row
        fields = {**first.fields, "street_1": street}
        row = Address(self._store.next_id("order_address"), fields)
        order.addresses.append(row)
        return row

    def _line(self, order, given):
        store = self._store
        units = quantity(given.get("quantity", 1), minimum=1)
        variant = find_variant(store, given)
        if variant is None:
            line = custom_line(store, _name(given), None, Decimal(0), units)
            line.tax_rates = self._rates(0)
            line.type = given.get("type", "physical")
            line.sku = text(given.get("sku"), "sku")
        else:
            line = variant_line(store, order, variant, units)
        for name, label in given.get("modifiers", ()):
            line.options.append(chosen_modifier(store, name, label))
        self._price(order, line, given, variant)
        if line.type == "physical" and order.addresses:
            line.order_address_id = self._address_of(order, given).id
        if line.type == "giftcertificate":
            line.gift_certificate_id = store.next_id("gift_certificate")
            line.recipient_email = text(given.get("recipient_email"), "recipient_email")
        return line

    def _price(self, order, line, given, variant):
        if "tax_rate" in given:
            line.tax_rates = tax_rates(given["tax_rate"])
        elif self._tax_rate is not None:
            line.tax_rates = tax_rates(self._tax_rate)
        if line.type == "giftcertificate":
            line.tax_rates = ()
        if "price" in given:
            entered = amount(given["price"], "price")
        elif variant is None:
            raise invalid("price", "A custom line needs a price.")
        else:
            entered = self._store.catalog.effective_price(variant)
        set_price(order, line, entered)

    def _check_stock(self):
        """A storefront sells what its stock says, and nothing more."""
        wanted, location_id = Counter(), self._details.get("location_id")
        for given in self._lines:
            variant = find_variant(self._store, given)
            if variant:
                wanted[variant.id] += quantity(given.get("quantity", 1), minimum=1)
        for variant_id, units in wanted.items():
            left = self._store.inventory.for_sale(variant_id, location_id)
            if left is not None and units > left:
                raise V2Error(409, f"Only {left} of variant {variant_id} are left.")

    def _bundle(self, order):
        for given, line in zip(self._lines, order.lines, strict=True):
            if given.get("parent") is not None:
                line.parent_order_product_id = order.lines[given["parent"]].id

    def _pay(self, order):
        details = self._details
        order.store_credit_amount = amount(
            details.pop("store_credit", 0), "store_credit"
        )
        order.gift_certificate_amount = amount(
            details.pop("gift_certificate", 0), "gift_certificate"
        )
        status = details.pop("payment_status", None)
        order.payment_status = status
        if status is None:
            order.payment_status = initial_payment_status(order)


def _location(store, location_id) -> int | None:
    """The location where the shopper collects; it must be there and enabled."""
    if location_id is None:
        return None
    location = whole(location_id) and store.inventory.locations.get(location_id)
    if not location or not location["enabled"]:
        raise invalid("location_id", "There is no such location, or it is disabled.")
    return location_id


def _name(given) -> str:
    if not given.get("name"):
        raise invalid("name", "A custom line needs a name.")
    return given["name"]


def price_shipping(order: Order, row: Address) -> None:
    """Both sides of the shipping and handling costs from the entered ones."""
    details = (row.tax_rates, order.inclusive, order.decimals)
    row.cost = price(row.base_cost, *details)
    row.handling = price(row.base_handling_cost, *details)


def enter(store, order: Order) -> None:
    """The order becomes part of the store: stock, payments, webhooks."""
    store.orders.rows[order.id] = order
    follow_status(store, order)
    emit(store, order, "created")
    record_payments(store, order)
    if order.status_id != INCOMPLETE and store.switches.order_created_also_updated:
        emit(store, order, "updated")
        emit_status(store, order, INCOMPLETE)

"""What the shopper and the staff do on BigCommerce, step by step.

Checkouts, the control panel and the payment provider are played in the simulator;
what goes through BigCommerce's API goes through it here as well.
"""

from datetime import timezone
from decimal import Decimal
from email.utils import format_datetime

from .reading import THE_ORDER, Defect

try:
    from bigcommerce_simulator.orders.line import Option
    from bigcommerce_simulator.orders.payments import (
        add_transaction,
        method_of,
        set_payment_status,
    )
    from bigcommerce_simulator.orders.refunding import decline, quote
    from bigcommerce_simulator.orders.shipment import ship
    from bigcommerce_simulator.orders.status import STATUSES, emit, touch
except ImportError:  # the addon without the rest of its repository
    STATUSES = {}

STATUS_IDS = {row[0]: status_id for status_id, row in STATUSES.items()}
COUPON_TYPES = {
    "per item": 0,
    "percent": 1,
    "per total": 2,
    "shipping": 3,
    "free shipping": 4,
    "promotion": 5,
}


class WebSide:
    """The BigCommerce side of one example.

    :param simulator: the running simulator
    :param shop: a client of BigCommerce's API, as another program has it
    """

    def __init__(self, simulator, shop):
        self._store = simulator.store
        self._shop = shop
        self.order_ids = {}
        self._refunds = []

    # === CHECKOUT === #

    def checkout(self, given):
        """A shopper orders."""
        given = dict(given)
        name = given.pop("name", THE_ORDER)
        created = given.pop("created", None)
        lines = [_line(row) for row in _rows(given.pop("lines"))]
        options = [line.pop("options", None) for line in lines]
        streets = [line.pop("street", None) for line in lines]
        details = {
            **given.pop("tender", {}),
            "fees": [_fee(fee) for fee in given.pop("fees", ())],
            "coupons": [_coupon(coupon) for coupon in given.pop("coupons", ())],
            "status_id": STATUS_IDS[given.pop("status", "Awaiting Fulfillment")],
        }
        shipping = given.pop("shipping", None)
        if shipping is not None and not isinstance(shipping, dict):
            shipping = {"cost": shipping}
        with self._store.lock:
            order = self._store.orders.place(
                lines=lines, shipping=shipping, **details, **given
            )
            for line, texts in zip(order.lines, options, strict=True):
                self._choose(line, texts or {})
            self._address(order, streets)
        self.order_ids[name] = order.id
        if created:
            moment = format_datetime(created.replace(tzinfo=timezone.utc))
            self._shop.orders.update(order.id, {"date_created": moment})

    def _address(self, order, streets):
        """Lines that name a street go there, each street an address of the order."""
        known, first = {}, order.addresses[0] if order.addresses else None
        for line, street in zip(order.lines, streets, strict=True):
            if street and not known:
                first.fields["street_1"] = street
                known[street] = first
            elif street and street not in known:
                number = self._store.next_id("order_address")
                fields = {**first.fields, "street_1": street}
                known[street] = type(first)(number, fields)
                order.addresses.append(known[street])
            if street:
                line.order_address_id = known[street].id

    def _choose(self, line, texts):
        """What a shopper typed into the fields of a product (modifiers)."""
        for name, value in texts.items():
            number = self._store.next_id("order_product_option")
            # The same field has the same id on every line.
            field = sum(map(ord, name))
            line.options.append(
                Option(number, field, field, name, value, value, "Text field")
            )

    # === EDITS === #

    def edit_by_api(self, given):
        """Another program, or an app, changes the order."""
        given = dict(given)
        order = self._order(given.pop("order", THE_ORDER))
        rows = {}
        for key, units in given.pop("quantity", {}).items():
            rows.setdefault(self._line(order, key).id, {})["quantity"] = units
        for key, (ex_tax, inc_tax) in given.pop("price", {}).items():
            row = rows.setdefault(self._line(order, key).id, {})
            row["price_ex_tax"], row["price_inc_tax"] = str(ex_tax), str(inc_tax)
        for key, name in given.pop("rename", {}).items():
            rows.setdefault(self._line(order, key).id, {})["name"] = name
        for key, cost in given.pop("wrapping", {}).items():
            row = rows.setdefault(self._line(order, key).id, {})
            row |= {"wrapping_id": 1, "wrapping_name": "Gift paper"}
            row["wrapping_cost_ex_tax"] = row["wrapping_cost_inc_tax"] = str(cost)
        products = [{"id": line_id, **row} for line_id, row in rows.items()]
        products += [self._added(row) for row in _rows(given.pop("add", ()))]
        body = {"products": products} if products else {}
        if "fees" in given:
            body["fees"] = [_fee(fee, str) for fee in given.pop("fees")]
        if "shipping" in given:
            body["base_shipping_cost"] = str(given.pop("shipping"))
        if "discount" in given:
            body["discount_amount"] = str(given.pop("discount"))
        if "status" in given:
            body["status_id"] = STATUS_IDS[given.pop("status")]
        _nothing_left(given)
        self._shop.orders.update(order.id, body)

    def _added(self, row):
        variant = self._store.catalog.variant_by_sku(row["sku"])
        return {
            "product_id": variant.product_id,
            "variant_id": variant.id,
            "quantity": row["quantity"],
        }

    def edit_in_control_panel(self, given):
        """Staff edits the order."""
        given = dict(given)
        order = self._order(given.pop("order", THE_ORDER))
        rows = {}
        for name in ("quantity", "price", "discount_on"):
            for key, value in given.pop(name, {}).items():
                row = rows.setdefault(self._line(order, key).id, {})
                row["discount" if name == "discount_on" else name] = value
        lines = [{"id": line_id, **row} for line_id, row in rows.items()]
        lines += [_line(row) for row in _rows(given.pop("add", ()))]
        remove = [self._line(order, key).id for key in given.pop("remove", ())]
        changes = {}
        if "shipping" in given:
            changes["shipping_cost"] = given.pop("shipping")
        if "discount" in given:
            changes["discount"] = given.pop("discount")
        if "fees" in given:
            changes["fees"] = [_fee(fee) for fee in given.pop("fees")]
        _nothing_left(given)
        self._store.orders.edit(order.id, lines=lines, remove=remove, **changes)

    def status(self, given):
        """Staff gives the order another status."""
        name, label = _named(given)
        order = self._order(name)
        self._shop.orders.update(order.id, {"status_id": STATUS_IDS[label]})

    # === MONEY AND GOODS === #

    def refund(self, given):
        """Staff refunds in the control panel; what it comes to, BigCommerce computes.

        The money goes back the way it came, or ``offline``.
        """
        given = dict(given)
        order = self._order(given.pop("order", THE_ORDER))
        is_offline, kept = given.pop("offline", False), given.pop("kept", {})
        body = {"items": list(self._refund_items(order, given))}
        for key, less in kept.items():
            line_id = self._line(order, key).id
            [item] = [row for row in body["items"] if row["item_id"] == line_id]
            item["adjustments"] = [{"amount": -less, "description": "Kept"}]
        if "tax_adjustment" in given:
            body["tax_adjustment_amount"] = given.pop("tax_adjustment")
        _nothing_left(given)
        with self._store.lock:
            if is_offline:
                total = quote(self._store, order, body)["total"]
                payment = {"provider_id": "custom", "amount": total, "offline": True}
                body["payments"] = [payment]
            self._refunds.append(self._store.orders.refund(order.id, **body))

    def _refund_items(self, order, given):
        for key, units in given.pop("products", {}).items():
            line_id = self._line(order, key).id
            yield {"item_type": "PRODUCT", "item_id": line_id, "quantity": units}
        for key, units in given.pop("wrapping", {}).items():
            line_id = self._line(order, key).id
            yield {
                "item_type": "GIFT_WRAPPING",
                "item_id": line_id,
                "quantity": units,
            }
        for name in ("shipping", "handling"):
            if name in given:
                item_id, amount = order.addresses[0].id, given.pop(name)
                yield {"item_type": name.upper(), "item_id": item_id, "amount": amount}
        if "fee" in given:
            item_id, amount = order.fees[0].id, given.pop("fee")
            yield {"item_type": "FEE", "item_id": item_id, "amount": amount}
        if "goodwill" in given:
            amount = given.pop("goodwill")
            yield {"item_type": "ORDER", "item_id": order.id, "amount": amount}

    def decline_refund(self, _given):
        """The payment provider declines the last refund."""
        with self._store.lock:
            decline(self._store, self._refunds[-1], "The card is closed.")

    def payment(self, given):
        """The payment provider reports ``captured``, ``void`` …"""
        name, payment_status = _named(given)
        with self._store.lock:
            order = self._order(name)
            set_payment_status(self._store, order, payment_status)
            touch(self._store, order)
            emit(self._store, order, "updated")

    def pay(self, given):
        """The customer pays a further amount for the order, by card."""
        name, paid = _named(given)
        with self._store.lock:
            order = self._order(name)
            method, gateway = method_of(order)
            add_transaction(self._store, order, "purchase", method, gateway, paid)
            touch(self._store, order)
            emit(self._store, order, "updated")

    def later(self, minutes):
        """So much time goes by on BigCommerce."""
        self._store.clock.advance(60 * int(minutes))

    def ship(self, given):
        """Staff ships units, each address by itself."""
        order, by_address = self._order(THE_ORDER), {}
        for key, units in given.items():
            line = self._line(order, key)
            address_id = line.order_address_id or order.addresses[0].id
            item = {"order_product_id": line.id, "quantity": units}
            by_address.setdefault(address_id, []).append(item)
        with self._store.lock:
            for address_id, items in by_address.items():
                body = {"order_address_id": address_id, "items": items}
                ship(self._store, order, body)

    def switches(self, given):
        """BigCommerce behaves otherwise from now on."""
        self._store.switches.update(given)

    # === FINDING === #

    def _order(self, name):
        return self._store.orders.rows[self.order_ids[name]]

    def _line(self, order, key):
        """``MUG``, or ``MUG#2``: the second row of that SKU (or name)."""
        sku, _mark, place = str(key).partition("#")
        rows = [line for line in order.lines if sku in (line.sku, line.name)]
        if not rows or (len(rows) > 1 and not place):
            raise Defect(f"{key} is not one line of the order.")
        return rows[int(place or 1) - 1]


def _rows(given):
    """``{SHIRT: 3}`` is short for ``[{sku: SHIRT, quantity: 3}]``."""
    if isinstance(given, dict):
        return [{"sku": sku, "quantity": units} for sku, units in given.items()]
    return given


def _line(row):
    return dict(row)


def _fee(fee, amount=Decimal):
    """``{name, cost, tax}``, the cost without its tax."""
    return {
        "display_name_customer": fee["name"],
        "cost_ex_tax": amount(fee["cost"]),
        "cost_tax": amount(fee.get("tax", 0)),
    }


def _coupon(coupon):
    return {**coupon, "type": COUPON_TYPES[coupon["type"]]}


def _named(given):
    """``Cancelled`` is short for ``{the order: Cancelled}``."""
    if isinstance(given, dict):
        return next(iter(given.items()))
    return THE_ORDER, given


def _nothing_left(given):
    if given:
        raise Defect(f"No step can do {sorted(given)}.")

"""Carries out the web's part of a history: what shoppers and staff do.

A step that BigCommerce refuses (a refund of more than is left, an edit of what is not
there) has happened nevertheless: it changed nothing.
"""

import json
from collections import defaultdict
from decimal import Decimal

from werkzeug.test import EnvironBuilder

from bigcommerce_simulator.errors import ApiError
from bigcommerce_simulator.orders.line import Option
from bigcommerce_simulator.orders.shipment import unship

from .reached import Before, Reached
from .web_edits import PRODUCTS, WebEdits
from .web_refunds import WebRefunds
from .web_values import fee_payload, identity, modulo, money, part, places_of

DIGITAL = ("EBOOK",)
ACCOUNT = 7  # the number of a customer who has one
PAYMENTS = {
    "card": {"payment_method": "Credit Card"},
    "authorized": {"payment_method": "Credit Card", "payment_status": "authorized"},
    "offline": {"payment_method": "Bank Deposit"},
    "unpaid": {"payment_method": "Bank Deposit", "status_id": 7},
    "on_delivery": {"payment_method": "Cash on Delivery"},
}


class WebLife(WebEdits, WebRefunds):
    """The shoppers and staff of one simulated store.

    :param application: of the simulator
    :param dict settings: of the history
    :param Reached reached: notes what happened
    """

    def __init__(self, application, settings, reached=None):
        self._application = application
        self.store = application.store
        self._settings = settings
        self._reached = Reached() if reached is None else reached
        self._tags = 0
        # By order, the ids of the lines that the connector has seen.
        self.lines_seen = defaultdict(set)
        self.refusals = []
        self._set_up()

    def _set_up(self):
        store, settings = self.store, self._settings
        switches = settings["switches"]
        store.switches.update(switches)
        if store.switches.panel_edit_renews_line_ids:
            # A declined refund names its units by line ids: with new ids nobody
            # could tell which units they were.
            store.switches.declined_refund_restores_quantity = True
        store.information.values["is_price_entered_with_tax"] = settings["inclusive"]
        store.orders.taxes.set({"0": settings["tax"]} if settings["tax"] else {})
        store.settings.inventory.update(settings["inventory"])

    def create_products(self):
        """What the shop sells on the web."""
        for sku in PRODUCTS:
            body = {"name": sku, "sku": sku, "weight": 1, "price": 10}
            kind = "digital" if sku in DIGITAL else "physical"
            self.call("POST", "/v3/catalog/products", {**body, "type": kind})

    def take(self, name, step):
        """Carry out a step.

        :return: the order that changed, or nothing
        """
        with self.store.lock:
            order = None if name == "checkout" else self._order(step)
            if order is None and name != "checkout":
                return None
            before = Before(self.store, order)
            try:
                order = getattr(self, f"_{name}")(step, order) or order
            except ApiError as error:
                self.refusals.append(f"{name}: {error}")
                return None
            for line in order.lines:
                if not hasattr(line, "proof_tag"):
                    self._tags += 1
                    line.proof_tag = self._tags
            if name != "checkout":
                order.was_touched = True
            self._reached.web(name, step, before, self.store, order)
            return order

    @property
    def orders(self):
        return list(self.store.orders.rows.values())

    def call(self, method, path, body=None, query=None):
        """BigCommerce's API without a network in between.

        :return: the JSON value of the answer
        :raise ApiError: when BigCommerce refuses
        """
        builder = EnvironBuilder(
            path=f"/stores/{self.store.store_hash}{path}",
            method=method,
            query_string=query,
            json=body,
            headers={"X-Auth-Token": self.store.access_token},
        )
        answer = self._application.answer(builder.get_environ())
        text = answer.get_data(as_text=True)
        if answer.status_code >= 500:
            raise AssertionError(f"{method} {path}: {answer.status_code} {text}")
        if answer.status_code >= 400:
            raise ApiError(answer.status_code, text)
        return json.loads(text, parse_float=Decimal) if text else None

    # === CHECKOUT === #

    def _checkout(self, step, _order):
        places = places_of(step["currency"])
        # A discount could leave less to pay than what is paid apart.
        is_paid_apart = "credit" in step or "certificate" in step
        rows = step["lines"]
        if is_paid_apart:
            rows = [{k: row[k] for k in row if k != "less"} for row in rows]
        lines = [self._line(row, places) for row in rows]
        lines[0].pop("parent", None)
        worth = sum(line["price"] * line["quantity"] for line in lines)
        details = dict(PAYMENTS[step["payment"]])
        if "shipping" in step or "handling" in step:
            details["shipping"] = {
                "cost": money(step.get("shipping", 0), places),
                "handling": money(step.get("handling", 0), places),
            }
        if is_paid_apart:
            for name, field in (
                ("credit", "store_credit"),
                ("certificate", "gift_certificate"),
            ):
                if name in step:
                    details[field] = part(worth, min(step[name], 33), places)
        elif "coupon" in step:
            amount = step["coupon"]["amount"]
            is_percentage = step["coupon"]["type"] == 1
            value = Decimal(amount) if is_percentage else money(amount, places)
            coupon = {"code": "C10", "type": step["coupon"]["type"], "amount": value}
            details["coupons"] = [coupon]
        is_reduced = is_paid_apart or any("less" in row for row in rows)
        if "discount" in step and not is_reduced:
            details["discount"] = part(worth, step["discount"], places)
        details.update(self._shopper(step))
        order = self.store.orders.place(
            lines,
            currency=step["currency"],
            fees=[fee_payload(fee, places) for fee in step.get("fees", ())],
            **details,
        )
        for line, row in zip(order.lines, step["lines"], strict=True):
            self._choose(line, row)
        if "apart" in step and order.addresses:
            self._send_apart(order)
        return order

    def _send_apart(self, order):
        """The last of the goods go to another address."""
        first = order.addresses[0]
        fields = {**first.fields, "street_1": "2 Other Street"}
        other = type(first)(self.store.next_id("order_address"), fields)
        goods = [line for line in order.lines if line.order_address_id]
        if len(goods) > 1:
            order.addresses.append(other)
            goods[-1].order_address_id = other.id

    def _shopper(self, step):
        """Who orders, and where it is collected, if it is."""
        details = {}
        if "exempt" in step:
            details["tax_exempt"] = True
        if "account" in step:
            details["customer"] = {"id": ACCOUNT}
        if "tax" in step:
            details["tax_rate"] = step["tax"] or 0
        if "pickup" in step:
            details["location_id"] = step["pickup"]
        return details

    def _choose(self, line, row):
        """A shopper types into a field of the product."""
        if "option" in row:
            number = self.store.next_id("order_product_option")
            text = row["option"]
            line.options.append(
                Option(number, 7, 7, "Colour", text, text, "Text field")
            )

    # === GOODS === #

    def _ship(self, step, order):
        items = {}
        for line, units in zip(order.lines, step["units"], strict=False):
            left = line.quantity - line.quantity_shipped
            if line.type == "physical" and line.order_address_id and left > 0 and units:
                items[line.id] = min(units, left)
        if items:
            self.store.orders.ship(order.id, items)

    def _unship(self, step, order):
        """Staff delete a shipment of lines that are still there."""
        rows = [
            row
            for row in self.store.orders.shipments.values()
            if row.order_id == order.id and all(map(order.line, row.items))
        ]
        if rows:
            row = modulo(rows, step["shipment"])
            unship(self.store, order, row)
            order.unshipped = [*getattr(order, "unshipped", ()), identity(row)]
            self._reached.add("a shipment deleted on BigCommerce")

    def _archive(self, _step, order):
        self.store.orders.archive(order.id)

    # === FINDING === #

    def _order(self, step):
        """Nobody touches an order any more that was archived."""
        present = [order for order in self.orders if not order.is_deleted]
        return modulo(present, step["order"])

"""Carries out the web's part of a history: what shoppers and staff do.

A step that BigCommerce refuses (a refund of more than is left, an edit of what is not
there) has happened all the same: it changed nothing.
"""

import json
from collections import defaultdict
from decimal import ROUND_DOWN, Decimal

from werkzeug.test import EnvironBuilder

from bigcommerce_simulator.errors import ApiError
from bigcommerce_simulator.orders.line import Option
from bigcommerce_simulator.orders.payments import (
    add_transaction,
    captured,
    method_of,
    set_payment_status,
)
from bigcommerce_simulator.orders.received import refundable
from bigcommerce_simulator.orders.refund import paid_back
from bigcommerce_simulator.orders.refund_methods import original_method
from bigcommerce_simulator.orders.refunding import decline, quote
from bigcommerce_simulator.orders.status import emit, touch

from .groups import group_of
from .reached import Before, Reached

PRODUCTS = ("SHIRT", "MUG", "PEN", "EBOOK")
DIGITAL = ("EBOOK",)
ACCOUNT = 7  # the number of a customer who has one
_ADDED = ("sku", "name", "price", "quantity")
PAYMENTS = {
    "card": {"payment_method": "Credit Card"},
    "authorized": {"payment_method": "Credit Card", "payment_status": "authorized"},
    "offline": {"payment_method": "Bank Deposit"},
    "unpaid": {"payment_method": "Bank Deposit", "status_id": 7},
    "on_delivery": {"payment_method": "Cash on Delivery"},
}


class WebLife:
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
        places = _places(step["currency"])
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
                "cost": _money(step.get("shipping", 0), places),
                "handling": _money(step.get("handling", 0), places),
            }
        if is_paid_apart:
            for name, field in (
                ("credit", "store_credit"),
                ("certificate", "gift_certificate"),
            ):
                if name in step:
                    details[field] = _part(worth, min(step[name], 33), places)
        elif "coupon" in step:
            amount = step["coupon"]["amount"]
            is_percentage = step["coupon"]["type"] == 1
            value = Decimal(amount) if is_percentage else _money(amount, places)
            coupon = {"code": "C10", "type": step["coupon"]["type"], "amount": value}
            details["coupons"] = [coupon]
        is_reduced = is_paid_apart or any("less" in row for row in rows)
        if "discount" in step and not is_reduced:
            details["discount"] = _part(worth, step["discount"], places)
        if "exempt" in step:
            details["tax_exempt"] = True
        if "account" in step:
            details["customer"] = {"id": ACCOUNT}
        if "tax" in step:
            details["tax_rate"] = step["tax"] or 0
        order = self.store.orders.place(
            lines,
            currency=step["currency"],
            fees=[_fee(fee, places) for fee in step.get("fees", ())],
            **details,
        )
        for line, row in zip(order.lines, step["lines"], strict=True):
            self._choose(line, row)
        return order

    def _line(self, row, places):
        line = {"quantity": row["units"], "price": _money(row["price"], places)}
        if row["item"] in PRODUCTS:
            line["sku"] = row["item"]
        else:
            line["name"] = row["item"]
        if row["item"] == "Certificate":
            line["type"] = "giftcertificate"
        if "tax" in row:
            line["tax_rate"] = row["tax"] or 0
        if "parent" in row:
            line["parent"], line["price"] = row["parent"], Decimal(0)
        worth = line["price"] * row["units"]
        if "less" in row and worth:
            line["discount"] = _part(worth, row["less"], places)
        return line

    def _choose(self, line, row):
        """A shopper types into a field of the product."""
        if "option" in row:
            number = self.store.next_id("order_product_option")
            text = row["option"]
            line.options.append(
                Option(number, 7, 7, "Colour", text, text, "Text field")
            )

    # === EDITS === #

    def _edit_by_api(self, step, order):
        places, products = order.decimals, []
        for row in step["rows"]:
            line = _modulo(order.lines, row["line"])
            if line is None:
                continue
            body = {"id": line.id}
            if "units" in row:
                body["quantity"] = row["units"]
            else:
                body |= _pair("price", *self._sides(row["price"], line, places))
            products.append(body)
        for row in step.get("add", ()):
            products.append(self._added_by_api(row, places))
        if products and "wrapping" in step:
            price, share = step["wrapping"]
            cost = _money(price, places)
            ex_tax = cost - _part(cost, min(share, 33), places)
            products[0] |= {"wrapping_id": 1, **_pair("wrapping_cost", ex_tax, cost)}
        body = {"products": products} if products else {}
        if "shipping" in step and order.addresses:
            body["base_shipping_cost"] = str(_money(step["shipping"], places))
        if "fees" in step:
            body["fees"] = [_fee(fee, places, str) for fee in step["fees"]]
        if "discount" in step:
            left = sum(
                order.amounts(line).discounted_total_inc_tax for line in order.lines
            )
            body["discount_amount"] = str(
                _part(left, min(step["discount"], 50), places)
            )
        if "total" in step:
            price, share = step["total"]
            total = _money(price, places)
            body |= _pair("total", total - _part(total, min(share, 33), places), total)
        if "status" in step:
            body["status_id"] = step["status"]
        self.call("PUT", f"/v2/orders/{order.id}", body)

    def _sides(self, price, line, places):
        entered = _money(price, places)
        rate = sum((tax.rate for tax in line.tax_rates), Decimal(0)) / 100
        return entered, (entered * (1 + rate)).quantize(entered)

    def _added_by_api(self, row, places):
        price = _money(row["price"], places)
        body = {"quantity": row["units"], **_pair("price", price, price)}
        variant = self.store.catalog.variant_by_sku(row["item"])
        if variant is None:
            return {**body, "name": row["item"]}
        return {**body, "product_id": variant.product_id, "variant_id": variant.id}

    def _edit_in_panel(self, step, order):
        places, lines = order.decimals, []
        for row in step["rows"]:
            line = _modulo(order.lines, row["line"])
            if line is None:
                continue
            given = {"id": line.id}
            if "units" in row:
                given["quantity"] = row["units"]
            elif "price" in row:
                given["price"] = _money(row["price"], places)
            else:
                whole = order.amounts(line).total.inc_tax
                given["discount"] = _part(whole, min(row["less"], 50), places)
            lines.append(given)
        for row in step.get("add", ()):
            added = self._line(row, places)
            lines.append({k: v for k, v in added.items() if k in _ADDED})
        remove = {
            line.id
            for line in (_modulo(order.lines, n) for n in step.get("remove", ()))
            if line is not None
        }
        changes = {}
        if "shipping" in step and order.addresses:
            changes["shipping_cost"] = _money(step["shipping"], places)
        if "fees" in step:
            changes["fees"] = [_fee(fee, places) for fee in step["fees"]]
        if "discount" in step:
            kept = [line for line in order.lines if line.id not in remove]
            left = sum(order.amounts(line).discounted_total_inc_tax for line in kept)
            changes["discount"] = _part(left, min(step["discount"], 33), places)
        lines = [row for row in lines if row.get("id") not in remove]
        switches, named = self.store.switches, self._named_unseen(order)
        if not switches.declined_refund_restores_quantity:
            # Whose unit a line still counts, nobody could tell either.
            remove -= named
            lines = [
                row
                for row in lines
                if row.get("id") not in named or row.get("quantity") != 0
            ]
        renews = switches.panel_edit_renews_line_ids
        is_nameless = bool(named and self.lines_seen[order.id])
        is_nameless |= len(self._refunded_unseen(order)) > 1
        switches.panel_edit_renews_line_ids = renews and not is_nameless
        try:
            self.store.orders.edit(order.id, lines=lines, remove=remove, **changes)
        finally:
            switches.panel_edit_renews_line_ids = renews

    def _named_unseen(self, order):
        """Lines that a refund names and that came after the connector's last sync.

        If one goes before the next, nobody can tell what was given back.
        """
        new = {line.id for line in order.lines} - self.lines_seen[order.id]
        return new & {
            item.item_id
            for refund in self.store.orders.refunds.values()
            if refund.order_id == order.id
            for item in refund.items
            if item.item_type == "PRODUCT"
        }

    def _more(self, step, order):
        """Staff add units to a line."""
        line = _modulo(order.lines, step["line"])
        if line is not None:
            rows = [{"id": line.id, "quantity": line.quantity + step["units"]}]
            self.call("PUT", f"/v2/orders/{order.id}", {"products": rows})

    def _replace(self, step, order):
        """Staff add the goods of a line again, and mostly delete that line."""
        line = _modulo(order.lines, step["line"])
        if line is None:
            return
        item = line.sku if line.sku in PRODUCTS else line.name
        price = int(line.unit.inc_tax.scaleb(order.decimals))
        added = {"item": item, "units": step["units"], "price": price}
        place = order.lines.index(line)
        edit = {"rows": [], "add": [added], "remove": [place] if step["delete"] else []}
        self._edit_in_panel(edit, order)

    def _nothing(self, _step, _order):
        """Staff found nothing to do."""

    def _refunded_unseen(self, order):
        """Groups of which a refund names lines that the connector has not seen.

        With new ids nobody could tell which money was for which of several.
        """
        groups = {line.proof_tag: group_of(order, line) for line in order.lines}
        return {
            groups.get(refund.proof_tags[item.item_id])
            for refund in self.store.orders.refunds.values()
            if refund.order_id == order.id
            for item in refund.items
            if item.item_type == "PRODUCT"
            and item.item_id not in self.lines_seen[order.id]
        }

    def _status(self, step, order):
        self.call("PUT", f"/v2/orders/{order.id}", {"status_id": step["status"]})

    # === MONEY AND GOODS === #

    def _refund(self, step, order):
        items = list(self._refund_items(step, order))
        details = {}
        if "tax" in step:
            value = _part(order.totals.total_tax, min(step["tax"], 33), order.decimals)
            details = {"tax_adjustment_amount": value} if value else {}
        if not items and not details:
            return
        if "to_credit" in step and order.customer_id:
            share = step["to_credit"]
            details["payments"] = self._as_credit(order, items, details, share)
        tags = {line.id: line.proof_tag for line in order.lines}
        made = self.store.orders.refund(order.id, items, **details)
        made.proof_tags = {item.item_id: tags.get(item.item_id) for item in made.items}
        if "declined" in step:
            self._decline_refund(made)

    def _pay(self, step, order):
        """The customer pays by card what is due by now, or any other amount."""
        amount = self._paid(step, order)
        if amount > 0:
            # Paid in the second of the last sync, the order would not show it.
            self.store.clock.advance(1)
            order.was_paid_on_top = True
            method, gateway = method_of(order)
            add_transaction(self.store, order, "purchase", method, gateway, amount)
            touch(self.store, order)
            emit(self.store, order, "updated")

    def _paid(self, step, order):
        if "exactly" in step:
            return Decimal(step["exactly"])
        received = captured(self.store, order)
        if not received:
            return 0  # outside of BigCommerce, which does not say how much
        due = order.total_inc_tax - received + paid_back(self.store, order)
        due = due.quantize(Decimal(1).scaleb(-order.decimals), ROUND_DOWN)
        if due > 0 or not step["too_much"]:
            return due
        return _money(step["amount"], order.decimals)

    def _give_back(self, step, order):
        """Staff give back an amount: what was received beyond the total, or of that."""
        places = order.decimals
        if "amount" in step:
            amount = Decimal(step["amount"])
        else:
            back = paid_back(self.store, order)
            open_amount = captured(self.store, order) - back - order.total_inc_tax
            whole = open_amount if open_amount > 0 else order.total_inc_tax
            amount = _part(whole, step["share"], places)
        left = refundable(self.store, order) - paid_back(self.store, order)
        amount = min(amount, left)
        amount = amount.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
        if amount > 0:
            item = {"item_type": "ORDER", "item_id": order.id, "amount": amount}
            self.store.orders.refund(order.id, [item]).proof_tags = {}

    def _settle(self, step, order):
        """Staff take units off a line, and give back what that makes less."""
        line = _modulo(order.lines, step["line"])
        if line is None or line.quantity_refunded >= line.quantity:
            return
        units = min(step["units"], line.quantity - line.quantity_refunded)
        if step["goods"]:
            self._refund({"lines": [[order.lines.index(line), units]]}, order)
        total = order.total_inc_tax
        rows = [{"id": line.id, "quantity": line.quantity - units}]
        self.call("PUT", f"/v2/orders/{order.id}", {"products": rows})
        left = refundable(self.store, order) - paid_back(self.store, order)
        less = min(total - order.total_inc_tax, left)
        if less > 0 and not step["goods"]:
            item = {"item_type": "ORDER", "item_id": order.id, "amount": less}
            made = self.store.orders.refund(order.id, [item])
            made.proof_tags = {}

    def _refund_items(self, step, order):
        places = order.decimals
        for number, units in step.get("lines", ()):
            line = _modulo(order.lines, number)
            left = line.quantity - line.quantity_refunded if line else 0
            if left > 0:
                units = min(units, left)
                yield {"item_type": "PRODUCT", "item_id": line.id, "quantity": units}
        costs = [("goodwill", "ORDER", order.id, refundable(self.store, order))]
        if order.addresses:
            address = order.addresses[0]
            costs += [
                ("shipping", "SHIPPING", address.id, address.cost.inc_tax),
                ("handling", "HANDLING", address.id, address.handling.inc_tax),
            ]
        if order.fees:
            costs.append(("fee", "FEE", order.fees[0].id, order.fees[0].cost.inc_tax))
        for name, kind, item_id, whole in costs:
            value = _part(whole, step[name], places) if name in step else 0
            if value:
                yield {"item_type": kind, "item_id": item_id, "amount": value}

    def _as_credit(self, order, items, details, share):
        """The payments of a refund, a share of it as store credit."""
        total = quote(self.store, order, {"items": items, **details})["total"]
        credit = _part(total, share, order.decimals)
        rows = {"storecredit": credit}
        for option in original_method(self.store, order, total - credit):
            provider = option.provider_id
            rows[provider] = rows.get(provider, 0) + option.amount
        return [{"provider_id": x, "amount": rows[x]} for x in rows if rows[x]]

    def _decline(self, _step, order):
        rows = self.store.orders.refunds.values()
        standing = [r for r in rows if r.order_id == order.id and not r.is_declined]
        if standing:
            self._decline_refund(standing[-1])

    def _decline_refund(self, made):
        decline(self.store, made, "The card is closed.")

    def _payment(self, step, order):
        if order.payment_status != "authorized":
            return
        set_payment_status(self.store, order, step["status"])
        touch(self.store, order)
        emit(self.store, order, "updated")

    def _ship(self, step, order):
        items = {}
        for line, units in zip(order.lines, step["units"], strict=False):
            left = line.quantity - line.quantity_shipped
            if line.type == "physical" and line.order_address_id and left > 0 and units:
                items[line.id] = min(units, left)
        if items:
            self.store.orders.ship(order.id, items)

    def _archive(self, _step, order):
        self.store.orders.archive(order.id)

    # === FINDING === #

    def _order(self, step):
        """Nobody touches an order any more that was archived."""
        present = [order for order in self.orders if not order.is_deleted]
        return _modulo(present, step["order"])


def _modulo(rows, number):
    return rows[number % len(rows)] if rows else None


def _places(currency):
    return {"JPY": 0, "KWD": 3}.get(currency, 2)


def _money(units, places):
    return Decimal(units).scaleb(-places)


def _part(whole, share, places):
    unit = Decimal(1).scaleb(-places)
    return (Decimal(whole) * share / 100).quantize(unit, ROUND_DOWN)


def _pair(name, ex_tax, inc_tax):
    return {f"{name}_ex_tax": str(ex_tax), f"{name}_inc_tax": str(inc_tax)}


def _fee(fee, places, text=Decimal):
    return {
        "display_name_customer": fee["name"],
        "cost_ex_tax": text(_money(fee["cost"], places)),
        "cost_tax": text(_money(fee["tax"], places)),
    }

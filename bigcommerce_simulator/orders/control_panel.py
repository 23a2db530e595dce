"""Staff edits an order in the control panel.

Other than through the API, a removed row is really gone, and whether the others keep
their ids is not documented (switch ``panel_edit_renews_line_ids``).
"""

from decimal import Decimal

from .arithmetic import price
from .catalog_line import custom_line, find_variant, set_price, variant_line
from .checkout import price_shipping
from .discounts import add_line_discount, set_order_discount
from .editing import Editing
from .fees import replaced_fees
from .order import Order
from .status import STATUSES
from .values import amount, invalid, quantity, text


class PanelEdit:
    """One edit.

    :param lines: ``{"id", "quantity"?, "price"?, "discount"?}`` for a present line
        (quantity 0 removes it); without ``id`` a new line, as in a checkout.
    :param remove: ids of lines to remove.
    :param shipping_cost: entered cost, tax in or out as the order's prices.
    :param discount: the manual discount on the order (tax in).
    """

    def __init__(
        self,
        store,
        order: Order,
        lines=(),
        remove=(),
        shipping_cost=None,
        discount=None,
        fees=None,
        status_id=None,
        **texts,
    ):
        self._store = store
        self._order = order
        self._lines = lines
        self._remove = remove
        self._shipping_cost = shipping_cost
        self._discount = discount
        self._fees = fees
        self._status_id = status_id
        self._texts = texts

    def apply(self) -> Order:
        """Do it, announce it."""
        order = self._order
        with Editing(self._store, order):
            self._edit_lines()
            if self._shipping_cost is not None:
                self._set_shipping_cost()
            if self._fees is not None:
                order.fees = replaced_fees(self._store, order.fees, self._fees)
            if self._discount is not None:
                set_order_discount(order, amount(self._discount, "discount"))
            self._set_status_and_texts()
            if self._store.switches.panel_edit_renews_line_ids:
                self._renew_ids()
        return order

    def _edit_lines(self):
        order, gone = self._order, set(self._remove)
        for given in self._lines:
            if given.get("id") is None:
                order.lines.append(self._added(given))
                continue
            line = self._known(given["id"])
            if given.get("quantity") == 0:
                gone.add(line.id)
            else:
                self._change(line, given)
        for line_id in gone:
            self._known(line_id)
        if gone or self._lines:
            order.overrides.clear()
        order.lines = [line for line in order.lines if line.id not in gone]

    def _known(self, line_id):
        line = self._order.line(line_id)
        if line is None:
            raise invalid("lines", f"The order has no line {line_id}.")
        return line

    def _change(self, line, given):
        before = (line.quantity, line.unit)
        line.quantity = quantity(given.get("quantity", line.quantity), minimum=1)
        if "price" in given:
            set_price(self._order, line, amount(given["price"], "price"))
        if before != (line.quantity, line.unit) or "discount" in given:
            line.discounts = []
        if given.get("discount"):
            add_line_discount(self._order, line, given["discount"])

    def _added(self, given):
        store, order = self._store, self._order
        units = quantity(given.get("quantity", 1), minimum=1)
        variant = find_variant(store, given)
        if variant is not None:
            line = variant_line(store, order, variant, units)
            if "price" in given:
                set_price(order, line, amount(given["price"], "price"))
        else:
            entered = amount(given.get("price"), "price")
            rates = store.orders.taxes.of(0)
            unit = price(entered, rates, order.inclusive, order.decimals)
            name = text(given.get("name"), "name")
            line = custom_line(store, name, unit, entered, units)
            line.tax_rates = rates
        if line.type == "physical" and order.addresses:
            line.order_address_id = order.addresses[0].id
        if given.get("discount"):
            add_line_discount(order, line, given["discount"])
        return line

    def _set_shipping_cost(self):
        if not self._order.addresses:
            raise invalid("shipping_cost", "The order has no shipping address.")
        first = self._order.addresses[0]
        first.base_cost = amount(self._shipping_cost, "shipping_cost")
        for other in self._order.addresses[1:]:
            other.base_cost = Decimal(0)
            price_shipping(self._order, other)
        price_shipping(self._order, first)

    def _set_status_and_texts(self):
        if self._status_id is not None:
            if self._status_id not in STATUSES:
                raise invalid("status_id", "There is no such status.")
            self._order.status_id = self._status_id
        for name, value in self._texts.items():
            if name not in ("staff_notes", "customer_message", "payment_method"):
                raise invalid(name, "An edit has no such field.")
            setattr(self._order, name, text(value, name))

    def _renew_ids(self):
        new = {}
        for line in self._order.lines:
            line.former_ids.append(line.id)
            new[line.id] = line.id = self._store.next_id("order_product")
        for line in self._order.lines:
            parent = line.parent_order_product_id
            line.parent_order_product_id = new.get(parent, parent)

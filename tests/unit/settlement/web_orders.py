"""Web orders and refunds as the money rules take them, and what was posted of them."""

from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.order import Item, WebOrder
from odoo.addons.bigcommerce_connector.mappers.refunds import (
    Refund,
    Refunds,
    UnitsRefund,
)
from odoo.addons.bigcommerce_connector.settlement.history import History
from odoo.addons.bigcommerce_connector.settlement.settle import settle
from odoo.addons.bigcommerce_connector.settlement.status_policy import POST
from odoo.addons.bigcommerce_connector.settlement.transaction import PostedLine

ZERO = Decimal(0)
KEYS = ("variant:1", "variant:2", "sku:x")
UNITS = st.integers(0, 9).map(Decimal)


def money(places=2, most=100_000):
    return st.integers(0, most).map(lambda units: Decimal(units).scaleb(-places))


def item(key="variant:1", quantity=3, inc_tax="30.00", tax="0", **fields):
    return Item(
        key,
        key,
        sku="",
        product_id="",
        variant_id="",
        options="",
        type="physical",
        quantity=Decimal(quantity),
        inc_tax=Decimal(inc_tax),
        tax=Decimal(tax),
        **fields,
    )


def web_order(*items, total=None, tax=None, charges=()):
    parts = [*items, *charges]
    inc_tax = sum((part.inc_tax for part in parts), ZERO)
    own_tax = sum((part.tax for part in parts), ZERO)
    return WebOrder(
        external_id="100",
        status_id=11,
        status="",
        payment_method="",
        payment_status="",
        currency_code="USD",
        date_created=None,
        date_modified=None,
        total=inc_tax if total is None else Decimal(total),
        tax=own_tax if tax is None else Decimal(tax),
        items={part.key: part for part in items},
        charges={part.key: part for part in charges},
        fee_keys={},
        customer_id="",
        customer_name="",
        customer_email="",
    )


def given_back(total, tax="0", cause="goodwill"):
    total = Decimal(total)
    refund = Refund(1, total, Decimal(tax), {cause: total})
    return Refunds((refund,) if total else ())


def units_back(units, total):
    """One refund of so many units of the line 7."""
    units, total = {"7": Decimal(units)}, Decimal(total)
    back = UnitsRefund(1, units, {}, total)
    refund = Refund(1, total, ZERO, {"items": total}, back)
    told = {"7": (units["7"], ZERO)}
    return Refunds((refund,) if total else (), told)


def target_of(order, refunds=None, paid=None, captured=None, places=2, policy=POST):
    """The target; paid and captured are the order's own unless it was edited."""
    if paid is None:
        paid = {key: part.quantity for key, part in order.items.items()}
    captured = order.total if captured is None else Decimal(captured)
    states = {key: [[str(quantity), str(captured)]] for key, quantity in paid.items()}
    history = History(paid_states=states)
    refunds = refunds or Refunds()
    return settle(order, refunds, history, captured, places, policy).target


class Shop:
    """What was posted, as Odoo keeps it; cashiers take units back now and then."""

    def __init__(self):
        self.lines = []

    def post(self, transactions):
        for transaction in transactions:
            number = 1 + max((line.order_id for line in self.lines), default=0)
            for move in transaction.moves:
                self._add(number, move, True)

    def take_back(self, data, places):
        """A cashier takes units of some line back."""
        sold = [line for line in self.lines if self.left(line) > 0]
        if not sold or not data.draw(st.booleans()):
            return
        line = data.draw(st.sampled_from(sold))
        units = Decimal(data.draw(st.integers(1, int(self.left(line)))))
        unit = Decimal(1).scaleb(-places)
        inc_tax, tax = (
            -(amount * units / line.quantity).quantize(unit, ROUND_HALF_UP)
            for amount in (line.inc_tax, line.tax)
        )
        refund = replace(
            line, quantity=-units, inc_tax=inc_tax, tax=tax, refunded_line_id=line.id
        )
        self._add(1 + self.lines[-1].order_id, refund, False)

    def left(self, line):
        back = (row.quantity for row in self.lines if row.refunded_line_id == line.id)
        return line.quantity + sum(back) if line.is_goods else ZERO

    def _add(self, number, move, is_ours):
        self.lines.append(
            PostedLine(
                id=len(self.lines) + 1,
                order_id=number,
                key=move.key,
                quantity=move.quantity,
                inc_tax=move.inc_tax,
                tax=move.tax,
                refunded_line_id=move.refunded_line_id,
                is_ours=is_ours,
            )
        )

    def total(self, name):
        return sum((getattr(line, name) for line in self.lines if line.is_ours), ZERO)

    def units(self):
        sold = defaultdict(Decimal)
        for line in self.lines:
            if line.is_ours:
                sold[line.key] += line.quantity
        return {key: units for key, units in sold.items() if units}

"""The taxes of an order (``/v2/orders/{id}/taxes``): what each rate came to.

The rows of an order add up to its ``total_tax`` (fees have no row of their own). A
price whose both sides were sent has no rate; its row is named "API Tax Override".
"""

from decimal import Decimal

from .arithmetic import HUNDRED, ZERO, TaxRate, rounded, spread
from .notation import Notation
from .order import Order
from .tax import CLASS_NAMES, SHIPPING_CLASS, WRAPPING_CLASS

OVERRIDE = "API Tax Override"


def taxes_payload(store, order: Order, details: bool) -> list[dict]:
    """Rows by address and rate; ``details`` splits them by line."""
    rows = [] if order.tax_exempt else list(_parts(order))
    if not details:
        rows = _merged(rows)
    write = Notation(store)
    return [
        _row(order, number, part, write, details)
        for number, part in enumerate(rows, start=1)
    ]


def _parts(order):
    """(address id, class id, rate, tax, line id, kind) of everything taxed."""
    for line in order.lines:
        tax = order.amounts(line).tax
        where = (line.order_address_id, line.tax_class_id)
        yield from _by_rate(order, where, line.tax_rates, tax, line.id, "item")
        wrapping = line.wrapping.times(line.quantity).tax
        where = (line.order_address_id, WRAPPING_CLASS)
        yield from _by_rate(
            order, where, line.tax_rates, wrapping, line.id, "gift-wrapping"
        )
    for address in order.addresses:
        where = (address.id, SHIPPING_CLASS)
        for kind, cost in (("shipping", address.cost), ("handling", address.handling)):
            yield from _by_rate(order, where, address.tax_rates, cost.tax, None, kind)


def _by_rate(order, where, rates, tax, line_id, kind):
    if not tax:
        return
    rates = rates or (TaxRate(ZERO, OVERRIDE),)
    weights = [rate.rate or Decimal(1) for rate in rates]
    parts = spread(tax, [weight * tax for weight in weights], order.decimals)
    for rate, part in zip(rates, parts, strict=True):
        yield (*where, rate, part, line_id, kind)


def _merged(rows):
    sums: dict = {}
    for address_id, class_id, rate, tax, _line, _kind in rows:
        key = (address_id, class_id, rate)
        sums[key] = sums.get(key, ZERO) + tax
    return [(*key, tax, None, None) for key, tax in sums.items()]


def _row(order, number, part, write, details):
    address_id, class_id, rate, tax, line_id, kind = part
    override = rate.name == OVERRIDE
    row = {
        # Stable for an order: its rows are computed anew with every reading.
        "id": order.id * 1000 + number,
        "order_id": order.id,
        "order_address_id": address_id,
        "tax_rate_id": rate.priority + 1,
        "sales_tax_id": f"{rate.name}-{rounded(rate.rate * HUNDRED, 0)}",
        "tax_class_id": class_id,
        "name": rate.name,
        "class": OVERRIDE if override else CLASS_NAMES.get(class_id, "Tax Class"),
        "rate": write(rate.rate),
        "priority": rate.priority,
        "priority_amount": write(tax),
        "line_amount": write(tax),
        "order_pickup_method_id": 0,
    }
    if details:
        row["line_item_type"] = kind
        row["order_product_id"] = str(line_id) if line_id else ""
    return row

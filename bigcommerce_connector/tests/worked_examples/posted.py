"""The POS transactions of a web order as plain values, and two lists side by side.

A transaction is ``{"kind", "lines", "total", "tax"}``: kind ``sale`` (goods leave),
``refund`` (goods come back) or ``money`` (none of both). A line has the ``sku`` of an
item or the ``cause`` of a service line; ``total`` contains the tax.
"""

from decimal import Decimal
from itertools import zip_longest

SERVICE = "BIGCOMMERCE-"
# Service products of the connector that stand for something bought.
BOUGHT = {
    "BIGCOMMERCE-GIFT-CERTIFICATE": "gift certificate",
    "BIGCOMMERCE-CUSTOM-ITEM": "custom item",
}
WIDTH = 46


def transactions(order, with_payments=False):
    """What the connector posted for a ``bigcommerce.order``, oldest first."""
    rows = order.pos_order_ids.sorted("bigcommerce_revision")
    return [transaction(row, with_payments) for row in rows]


def transaction(pos_order, with_payments=False):
    """One ``pos.order``."""
    lines = [_line(line) for line in pos_order.lines]
    values = {
        "kind": _kind(lines),
        "lines": lines,
        "total": _money(pos_order, pos_order.amount_total),
        "tax": _money(pos_order, pos_order.amount_tax),
    }
    if with_payments:
        paid = {}
        for payment in pos_order.payment_ids:
            tender = payment.payment_method_id.bigcommerce_tender or "none"
            amount = _money(pos_order, payment.amount)
            paid[tender] = paid.get(tender, 0) + amount
        values["paid_by"] = paid
    return values


def gathered(rows):
    """Transactions of one step, put so that what may differ does not.

    In which order refunds, sales and money come, how many rows an item takes, and
    whether the money of several causes is one transaction, is nobody's concern.
    """
    money = [row for row in rows if row["kind"] == "money"]
    others = [row for row in rows if row["kind"] != "money"]
    if money:
        lines = [line for row in money for line in row["lines"]]
        others.append({"kind": "money", "lines": lines, **_sums(money)})
    for row in others:
        row["lines"] = _merged(row["lines"])
    return sorted(others, key=lambda row: (row["kind"], row["total"]))


def _merged(lines):
    """Lines of the same item or cause added up, in a fixed order."""
    by_name = {}
    for line in lines:
        name = (line.get("sku"), line.get("cause"))
        same = by_name.setdefault(name, {})
        for field, value in line.items():
            is_text = field in ("sku", "cause")
            same[field] = value if is_text else same.get(field, 0) + value
    return [by_name[name] for name in sorted(by_name, key=str)]


def _sums(rows):
    return {name: sum(row[name] for row in rows) for name in ("total", "tax")}


def side_by_side(expected, actual):
    """Both lists as text in two columns; ``≠`` marks what differs."""
    left = [text for row in expected for text in _texts(row)]
    right = [text for row in actual for text in _texts(row)]
    head = f"{'  expected':<{WIDTH}}   posted"
    rows = [
        f"{'  ' if one == other else '≠ '}{one:<{WIDTH}} | {other}"
        for one, other in zip_longest(left, right, fillvalue="")
    ]
    return "\n".join([head, *rows])


def _kind(lines):
    units = [line["quantity"] for line in lines if "sku" in line]
    if not units:
        return "money"
    return "refund" if min(units) < 0 else "sale"


def _line(line):
    product = line.product_id
    total = _money(line.order_id, line.price_subtotal_incl)
    tax = total - _money(line.order_id, line.price_subtotal)
    code = product.default_code or ""
    if code.startswith(SERVICE) and code not in BOUGHT:
        return {"cause": line.bigcommerce_key, "total": total, "tax": tax}
    quantity = Decimal(str(line.qty)).normalize()
    sku = BOUGHT.get(code, code)
    return {"sku": sku, "quantity": quantity, "total": total, "tax": tax}


def _money(record, amount):
    digits = Decimal(1).scaleb(-record.currency_id.decimal_places)
    # A float's shortest text, then the currency's own digits: nothing is hidden that
    # a person could see.
    return Decimal(str(amount)).quantize(digits)


def _texts(row):
    yield f"{row['kind']:<7} total {row['total']:.2f}  tax {row['tax']:.2f}"
    for line in row["lines"]:
        what = f"({line['cause']})" if "cause" in line else line["sku"]
        units = f"{Decimal(line['quantity']):+f} × " if "quantity" in line else ""
        yield f"    {units}{what}  {line['total']:.2f}  tax {line['tax']:.2f}"
    for tender, amount in sorted(row.get("paid_by", {}).items()):
        yield f"    paid by {tender}  {amount:.2f}"

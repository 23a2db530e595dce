"""The connector on paper: its mappers, and a list of what they would have posted.

Runs a history without Odoo, a hundred times faster, so that the arithmetic is proved on
many more of them.
"""

import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from bigcommerce_simulator import ManualClock
from bigcommerce_simulator.app import Application
from bigcommerce_simulator.orders.line_payload import line_payload
from bigcommerce_simulator.orders.payload import order_payload
from bigcommerce_simulator.orders.payments import transaction_payload, transactions_of
from bigcommerce_simulator.orders.refund import refunds_of
from bigcommerce_simulator.orders.refund_payload import refund_payload
from bigcommerce_simulator.state import Store

from ...mappers.order import (
    is_complete,
    is_item_key,
    read_captured,
    read_order,
)
from ...mappers.order_difference import PostedLine, difference
from ...mappers.order_returns import split_returns
from ...mappers.order_status import default_policy, order_policy
from ...mappers.order_target import order_target
from ...mappers.refunds import read_refunds
from .groups import is_group
from .oracle import Oracle
from .shrinking import Disagreement
from .web_life import WebLife

COMPLETE = ("consignments.line_items", "fees")
PLACES = {"JPY": 0, "KWD": 3}


def live_on_paper(history):
    """Run a history on the mappers alone.

    :raise Disagreement: where they do not do what the oracle says
    """
    web = WebLife(
        Application(Store("paper", "token", "", clock=ManualClock())), history.settings
    )
    web.create_products()
    oracle = Oracle(web, history.settings["restock"])
    sheets = {}
    for name, step in [*history.steps, ["look", {}]]:
        if name == "look":
            _look(web, oracle, sheets, history.settings["restock"])
        elif name == "till":
            _till(web, oracle, sheets, step)
        else:
            web.take(name, step)
    for sheet in sheets.values():
        before = list(sheet.posted)
        sheet.look(web, history.settings["restock"])
        if sheet.posted != before:
            raise Disagreement("A second look posted again.")


def _look(web, oracle, sheets, restock):
    oracle.look()
    for order in web.orders:
        sheet = sheets.setdefault(
            order.id, Sheet(order.id, PLACES.get(order.currency, 2))
        )
        sheet.look(web, restock)
        sheet.compare(oracle.expected[order.id])


def _till(web, oracle, sheets, step):
    """A cashier takes pieces back, at the share that they have of the line."""
    if not sheets:
        return
    sheet = list(sheets.values())[step["order"] % len(sheets)]
    lines = [row for row in sheet.posted if row.is_goods and sheet.left_of(row) > 0]
    if not lines:
        return
    line = lines[step["line"] % len(lines)]
    pieces = min(step["pieces"], sheet.left_of(line))
    total, tax = sheet.give_back(line, pieces)
    groups = oracle.expected[sheet.order_id].pieces
    [group] = [group for group in groups if is_group(line.key, group)]
    oracle.till(sheet.order_id, group, int(pieces), total, tax)


def _sent(value):
    """The same as it arrives over the net."""
    return json.loads(json.dumps(value), parse_float=Decimal)


class Sheet:
    """What would be posted of one order, and what is remembered of it."""

    def __init__(self, order_id, places):
        self.order_id = order_id
        self.posted = []
        self._places = places
        self._paid = {}
        self._first_total = None

    def look(self, web, restock):
        """Read, compare, post."""
        order, refunds, captured = self._read(web)
        policy = order_policy(
            default_policy(order.status_id),
            order.status_id,
            order.payment_status,
            order.payment_method == "Cash on Delivery",
        )
        paid = dict(self._paid)
        for key, item in order.items.items():
            paid[key] = max(paid.get(key, 0), item.quantity)
        if policy == "post":
            self._paid = paid
            if self._first_total is None:
                self._first_total = order.total
        if not captured:
            captured = self._first_total or order.total
        target = order_target(order, refunds, paid, captured, self._places, policy)
        if not target.is_final:
            return
        made = difference(target, self.posted, self._places)
        made = split_returns(made, restock, self._unshipped(order), self._places)
        for transaction in made:
            self._post(transaction.moves)
        if difference(target, self.posted, self._places):
            raise Disagreement("What was posted would not do.")

    def _read(self, web):
        store = web.store
        order = store.orders.rows[self.order_id]
        payload = order_payload(store, order, COMPLETE, as_object=True)
        if not is_complete(payload):
            payload["products"] = [line_payload(store, order, x) for x in order.lines]
        refunds = [refund_payload(row) for row in refunds_of(store, order)]
        rows = [transaction_payload(row) for row in transactions_of(store, order)]
        return (
            read_order(_sent(payload)),
            read_refunds(_sent(refunds)),
            read_captured(_sent(rows)),
        )

    def _unshipped(self, order):
        left = self._pieces()
        for key in left.keys() & order.items.keys():
            left[key] -= order.items[key].quantity_shipped
        return left

    def _pieces(self):
        pieces = Counter()
        for line in self.posted:
            if line.is_ours and line.is_goods:
                pieces[line.key] += line.quantity
        return pieces

    def _post(self, moves, is_ours=True):
        number = 1 + max((line.order_id for line in self.posted), default=0)
        for move in moves:
            self.posted.append(
                PostedLine(
                    id=len(self.posted) + 1,
                    order_id=number,
                    key=move.key,
                    quantity=move.quantity,
                    inc_tax=move.inc_tax,
                    tax=move.tax,
                    refunded_line_id=move.refunded_line_id,
                    is_ours=is_ours,
                    is_goods=is_item_key(move.key),
                )
            )

    # === TILL === #

    def left_of(self, line):
        """Pieces of a sold line that nobody took back yet."""
        back = [row for row in self.posted if row.refunded_line_id == line.id]
        return line.quantity + sum(row.quantity for row in back)

    def give_back(self, line, pieces):
        """Post a cashier's refund; its money."""
        unit = Decimal(1).scaleb(-self._places)
        total, tax = (
            (getattr(line, name) * pieces / line.quantity).quantize(unit, ROUND_HALF_UP)
            for name in ("inc_tax", "tax")
        )
        number = 1 + max(row.order_id for row in self.posted)
        self.posted.append(
            PostedLine(
                id=len(self.posted) + 1,
                order_id=number,
                key=line.key,
                quantity=-pieces,
                inc_tax=-total,
                tax=-tax,
                refunded_line_id=line.id,
                is_ours=False,
            )
        )
        return total, tax

    # === COMPARING === #

    def compare(self, expected):
        """Raise where the sheet is not what the oracle says."""
        ours = [line for line in self.posted if line.is_ours]
        for line in self.posted:
            if line.quantity > 0 and self.left_of(line) < 0:
                raise Disagreement("more came back than was sold", line.key)
        for name, field in (("total", "inc_tax"), ("tax", "tax")):
            wanted = getattr(expected, name)
            posted = sum((getattr(line, field) for line in ours), Decimal(0))
            tolerance = expected.tax_tolerance if name == "tax" else 0
            if abs(posted - wanted) > tolerance:
                raise Disagreement(name, f"{posted} posted, {wanted} expected")
        self._compare_pieces(expected)

    def _compare_pieces(self, expected):
        posted = {key: pieces for key, pieces in self._pieces().items() if pieces}
        for group, pieces in expected.pieces.items():
            keys = [key for key in posted if is_group(key, group)]
            found = sum(posted.pop(key) for key in keys)
            if found != pieces:
                raise Disagreement(
                    "pieces", f"{found} of {group} posted, {pieces} expected"
                )
        if posted:
            raise Disagreement("pieces that nobody ordered", f"{posted}")

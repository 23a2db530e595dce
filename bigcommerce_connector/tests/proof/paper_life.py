"""The connector on paper: its mappers, and a list of what they would have posted.

Runs a history without Odoo, a hundred times faster, so that the arithmetic is proved on
many more of them.
"""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from bigcommerce_simulator import ManualClock
from bigcommerce_simulator.app import Application
from bigcommerce_simulator.orders.line_payload import line_payload
from bigcommerce_simulator.orders.payload import order_payload
from bigcommerce_simulator.orders.payments import transaction_payload, transactions_of
from bigcommerce_simulator.orders.refund import refunds_of
from bigcommerce_simulator.orders.refund_payload import refund_payload
from bigcommerce_simulator.state import Store

from ...mappers.amounts import rounded
from ...mappers.keys import GOODWILL
from ...mappers.order import read_order
from ...mappers.order_lines import is_complete
from ...mappers.refund_costs import remembered_costs
from ...mappers.refunds import read_refunds
from ...mappers.transactions import read_captured
from ...settlement.difference import (
    difference,
    given_at_registers,
    recorded_refunds,
)
from ...settlement.history import History, history_as_json, history_from_json
from ...settlement.payment_suspicion import is_suspect
from ...settlement.restock import never_left, not_restocked, split_returns
from ...settlement.settle import settle
from ...settlement.status_policy import default_policy, order_policy
from ...settlement.transaction import PostedLine
from .groups import check_refunds, is_group
from .history import disagreement
from .oracle import Oracle
from .reached import Reached
from .recording import recorded
from .register_choice import Sold, chosen
from .web_life import WebLife

ORDER_INCLUDES = ("consignments.line_items", "fees")
PLACES = {"JPY": 0, "KWD": 3}


class PaperLife:
    """One life on the mappers alone.

    :param dict settings: of the history
    """

    def __init__(self, settings):
        self.reached = Reached()
        application = Application(Store("paper", "token", "", clock=ManualClock()))
        self._web = WebLife(application, settings, self.reached)
        self._web.create_products()
        self._restock = settings["restock"]
        self._oracle = Oracle(self._web, self._restock)
        self._sheets = {}

    def take(self, name, step):
        """Carry out a step.

        :raise Disagreement: where the mappers do not do what the oracle says
        """
        if name == "sync":
            self._sync()
        elif name == "register":
            self._register(step)
        elif name == "record":
            self._web.take(*recorded(step, self._oracle, self._web))
        elif name == "wait":
            self._web.store.clock.advance(step["seconds"])
        else:
            self._web.take(name, step)

    def come_to_rest(self):
        """A last sync, and one that must post nothing.

        :raise Disagreement: where the mappers do not do what the oracle says
        """
        self._sync()
        for sheet in self._sheets.values():
            before = list(sheet.posted)
            sheet.sync(self._web, self._restock)
            if sheet.posted != before:
                raise disagreement("A second sync posted again.")

    @property
    def web_orders(self):
        """The simulated orders, oldest first."""
        return self._web.orders

    def sheet(self, order_id):
        """What was posted of an order."""
        return self._sheets[order_id]

    def _sync(self):
        self._oracle.sync()
        for order in self._web.orders:
            sheet = self._sheets.setdefault(
                order.id, Sheet(order.id, PLACES.get(order.currency, 2))
            )
            sheet.sync(self._web, self._restock)
            expected = self._oracle.expected[order.id]
            sheet.compare(expected)
            self.reached.compared(expected, order)
            self._check_goodwill(order, sheet)

    def _check_goodwill(self, order, sheet):
        """Goodwill is named only where staff gave an amount on the order."""
        given = sum(
            refund.total_amount
            for refund in self._web.store.orders.refunds.values()
            if refund.order_id == order.id
            and any(item.item_type == "ORDER" for item in refund.items)
        )
        named = -sum(line.inc_tax for line in sheet.posted if line.key == GOODWILL)
        if not 0 <= named <= given:
            raise disagreement("goodwill", f"{named} named, {given} given")

    def _register(self, step):
        """A cashier gives something of an order back."""
        if not self._sheets:
            return
        sheet = list(self._sheets.values())[step["order"] % len(self._sheets)]
        rows = chosen(step, sheet.sold(), sheet.unit)
        self.reached.register(step, rows)
        for row in rows:
            sheet.give_back(row)
            self._oracle.register(
                sheet.order_id, row.sold.key, row.units, row.total, row.tax
            )


def _sent(value):
    """The same as it arrives over the net."""
    return json.loads(json.dumps(value), parse_float=Decimal)


class Sheet:
    """What would be posted of one order, and what is remembered of it."""

    def __init__(self, order_id, places):
        self.order_id = order_id
        self.posted = []
        self.unit = Decimal(1).scaleb(-places)
        self._places = places
        self._history = History()
        self._payload = None
        self._shipped = Counter()
        self._not_restocked = Counter()
        self._first_total = None
        self._is_suspect = False
        self._counts_as_paid = False
        self.unrecorded = Decimal(0)

    def sync(self, web, restock):
        """Read, compare, post."""
        order, refunds, captured = self._read(web)
        policy = order_policy(
            default_policy(order.status_id),
            order.status_id,
            order.payment_status,
            order.payment_method == "Cash on Delivery",
            self._counts_as_paid,
        )
        if policy != "wait":
            self._counts_as_paid = policy == "post"
        is_first = policy == "post" and self._first_total is None
        if is_first:
            self._first_total = rounded(order.total, self._places)
        if is_suspect(order, self._first_total, is_first, self._places):
            self._is_suspect = True
        if not captured or not (refunds.total or self._is_suspect):
            captured = order.total if self._first_total is None else self._first_total
        target = self._settle(order, refunds, captured, policy)
        if not target.is_final:
            return
        made = difference(target, *self._facts())
        stays = never_left(self.posted, self._shipped, self._not_restocked)
        made = split_returns(made, restock, stays, self._places)
        self._not_restocked.update(not_restocked(made))
        for transaction in made:
            self._post(transaction.moves)
        if difference(target, *self._facts()):
            raise disagreement("What was posted would not do.")
        recorded = recorded_refunds(target, *self._facts())
        history = replace(self._history, recorded=recorded)
        self._history = history_from_json(_sent(history_as_json(history)))
        _recorded, self.unrecorded = given_at_registers(target, *self._facts())

    def _facts(self):
        return self.posted, self._places, self._history.recorded

    def _read(self, web):
        store = web.store
        order = store.orders.rows[self.order_id]
        payload = order_payload(store, order, ORDER_INCLUDES, as_object=True)
        if not is_complete(payload):
            payload["products"] = [line_payload(store, order, x) for x in order.lines]
        payload = _sent(payload)
        refunds = _sent([refund_payload(row) for row in refunds_of(store, order)])
        states = [row for row in (self._payload, payload) if row]
        costs = remembered_costs(self._history.refund_costs, refunds, states)
        self._history = replace(self._history, refund_costs=costs)
        self._payload = payload
        rows = [transaction_payload(row) for row in transactions_of(store, order)]
        return (
            read_order(payload),
            read_refunds(refunds, costs),
            read_captured(_sent(rows)),
        )

    def _settle(self, order, refunds, captured, policy):
        settlement = settle(
            order, refunds, self._history, captured, self._places, policy
        )
        self._history = settlement.history
        self._shipped |= Counter(
            {key: item.quantity_shipped for key, item in order.items.items()}
        )
        return settlement.target

    def _units(self):
        units = Counter()
        for line in self.posted:
            if line.is_ours and line.is_goods:
                units[line.key] += line.quantity
        return units

    def _post(self, moves, is_ours=True):
        number = 1 + max((line.order_id for line in self.posted), default=0)
        for move in moves:
            for amount in (move.inc_tax, move.tax):
                if amount != rounded(amount, self._places):
                    raise disagreement("parts of the smallest coin", f"{move}")
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
                )
            )

    # === REGISTER === #

    def left_of(self, line):
        """Units of a sold line that nobody took back yet."""
        back = [row for row in self.posted if row.refunded_line_id == line.id]
        return line.quantity + sum(row.quantity for row in back)

    def sold(self):
        """What a cashier could give back."""
        return [
            Sold(
                id=line.id,
                order_id=line.order_id,
                key=line.key,
                units=int(line.quantity) if line.is_goods else 1,
                left=int(self.left_of(line)) if line.is_goods else self._is_whole(line),
                total=line.inc_tax,
                tax=line.tax,
                held=sum(row.inc_tax for row in self.posted if row.key == line.key),
                is_goods=line.is_goods,
            )
            for line in self.posted
            if line.is_ours
        ]

    def _is_whole(self, line):
        """1 as long as nobody gave the line of a charge back."""
        return int(all(row.refunded_line_id != line.id for row in self.posted))

    def give_back(self, row):
        """Post a line of a cashier's refund."""
        self.posted.append(
            PostedLine(
                id=len(self.posted) + 1,
                order_id=1 + max(line.order_id for line in self.posted),
                key=row.sold.key,
                quantity=Decimal(-row.units if row.sold.is_goods else 0),
                inc_tax=-row.total,
                tax=-row.tax,
                refunded_line_id=row.sold.id,
                is_ours=False,
            )
        )

    # === COMPARING === #

    def compare(self, expected):
        """Raise where the sheet is not what the oracle says."""
        ours = [line for line in self.posted if line.is_ours]
        check_refunds(
            (
                line.id,
                line.key,
                line.quantity,
                line.inc_tax,
                line.refunded_line_id,
                line.is_ours,
            )
            for line in self.posted
        )
        expected.check_money(
            sum((line.inc_tax for line in ours), Decimal(0)),
            sum((line.tax for line in ours), Decimal(0)),
            self.unrecorded,
        )
        self._compare_units(expected)

    def _compare_units(self, expected):
        posted = {key: units for key, units in self._units().items() if units}
        for group, units in expected.units.items():
            keys = [key for key in posted if is_group(key, group)]
            found = sum(posted.pop(key) for key in keys)
            if found != units:
                raise disagreement(
                    "units", f"{found} of {group} posted, {units} expected"
                )
        if posted:
            raise disagreement("units that nobody ordered", f"{posted}")

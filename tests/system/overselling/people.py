"""Cashiers, staff and web customers: each acts by chance, and writes down what he did
and when."""

import time

import requests

from ..processes import TIMEOUT, odoo_rpc
from ..shop import till_order
from .journal import Change
from .town import GOODS, LOCATIONS, WEB

PRICE = 10
CANCELLED = 5
AGAIN = 8
# What Odoo says when rivals wanted the same rows, after some tries of its own.
MET_A_RIVAL = ("serialize", "deadlock", "lock")


class Person:
    """``changes``: what became of goods by him. ``act`` does one thing."""

    def __init__(self, town, who, chance, pace):
        self.town, self.who, self.chance, self.pace = town, who, chance, pace
        self.odoo = town.odoo
        self.changes = []

    def live(self, deeds):
        for _ in range(deeds):
            self.act()
            time.sleep(self.chance.uniform(0, self.pace))
        self.end()

    def act(self):
        raise NotImplementedError

    def end(self):
        """What is still to be done when the day is over."""

    def any_item(self):
        """Some sell more than others."""
        items = list(self.town.products)
        return items[min(self.chance.randrange(len(items)) for _ in range(2))]

    def call(self, model, method, *arguments, **options):
        """As the web client: what met a rival is asked again."""
        for last in (*[False] * AGAIN, True):
            try:
                return self.odoo.call(model, method, *arguments, **options)
            except odoo_rpc.OdooError as error:
                said = str(error).lower()
                if last or not any(word in said for word in MET_A_RIVAL):
                    raise
                time.sleep(self.chance.uniform(0, 0.2))

    def note(self, item, location, units, begun, what=""):
        who = f"{self.who}: {what}" if what else self.who
        change = Change(who, item, location, units, begun, time.time())
        self.changes.append(change)


class Cashier(Person):
    """At a register of a location; it moves its stock at once, or at its closing."""

    def __init__(self, town, who, chance, pace, location, is_at_closing=False):
        super().__init__(town, who, chance, pace)
        self.location, self.is_at_closing = location, is_at_closing
        self.sold = []  # (line id, item, units): of the open session
        place = town.places[location]
        values = {
            "name": f"{who} of {location}",
            "picking_type_id": place["pos_type_id"][0],
            "payment_method_ids": [(6, 0, [town.method])],
        }
        self.config_id = self.call("pos.config", "create", values)
        self._open()

    def _open(self):
        self.session_id = self.call(
            "pos.session", "create", {"config_id": self.config_id}
        )
        session = [self.session_id]
        self.call("pos.session", "set_opening_control", session, 0, None)
        at_closing = {"update_stock_at_closing": self.is_at_closing}
        self.call("pos.session", "write", session, at_closing)
        [row] = self.call("pos.session", "read", session, ["company_id", "user_id"])
        self.owner = {key: row[key][0] for key in ("company_id", "user_id")}

    def act(self):
        if self.is_at_closing and self.chance.random() < 0.03:
            self._close()
            self._open()
        elif self.sold and self.chance.random() < 0.15:
            self._take_back()
        else:
            self._sell()

    def end(self):
        if self.is_at_closing:
            self._close()

    def _close(self):
        answer = self.call("pos.session", "close_session_from_ui", [self.session_id])
        assert answer == {"successful": True}, answer
        self.sold = []

    def _sell(self):
        item, units = self.any_item(), self.chance.choice((1, 1, 1, 2))
        line = self._ring_up(item, units, {})
        self.sold.append((line, item, units))

    def _take_back(self):
        line, item, units = self.sold.pop(self.chance.randrange(len(self.sold)))
        self._ring_up(item, -units, {"refunded_orderline_id": line})

    def _ring_up(self, item, units, what):
        """:return: the line's id"""
        what["product_id"] = self.town.products[item]
        order = till_order(what, units, PRICE, self.town.method)
        order.update(self.owner, session_id=self.session_id)
        begun = time.time()
        answer = self.call("pos.order", "sync_from_ui", [order])
        self.note(item, self.location, -units, begun)
        rows = answer["pos.order"]
        [made] = [row for row in rows if row["uuid"] == order["uuid"]]
        return made["lines"][0]


class StockKeeper(Person):
    """Receives what is short, counts, moves and scraps. One of them counts."""

    def __init__(self, town, who, chance, pace, counts):
        super().__init__(town, who, chance, pace)
        others = [self._count] if counts else [self._transfer, self._scrap]
        self.deeds = [self._receive, self._receive, *others]

    def act(self):
        self.chance.choice(self.deeds)()

    def _receive(self):
        """Of what there is least."""
        stock = self.town.stock()
        location = self.chance.choice((WEB, WEB, *LOCATIONS))
        item = min(GOODS, key=lambda sku: stock.get((sku, location), 0))
        units = self.chance.randint(4, 9)
        begun = time.time()
        self._move(item, units, "in_type_id", None, location)
        self.note(item, location, units, begun, "receipt")

    def _transfer(self):
        item, units = self.chance.choice(GOODS), 1  # of two, Odoo may ask about one
        source, target = self.chance.sample(LOCATIONS, 2)
        begun = time.time()
        self._move(item, units, "int_type_id", source, target)
        self.note(item, source, -units, begun, "transfer")
        self.note(item, target, units, begun, "transfer")

    def _move(self, item, units, kind, source, target):
        places = self.town.places
        picking_type = places[target][kind][0]
        goods = {
            "product_id": self.town.products[item],
            "product_uom_qty": units,
            "location_dest_id": places[target]["lot_stock_id"][0],
        }
        ends = {"location_dest_id": goods["location_dest_id"]}
        if source:
            ends["location_id"] = places[source]["lot_stock_id"][0]
            goods["location_id"] = ends["location_id"]
        values = {"picking_type_id": picking_type, "move_ids": [(0, 0, goods)], **ends}
        picking = [self.call("stock.picking", "create", values)]
        # A picking that is validated as a draft is done as it was written.
        answer = self.call("stock.picking", "button_validate", picking)
        [row] = self.call("stock.picking", "read", picking, ["state"])
        assert row["state"] == "done", (answer, row)

    def _scrap(self):
        item, location = self.chance.choice(GOODS), self.chance.choice(LOCATIONS)
        values = {
            "product_id": self.town.products[item],
            "scrap_qty": 1,
            "location_id": self.town.places[location]["lot_stock_id"][0],
        }
        begun = time.time()
        scrap = self.call("stock.scrap", "create", values)
        self.call("stock.scrap", "do_scrap", [scrap])
        self.note(item, location, -1, begun, "scrap")

    def _count(self):
        item, location = self.chance.choice(GOODS), self.chance.choice(LOCATIONS)
        seen = self.town.stock().get((item, location), 0)
        counted = max(0, int(seen) + self.chance.randint(-1, 2))
        before = self._last_count(item)
        begun = time.time()
        self.town.count(self, {(item, location): counted})
        after = self._last_count(item)
        if after != before:
            number, units, target = after
            is_more = target == self.town.places[location]["lot_stock_id"][0]
            self.note(item, location, units if is_more else -units, begun, "count")

    def _last_count(self, item):
        """:return: of its move: id, units, where to"""
        counts = [
            ("is_inventory", "=", True),
            ("product_id", "=", self.town.products[item]),
        ]
        fields = ["quantity", "location_dest_id"]
        [row] = self.odoo.find("stock.move", counts, fields, order="id desc", limit=1)
        return row["id"], row["quantity"], row["location_dest_id"][0]


class Owner(Person):
    """Wants the web to know at once: presses *Run Now* of the stock's flow."""

    def act(self):
        self.call("bigcommerce.flow", "action_run_now", [self.town.stock_flow])


class Customer(Person):
    """Orders on the web what the storefront says is there, and sometimes cancels."""

    def __init__(self, town, who, chance, pace):
        super().__init__(town, who, chance, pace)
        self.orders, self.accepted, self.refused = [], 0, 0

    def act(self):
        if self.orders and self.chance.random() < 0.08:
            self._cancel()
        else:
            self._order()

    def _order(self):
        items = {self.any_item() for _ in range(self.chance.choice((1, 1, 2)))}
        lines = [
            {"sku": item, "quantity": self.chance.choice((1, 1, 2))}
            for item in sorted(items)
        ]
        response = requests.post(
            f"{self.town.web.url}/simulator/orders",
            json={"lines": lines},
            timeout=TIMEOUT,
        )
        if response.status_code == 409:  # sold out
            self.refused += 1
            return
        response.raise_for_status()
        self.accepted += 1
        self.orders.append(response.json()["id"])

    def _cancel(self):
        number = self.orders.pop(self.chance.randrange(len(self.orders)))
        api = self.town.web.api
        response = requests.put(
            f"{api.url}/stores/{api.store_hash}/v2/orders/{number}",
            json={"status_id": CANCELLED},
            headers={"X-Auth-Token": api.access_token},
            timeout=TIMEOUT,
        )
        response.raise_for_status()

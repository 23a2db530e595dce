"""Histories from a seed: the same seed and number give the same history for ever.

Steps name orders, lines and fees by numbers that are taken modulo what is there when
the step comes, so that a history stays good when steps are left out of it. Money is in
the smallest units of the order's currency, shares are percentages.
"""

from dataclasses import dataclass, field
from random import Random

CURRENCIES = ("USD", "USD", "USD", "JPY", "KWD")
TAXES = (None, "8.25", "10", "7.7", "19", ["6", "2.5"])
PRICES = (0, 1, 99, 333, 750, 999, 1000, 1995, 2000, 12345)
ITEMS = ("SHIRT", "MUG", "PEN", "EBOOK", "Engraving", "Certificate")
STATUSES = (5, 5, 5, 6, 6, 11, 11, 11, 9, 10, 10, 7, 12, 13, 1, 2, 4, 14)
FAULTS = ("500", "502", "503", "429", "429_bare", "423", "403", "timeout_before")
FAULTS += ("timeout_after", "cut", "malformed")
PATHS = ("*", "/v2/orders*", "/v3/orders/payment_actions/*", "/v3/orders/*")


@dataclass
class History:
    """``settings`` of the store, and ``steps``: ``[name, {argument: value}]``."""

    settings: dict
    steps: list = field(default_factory=list)


def generate(seed, number: int, with_odoo: bool = True) -> History:
    """The history with this number.

    :param bool with_odoo: whether tills, sessions, webhooks and the network have a
        part in it; without them only what the mappers see
    """
    return _Author(Random(f"{seed}/{number}"), with_odoo).history()


class _Author:
    def __init__(self, random, with_odoo):
        self._random = random
        self._with_odoo = with_odoo
        self._currencies = CURRENCIES if self._maybe(40) else ("USD",)

    def history(self):
        steps = [["checkout", self._checkout()]]
        for _ in range(self._random.randint(2, 12)):
            steps.append(self._step())
        return History(self._settings(), steps)

    # === STORE === #

    def _settings(self):
        return {
            "inclusive": self._maybe(40),
            "tax": self._one(TAXES),
            "restock": self._one(("always", "always", "unshipped", "never")),
            "inventory": {
                "update_stock_behavior": self._one(
                    ("order_placed", "order_completed_or_shipped")
                ),
                "edit_order_stock_adjustment": self._maybe(50),
                "refund_order_stock_adjustment": self._maybe(50),
            },
            "switches": {
                "panel_edit_renews_line_ids": self._maybe(40),
                "declined_refund_restores_quantity": self._maybe(50),
                "order_tax_rounding": self._one(("unit", "line")),
                "order_line_tax": self._one(("before_discount", "after_discount")),
                "order_amounts": self._one(("4", "short")),
                "refund_touches_order": self._maybe(70),
                "refund_changes_status": self._maybe(70),
                "shipment_touches_order": self._maybe(70),
                "shipment_changes_status": self._maybe(70),
                "subtotal_includes_fees": self._maybe(30),
                "consignment_line_items": self._one(("complete",) * 4 + ("empty",)),
                "consignment_line_limit": self._one((50, 50, 2)),
            },
        }

    # === STEPS === #

    def _step(self):
        web = (
            (3, "checkout", self._checkout),
            (6, "edit_by_api", self._edit_by_api),
            (6, "edit_in_panel", self._edit_in_panel),
            (6, "refund", self._refund),
            (1, "decline", self._which),
            (4, "status", lambda: {**self._which(), "status": self._one(STATUSES)}),
            (2, "payment", self._payment),
            (3, "ship", lambda: {**self._which(), "pieces": self._numbers(3, 0, 3)}),
            (7, "look", dict),
            (4, "till", self._till),
        )
        odoo = (
            (1, "archive", self._which),
            (2, "close_sessions", dict),
            (2, "look_again", self._which),
            (2, "faulty_look", self._fault),
            (2, "wait", lambda: {"seconds": self._one((1, 60, 290, 301, 7200))}),
        )
        choices = web + (odoo if self._with_odoo else ())
        weights = [weight for weight, _name, _make in choices]
        _weight, name, make = self._random.choices(choices, weights)[0]
        step = make()
        if self._with_odoo and "order" in step:
            step["webhook"] = self._one(("once", "once", "lost", "doubled", "late"))
        return [name, step]

    def _which(self):
        return {"order": self._random.randrange(6)}

    def _checkout(self):
        count = self._one((1, 1, 2, 2, 3, 4))
        step = {
            "currency": self._one(self._currencies),
            "lines": [self._line(place) for place in range(count)],
            "payment": self._one(
                ("card",) * 6 + ("authorized", "offline", "unpaid", "on_delivery")
            ),
        }
        self._sometimes(step, 60, "shipping", self._price)
        self._sometimes(step, 10, "handling", self._price)
        self._sometimes(step, 20, "discount", self._share)
        self._sometimes(step, 20, "coupon", self._coupon)
        self._sometimes(step, 15, "fees", self._fees)
        self._sometimes(step, 10, "credit", self._share)
        self._sometimes(step, 10, "certificate", self._share)
        self._sometimes(step, 5, "exempt", lambda: True)
        self._sometimes(step, 10, "tax", lambda: self._one(TAXES))
        return step

    def _line(self, place=0):
        line = {
            "item": self._one(ITEMS[:3] * 3 + ITEMS),
            "pieces": self._one((1, 1, 2, 3, 3, 7)),
            "price": self._price(),
        }
        self._sometimes(line, 20, "less", self._share)
        self._sometimes(line, 25, "option", lambda: self._one(("red", "blue")))
        self._sometimes(line, 5, "tax", lambda: self._one(TAXES))
        if place:
            self._sometimes(line, 10, "parent", lambda: 0)
        return line

    def _edit_by_api(self):
        step = {**self._which(), "rows": self._rows(("pieces", "price"))}
        self._sometimes(step, 25, "add", lambda: [self._line()])
        self._sometimes(step, 10, "shipping", self._price)
        self._sometimes(step, 10, "discount", self._share)
        self._sometimes(step, 10, "fees", self._fees)
        self._sometimes(step, 5, "total", lambda: [self._price(), self._share()])
        self._sometimes(step, 5, "wrapping", lambda: [self._price(), self._share()])
        self._sometimes(step, 10, "status", lambda: self._one(STATUSES))
        return step

    def _edit_in_panel(self):
        step = {**self._which(), "rows": self._rows(("pieces", "price", "less"))}
        self._sometimes(step, 30, "remove", lambda: self._numbers(1, 0, 5))
        self._sometimes(step, 25, "add", lambda: [self._line()])
        self._sometimes(step, 10, "shipping", self._price)
        self._sometimes(step, 10, "discount", self._share)
        self._sometimes(step, 10, "fees", self._fees)
        return step

    def _rows(self, names):
        rows = []
        for _ in range(self._one((0, 1, 1, 2))):
            row = {"line": self._random.randrange(4)}
            name = self._one(("pieces", "pieces", *names))
            row[name] = {
                "pieces": lambda: self._one((0, 1, 2, 3, 4, 8)),
                "price": self._price,
                "less": self._share,
            }[name]()
            rows.append(row)
        return rows

    def _refund(self):
        step = self._which()
        self._sometimes(step, 75, "lines", self._refunded_lines)
        self._sometimes(step, 25, "shipping", self._share)
        self._sometimes(step, 5, "handling", self._share)
        self._sometimes(step, 5, "fee", self._share)
        self._sometimes(step, 20, "goodwill", self._share)
        self._sometimes(step, 8, "tax", self._share)
        self._sometimes(step, 8, "declined", lambda: True)
        return step

    def _refunded_lines(self):
        rows = self._numbers(self._one((1, 1, 2)), 0, 3)
        return [[line, self._one((1, 1, 2, 9))] for line in rows]

    def _payment(self):
        status = self._one(("captured", "captured", "void"))
        return {**self._which(), "status": status}

    def _till(self):
        line = self._random.randrange(4)
        return {**self._which(), "line": line, "pieces": self._one((1, 1, 2))}

    def _fault(self):
        return {
            "kind": self._one(FAULTS),
            "path": self._one(PATHS),
            "count": self._one((1, 1, 2, 9)),
            "skip": self._one((0, 0, 1, 2)),
        }

    # === VALUES === #

    def _one(self, values):
        return self._random.choice(values)

    def _maybe(self, percent):
        return self._random.randrange(100) < percent

    def _sometimes(self, step, percent, name, make):
        if self._maybe(percent):
            step[name] = make()

    def _price(self):
        return self._one(PRICES) if self._maybe(70) else self._random.randint(1, 20000)

    def _share(self):
        return self._one((1, 10, 33, 50, 100))

    def _numbers(self, count, low, high):
        return [self._random.randint(low, high) for _ in range(count)]

    def _coupon(self):
        return {"type": self._random.randrange(5), "amount": self._one((1, 5, 10, 33))}

    def _fees(self):
        names = ("Rush", "Gift box")
        return [
            {"name": name, "cost": self._price(), "tax": self._one((0, 0, 7, 30))}
            for name in names[: self._random.randint(0, 2)]
        ]

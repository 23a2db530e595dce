"""Plain lives: one item at one price, and people who finish what they begin.

Whoever cuts the order gives the money back, whoever adds a unit pays for it, whoever
takes a unit back at a register has it recorded on the web. What must be left is then
known without any rule of settlement: the units that the customer kept, at their price,
less what was given for goodwill. Whether Odoo looks at what is half done is left to
chance.

Left out is what nobody can know: a unit that is cut off the order after another one
was returned by item may be the same one.
"""

from decimal import Decimal

from .history import disagreement
from .paper_life import PaperLife

SETTINGS = {
    "inclusive": True,
    "restock": "always",
    "inventory": {},
    "switches": {},
}


class PlainLife:
    """One such life on paper.

    :param tax: in percent, or None
    :param int units: that are ordered, one line
    :param int price: of a unit, tax included, in cents
    """

    def __init__(self, tax, units, price):
        self._paper = PaperLife({**SETTINGS, "tax": tax})
        self._price = Decimal(price).scaleb(-2)
        self.kept = units
        self.goodwill = Decimal(0)
        self.at_registers = self.recorded = 0
        self.was_returned = False
        line = {"item": "SHIRT", "units": units, "price": price}
        step = {"currency": "USD", "payment": "card", "lines": [line]}
        self._web("checkout", **step)
        self.sync()

    def sync(self):
        """Odoo looks, at whatever is half done."""
        self._paper.take("sync", {})

    # === WHAT PEOPLE DO === #

    def cut_and_give_back_the_amount(self, syncs):
        """Staff cut a unit off, and give back what it cost."""
        if self.kept_open and not self.was_returned:
            self._cut()
            syncs()
            self._web("give_back", share=100)
            self.kept -= 1

    def cut_and_give_back_the_item(self, syncs):
        """Staff cut a unit off, and refund one by item."""
        if self.kept_open > 1 and not self.was_returned:
            self._cut()
            syncs()
            self._web("refund", lines=[[0, 1]])
            self.kept -= 1
            # BigCommerce counts it as one of those that are left.
            self.was_returned = True

    def return_a_unit(self, _looks):
        """The customer brings one back, and staff refund it by item."""
        if self.kept_open and self._line.quantity > self._line.quantity_refunded:
            self._web("refund", lines=[[0, 1]])
            self.kept -= 1
            self.was_returned = True

    def add_a_unit_and_pay(self, syncs):
        """The customer orders one more, and pays for it."""
        self._web("more", line=0, units=1)
        syncs()
        self._web("wait", seconds=301)
        self._web("pay", exactly=str(self._price))
        syncs()
        self.kept += 1

    def return_at_a_register(self, syncs):
        """A cashier takes one back; it is recorded on the web by item."""
        if not self.kept_open:
            return
        if self._line.quantity <= self._line.quantity_refunded:
            return
        self.sync()
        before = self._units()
        self._paper.take("register", {"order": 0, "rows": [{"line": 0, "units": 1}]})
        if self._units() == before:
            raise disagreement("a register finds nothing to take back")
        self.kept -= 1
        syncs()
        self._web("refund", lines=[[0, 1]])
        self.sync()  # with an order for more unseen as well, it would not be told apart
        self.was_returned = True

    def add_and_delete_anew(self, syncs):
        """Staff add the same units again, and delete the line that was there."""
        if self._line.quantity_refunded:
            return
        units = self._line.quantity
        for delete in (False, True):
            total = self._order.total_inc_tax
            step = {"line": 0, "units": units, "delete": False}
            if not delete:
                self._web("replace", **step)
                if self._order.total_inc_tax == total:
                    return
            else:
                self._web("edit_in_panel", rows=[], remove=[0])
            syncs()

    # === WHAT MUST BE LEFT === #

    def check(self):
        """:raise Disagreement: naming what the Point of Sale has instead"""
        self.sync()
        self.sync()
        sheet = self._sheet
        money = sum((line.inc_tax for line in sheet.posted), Decimal(0))
        wanted = self.kept * self._price - self.goodwill
        if self._units() != self.kept:
            raise disagreement("units", f"{self._units()}, {self.kept} kept")
        if money != wanted:
            raise disagreement("money", f"{money}, {wanted} expected")
        if sheet.unrecorded:
            raise disagreement("open at registers", f"{sheet.unrecorded}")
        tax = sum((line.tax for line in sheet.posted), Decimal(0))
        unit_tax = self._order.totals.total_tax / max(1, self._line.quantity)
        if abs(tax - unit_tax * self.kept) > Decimal("0.01") * max(
            2, len(sheet.posted)
        ):
            raise disagreement("tax", f"{tax}, {unit_tax * self.kept} expected")

    @property
    def kept_open(self):
        """Units that can still be given back."""
        return self.kept

    def _cut(self):
        rows = [{"line": 0, "units": self._line.quantity - 1}]
        self._web("edit_by_api", rows=rows)

    def _web(self, name, **step):
        self._paper.take(name, {"order": 0, **step})

    @property
    def _order(self):
        return self._paper.web_orders[0]

    @property
    def _line(self):
        return self._order.lines[0]

    @property
    def _sheet(self):
        return self._paper.sheet(self._order.id)

    def _units(self):
        return sum(line.quantity for line in self._sheet.posted if line.is_goods)

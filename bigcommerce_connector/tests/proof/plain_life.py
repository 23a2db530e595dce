"""Plain lives: one item at one price, and people who finish what they begin.

Whoever cuts the order gives the money back, whoever adds a piece pays for it, whoever
takes a piece back at a register has it recorded on the web. What must be left is then
known without any rule of settlement: the pieces that the customer kept, at their price,
less what was given for goodwill. Whether Odoo looks at what is half done is left to
chance.

Left out is what nobody can know: a piece that is cut off the order after another one
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
    :param int pieces: that are ordered, one line
    :param int price: of a piece, tax included, in cents
    """

    def __init__(self, tax, pieces, price):
        self._paper = PaperLife({**SETTINGS, "tax": tax})
        self._price = Decimal(price).scaleb(-2)
        self.kept = pieces
        self.goodwill = Decimal(0)
        self.at_registers = self.recorded = 0
        self.was_returned = False
        line = {"item": "SHIRT", "pieces": pieces, "price": price}
        step = {"currency": "USD", "payment": "card", "lines": [line]}
        self._web("checkout", **step)
        self.look()

    def look(self):
        """Odoo looks, at whatever is half done."""
        self._paper.take("look", {})

    # === WHAT PEOPLE DO === #

    def cut_and_give_back_the_amount(self, looks):
        """Staff cut a piece off, and give back what it cost."""
        if self.kept_open and not self.was_returned:
            self._cut()
            looks()
            self._web("give_back", share=100)
            self.kept -= 1

    def cut_and_give_back_the_item(self, looks):
        """Staff cut a piece off, and refund one by item."""
        if self.kept_open > 1 and not self.was_returned:
            self._cut()
            looks()
            self._web("refund", lines=[[0, 1]])
            self.kept -= 1
            # BigCommerce counts it as one of those that are left.
            self.was_returned = True

    def return_a_piece(self, _looks):
        """The customer brings one back, and staff refund it by item."""
        if self.kept_open and self._line.quantity > self._line.quantity_refunded:
            self._web("refund", lines=[[0, 1]])
            self.kept -= 1
            self.was_returned = True

    def add_a_piece_and_pay(self, looks):
        """The customer orders one more, and pays for it."""
        self._web("more", line=0, pieces=1)
        looks()
        self._web("wait", seconds=301)
        self._web("pay", exactly=str(self._price))
        looks()
        self.kept += 1

    def return_at_a_register(self, looks):
        """A cashier takes one back; it is recorded on the web by item."""
        if not self.kept_open:
            return
        if self._line.quantity <= self._line.quantity_refunded:
            return
        self.look()
        before = self._pieces()
        self._paper.take("till", {"order": 0, "rows": [{"line": 0, "pieces": 1}]})
        if self._pieces() == before:
            raise disagreement("a register finds nothing to take back")
        self.kept -= 1
        looks()
        self._web("refund", lines=[[0, 1]])
        self.look()  # with an order for more unseen as well, it would not be told apart
        self.was_returned = True

    def add_and_delete_anew(self, looks):
        """Staff add the same pieces again, and delete the line that was there."""
        if self._line.quantity_refunded:
            return
        pieces = self._line.quantity
        for delete in (False, True):
            total = self._order.total_inc_tax
            step = {"line": 0, "pieces": pieces, "delete": False}
            if not delete:
                self._web("replace", **step)
                if self._order.total_inc_tax == total:
                    return
            else:
                self._web("edit_in_panel", rows=[], remove=[0])
            looks()

    # === WHAT MUST BE LEFT === #

    def check(self):
        """:raise Disagreement: naming what the Point of Sale has instead"""
        self.look()
        self.look()
        sheet = self._sheet
        money = sum((line.inc_tax for line in sheet.posted), Decimal(0))
        wanted = self.kept * self._price - self.goodwill
        if self._pieces() != self.kept:
            raise disagreement("pieces", f"{self._pieces()}, {self.kept} kept")
        if money != wanted:
            raise disagreement("money", f"{money}, {wanted} expected")
        if sheet.till_open:
            raise disagreement("open at registers", f"{sheet.till_open}")
        tax = sum((line.tax for line in sheet.posted), Decimal(0))
        unit_tax = self._order.totals.total_tax / max(1, self._line.quantity)
        if abs(tax - unit_tax * self.kept) > Decimal("0.01") * max(
            2, len(sheet.posted)
        ):
            raise disagreement("tax", f"{tax}, {unit_tax * self.kept} expected")

    @property
    def kept_open(self):
        """Pieces that can still be given back."""
        return self.kept

    def _cut(self):
        rows = [{"line": 0, "pieces": self._line.quantity - 1}]
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

    def _pieces(self):
        return sum(line.quantity for line in self._sheet.posted if line.is_goods)

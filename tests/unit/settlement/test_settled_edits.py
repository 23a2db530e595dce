"""Which edits refunds settle: lives of orders, and what is remembered.

Money is given back in the order of the refunds, and what it settled stays settled.
"""

import json
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.order import read_order
from odoo.addons.bigcommerce_connector.mappers.refunds import read_refunds
from odoo.addons.bigcommerce_connector.settlement.history import (
    history_as_json,
    history_from_json,
)
from odoo.addons.bigcommerce_connector.settlement.settle import settle

SHIRT, MUG = "variant:1", "variant:2"


def line(number, variant, quantity, price, refunded=0):
    total = str(quantity * price)
    return {
        "id": number,
        "variant_id": variant,
        "quantity": quantity,
        "quantity_refunded": refunded,
        "total_inc_tax": total,
        "total_ex_tax": total,
        "total_tax": "0",
    }


def order(*lines, **fields):
    total = sum(Decimal(row["total_inc_tax"]) for row in lines)
    return read_order(
        {
            "id": 100,
            "status_id": 11,
            "date_created": "Wed, 14 Jan 2026 10:00:00 +0000",
            "total_inc_tax": str(total),
            "total_tax": "0",
            "products": list(lines),
            **fields,
        }
    )


def refund(total, *items, number=1, tax=0):
    return {
        "id": number,
        "total_amount": total,
        "total_tax": tax,
        "payments": [{"amount": total}],
        "items": list(items),
    }


def units(number, quantity, kind="PRODUCT"):
    return {"item_type": kind, "item_id": number, "quantity": quantity}


def money(kind, value, number=7):
    return {"item_type": kind, "item_id": number, "requested_amount": value}


class Life:
    """What is remembered of one order, and its target at the last sync."""

    def __init__(self, captured):
        self.captured = Decimal(captured)
        self._history = None

    def sync(self, web, *refunds):
        history = history_from_json(self._history)
        settled = settle(web, read_refunds(refunds), history, self.captured, 2)
        self.target, self.reasons = settled.target, settled.reasons
        assert round(self.reasons.net, 2) == self.target.total
        self._history = json.loads(json.dumps(history_as_json(settled.history)))

    def units(self, key=SHIRT):
        return self.target.items[key].quantity

    def net(self):
        parts = (*self.target.items.values(), *self.target.charges.values())
        assert sum(part.inc_tax for part in parts) == self.target.total
        return self.target.total


def goodwill(value, number=1):
    return refund(value, money("ORDER", value), number=number)


def one(number=1, line_id=1, total=10):
    return refund(total, units(line_id, 1), number=number)


def test_a_refund_of_no_unit_stops_nothing():
    """After another one was returned: it names its line, and gives nothing back."""
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    none = refund(0, units(1, 0), number=2)
    for _again in range(2):
        life.sync(order(line(1, 1, 3, 10, refunded=1)), one(), none)
        assert (life.units(), life.net()) == (2, 20)


def test_a_cut_paid_out_by_amount_is_no_riddle_later():
    """2 mugs and a shirt; a mug is cut and paid out, then the shirt becomes cheaper."""
    life = Life(70)
    life.sync(order(line(1, 2, 2, 10), line(2, 1, 1, 50)))
    life.sync(order(line(1, 2, 1, 10), line(2, 1, 1, 50)), goodwill(10))
    cheaper = line(2, 1, 1, 40)
    life.sync(order(line(1, 2, 1, 10), cheaper), goodwill(10))
    returned = order(line(1, 2, 1, 10, refunded=1), cheaper)
    life.sync(returned, goodwill(10), one(2))
    assert (life.units(MUG), life.units(), life.net()) == (0, 1, 40)


def test_piece_returned_long_ago_stays_returned():
    """2 pens at 100, one cut and paid out, one returned; then shirts come and go."""
    life = Life(200)
    life.sync(order(line(1, 2, 2, 100)))
    life.sync(order(line(1, 2, 1, 100)), goodwill(100))
    pen = line(1, 2, 1, 100, refunded=1)
    back = goodwill(100), one(2, total=100)
    life.sync(order(pen), *back)
    assert (life.units(MUG), life.net()) == (0, 0)
    life.sync(order(pen, line(2, 1, 2, 10)), *back)
    life.captured = Decimal(220)
    life.sync(order(pen, line(2, 1, 2, 10)), *back)
    life.sync(order(pen, line(2, 1, 1, 10)), *back)
    assert (life.units(MUG), life.units(), life.net()) == (0, 1, 10)


def test_by_amount_and_then_by_item():
    """3 paid, cut to 2, the difference given back by amount, then one by item."""
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    life.sync(order(line(1, 1, 2, 10)))
    life.sync(order(line(1, 1, 2, 10)), goodwill(10))
    assert (life.units(), life.net()) == (2, 20)
    last = order(line(1, 1, 2, 10, refunded=1)), goodwill(10), one(2)
    life.sync(*last)
    assert (life.units(), life.net()) == (1, 10)
    life.sync(*last)
    assert (life.units(), life.net()) == (1, 10)


def test_by_item_and_then_by_amount():
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    life.sync(order(line(1, 1, 2, 10, refunded=1)), one())
    life.sync(order(line(1, 1, 2, 10, refunded=1)), one(), goodwill(10, 2))
    assert (life.units(), life.net()) == (2, 10)
    assert life.target.charges["goodwill"].inc_tax == -10


@pytest.mark.parametrize("is_seen", (True, False))
def test_a_sync_in_between_changes_nothing(is_seen):
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    if is_seen:
        life.sync(order(line(1, 1, 2, 10)), goodwill(10))
    life.sync(order(line(1, 1, 2, 10, refunded=1)), goodwill(10), one(2))
    assert (life.units(), life.net()) == (1, 10)


def test_as_many_units_settle_as_are_open():
    life = Life(40)
    life.sync(order(line(1, 1, 4, 10)))
    two = refund(20, units(1, 2), number=2)
    life.sync(order(line(1, 1, 2, 10, refunded=2)), goodwill(10), two)
    assert (life.units(), life.net()) == (1, 10)


@pytest.mark.parametrize("given", (goodwill(10), one()), ids=("amount", "item"))
def test_settled_edit_stays_settled_when_more_is_ordered(given):
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    life.sync(order(line(1, 1, 2, 10)), given)
    life.sync(order(line(1, 1, 3, 10)), given)
    assert (life.units(), life.net()) == (3, 30)


def test_the_tax_of_a_refund_is_its_own():
    """8.25 %: the amount on the order has no tax in it, the unit has its own."""
    price, tax = Decimal("108.25"), Decimal("8.25")
    life = Life(3 * price)

    def state(quantity, refunded=0):
        row = line(1, 1, quantity, price, refunded)
        row["total_tax"] = str(quantity * tax)
        row["total_ex_tax"] = str(quantity * (price - tax))
        return order(row, total_tax=str(quantity * tax))

    life.sync(state(3))
    life.sync(state(2), goodwill(price))
    assert (life.net(), life.target.tax) == (2 * price, 2 * tax)
    unit = refund(price, units(1, 1), number=2, tax=tax)
    life.sync(state(2, refunded=1), goodwill(price), unit)
    assert (life.units(), life.net(), life.target.tax) == (1, price, tax)


@pytest.mark.parametrize("captured", (20, 40))
def test_the_refunded_line_is_deleted_after_the_same_was_ordered_again(captured):
    """The two that are left were sold, whether BigCommerce has their money or not."""
    both = refund(20, units(1, 2))
    life = Life(20)
    life.sync(order(line(1, 1, 2, 10)))
    life.sync(order(line(1, 1, 2, 10, refunded=2)), both)
    assert (life.units(), life.net()) == (0, 0)
    life.captured = Decimal(captured)
    life.sync(order(line(1, 1, 2, 10, refunded=2), line(2, 1, 2, 10)), both)
    assert (life.units(), life.net()) == (2, 20)
    for _ in range(2):
        life.sync(order(line(2, 1, 2, 10)), both)
        assert (life.units(), life.net()) == (2, 20)


def test_lines_with_new_ids_are_no_deleted_lines():
    life = Life(30)
    life.sync(order(line(1, 1, 3, 10)))
    life.sync(order(line(1, 1, 3, 10, refunded=1)), one())
    life.sync(order(line(9, 1, 3, 10, refunded=1)), one())
    assert (life.units(), life.net()) == (2, 20)
    life.sync(order(line(10, 1, 2, 10, refunded=1)), one())
    assert (life.units(), life.net()) == (2, 20)


@pytest.mark.parametrize("is_seen", (True, False))
@pytest.mark.parametrize(("refunded", "ordered"), ((1, 1), (1, 2)))
def test_a_discount_after_a_refund(is_seen, refunded, ordered):
    """The returned unit counts with what it costs by now, of a line in part too."""
    life, nine = Life(20 + 10 * ordered), Decimal(9)
    life.sync(order(line(1, 1, ordered, 10), line(2, 2, 2, 10)))
    if is_seen:
        before = line(1, 1, ordered, 10, refunded), line(2, 2, 2, 10)
        life.sync(order(*before), one())
    life.sync(order(line(1, 1, ordered, nine, refunded), line(2, 2, 2, nine)), one())
    assert life.net() == 18 + nine * (ordered - refunded)
    assert life.target.items[MUG].inc_tax == 18


def test_another_price_and_what_was_kept_are_named():
    life = Life(200)
    life.sync(order(line(1, 1, 2, 100)))
    life.sync(order(line(1, 1, 2, 100, refunded=1)), one(total=85))
    assert (life.units(), life.net()) == (1, 115)
    assert life.target.items[SHIRT].inc_tax == 100
    assert life.target.charges["kept"].inc_tax == 15
    life.sync(order(line(1, 1, 2, 100, refunded=1)), one(total=105))
    assert (life.units(), life.net()) == (1, 95)
    assert life.target.charges["repriced"].inc_tax == -5


def test_the_tax_of_a_refund_at_another_price_is_that_refunds():
    """No line of 0.00 with tax in it is left for what the goods themselves lack."""
    life = Life("108.25")
    taxed = dict(line(1, 1, 1, 100), total_inc_tax="108.25", total_tax="8.25")
    life.sync(order(taxed, total_tax="8.25"))
    more = refund("110.00", units(1, 1), tax="8.38")
    life.sync(order(dict(taxed, quantity_refunded=1), total_tax="8.25"), more)
    repriced = life.target.charges["repriced"]
    assert (repriced.inc_tax, repriced.tax) == (Decimal("-1.75"), Decimal("-0.13"))
    assert life.target.tax == Decimal("-0.13")


def test_the_tax_of_an_amount_on_the_order_is_that_refunds():
    life = Life(110)
    taxed = dict(line(1, 1, 1, 100), total_inc_tax="110", total_tax="10")
    life.sync(order(taxed, total_tax="10"), refund(22, money("ORDER", 22), tax=2))
    goodwill = life.target.charges["goodwill"]
    assert (goodwill.inc_tax, goodwill.tax, life.target.tax) == (-22, -2, 8)


def test_the_dear_one_of_two_lines_of_one_item():
    life = Life(100)
    life.sync(order(line(1, 1, 1, 100), line(2, 1, 1, 0)))
    back = one(total=100)
    life.sync(order(line(1, 1, 1, 100, refunded=1), line(2, 1, 1, 0)), back)
    assert (life.units(), life.net()) == (1, 0)
    assert (life.target.items[SHIRT].inc_tax, life.target.charges) == (0, {})


def test_edit_settled_by_its_price_is_not_settled_again_by_its_unit():
    """2 shirts and a mug, one of each refunded; the shirts become free, one goes."""
    both = refund(30, units(1, 1), units(2, 1))
    life, mug = Life(50), line(2, 2, 1, 10, refunded=1)
    life.sync(order(line(1, 1, 2, 20), line(2, 2, 1, 10)))
    life.sync(order(line(1, 1, 2, 20, refunded=1), mug), both)
    assert life.net() == 20
    for quantity in (2, 1):
        life.sync(order(line(1, 1, quantity, 0, refunded=1), mug), both)
        assert (life.units(), life.net()) == (1, 0)

"""Money of which it was seen what it was for is no riddle, whatever went back since.

What a refund settled of an edit that nobody saw is guessed at; of an edit that was
seen it is not.
"""

from decimal import Decimal

import pytest
from test_settled_edits import SHIRT, Life, line, order, refund, units

PEN = "variant:3"
RETURNED = refund("10", units(11, 1), number=1)


def shipped(cost, *lines):
    total = cost + sum(int(row["total_inc_tax"]) for row in lines)
    money = {"shipping_cost_inc_tax": str(cost), "total_inc_tax": str(total)}
    return order(*lines, **money)


def test_shipping_taken_off_does_not_bring_a_returned_unit_back():
    """The shirt was returned, the shipping is still to be given back."""
    life = Life(40)
    life.sync(shipped(10, line(11, 1, 3, 10)))
    life.sync(shipped(10, line(11, 1, 3, 10, refunded=1)), RETURNED)
    for _again in range(3):
        life.sync(shipped(0, line(11, 1, 3, 10, refunded=1)), RETURNED)
        assert life.target.items[SHIRT].quantity == 2
        assert life.target.total == 20


@pytest.mark.parametrize("is_seen", [True, False])
def test_shipping_paid_later_and_taken_off_again(is_seen):
    """The same for shipping that was ordered, and paid, later."""
    life = Life(30)
    life.sync(shipped(0, line(11, 1, 3, 10)))
    life.sync(shipped(10, line(11, 1, 3, 10)))
    life.captured = Decimal(40)
    if is_seen:
        life.sync(shipped(10, line(11, 1, 3, 10, refunded=1)), RETURNED)
    life.sync(shipped(0, line(11, 1, 3, 10, refunded=1)), RETURNED)
    assert life.target.items[SHIRT].quantity == 2
    assert life.target.total == 20


def test_money_paid_after_an_edit_was_settled():
    """Money that was given back, and money that came again, are both in C."""
    life = Life(30)
    life.sync(order(line(11, 1, 3, 10)))
    life.sync(order(line(11, 1, 2, 10, refunded=1)), RETURNED)
    assert life.target.items[SHIRT].quantity == 2
    life.sync(order(line(11, 1, 2, 10, refunded=1), line(12, 3, 1, 20)), RETURNED)
    life.captured = Decimal(50)
    back = refund("20", units(12, 1), number=2)
    lines = line(11, 1, 2, 10, refunded=1), line(12, 3, 1, 20, refunded=1)
    life.sync(order(*lines), RETURNED, back)
    assert life.target.items[PEN].quantity == 0
    assert life.target.total == 20
    # Of the shirts one costs nothing now, the other twice as much less.
    cheaper = line(11, 1, 2, 0, refunded=1), line(12, 3, 1, 20, refunded=1)
    life.sync(order(*cheaper), RETURNED, back)
    assert life.target.items[PEN].quantity == 0
    assert life.target.total == 0


def test_the_same_unit_is_cut_twice_and_refunded_by_item_each_time():
    """It was ordered, and paid, again in between."""
    life = Life(30)
    life.sync(order(line(11, 1, 3, 10)))
    life.sync(order(line(11, 1, 2, 10)))
    life.sync(order(line(11, 1, 2, 10, refunded=1)), RETURNED)
    life.sync(order(line(11, 1, 3, 10, refunded=1)), RETURNED)
    life.captured = Decimal(40)
    life.sync(order(line(11, 1, 3, 10, refunded=1)), RETURNED)
    again = refund("10", units(11, 1), number=2)
    life.sync(order(line(11, 1, 2, 10, refunded=2)), RETURNED, again)
    assert life.target.items[SHIRT].quantity == 2
    assert life.target.total == 20
    third = refund("10", units(11, 1), number=3)
    with_one_more = order(line(11, 1, 3, 10, refunded=2))
    life.sync(with_one_more, RETURNED, again)
    life.captured = Decimal(50)
    life.sync(order(line(11, 1, 3, 10, refunded=3)), RETURNED, again, third)
    assert life.target.items[SHIRT].quantity == 2
    assert life.target.total == 20

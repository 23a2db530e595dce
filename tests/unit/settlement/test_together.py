"""Orders are posted together only where nothing has to be chosen, and nothing lacks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.money import Money
from odoo.addons.bigcommerce_connector.settlement.together import (
    Candidate,
    FreeGoods,
    Product,
    Quant,
    is_plain_sale,
    may_go_together,
)
from odoo.addons.bigcommerce_connector.settlement.transaction import Move, Transaction

SHIRT, MUG, HERE, SHELF = 1, 2, 10, 11
PLAIN = Product()


@pytest.mark.parametrize(
    ("order", "may"),
    [
        (Candidate([PLAIN, PLAIN]), True),
        (Candidate([]), True),  # money alone
        (Candidate([PLAIN, None]), False),
        (Candidate([PLAIN, Product(is_tracked=True)]), False),
        (Candidate([Product(is_made_up=True)]), False),
        (Candidate([PLAIN], is_posted=True), False),
        (Candidate([PLAIN], has_refunds=True), False),
        (Candidate([PLAIN], has_parts=True), False),
        (Candidate([PLAIN], is_shipped_later=True), False),
        (Candidate([PLAIN], is_elsewhere=True), False),
    ],
)
def test_an_order_may_go_together_with_others(order, may):
    assert may_go_together(order) is may


def move(quantity, money="5", **vals):
    return Move(
        "variant:1", Decimal(quantity), Money(Decimal(money), Decimal(0)), **vals
    )


@pytest.mark.parametrize(
    ("transactions", "is_first", "is_plain"),
    [
        ([], True, True),
        ([], False, True),
        ([Transaction([move(2), move(0, "-1")])], True, True),
        ([Transaction([move(2)])], False, False),
        ([Transaction([move(2)]), Transaction([move(0, "1")])], True, False),
        ([Transaction([move(-1, "-5")])], True, False),
        ([Transaction([move(3), move(-1, "-5")])], True, False),
        ([Transaction([move(0, "-1")])], True, False),
        ([Transaction([move(1, refunded_line_id=4)])], True, False),
    ],
)
def test_one_first_sale_is_plain(transactions, is_first, is_plain):
    assert is_plain_sale(transactions, is_first) is is_plain


@pytest.mark.parametrize(
    ("quants", "is_there"),
    [
        ([Quant(SHIRT, HERE, 3)], True),
        ([Quant(SHIRT, HERE, 2)], False),
        ([], False),
        # Two rows of a busy day are one stock; what one lacks the other has.
        ([Quant(SHIRT, HERE, 2), Quant(SHIRT, HERE, 1)], True),
        ([Quant(SHIRT, HERE, 5), Quant(SHIRT, HERE, -3)], False),
        ([Quant(SHIRT, HERE, 9), Quant(SHIRT, SHELF, 0)], False),
        ([Quant(SHIRT, HERE, 9, is_plain=False)], False),
        ([Quant(SHIRT, HERE, 9), Quant(SHIRT, HERE, 1, is_locked=False)], False),
        # Another product's choice is not this one's.
        ([Quant(SHIRT, HERE, 3), Quant(MUG, SHELF, 1)], True),
    ],
)
def test_goods_leave_without_a_choice(quants, is_there):
    assert FreeGoods(quants, HERE).take({SHIRT: 3}) is is_there


def test_an_order_takes_all_its_goods_or_none():
    goods = FreeGoods([Quant(SHIRT, HERE, 3), Quant(MUG, HERE, 1)], HERE)
    assert goods.take({SHIRT: 3})
    assert not goods.take({SHIRT: 1, MUG: 1})


def test_goods_that_an_order_does_not_get_are_for_nobody_after_it():
    goods = FreeGoods([Quant(SHIRT, HERE, 3), Quant(MUG, HERE, 1)], HERE)
    assert not goods.take({SHIRT: 4})
    assert not goods.take({SHIRT: 1})
    assert goods.take({MUG: 1})


@given(st.integers(0, 9), st.lists(st.integers(1, 4), max_size=9))
def test_never_more_leaves_than_there_is(stock, orders):
    goods = FreeGoods([Quant(SHIRT, HERE, stock)], HERE)
    assert sum(wanted for wanted in orders if goods.take({SHIRT: wanted})) <= stock

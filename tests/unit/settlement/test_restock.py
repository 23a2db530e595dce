"""Where refunded goods go: the owner's rule moves units, never money."""

from collections import Counter, defaultdict
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.money import Money
from odoo.addons.bigcommerce_connector.settlement.restock import (
    never_left,
    not_restocked,
    split_returns,
)
from odoo.addons.bigcommerce_connector.settlement.transaction import (
    Move,
    PostedLine,
    Transaction,
)

KEYS = ("variant:1", "variant:2")
RULES = ("always", "unshipped", "never")


def money(places):
    return st.integers(0, 9999).map(lambda units: Decimal(units).scaleb(-places))


@st.composite
def refunds(draw, places):
    """Refunds of one or two sales, and a sale."""
    transactions, line_id = [], 0
    for number in range(1, draw(st.integers(0, 2)) + 1):
        moves = []
        for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3)):
            line_id += 1
            units, inc_tax = draw(st.integers(1, 9)), draw(money(places))
            tax = min(inc_tax, draw(money(places)))
            moves.append(Move(key, Decimal(-units), Money(-inc_tax, -tax), line_id))
        transactions.append(Transaction(moves, number))
    if draw(st.booleans()):
        sale = Move("variant:1", Decimal(1), Money(Decimal(1), Decimal(0)))
        transactions.append(Transaction([sale]))
    return transactions


CASES = st.sampled_from((0, 2, 3)).flatmap(
    lambda places: st.tuples(st.just(places), refunds(places))
)
UNSHIPPED = st.dictionaries(
    st.sampled_from(KEYS), st.integers(-3, 20).map(Decimal), max_size=2
)


def sums(transactions):
    """Units and money by line refunded."""
    totals = defaultdict(lambda: [Decimal(0)] * 3)
    for transaction in transactions:
        for move in transaction.moves:
            row = (move.quantity, move.inc_tax, move.tax)
            key = (transaction.refunded_order_id, move.refunded_line_id, move.key)
            totals[key] = [a + b for a, b in zip(totals[key], row, strict=True)]
    return dict(totals)


def units_back(transactions, restock):
    units = Counter()
    for transaction in transactions:
        if transaction.refunded_order_id and transaction.restock is restock:
            for move in transaction.moves:
                units[move.key] -= move.quantity
    return +units


@given(CASES, st.sampled_from(RULES), UNSHIPPED)
def test_neither_units_nor_money_are_lost_by_the_split(case, rule, unshipped):
    places, transactions = case
    split = split_returns(transactions, rule, unshipped, places)
    assert sums(split) == sums(transactions)


@given(CASES, st.sampled_from(RULES), UNSHIPPED)
def test_every_part_of_a_split_moves_units(case, rule, unshipped):
    places, transactions = case
    for transaction in split_returns(transactions, rule, unshipped, places):
        assert transaction.moves
        assert all(move.quantity for move in transaction.moves)


@given(CASES, UNSHIPPED)
def test_always_and_never_mean_all_or_nothing(case, unshipped):
    places, transactions = case
    always = split_returns(transactions, "always", unshipped, places)
    never = split_returns(transactions, "never", unshipped, places)
    assert always == transactions
    assert not units_back(never, restock=True)
    assert units_back(never, restock=False) == units_back(transactions, restock=True)


@given(CASES, UNSHIPPED)
def test_only_what_was_not_shipped_is_for_sale_again(case, unshipped):
    places, transactions = case
    split = split_returns(transactions, "unshipped", unshipped, places)
    given_back = units_back(transactions, restock=True)
    for key in KEYS:
        wanted = min(given_back[key], max(Decimal(0), unshipped.get(key, Decimal(0))))
        assert units_back(split, restock=True)[key] == wanted


@given(CASES, st.sampled_from(RULES), UNSHIPPED)
def test_sales_are_left_alone(case, rule, unshipped):
    places, transactions = case
    split = split_returns(transactions, rule, unshipped, places)
    sales = [one for one in transactions if one.refunded_order_id is None]
    assert [one for one in split if one.refunded_order_id is None] == sales


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("sell"), st.integers(1, 9)),
            st.tuples(st.just("ship"), st.integers(1, 9)),
            st.tuples(st.just("refund"), st.integers(1, 9)),
        ),
        max_size=12,
    )
)
def test_units_for_sale_and_units_that_left_are_all_units(steps):
    """A shelf counted unit by unit agrees, as long as nothing else is shipped."""
    key, posted = "variant:1", []
    sold = shipped = for_sale = returned = 0
    for what, units in steps:
        if what == "sell":
            posted.append(PostedLine(1, 1, key, Decimal(units), Decimal(0), Decimal(0)))
            sold += units
        elif what == "ship":
            shipped += min(units, sold - for_sale - shipped)
        elif what == "refund":
            units = min(units, sold - for_sale - returned)
            left = never_left(posted, {key: Decimal(shipped)}, {key: Decimal(returned)})
            move = Move(key, Decimal(-units), Money(Decimal(0), Decimal(0)), 1)
            made = split_returns([Transaction([move], 1)], "unshipped", left, 2)
            back = min(units, sold - for_sale - shipped)
            for_sale += back
            returned += units - back
            assert not_restocked(made).get(key, 0) == units - back
            posted.append(
                PostedLine(2, 2, key, Decimal(-units), Decimal(0), Decimal(0), 1)
            )

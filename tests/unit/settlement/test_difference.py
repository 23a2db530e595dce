"""Whatever an order goes through: what is posted becomes the target, to the cent."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.difference import (
    difference,
    given_at_registers,
    is_over_refunded,
)
from odoo.addons.bigcommerce_connector.settlement.money import Money
from odoo.addons.bigcommerce_connector.settlement.part import Part
from odoo.addons.bigcommerce_connector.settlement.target import Target
from odoo.addons.bigcommerce_connector.settlement.transaction import (
    CannotSettle,
    PostedLine,
)

ITEMS = ("variant:1", "variant:2", "sku:x")


def money(places):
    return st.integers(0, 100_000).map(lambda n: Decimal(n).scaleb(-places))


@st.composite
def targets(draw, places):
    items = {}
    for key in draw(st.sets(st.sampled_from(ITEMS))):
        quantity = Decimal(draw(st.integers(0, 9)))
        inc_tax = draw(money(places)) if quantity else Decimal(0)
        tax = draw(money(places)) if quantity else Decimal(0)
        items[key] = Part(quantity, Money(inc_tax, min(tax, inc_tax)))
    charges = {
        key: Part(Decimal(0), Money(draw(money(places)), draw(money(places))))
        for key in draw(st.sets(st.sampled_from(("shipping", "fee:gift"))))
    }
    return Target(items, charges, draw(money(places)), draw(money(places)))


def post(transactions, posted):
    """Post as Odoo does: lines get ids, nothing posted before is touched."""
    posted = list(posted)
    order_id = max((line.order_id for line in posted), default=0)
    for transaction in transactions:
        order_id += 1
        for move in transaction.moves:
            posted.append(
                PostedLine(
                    id=len(posted) + 1,
                    order_id=order_id,
                    key=move.key,
                    quantity=move.quantity,
                    inc_tax=move.inc_tax,
                    tax=move.tax,
                    refunded_line_id=move.refunded_line_id,
                )
            )
    return posted


def total(lines, name):
    return sum((getattr(line, name) for line in lines), Decimal(0))


def quantities(posted):
    sold = defaultdict(Decimal)
    for line in posted:
        sold[line.key] += line.quantity
    return {key: quantity for key, quantity in sold.items() if quantity}


@given(st.integers(0, 3).flatmap(lambda p: st.tuples(st.just(p), st.lists(targets(p)))))
def test_any_history_ends_at_its_last_target(case):
    places, history = case
    posted = []
    for target in history:
        posted = post(difference(target, posted, places), posted)
        assert total(posted, "inc_tax") == target.total
        assert total(posted, "tax") == target.tax
        assert quantities(posted) == {
            key: part.quantity for key, part in target.items.items() if part.quantity
        }
        assert difference(target, posted, places) == []


@given(st.lists(targets(2), min_size=1))
def test_a_refund_never_takes_more_than_was_sold(history):
    posted = []
    for target in history:
        posted = post(difference(target, posted, 2), posted)
    left = {line.id: line.quantity for line in posted if line.quantity > 0}
    for line in posted:
        if line.refunded_line_id:
            left[line.refunded_line_id] += line.quantity
    assert all(quantity >= 0 for quantity in left.values())


def sale_of(quantity, inc_tax, key="variant:1", line_id=1):
    return PostedLine(
        line_id, line_id, key, Decimal(quantity), Decimal(inc_tax), Decimal(0)
    )


def target_of(quantity, inc_tax, total=None):
    item = Part(Decimal(quantity), Money(Decimal(inc_tax), Decimal(0)))
    total = Decimal(inc_tax if total is None else total)
    return Target({"variant:1": item}, {}, total, Decimal(0))


def test_lower_quantity_refunds_exactly_the_difference():
    [refund] = difference(target_of(1, "10.00"), [sale_of(3, "30.00")], 2)
    [move] = refund.moves
    assert (move.quantity, move.inc_tax, move.refunded_line_id) == (-2, -20, 1)
    assert refund.refunded_order_id == 1


def test_higher_quantity_is_a_new_sale():
    [sale] = difference(target_of(5, "50.00"), [sale_of(3, "30.00")], 2)
    [move] = sale.moves
    assert (move.quantity, move.inc_tax, move.refunded_line_id) == (2, 20, None)


def test_newest_sale_is_refunded_first():
    posted = [sale_of(2, "20.00"), sale_of(1, "12.00", line_id=2)]
    [refund] = difference(target_of(2, "20.00"), posted, 2)
    assert refund.refunded_order_id == 2


def test_discount_dropped_by_the_edit_is_a_price_change():
    """3 × 10 less 15, cut to 2: refund 1 at 5, then +10."""
    refund, change = difference(target_of(2, "20.00"), [sale_of(3, "15.00")], 2)
    assert refund.inc_tax == -5
    assert (change.inc_tax, change.moves[0].key) == (10, "price")


def test_web_catching_up_with_a_register_refund_posts_nothing():
    register = PostedLine(
        2, 2, "variant:1", Decimal(-2), Decimal(-20), Decimal(0), 1, is_ours=False
    )
    posted = [sale_of(3, "30.00"), register]
    for quantity in (3, 2, 1):  # not yet, partly, wholly
        assert difference(target_of(quantity, 10 * quantity), posted, 2) == []
    [refund] = difference(target_of(0, 0), posted, 2)
    assert refund.inc_tax == -10


def test_more_than_is_left_cannot_be_refunded():
    lost = PostedLine(
        2, 2, "other-key", Decimal(-2), Decimal(-20), Decimal(0), 1, is_ours=True
    )
    with pytest.raises(CannotSettle):
        difference(target_of(0, 0), [sale_of(3, "30.00"), lost], 2)


def charge_line(number, key, inc_tax, **details):
    return PostedLine(
        number,
        number,
        key,
        Decimal(0),
        Decimal(inc_tax),
        Decimal(0),
        **details,
    )


def test_a_price_change_given_back_at_a_register_is_not_charged_again():
    register = charge_line(3, "price", "-4", refunded_line_id=2, is_ours=False)
    posted = [sale_of(1, "10.00"), charge_line(2, "price", "4"), register]
    assert difference(target_of(1, 14), posted, 2) == []
    assert given_at_registers(target_of(1, 14), posted, 2) == (Money(Decimal(0)), 4)
    # The web lowers the price: first by what was given back, then by more.
    assert difference(target_of(1, 11), posted, 2) == []
    assert given_at_registers(target_of(1, 11), posted, 2) == (Money(Decimal(3)), 1)
    [change] = difference(target_of(1, 8), posted, 2)
    assert (change.inc_tax, change.moves[0].key) == (-2, "price")
    posted.append(charge_line(4, "price", "-2"))
    assert difference(target_of(1, 8), posted, 2) == []
    assert given_at_registers(target_of(1, 8), posted, 2) == (Money(Decimal(4)), 0)


def test_more_shipping_than_is_left_cannot_be_given_back():
    register = charge_line(4, "shipping", "-10", refunded_line_id=2, is_ours=False)
    posted = [sale_of(1, "10.00"), charge_line(2, "shipping", "10")]
    waived = charge_line(3, "shipping", "-10")
    with pytest.raises(CannotSettle, match="shipping"):
        difference(target_of(1, 10), [*posted, waived, register], 2)


def test_shipping_given_back_at_a_register_counts_once_the_web_knows_it():
    shipping = PostedLine(2, 1, "shipping", Decimal(0), Decimal(10), Decimal(0))
    register = PostedLine(
        3,
        2,
        "shipping",
        Decimal(0),
        Decimal(-10),
        Decimal(0),
        2,
        is_ours=False,
    )
    posted = [sale_of(2, "20.00"), shipping, register]
    item = Part(Decimal(2), Money(Decimal(20), Decimal(0)))
    before = Part(Decimal(0), Money(Decimal(10), Decimal(0)))
    charged = Target({"variant:1": item}, {"shipping": before}, Decimal(30), Decimal(0))
    assert difference(charged, posted, 2) == []
    assert given_at_registers(charged, posted, 2) == (Money(Decimal(0)), 10)
    waived = Target({"variant:1": item}, {}, Decimal(20), Decimal(0))
    assert difference(waived, posted, 2) == []
    assert given_at_registers(waived, posted, 2) == (Money(Decimal(10)), 0)
    [refund] = difference(Target({}, {}, Decimal(0), Decimal(0)), posted, 2)
    assert refund.inc_tax == -20


def test_more_sold_after_too_much_was_given_back_at_registers():
    """o = 1, s = 2: needs attention until the web says that two were sold."""
    register = PostedLine(
        2, 2, "variant:1", Decimal(-2), Decimal(-20), Decimal(0), 1, is_ours=False
    )
    posted = [sale_of(1, "10.00"), register]
    for units in (0, 1):
        assert is_over_refunded(target_of(units, 10 * units), posted, 2)
        with pytest.raises(CannotSettle, match="variant:1"):
            difference(target_of(units, 10 * units), posted, 2)
    for units in (2, 3):
        assert not is_over_refunded(target_of(units, 10 * units), posted, 2)
        [sale] = difference(target_of(units, 10 * units), posted, 2)
        assert sale.inc_tax == 10 * (units - 1)


def test_money_says_what_it_is_for_and_whether_it_has_changed():
    """A charge that was there has changed; a new one, and goodwill, say themselves."""
    shipping = charge_line(2, "shipping", "5")
    posted = [sale_of(1, "10.00"), shipping, charge_line(3, "goodwill", "-1")]
    item = Part(Decimal(1), Money(Decimal(10), Decimal(0)))
    charges = {
        key: Part(Decimal(0), Money(Decimal(inc_tax), Decimal(0)))
        for key, inc_tax in (("shipping", 7), ("fee:Rush", 3), ("goodwill", -2))
    }
    target = Target({"variant:1": item}, charges, Decimal(18), Decimal(0))
    [money] = difference(target, posted, 2)
    assert {(move.key, move.is_change, move.inc_tax) for move in money.moves} == {
        ("shipping", True, 2),
        ("fee:Rush", False, 3),
        ("goodwill", False, -1),
    }
    posted = [sale_of(1, "10.00"), shipping, charge_line(3, "fee:Rush", "3")]
    [money] = difference(target_of(1, 10), posted, 2)
    assert {(move.key, move.is_change, move.inc_tax) for move in money.moves} == {
        ("fee:Rush", True, -3),
        ("shipping", True, -5),
    }


def test_a_discount_that_lines_show_in_part_is_one_line():
    """The lines became 4.09 cheaper and the total 5.00: there was one discount."""
    [change] = difference(target_of(1, "5.91", 5), [sale_of(1, "10.00")], 2)
    [move] = change.moves
    assert (move.key, move.inc_tax) == ("price", Decimal("-5.00"))
    posted = post([change], [sale_of(1, "10.00")])
    assert difference(target_of(1, "5.91", 5), posted, 2) == []


def test_tax_that_changed_while_the_total_stayed_is_named_so():
    target = replace(target_of(1, "10.00"), tax=Decimal(2))
    [change] = difference(target, [sale_of(1, "10.00")], 2)
    [move] = change.moves
    assert (move.key, move.inc_tax, move.tax) == ("tax", 0, 2)
    assert difference(target, post([change], [sale_of(1, "10.00")]), 2) == []

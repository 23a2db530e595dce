"""What shall have been sold: the design's rules one by one."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from web_orders import (
    UNITS,
    ZERO,
    Shop,
    given_back,
    item,
    money,
    target_of,
    units_back,
    web_order,
)

from odoo.addons.bigcommerce_connector.mappers.order import Charge
from odoo.addons.bigcommerce_connector.settlement.difference import difference
from odoo.addons.bigcommerce_connector.settlement.history import History
from odoo.addons.bigcommerce_connector.settlement.settle import settle
from odoo.addons.bigcommerce_connector.settlement.status_policy import VOID, WAIT

# === CANCELLED, AND SOMETHING IS KEPT === #


@pytest.mark.parametrize(
    ("captured", "refunded", "money", "tax"),
    [
        ("60", "48", "12", "2"),
        ("60", "55", "5", "0.83"),  # no more than is there
        ("60", "60", "0", "0"),
        ("0", "0", "0", "0"),
        ("90", "0", "70", "10"),  # no more tax than the order has
    ],
)
def test_what_is_kept_has_its_share_of_the_tax(captured, refunded, money, tax):
    order = web_order(item(inc_tax="60.00", tax="10.00"))
    retained = max(Decimal(money), Decimal(12))
    back = given_back(refunded)
    target = settle(order, back, History(), Decimal(captured), 2, VOID, retained).target
    assert (target.total, target.tax) == (Decimal(money), Decimal(tax))
    assert target.explained == target.money
    assert not target.items


def test_the_shipping_is_kept_in_its_place():
    """What is posted of it is taken back, as all else, and what is kept is sold."""
    shipping = Charge("shipping", Decimal(10), ZERO)
    order, shop = web_order(item(), charges=[shipping]), Shop()
    shop.post(difference(target_of(order), [], 2))
    back = given_back(30)
    target = settle(order, back, History(), order.total, 2, VOID, Decimal(10)).target
    shop.post(difference(target, shop.lines, 2))
    assert (shop.total("inc_tax"), shop.units()) == (10, {})
    assert difference(target, shop.lines, 2) == []


# === THE RULES OF THE DESIGN === #


def test_a_charge_given_back_whole_leaves_no_part_of_a_cent():
    """Taxes have four decimals on BigCommerce."""
    charge = Charge("shipping", Decimal("10.0000"), Decimal("0.9091"))
    order = web_order(item(), charges=[charge])
    target = target_of(order, given_back("10", "0.91", cause="shipping"))
    part = target.charges["shipping"]
    assert (part.inc_tax, part.tax) == (0, 0)


@given(UNITS, UNITS, UNITS)
def test_units_follow_the_formula(ordered, refunded, paid):
    order = web_order(item(quantity=ordered, quantity_refunded=refunded))
    target = target_of(order, paid={"variant:1": max(paid, ordered)})
    settled = max(ZERO, max(paid, ordered) - ordered)
    wanted = max(ZERO, ordered - max(ZERO, refunded - settled))
    assert target.items["variant:1"].quantity == wanted


@given(money(), money(), money())
def test_money_follows_the_formula(total, refunded, captured):
    order = web_order(total=total)
    target = target_of(order, given_back(refunded), captured=captured)
    wanted = total - max(ZERO, refunded - max(ZERO, captured - total))
    assert target.total == wanted


@given(money())
def test_parts_of_the_smallest_coin_settle_no_edit(total):
    """BigCommerce may write decimals of a currency that Odoo keeps without."""
    captured = total.quantize(Decimal(1), ROUND_HALF_UP)
    known = {"captured": captured, "places": 0}
    target = target_of(web_order(total=total), given_back(total), **known)
    assert target.total == ZERO


def test_parts_of_the_smallest_coin_hide_no_edit():
    """1500.90 was paid, and 500.50 went back for the unit that an edit removed."""
    gone = item(quantity=2, inc_tax="1000.40", line_ids=["7"])
    refunds = units_back(1, "500.50")
    target = target_of(web_order(gone), refunds, paid={}, captured="1501", places=0)
    assert (target.items["variant:1"].quantity, target.total) == (2, 1000)


@given(st.integers(1, 9), st.data(), money(most=5000))
def test_a_refund_that_settles_an_edit_counts_once(paid, data, price):
    """Cut by some units, and the money for just these given back: nothing more."""
    cut = data.draw(st.integers(1, paid))
    back = data.draw(st.integers(0, cut))
    left = paid - cut
    edited = web_order(item(quantity=left, inc_tax=price * left))
    known = {"paid": {"variant:1": Decimal(paid)}, "captured": price * paid}
    unsettled = target_of(edited, **known)
    counted = web_order(item(quantity=left, inc_tax=price * left, line_ids=["7"]))
    settled = target_of(counted, units_back(back, price * back), **known)
    assert settled == unsettled
    assert settled.items["variant:1"].quantity == left
    assert settled.total == price * left


@given(st.integers(0, 9), st.integers(0, 9), money(most=5000))
def test_without_an_edit_every_refunded_unit_counts(left, back, price):
    paid = left + back
    assume(paid)
    order = web_order(item(quantity=paid, inc_tax=price * paid, line_ids=["7"]))
    target = target_of(order, units_back(back, price * back))
    part = target.items["variant:1"]
    assert (part.quantity, part.inc_tax) == (left, price * left)
    assert target.total == price * left


@given(st.integers(1, 9), money(most=5000), st.data())
def test_line_given_back_whole_may_cost_less_later(paid, price, data):
    """Nothing is left to give back for, and no money is owed."""
    later = data.draw(money(most=int(price * 100)))
    shirts = item(quantity=paid, inc_tax=later * paid, line_ids=["7"])
    refunds = units_back(paid, price * paid)
    target = target_of(web_order(shirts), refunds, captured=price * paid)
    assert (target.items["variant:1"].quantity, target.total) == (ZERO, ZERO)


@given(money(), money())
def test_an_edit_by_itself_moves_no_money_but_its_own(total, captured):
    assert target_of(web_order(total=total), captured=captured).total == total


@given(money(), money())
def test_money_paid_can_be_given_back_but_no_more_is_owed(total, captured):
    """However much of what was paid goes back, the net does not fall below zero."""
    captured = max(total, captured)
    target = target_of(web_order(total=total), given_back(captured), captured=captured)
    assert target.total == ZERO


@given(money(), money(), money())
def test_void_is_nothing_at_all(total, refunded, captured):
    order = web_order(item(), charges=[Charge("shipping", Decimal(5), ZERO)])
    target = target_of(
        replace(order, total=total), given_back(refunded), None, captured, 2, VOID
    )
    assert (target.items, target.charges) == ({}, {})
    assert (target.total, target.tax, target.is_final) == (0, 0, True)


def test_an_order_that_waits_is_not_final():
    assert not target_of(web_order(item()), policy=WAIT).is_final
    assert target_of(web_order(item())).is_final


@given(money(4), st.integers(0, 3))
def test_amounts_come_in_the_decimals_of_the_currency(total, places):
    target = target_of(web_order(item(inc_tax=total)), places=places)
    unit = Decimal(1).scaleb(-places)
    wanted = total.quantize(unit, ROUND_HALF_UP)
    assert target.total == target.items["variant:1"].inc_tax == wanted


@given(money(), money(), st.sampled_from(("shipping", "items", "goodwill", "tax")))
def test_tax_goes_back_with_the_refund_that_has_it(total, refunded, cause):
    tax, back = (value / 11 for value in (total, refunded))
    tax, back = (value.quantize(Decimal("0.01")) for value in (tax, back))
    order = web_order(total=total, tax=tax)
    assert target_of(order, given_back(refunded, back, cause)).tax == tax - back


def test_shipping_that_became_free_can_have_been_refunded():
    free = Charge("shipping", ZERO, Decimal("0.01"))
    order = web_order(item(), charges=[free])
    target = target_of(order, given_back(5, cause="shipping"))
    assert target.charges["shipping"].inc_tax == -5

"""What shall have been sold: the design's rules one by one, then whole lives."""

from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.order import Charge, Item, WebOrder
from odoo.addons.bigcommerce_connector.mappers.refunds import (
    Refund,
    Refunds,
    UnitsRefund,
)
from odoo.addons.bigcommerce_connector.settlement.difference import difference
from odoo.addons.bigcommerce_connector.settlement.history import History
from odoo.addons.bigcommerce_connector.settlement.settle import settle
from odoo.addons.bigcommerce_connector.settlement.status_policy import POST, VOID, WAIT
from odoo.addons.bigcommerce_connector.settlement.transaction import PostedLine

ZERO = Decimal(0)
KEYS = ("variant:1", "variant:2", "sku:x")
UNITS = st.integers(0, 9).map(Decimal)


def money(places=2, most=100_000):
    return st.integers(0, most).map(lambda units: Decimal(units).scaleb(-places))


def item(key="variant:1", quantity=3, inc_tax="30.00", tax="0", **fields):
    return Item(
        key,
        key,
        sku="",
        product_id="",
        variant_id="",
        options="",
        type="physical",
        quantity=Decimal(quantity),
        inc_tax=Decimal(inc_tax),
        tax=Decimal(tax),
        **fields,
    )


def web_order(*items, total=None, tax=None, charges=()):
    parts = [*items, *charges]
    inc_tax = sum((part.inc_tax for part in parts), ZERO)
    own_tax = sum((part.tax for part in parts), ZERO)
    return WebOrder(
        external_id="100",
        status_id=11,
        status="",
        payment_method="",
        payment_status="",
        currency_code="USD",
        date_created=None,
        date_modified=None,
        total=inc_tax if total is None else Decimal(total),
        tax=own_tax if tax is None else Decimal(tax),
        items={part.key: part for part in items},
        charges={part.key: part for part in charges},
        fee_keys={},
        customer_id="",
        customer_name="",
        customer_email="",
    )


def given_back(total, tax="0", cause="goodwill"):
    total = Decimal(total)
    refund = Refund(1, total, Decimal(tax), {cause: total})
    return Refunds((refund,) if total else ())


def units_back(units, total):
    """One refund of so many units of the line 7."""
    units, total = {"7": Decimal(units)}, Decimal(total)
    back = UnitsRefund(1, units, {}, total)
    refund = Refund(1, total, ZERO, {"items": total}, back)
    told = {"7": (units["7"], ZERO)}
    return Refunds((refund,) if total else (), told)


def target_of(order, refunds=None, paid=None, captured=None, places=2, policy=POST):
    """The target; paid and captured are the order's own unless it was edited."""
    if paid is None:
        paid = {key: part.quantity for key, part in order.items.items()}
    captured = order.total if captured is None else Decimal(captured)
    states = {key: [[str(quantity), str(captured)]] for key, quantity in paid.items()}
    history = History(paid_states=states)
    refunds = refunds or Refunds()
    return settle(order, refunds, history, captured, places, policy).target


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


# === WHOLE LIVES === #


@st.composite
def syncs(draw, places, paid):
    """What one sync reads: the order by now, its refunds, the money received."""
    items = []
    for key in draw(st.sets(st.sampled_from(KEYS))):
        quantity = draw(UNITS)
        price = draw(money(places)) if quantity else ZERO
        paid[key] = max(paid.get(key, ZERO), quantity)
        refunded = Decimal(draw(st.integers(0, int(paid[key]))))
        tax = min(price, draw(money(places))) if quantity else ZERO
        items.append(item(key, quantity, price, tax, quantity_refunded=refunded))
    charges = [
        Charge(key, inc_tax, min(inc_tax, draw(money(places))))
        for key in draw(st.sets(st.sampled_from(("shipping", "fee:Rush"))))
        for inc_tax in (draw(money(places)),)
    ]
    order = web_order(*items, charges=charges)
    if draw(st.booleans()):  # rounded, or overridden through the API
        off = draw(st.integers(-3, 500))
        order.total = max(ZERO, order.total + Decimal(off).scaleb(-places))
    captured = max(order.total, draw(money(places)))
    refunded = min(draw(money(places)), captured)
    cause = draw(st.sampled_from(("items", "shipping", "goodwill", "tax", "fee:9")))
    refunds = given_back(refunded, min(refunded, draw(money(places))), cause)
    policy = draw(st.sampled_from((POST, POST, POST, VOID)))
    return target_of(order, refunds, dict(paid), captured, places, policy)


@st.composite
def lives(draw):
    places, paid = draw(st.sampled_from((0, 2, 3))), {}
    count = draw(st.integers(1, 5))
    return places, [draw(syncs(places, paid)) for _ in range(count)]


class Shop:
    """What was posted, as Odoo keeps it; cashiers take units back now and then."""

    def __init__(self):
        self.lines = []

    def post(self, transactions):
        for transaction in transactions:
            number = 1 + max((line.order_id for line in self.lines), default=0)
            for move in transaction.moves:
                self._add(number, move, True)

    def take_back(self, data, places):
        """A cashier takes units of some line back."""
        sold = [line for line in self.lines if self.left(line) > 0]
        if not sold or not data.draw(st.booleans()):
            return
        line = data.draw(st.sampled_from(sold))
        units = Decimal(data.draw(st.integers(1, int(self.left(line)))))
        unit = Decimal(1).scaleb(-places)
        inc_tax, tax = (
            -(amount * units / line.quantity).quantize(unit, ROUND_HALF_UP)
            for amount in (line.inc_tax, line.tax)
        )
        refund = replace(
            line, quantity=-units, inc_tax=inc_tax, tax=tax, refunded_line_id=line.id
        )
        self._add(1 + self.lines[-1].order_id, refund, False)

    def left(self, line):
        back = (row.quantity for row in self.lines if row.refunded_line_id == line.id)
        return line.quantity + sum(back) if line.is_goods else ZERO

    def _add(self, number, move, is_ours):
        self.lines.append(
            PostedLine(
                id=len(self.lines) + 1,
                order_id=number,
                key=move.key,
                quantity=move.quantity,
                inc_tax=move.inc_tax,
                tax=move.tax,
                refunded_line_id=move.refunded_line_id,
                is_ours=is_ours,
            )
        )

    def total(self, name):
        return sum((getattr(line, name) for line in self.lines if line.is_ours), ZERO)

    def units(self):
        sold = defaultdict(Decimal)
        for line in self.lines:
            if line.is_ours:
                sold[line.key] += line.quantity
        return {key: units for key, units in sold.items() if units}


@given(lives())
def test_any_life_ends_at_its_last_sync(life):
    places, targets = life
    shop = Shop()
    for target in targets:
        shop.post(difference(target, shop.lines, places))
        assert shop.total("inc_tax") == target.total
        assert shop.total("tax") == target.tax
        assert shop.units() == {
            key: part.quantity for key, part in target.items.items() if part.quantity
        }
        assert difference(target, shop.lines, places) == []


@given(lives(), st.data())
def test_with_registers_in_between_no_unit_comes_back_twice(life, data):
    places, targets = life
    shop = Shop()
    for target in targets:
        shop.post(difference(target, shop.lines, places))
        assert difference(target, shop.lines, places) == []
        assert all(shop.left(line) >= 0 for line in shop.lines if line.quantity > 0)
        shop.take_back(data, places)


@given(lives())
def test_a_refund_refunds_one_sale_and_nothing_else(life):
    """Odoo takes one original order per refund, and no sale in a refund."""
    places, targets = life
    shop = Shop()
    for target in targets:
        transactions = difference(target, shop.lines, places)
        for transaction in transactions:
            down = [move for move in transaction.moves if move.quantity < 0]
            origins = {move.refunded_line_id for move in down}
            orders = {line.order_id for line in shop.lines if line.id in origins}
            if down:
                assert down == transaction.moves
                assert orders == {transaction.refunded_order_id}
            else:
                assert transaction.refunded_order_id is None
        shop.post(transactions)


@given(st.lists(UNITS, min_size=3, max_size=6), money(most=5000))
def test_last_sale_is_refunded_first(syncs, price):
    shop = Shop()
    for units in syncs:
        order = web_order(item(quantity=units, inc_tax=price * units))
        transactions = difference(target_of(order), shop.lines, 2)
        shop.post(transactions)
        for move in (move for one in transactions for move in one.moves):
            if move.quantity < 0:
                newer = [x for x in shop.lines if x.id > move.refunded_line_id]
                assert all(shop.left(line) <= 0 for line in newer)


@given(lives())
def test_the_first_sync_posts_one_transaction(life):
    places, [target, *_later] = life
    assert len(difference(target, [], places)) <= 1 or target.total < 0

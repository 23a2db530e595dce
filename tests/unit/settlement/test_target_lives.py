"""What shall have been sold in whole lives of orders, and what registers take back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from web_orders import (
    KEYS,
    UNITS,
    ZERO,
    Shop,
    given_back,
    item,
    money,
    target_of,
    web_order,
)

from odoo.addons.bigcommerce_connector.mappers.order import Charge
from odoo.addons.bigcommerce_connector.settlement.difference import difference
from odoo.addons.bigcommerce_connector.settlement.status_policy import POST, VOID


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

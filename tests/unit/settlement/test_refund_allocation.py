"""Which items and charges a refund was for, whatever became of their lines since."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.order import read_order
from odoo.addons.bigcommerce_connector.mappers.refunds import read_refunds
from odoo.addons.bigcommerce_connector.settlement.history import History
from odoo.addons.bigcommerce_connector.settlement.refund_allocation import allocate
from odoo.addons.bigcommerce_connector.settlement.settle import settle

SHIRT, MUG = "variant:1", "variant:2"


def line(number, variant, quantity, price, refunded=0, wrapping=0, parent=None):
    total = str(quantity * price)
    return {
        "id": number,
        "variant_id": variant,
        "quantity": quantity,
        "quantity_refunded": refunded,
        "total_inc_tax": total,
        "total_ex_tax": total,
        "total_tax": "0",
        "wrapping_cost_inc_tax": str(wrapping),
        "parent_order_product_id": parent,
    }


def order(*lines, **fields):
    total = sum(Decimal(row["total_inc_tax"]) for row in lines)
    total += sum(Decimal(row["wrapping_cost_inc_tax"]) for row in lines)
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


def refund(total, *items, number=1, declined=0, tax=0):
    payments = [{"amount": total - declined, "is_declined": False}]
    payments = payments if total > declined else []
    if declined:
        payments.append({"amount": declined, "is_declined": True})
    return {
        "id": number,
        "total_amount": total,
        "total_tax": tax,
        "payments": payments,
        "items": list(items),
    }


def units(number, quantity, kind="PRODUCT"):
    return {"item_type": kind, "item_id": number, "quantity": quantity}


def money(kind, value, number=7):
    return {"item_type": kind, "item_id": number, "requested_amount": value}


def refunded(web, *payloads, **keys):
    """Units and money by item, and the money by cause, of all refunds together."""
    found = {key: (0, 0) for key in web.items}
    causes = {}
    for row in allocate(web, read_refunds(payloads), {**keys, **web.keys}, 2):
        for key, given in row.items.items():
            if key in found:
                n, total = found[key]
                found[key] = (n + given.units, total + given.inc_tax)
        for cause, total in row.causes.items():
            causes[cause] = causes.get(cause, 0) + total
    return found, causes


def causes_of(payload):
    """What one refund was for, as it is read."""
    return read_refunds([payload]).each[0].causes


# === UNITS === #


@pytest.mark.parametrize("counted", (0, 1))
def test_a_declined_refund_counts_no_unit_whether_the_line_says_so_or_not(counted):
    web = order(line(1, 1, 3, 20, refunded=counted))
    found, _causes = refunded(web, refund(20, units(1, 1), declined=20))
    assert found == {SHIRT: (0, 0)}


@pytest.mark.parametrize("counted", (1, 2))
def test_one_refund_stands_and_one_was_declined(counted):
    web = order(line(1, 1, 3, 20, refunded=counted))
    found, _causes = refunded(
        web,
        refund(20, units(1, 1), number=1),
        refund(20, units(1, 1), number=2, declined=20),
    )
    assert found == {SHIRT: (1, 20)}


def test_refund_of_an_item_that_is_gone_says_nothing_of_another():
    web = order(line(2, 2, 2, 7, refunded=1))
    payloads = (
        refund(20, units(1, 1), number=1),
        refund(7, units(2, 1), number=2, declined=7),
    )
    assert refunded(web, *payloads, **{"1": SHIRT})[0] == {MUG: (0, 0)}


def test_a_line_put_back_under_a_new_id_was_given_back_before():
    web = order(line(9, 1, 2, 20))
    found, _causes = refunded(web, refund(20, units(1, 1)), **{"1": SHIRT})
    assert found == {SHIRT: (1, 20)}


def test_without_a_known_id_the_lines_are_believed():
    web = order(line(9, 1, 2, 20, refunded=1))
    assert refunded(web, refund(20, units(1, 1)))[0] == {SHIRT: (1, 20)}
    declined = refund(20, units(1, 1), declined=20)
    assert refunded(web, declined)[0] == {SHIRT: (0, 0)}


def test_refund_of_an_unknown_id_is_not_taken_for_the_declined_one():
    web = order(line(9, 1, 2, 20, refunded=1))
    found, _causes = refunded(
        web,
        refund(20, units(1, 1), number=1),
        refund(20, units(9, 1), number=2, declined=20),
    )
    assert found == {SHIRT: (1, 20)}


# === MONEY === #


def test_one_refund_of_two_items_is_shared_by_what_they_cost():
    web = order(line(1, 1, 3, 20, refunded=2), line(2, 2, 2, 7, refunded=1))
    found, _causes = refunded(web, refund(47, units(1, 2), units(2, 1)))
    assert found == {SHIRT: (2, 40), MUG: (1, 7)}


def test_less_than_they_cost_is_shared_alike_to_the_cent():
    web = order(line(1, 1, 1, 20, refunded=1), line(2, 2, 1, 10, refunded=1))
    found, _causes = refunded(web, refund(10, units(1, 1), units(2, 1)))
    assert found == {SHIRT: (1, Decimal("6.67")), MUG: (1, Decimal("3.33"))}


def test_line_that_is_gone_takes_what_the_others_leave():
    web = order(line(2, 2, 2, 7, refunded=1))
    payload = refund(27, units(1, 1), units(2, 1))
    assert refunded(web, payload, **{"1": SHIRT})[0] == {MUG: (1, 7)}


@pytest.mark.parametrize(
    "kinds", (("PRODUCT", "GIFT_WRAPPING"), ("GIFT_WRAPPING", "PRODUCT"))
)
@pytest.mark.parametrize("is_told", (True, False))
def test_wrapping_is_no_goods(kinds, is_told):
    web = order(line(1, 1, 2, 20, refunded=1, wrapping=4))
    items = [units(1, 1, kind) for kind in kinds]
    if not is_told:
        del items[kinds.index("GIFT_WRAPPING")]["quantity"]
    found, causes = refunded(web, refund(22, *items))
    assert found == {SHIRT: (1, 20)}
    assert causes == {"items": 20, "wrapping": 2}


@pytest.mark.parametrize(
    ("kind", "cause"),
    (
        ("SHIPPING", "shipping"),
        ("HANDLING", "handling"),
        ("ORDER", "goodwill"),
        ("TAX", "tax"),
        ("FEE", "fee:7"),
    ),
)
def test_each_kind_of_refund_has_its_own_cause(kind, cause):
    assert causes_of(refund(5, money(kind, 5))) == {cause: 5}
    both = refund(25, money(kind, 5), units(1, 1))
    assert causes_of(both) == {cause: 5, "items": 20}


def test_wrapping_by_itself():
    back = refund(4, units(1, 2, "GIFT_WRAPPING"))
    assert (causes_of(back), read_refunds([back]).units) == ({"wrapping": 4}, {})


def test_only_the_part_that_went_back_has_its_tax():
    read = read_refunds([refund(22, units(1, 2), declined=11, tax=2)])
    assert (read.total, read.each[0].tax) == (11, 1)
    assert read.units == {"1": (2, 0)}


# === WHAT COUNTS === #


def target(web, *payloads, paid, captured, keys=None):
    refunds = read_refunds(payloads)
    states = {key: [[str(quantity), str(captured)]] for key, quantity in paid.items()}
    history = History(line_keys=keys or {}, paid_states=states)
    return settle(web, refunds, history, Decimal(captured), 2).target


def test_units_that_count_settle_no_edit():
    web = order(line(1, 1, 1, 20), line(2, 2, 1, 20, refunded=1))
    found = target(web, refund(20, units(2, 1)), paid={SHIRT: 2, MUG: 1}, captured=60)
    assert found.items[MUG].quantity == 0
    assert found.total == found.items[SHIRT].inc_tax == 20


def test_of_one_refund_a_part_may_settle_and_a_part_count():
    web = order(line(1, 1, 2, 20, refunded=2))
    found = target(web, refund(40, units(1, 2)), paid={SHIRT: 3}, captured=60)
    assert (found.items[SHIRT].quantity, found.total) == (1, 20)


def test_shipping_that_settles_an_edit_beside_a_unit_that_counts():
    web = order(
        line(1, 1, 1, 20),
        line(2, 2, 1, 20, refunded=1),
        shipping_cost_inc_tax="5",
        total_inc_tax="45",
    )
    back = refund(25, money("SHIPPING", 5), units(2, 1))
    found = target(web, back, paid={SHIRT: 2, MUG: 1}, captured=65)
    assert (found.total, found.items[MUG].quantity) == (25, 0)
    assert found.charges["shipping"].inc_tax == 5


def fees(*numbers, name="Rush"):
    return [
        {
            "id": n,
            "display_name_customer": name,
            "cost_inc_tax": "3.3",
            "cost_tax": "0.3",
        }
        for n in numbers
    ]


@pytest.mark.parametrize("keys", ({"fee:1": "fee:Rush"}, {}))
def test_a_fee_written_anew_is_the_one_that_was_given_back(keys):
    web = order(line(1, 1, 1, 10), fees=fees(2), total_inc_tax="13.3", total_tax="0.3")
    back = refund(Decimal("3.3"), money("FEE", Decimal("3.3"), 1), tax=Decimal("0.3"))
    found = target(web, back, paid={}, captured="13.3", keys=keys)
    assert set(found.charges) == {"fee:Rush"}
    assert (found.charges["fee:Rush"].inc_tax, found.charges["fee:Rush"].tax) == (0, 0)
    assert (found.total, found.tax) == (10, 0)


def test_a_fee_that_nobody_can_name_is_called_a_fee():
    web = order(line(1, 1, 1, 10), fees=[*fees(2), *fees(3, name="Gift box")])
    back = refund(2, money("FEE", 2, 1))
    found = target(web, back, paid={}, captured=10)
    assert found.charges["fee:"].inc_tax == -2


def test_a_part_of_a_bundle_is_another_item_than_the_same_by_itself():
    web = order(line(1, 1, 1, 30), line(2, 2, 2, 0, parent=1), line(3, 2, 1, 7))
    assert set(web.items) == {SHIRT, f"{MUG}<{SHIRT}", MUG}

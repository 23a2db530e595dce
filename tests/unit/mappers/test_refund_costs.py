"""Refunds are shared among their units by what these cost when they were refunded."""

import json
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.order import read_order
from odoo.addons.bigcommerce_connector.mappers.refund_costs import remembered_costs
from odoo.addons.bigcommerce_connector.mappers.refunds import read_refunds
from odoo.addons.bigcommerce_connector.settlement.refund_allocation import allocate

SHIRT, MUG = "variant:1", "variant:2"


def state(*lines):
    """An order's payload; lines are (id, variant, quantity, money, wrapping)."""
    return {
        "id": 100,
        "status_id": 11,
        "date_created": "Wed, 14 Jan 2026 10:00:00 +0000",
        "total_inc_tax": str(sum(line[3] for line in lines)),
        "total_tax": "0",
        "products": [
            {
                "id": number,
                "variant_id": variant,
                "quantity": quantity,
                "total_inc_tax": str(money),
                "total_ex_tax": str(money),
                "total_tax": "0",
                "wrapping_cost_inc_tax": str(wrapping),
            }
            for number, variant, quantity, money, wrapping in lines
        ],
    }


def refund(total, *items, number=7, declined=0):
    payments = ((total - declined, False), (declined, True))
    return {
        "id": number,
        "total_amount": total,
        "total_tax": 0,
        "payments": [
            {"amount": part, "is_declined": is_declined}
            for part, is_declined in payments
            if part
        ],
        "items": [
            {"item_type": kind, "item_id": line_id, "quantity": quantity}
            for line_id, quantity, kind in items
        ],
    }


def units(line_id, quantity, kind="PRODUCT"):
    return line_id, quantity, kind


BOTH = units(1, 1), units(2, 1)
DEAR = state((1, 1, 2, 40, 0), (2, 2, 1, 10, 0))
CHEAP = state((1, 1, 2, 20, 0), (2, 2, 1, 10, 0))


def remembered(refunds, *states, known=None):
    """As a database gives it back."""
    found = remembered_costs(known or {}, refunds, states)
    return json.loads(json.dumps(found))


def money(payload, refunds, known):
    web = read_order(payload)
    keys = {"1": SHIRT, "2": MUG, **web.keys}
    found, causes = {key: 0 for key in web.items}, {}
    for row in allocate(web, read_refunds(refunds, known), keys, 2):
        for key, given in row.items.items():
            if key in found:
                found[key] += given.inc_tax
        for cause, total in row.causes.items():
            causes[cause] = causes.get(cause, 0) + total
    return found, causes


def test_a_later_price_changes_nothing():
    refunds = [refund(30, *BOTH)]
    known = remembered(refunds, DEAR)
    assert money(DEAR, refunds, known)[0] == {SHIRT: 20, MUG: 10}
    for later in (CHEAP, state((1, 1, 1, 0, 0), (2, 2, 1, 10, 0))):
        known = remembered(refunds, DEAR, later, known=known)
        assert money(later, refunds, known)[0] == {SHIRT: 20, MUG: 10}
        known = remembered(refunds, later, later, known=known)
        assert money(later, refunds, known)[0] == {SHIRT: 20, MUG: 10}


@pytest.mark.parametrize(
    ("total", "shirt"),
    ((30, 20), (20, 10)),
    ids=("refunded, then edited", "edited, then refunded"),
)
def test_of_the_states_around_a_refund_the_one_that_fits_the_amount(total, shirt):
    refunds = [refund(total, *BOTH)]
    known = remembered(refunds, DEAR, CHEAP)
    assert money(CHEAP, refunds, known)[0] == {SHIRT: shirt, MUG: 10}


def test_of_states_that_fit_alike_the_earlier_one():
    refunds = [refund(30, *BOTH)]
    turned = state((1, 1, 1, 10, 0), (2, 2, 1, 20, 0))
    known = remembered(refunds, DEAR, turned)
    assert money(turned, refunds, known)[0] == {SHIRT: 20, MUG: 10}


def test_line_gone_by_now_had_its_price_before():
    refunds = [refund(30, *BOTH)]
    only_mug = state((2, 2, 1, 25, 0))
    known = remembered(refunds, DEAR, only_mug)
    assert money(only_mug, refunds, known)[0] == {MUG: 10}


def test_two_lines_of_one_item_have_each_their_price():
    refunds = [refund(30, units(1, 1), units(2, 1))]
    payload = state((1, 1, 1, 20, 0), (3, 1, 1, 10, 0), (2, 2, 1, 10, 0))
    known = remembered(refunds, payload)
    assert money(payload, refunds, known)[0] == {SHIRT: 20, MUG: 10}


def test_wrapping_is_remembered_too():
    refunds = [refund(22, units(1, 1), units(1, 1, "GIFT_WRAPPING"))]
    known = remembered(refunds, state((1, 1, 2, 40, 4)))
    found, causes = money(state((1, 1, 2, 10, 0)), refunds, known)
    assert found == {SHIRT: 20}
    assert causes == {"items": 20, "wrapping": 2}


def test_declined_part_of_a_refund_is_taken_off_all_of_its_units():
    known = remembered([refund(30, *BOTH)], DEAR)
    partly = [refund(30, *BOTH, declined=15)]
    known = remembered(partly, DEAR, CHEAP, known=known)
    assert money(CHEAP, partly, known)[0] == {SHIRT: 10, MUG: 5}


def test_a_refund_written_anew_is_seen_for_the_first_time():
    known = remembered([refund(30, *BOTH)], DEAR)
    anew = [refund(30, units(1, 2), units(2, 1))]
    known = remembered(anew, CHEAP, CHEAP, known=known)
    assert money(CHEAP, anew, known)[0] == {SHIRT: 20, MUG: 10}


def test_nothing_is_remembered_of_what_nobody_can_tell():
    assert remembered([refund(20, units(1, 1))], DEAR) == {}  # one line: all of it
    assert remembered([refund(30, units(8, 1), units(9, 1))], DEAR, CHEAP) == {}
    declined = [refund(30, *BOTH, declined=30)]
    known = remembered([refund(30, *BOTH)], DEAR)
    assert known
    assert remembered(declined, DEAR, DEAR, known=known) == {}


@pytest.mark.parametrize("nonsense", ({"products": [{}]}, {"products": ["x"]}, {}))
def test_a_payload_without_sense_is_left_to_the_sync(nonsense):
    refunds = [refund(30, *BOTH)]
    assert remembered(refunds, nonsense) == {}
    assert remembered(refunds, nonsense, DEAR)
    odd = [*refunds, {"id": 8, "items": 5}]
    known = remembered(refunds, DEAR)
    assert remembered(odd, DEAR, DEAR, known=known) == known


def test_a_refund_of_no_units_at_all():
    refunds = [refund(30, units(1, 0), units(2, 1))]
    known = remembered(refunds, DEAR)
    assert money(CHEAP, refunds, known)[0] == {SHIRT: 0, MUG: Decimal(30)}

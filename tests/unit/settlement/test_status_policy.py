import pytest

from odoo.addons.bigcommerce_connector.settlement.status_policy import (
    POST,
    VOID,
    WAIT,
    claims_refund,
    default_policy,
    goes_on,
    is_received,
    order_policy,
)


def test_every_status_of_bigcommerce_has_a_policy():
    by_policy = {POST: set(), WAIT: set(), VOID: set()}
    for status_id in range(15):
        by_policy[default_policy(status_id)].add(status_id)
    assert by_policy == {
        POST: {2, 3, 4, 8, 9, 10, 11, 14},
        WAIT: {0, 1, 7, 12, 13},
        VOID: {5, 6},
    }


@pytest.mark.parametrize("payment", ["captured", "paid", "", "refunded"])
def test_paid_orders_are_posted(payment):
    assert order_policy(POST, 11, payment, paid_on_completion=False) == POST


@pytest.mark.parametrize(
    "payment", ["authorized", "capture pending", "pending", "held for review", "void"]
)
def test_money_that_has_not_come_waits(payment):
    assert order_policy(POST, 11, payment, paid_on_completion=False) == WAIT


def test_cash_on_delivery_waits_until_the_order_is_completed():
    assert order_policy(POST, 11, "", paid_on_completion=True) == WAIT
    assert order_policy(POST, 10, "", paid_on_completion=True) == POST


def test_cash_on_delivery_that_was_given_back_had_been_paid():
    assert order_policy(POST, 14, "", paid_on_completion=True) == POST
    assert order_policy(POST, 4, "", paid_on_completion=True) == POST
    assert order_policy(POST, 2, "partially refunded", paid_on_completion=True) == POST


def test_void_and_wait_are_not_overruled_by_the_payment():
    assert order_policy(VOID, 5, "authorized", paid_on_completion=True) == VOID
    assert order_policy(WAIT, 7, "captured", paid_on_completion=False) == WAIT


def test_money_is_received_only_where_the_payment_says_so():
    assert is_received("captured") and is_received("partially refunded")
    assert not any(map(is_received, ("", "authorized", "declined", "void")))


def test_statuses_that_claim_a_refund():
    assert [n for n in range(15) if claims_refund(n)] == [4, 14]


@pytest.mark.parametrize("payment", ["captured", "", "void", "pending", "authorized"])
def test_once_paid_only_void_changes_anything(payment):
    for policy, wanted in ((POST, POST), (WAIT, POST), (VOID, VOID)):
        assert order_policy(policy, 2, payment, True, was_paid=True) == wanted


def test_orders_go_on_and_never_back():
    assert goes_on(11, 9)
    assert goes_on(9, 2)
    assert goes_on(2, 10)
    assert not goes_on(2, 9)
    assert not goes_on(10, 10)


@pytest.mark.parametrize("decided", [0, 4, 5, 6, 12, 13, 14])
def test_what_staff_decided_does_not_go_on(decided):
    assert not goes_on(decided, 10)

"""How the money of a transaction is split by tender."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.settlement.tenders import (
    split_tenders,
    wanted_tenders,
)

D = Decimal
CENTS = st.integers(-10_000, 10_000).map(lambda cents: D(cents) / 100)
TENDERS = ("gift_certificate", "store_credit", "online")


def amounts(online=0, store_credit=0, gift_certificate=0):
    return {
        "online": D(online),
        "store_credit": D(store_credit),
        "gift_certificate": D(gift_certificate),
    }


def split(total, wanted, posted=None):
    payments = split_tenders(D(total), wanted, posted or {})
    return {tender: paid for tender, paid in payments.items() if paid}


def refund(*payments, declined=False):
    return {
        "payments": [
            {"provider_id": provider, "amount": given, "is_declined": declined}
            for provider, given in payments
        ]
    }


PAID = {"gift_certificate_amount": "12.0000", "store_credit_amount": "5.0000"}


def test_the_rest_is_the_webs_method():
    assert wanted_tenders(PAID, [], D(40), 2) == amounts(23, 5, 12)


@pytest.mark.parametrize("provider", ["storecredit", "store_credit", "StoreCredit"])
def test_a_refund_says_how_it_went_back(provider):
    refunds = [refund((provider, 7), ("stripe", "1.50")), refund(("custom", 2))]
    assert wanted_tenders(PAID, refunds, D(40), 2) == amounts("19.5", -2, 12)


def test_a_declined_payment_moved_nothing():
    refunds = [refund(("storecredit", 7), declined=True)]
    assert wanted_tenders(PAID, refunds, D(40), 2) == amounts(23, 5, 12)


def test_a_refund_without_payments_says_nothing():
    assert wanted_tenders({}, [{"payments": None}, {}], D(40), 2) == amounts(40)


def test_a_sale_is_paid_as_the_web_was():
    wanted = amounts(23, 5, 12)
    assert split(40, wanted) == {
        "gift_certificate": 12,
        "store_credit": 5,
        "online": 23,
    }
    assert split(10, wanted) == {"gift_certificate": 10}


def test_a_further_sale_fills_what_is_missing():
    wanted = amounts(23, 5, 12)
    assert split(20, wanted, amounts(20, 0, 5)) == {
        "gift_certificate": 7,
        "store_credit": 5,
        "online": 8,
    }
    assert split(20, wanted, wanted) == {"online": 20}


def test_credit_given_to_the_customer_pays_no_further_sale():
    assert split(20, amounts(40, -20), amounts(40, -20)) == {"online": 20}


def test_a_sale_makes_good_what_a_refund_overdrew():
    """Called off: 10.00 of goods went back before 3.30 of goodwill was taken back."""
    wanted, posted = amounts("3.40", 0, "3.30"), amounts("-3.30")
    assert split("3.30", wanted, posted) == {"online": D("3.30")}
    # Overdrawn as BigCommerce tells it is not made good.
    assert split("5", amounts(10, -5), amounts(5, -5)) == {"online": D(5)}


def test_a_refund_nobody_reports_is_online_first():
    posted = amounts(23, 5, 12)
    assert split(-30, posted, posted) == {
        "online": -23,
        "store_credit": -5,
        "gift_certificate": -2,
    }


def test_a_refund_goes_the_way_that_was_named():
    posted = amounts(23, 5, 12)
    assert split(-20, amounts(23, -15, 12), posted) == {"store_credit": -20}
    assert split(-40, amounts(-17, 5, 12), posted) == {"online": -40}


def test_more_than_was_ever_paid_is_online():
    assert split(-5, amounts(), amounts()) == {"online": -5}


@given(CENTS, st.tuples(CENTS, CENTS, CENTS), st.tuples(CENTS, CENTS, CENTS))
def test_payments_add_up_and_go_one_way(total, wanted, posted):
    payments = split_tenders(
        total,
        dict(zip(TENDERS, wanted, strict=True)),
        dict(zip(TENDERS, posted, strict=True)),
    )
    assert sum(payments.values()) == total
    assert all(paid * total >= 0 for paid in payments.values())

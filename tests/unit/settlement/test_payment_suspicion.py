from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from odoo.addons.bigcommerce_connector.settlement.payment_suspicion import is_suspect

CHECKOUT = datetime(2026, 11, 23, 8, 0, 0)


def order(total="100", minutes=0, payment_status="captured"):
    return SimpleNamespace(
        total=Decimal(total),
        date_created=CHECKOUT,
        date_modified=CHECKOUT + timedelta(minutes=minutes),
        payment_status=payment_status,
    )


@pytest.mark.parametrize(
    ("web", "first_paid", "is_first_seen", "expected"),
    [
        pytest.param(order(), "100", True, False, id="plain"),
        pytest.param(order(minutes=1), "100", True, False, id="paid a minute later"),
        pytest.param(order("100.004"), "100", True, False, id="alike in cents"),
        pytest.param(order(minutes=30), "100", False, False, id="shipped later"),
        pytest.param(order(minutes=30), "100", True, True, id="first seen late"),
        pytest.param(order("200"), "100", False, True, id="edited"),
        pytest.param(
            order(payment_status="authorized"), None, True, True, id="authorized"
        ),
        pytest.param(
            order(minutes=30), None, True, True, id="called off after an edit"
        ),
        pytest.param(order(), None, True, False, id="called off at once"),
        pytest.param(
            order(minutes=30, payment_status=""), None, True, False, id="never paid"
        ),
    ],
)
def test_payment_is_suspect_or_not(web, first_paid, is_first_seen, expected):
    first_paid = None if first_paid is None else Decimal(first_paid)
    assert is_suspect(web, first_paid, is_first_seen, 2) is expected

from decimal import Decimal

from odoo.addons.bigcommerce_connector.mappers.payload import as_stored


def test_every_digit_of_an_amount_is_kept():
    payload = {"id": 1, "lines": [{"price": Decimal("1.10"), "tax": None}]}
    assert as_stored(payload) == {"id": 1, "lines": [{"price": "1.10", "tax": None}]}


def test_what_is_stored_stays_as_it_is():
    stored = as_stored([{"amount": Decimal("0.1000")}])
    assert as_stored(stored) == stored

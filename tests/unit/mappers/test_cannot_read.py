"""What cannot be read carries a code and the values that its sentence needs."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.amounts import amount
from odoo.addons.bigcommerce_connector.mappers.dates import parse_date
from odoo.addons.bigcommerce_connector.mappers.order import read_order
from odoo.addons.bigcommerce_connector.mappers.refunds import read_refunds
from odoo.addons.bigcommerce_connector.mappers.unreadable import (
    AMOUNT,
    DATE,
    LINES,
    REFUND,
    REFUND_AMOUNT,
    REFUND_NUMBER,
    STATUS,
    UnreadablePayload,
)

ORDER = {
    "id": 100,
    "status_id": 11,
    "date_created": "Mon, 23 Nov 2026 08:58:30 +0000",
    "total_inc_tax": "10.0000",
    "total_tax": "0.0000",
}


@pytest.mark.parametrize(
    ("read", "payload", "code", "values"),
    [
        (amount, "much", AMOUNT, {"value": "much"}),
        (parse_date, "2026-13-01", DATE, {"value": "2026-13-01"}),
        (parse_date, "yesterday", DATE, {"value": "yesterday"}),
        (
            parse_date,
            "Fri, 31 Dec 9999 23:59:59 -2300",
            DATE,
            {"value": "Fri, 31 Dec 9999 23:59:59 -2300"},
        ),
        (
            read_order,
            {**ORDER, "products": [{"id": number} for number in range(2001)]},
            LINES,
            {"most": 2000},
        ),
        (read_order, {**ORDER, "status_id": "new"}, STATUS, {"value": "new"}),
        (read_order, {**ORDER, "status_id": None}, STATUS, {"value": None}),
        (read_order, {**ORDER, "total_tax": "low"}, AMOUNT, {"value": "low"}),
        # What is missing is not nothing: all that was posted would be given back.
        (
            read_order,
            {**ORDER, "total_inc_tax": None},
            AMOUNT,
            {"value": "total_inc_tax: None"},
        ),
        (read_order, {**ORDER, "total_tax": ""}, AMOUNT, {"value": "total_tax: "}),
        (
            read_order,
            {**ORDER, "products": [{"id": 1, "sku": "MUG"}]},
            AMOUNT,
            {"value": "quantity: None"},
        ),
        (read_refunds, [{"id": None}], REFUND_NUMBER, {}),
        (
            read_refunds,
            [{"id": 7, "total_tax": "1"}],
            REFUND_AMOUNT,
            {"number": 7, "value": "total_amount: None"},
        ),
        (read_refunds, [{"id": 7, "items": [None]}], REFUND, {"number": 7}),
        (
            read_refunds,
            [{"id": 7, "total_amount": "all"}],
            REFUND_AMOUNT,
            {"number": 7, "value": "all"},
        ),
    ],
)
def test_the_code_and_its_values(read, payload, code, values):
    with pytest.raises(UnreadablePayload) as caught:
        read(payload)
    assert (caught.value.code, caught.value.values) == (code, values)


def test_a_log_reads_what_and_which():
    assert "'much'" in str(UnreadablePayload(AMOUNT, value="much"))


def test_a_code_lacks_none_of_its_values():
    with pytest.raises(KeyError):
        UnreadablePayload(REFUND_AMOUNT, number=7)

"""What a refund is asked for with, and how its quote is read."""

from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.mappers.refund_request import (
    LONGEST_REASON,
    amount_on_order,
    find_marked,
    paid_in,
    read_quote,
    refund_request,
)
from odoo.addons.bigcommerce_connector.mappers.unreadable import UnreadablePayload

# As in RefundQuote_Full of BigCommerce's file.
QUOTE = {
    "total_refund_amount": Decimal("119.35"),
    "refund_methods": [
        [
            {
                "provider_id": "bankdeposit",
                "provider_description": "Bank Deposit",
                "amount": Decimal("80.35"),
                "offline": True,
            },
            {
                "provider_id": "storecredit",
                "provider_description": "Store Credit",
                "amount": 39,
                "offline": False,
            },
        ],
        [{"provider_id": "custom", "amount": Decimal("119.35"), "offline": True}],
        [{"provider_id": "giftcertificate", "amount": 40, "offline": False}],
        [],
    ],
}


def test_a_quote_has_a_tender_for_each_method_that_pays_all_of_it():
    quote = read_quote(QUOTE)
    mixed, custom = quote.tenders
    assert quote.total == Decimal("119.35")
    assert mixed.parts == [("Bank Deposit", Decimal("80.35")), ("Store Credit", 39)]
    assert not mixed.is_offline
    assert (custom.is_offline, custom.parts) == (True, [("custom", quote.total)])
    assert paid_in(mixed.payments) == paid_in(custom.payments) == quote.total


def test_a_quote_without_a_total_is_none():
    with pytest.raises(UnreadablePayload):
        read_quote({"refund_methods": []})


def test_a_refund_is_paid_as_quoted_and_carries_the_mark():
    items = amount_on_order(105, Decimal("119.35"))
    payments = read_quote(QUOTE).tenders[0].payments
    sent = refund_request(items, payments, "x" * 2000, "Odoo 1")
    [item] = sent["items"]
    assert (item["item_type"], item["item_id"]) == ("ORDER", 105)
    assert item["amount"] == Decimal("119.35")
    assert [row["amount"] for row in sent["payments"]] == [Decimal("80.35"), 39]
    assert len(item["reason"]) == LONGEST_REASON
    assert find_marked([{"id": 1}, {"id": 2, "items": [item]}], "Odoo 1")["id"] == 2
    assert find_marked([{"id": 2, "reason": item["reason"]}], "Odoo 1")["id"] == 2
    assert find_marked([{"id": 2, "items": [item]}], "Odoo") is None
    assert refund_request(items, payments, "", "M")["items"][0]["reason"] == "[M]"

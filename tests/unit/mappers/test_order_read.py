"""Reading web orders: what is one item, what was paid for it, what is still missing."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.order import read_order
from odoo.addons.bigcommerce_connector.mappers.order_lines import (
    is_complete,
    order_lines,
)
from odoo.addons.bigcommerce_connector.mappers.refunds import read_refunds
from odoo.addons.bigcommerce_connector.mappers.transactions import read_captured
from odoo.addons.bigcommerce_connector.mappers.unreadable import (
    TRANSACTION,
    UnreadablePayload,
)

CENTS = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)
OPTIONS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(("red", "blue"))),
    max_size=2,
    unique_by=lambda option: option[0],
)


@st.composite
def line(draw, number):
    paid, tax = draw(CENTS), draw(CENTS)
    full = paid + draw(st.sampled_from((Decimal(0), Decimal("1.50"))))
    return {
        "id": number,
        "variant_id": draw(st.sampled_from((0, None, 364, 365))),
        "product_id": 0,
        "sku": draw(st.sampled_from(("", "MUG", "mug", "CAP"))),
        "name": draw(st.sampled_from(("Mug", "Cap"))),
        "type": "physical",
        "quantity": draw(st.integers(0, 9)),
        "quantity_refunded": draw(st.integers(0, 2)),
        "quantity_shipped": draw(st.integers(0, 2)),
        "total_inc_tax": str(full),
        "total_ex_tax": str(full - min(tax, full)),
        "total_tax": str(min(tax, full)),
        "discounted_total_inc_tax": str(paid),
        "product_options": [
            {"product_option_id": key, "value": value} for key, value in draw(OPTIONS)
        ],
        "parent_order_product_id": None,
    }


@st.composite
def line_lists(draw):
    rows = [draw(line(number)) for number in range(1, draw(st.integers(1, 6)) + 1)]
    for row in rows[1:]:
        if draw(st.booleans()):
            row["parent_order_product_id"] = rows[0]["id"]
    return rows


def order(lines, **fields):
    return {
        "id": 100,
        "status_id": 11,
        "date_created": "Tue, 05 Mar 2019 21:40:11 +0000",
        "default_currency_code": "USD",
        "total_inc_tax": "0",
        "total_tax": "1",
        "items_total": sum(row["quantity"] for row in lines),
        "products": lines,
        **fields,
    }


def items(lines):
    """What was read, but for the ids and the wording."""
    return {
        key: (item.quantity, item.quantity_refunded, item.inc_tax, round(item.tax, 9))
        for key, item in read_order(order(lines)).items.items()
    }


def with_new_ids(lines, seed):
    """The same lines after an edit in the control panel: other ids, another order."""
    new = {row["id"]: 1000 + row["id"] for row in lines}
    renewed = [
        {
            **row,
            "id": new[row["id"]],
            "parent_order_product_id": new.get(row["parent_order_product_id"]),
        }
        for row in lines
    ]
    random.Random(seed).shuffle(renewed)
    return renewed


@given(line_lists(), st.integers())
def test_line_ids_and_their_order_are_no_part_of_the_identity(lines, seed):
    assert items(with_new_ids(lines, seed)) == items(lines)


@given(line_lists())
def test_the_order_of_the_options_is_no_part_of_the_identity(lines):
    turned = [{**row, "product_options": row["product_options"][::-1]} for row in lines]
    assert items(turned) == items(lines)


@given(line_lists(), CENTS)
def test_price_is_never_part_of_the_identity(lines, price):
    dearer = [{**row, "discounted_total_inc_tax": str(price)} for row in lines]
    assert items(dearer).keys() == items(lines).keys()


@given(line_lists())
def test_nothing_is_lost_or_doubled_when_lines_are_grouped(lines):
    read = items(lines).values()
    for place, field in enumerate(("quantity", "quantity_refunded")):
        assert sum(row[place] for row in read) == sum(row[field] for row in lines)
    paid = sum(Decimal(row["discounted_total_inc_tax"]) for row in lines)
    assert sum(row[2] for row in read) == paid


@given(line_lists(), st.randoms())
def test_consignments_say_the_same_as_the_list_of_products(lines, chance):
    kinds = {"shipping": [], "pickups": [], "downloads": [], "certificates": []}
    for row in lines:
        chance.choice(list(kinds.values())).append(row)
    consignments = {
        kind: [{"line_items": rows}, {"line_items": []}]
        for kind, rows in kinds.items()
        if kind != "certificates"
    }
    certificates = [{"line_items": [row]} for row in kinds["certificates"]]
    consignments["email"] = {"gift_certificates": certificates}
    spread = order(lines, products={"url": "…"}, consignments=consignments)
    assert sorted(row["id"] for row in order_lines(spread)) == [
        row["id"] for row in lines
    ]
    assert is_complete(spread)


@given(line_lists(), st.data())
def test_an_order_with_a_line_missing_is_incomplete(lines, data):
    whole = order(lines)
    missing = data.draw(st.sampled_from(lines))
    rest = [row for row in lines if row is not missing]
    assert is_complete(whole)
    is_all = bool(rest) and missing["quantity"] == 0
    assert is_complete({**whole, "products": rest}) == is_all


def test_links_to_lines_are_no_lines():
    """Without the lines asked for, consignments carry links: one, or a list."""
    link = {"url": "https://example.com/v2/orders/100/products/12", "resource": "…"}
    consignments = {
        "shipping": [{"line_items": [link]}],
        "downloads": [{"line_items": link}],
        "email": {"gift_certificates": [{"line_items": link}]},
    }
    payload = order([], products=link, consignments=consignments, items_total=2)
    assert order_lines(payload) == []
    assert not is_complete(payload)


@given(line_lists())
def test_lines_that_are_each_others_parents_can_be_read(lines):
    for row in lines:
        row["parent_order_product_id"] = lines[-1]["id"]
    lines[-1]["parent_order_product_id"] = lines[0]["id"]
    assert sum(row[0] for row in items(lines).values()) == sum(
        row["quantity"] for row in lines
    )


@given(CENTS)
def test_amounts_are_the_same_however_they_are_written(value):
    written = (str(value), f"{value:.4f}", float(value), value)
    totals = [read_order(order([], total_inc_tax=text)).total for text in written]
    assert {f"{total:.4f}" for total in totals} == {f"{value:.4f}"}


def one_line(**fields):
    row = {
        "id": 1,
        "variant_id": 364,
        "quantity": 1,
        "total_inc_tax": "10.00",
        **fields,
    }
    [item] = read_order(order([row])).items.values()
    return item


def test_price_paid_is_after_all_discounts():
    item = one_line(
        total_ex_tax="9.00", total_tax="1.00", discounted_total_inc_tax="5.00"
    )
    assert (item.inc_tax, item.tax) == (5, Decimal("0.50"))


def test_a_tax_that_is_discounted_already_is_left_alone():
    item = one_line(
        total_ex_tax="9.00", total_tax="0.50", discounted_total_inc_tax="5.00"
    )
    assert (item.inc_tax, item.tax) == (5, Decimal("0.50"))


def test_without_a_discounted_total_the_full_one_was_paid():
    assert one_line(discounted_total_inc_tax=None).inc_tax == 10


def test_amounts_are_in_the_transactional_currency():
    read = read_order(order([], default_currency_code="EUR", currency_code="USD"))
    assert read.currency_code == "EUR"


# === REFUNDS AND PAYMENTS === #

PAYMENTS = st.lists(st.tuples(CENTS, st.booleans()), min_size=1, max_size=3)


def refund(payments, **fields):
    return {
        "id": 1,
        "total_amount": float(sum(amount for amount, _declined in payments)),
        "total_tax": 0,
        "items": [],
        "payments": [
            {"amount": float(amount), "is_declined": declined}
            for amount, declined in payments
        ],
        **fields,
    }


@given(st.lists(PAYMENTS, max_size=3))
def test_only_payments_that_went_back_count_as_refunded(refunds):
    read = read_refunds([refund(payments) for payments in refunds])
    assert read.total == sum(
        amount for payments in refunds for amount, declined in payments if not declined
    )


@given(st.lists(PAYMENTS, max_size=3))
def test_every_cent_of_a_refund_has_one_cause(refunds):
    kinds = ("SHIPPING", "ORDER", "FEE", "PRODUCT")
    payloads = [
        refund(
            payments,
            items=[
                {
                    "item_type": kind,
                    "item_id": 1,
                    **(
                        {"quantity": 1}
                        if kind == "PRODUCT"
                        else {"requested_amount": float(amount)}
                    ),
                }
                for kind, (amount, _declined) in zip(kinds, payments, strict=False)
            ],
        )
        for payments in refunds
    ]
    read = read_refunds(payloads)
    for one in read.each:
        assert sum(one.causes.values()) == one.total


def test_only_money_received_counts_as_captured():
    rows = [
        {"event": "authorization", "amount": 30, "status": "ok"},
        {"event": "capture", "amount": 20.5, "status": "ok"},
        {"event": "purchase", "amount": 5, "status": "error"},
        {"event": "purchase", "amount": 4},
        {"event": "refund", "amount": 3, "status": "ok"},
    ]
    assert read_captured(rows) == Decimal("24.5")


@pytest.mark.parametrize("row", [None, "a text", 7, [{"amount": 5}]])
def test_a_transaction_that_is_none_is_reported(row):
    with pytest.raises(UnreadablePayload) as told:
        read_captured([{"event": "purchase", "amount": 4}, row])
    assert (told.value.code, told.value.values) == (TRANSACTION, {"value": row})


def test_the_email_address_is_one_address_on_one_line():
    address = {"email": "ada@example.com\r\nBcc: spam@example.org"}
    payload = {
        "id": 1,
        "status_id": 11,
        "date_created": "Mon, 23 Nov 2026 08:58:30 +0000",
        "total_inc_tax": "0.0000",
        "total_tax": "0.0000",
        "billing_address": address,
    }
    order = read_order(payload)
    assert order.customer_email == "ada@example.com"
    assert order.customer_name == "ada@example.com", "a guest who gave no name"

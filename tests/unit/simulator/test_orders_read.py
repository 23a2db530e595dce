"""Checkout, and reading orders."""

import pytest

FULL = {"include": "consignments.line_items,fees", "consignment_structure": "object"}


def place(simulator, **details):
    lines = details.pop("lines", None) or [{"name": "Tea", "price": "5"}]
    return simulator.store.orders.place(lines, **details)


def test_no_orders_is_204_without_a_body(api):
    answer = api.get("/v2/orders")
    assert answer.status_code == 204
    assert answer.content == b""


def test_a_shopper_checks_out(api, shirt):
    body = {
        "lines": [
            {"sku": "shirt-s-red", "quantity": 3, "discount": "1.50"},
            {"name": "Engraving", "price": 4, "quantity": 1},
        ],
        "shipping": {"cost": "5.00", "method": "Flat Rate"},
        "customer": {"email": "jane@example.com", "first_name": "Jane"},
        "tax_rate": "10",
        "discount": "2",
    }
    placed = api.post("/simulator/orders", body)
    assert placed.status_code == 201
    order = api.get(f"/v2/orders/{placed.json()['id']}", **FULL).json()
    # 66.00 + 4.40 for the lines, 5.50 for shipping, less 1.50 and 2.00.
    assert order["subtotal_ex_tax"] == "64.0000"
    assert order["subtotal_inc_tax"] == "70.4000"
    assert order["total_inc_tax"] == "72.4000"
    assert order["discount_amount"] == "3.5000"
    assert order["items_total"] == 4
    assert order["status_id"] == 11
    assert order["customer_id"] == 0
    assert order["date_created"] == "Mon, 05 Jan 2026 09:00:00 +0000"
    shirt_line, custom = order["consignments"]["shipping"][0]["line_items"]
    assert shirt_line["sku"] == "SHIRT-S-Red"
    assert shirt_line["variant_id"] == shirt["variants"][0]["id"]
    assert shirt_line["name"] == "Shirt"
    chosen = {
        row["display_name"]: row["display_value"]
        for row in shirt_line["product_options"]
    }
    assert chosen == {"Size": "S", "Color": "Red"}
    assert (custom["product_id"], custom["variant_id"], custom["sku"]) == (0, 0, "")
    paid = [float(row["discounted_total_inc_tax"]) for row in (shirt_line, custom)]
    assert sum(paid) + 5.5 == pytest.approx(72.4)


def test_a_checkout_that_cannot_be_understood_changes_nothing(api):
    for body in (
        {"lines": []},
        {"lines": [{"sku": "NOBODY", "quantity": 1}]},
        {"lines": [{"name": "Tea"}]},
        {"lines": [{"name": "Tea", "price": "x"}]},
        {"lines": [{"name": "Tea", "price": 1, "quantity": 0}]},
        {"lines": [{"name": "Tea", "price": 1}], "status_id": 99},
        {"lines": [{"name": "Tea", "price": 1}], "colour": "red"},
        {"lines": [{"name": "Tea", "price": 1}], "currency": "US$"},
        {"lines": [{"name": "Tea", "price": 1, "discount": 2}]},
    ):
        assert api.post("/simulator/orders", body).status_code == 400, body
    assert api.get("/v2/orders").status_code == 204


def test_simple_product_carries_its_base_variant(simulator, api, mug):
    order = place(simulator, lines=[{"product_id": mug["id"], "quantity": 1}])
    [row] = api.get(f"/v2/orders/{order.id}/products").json()
    assert row["variant_id"] == mug["base_variant_id"]
    assert row["sku"] == "MUG"


def test_tax_inclusive_store(simulator, api):
    simulator.store.information.values["is_price_entered_with_tax"] = True
    order = place(simulator, lines=[{"name": "A", "price": 45}], tax_rate="8.25")
    document = api.get(f"/v2/orders/{order.id}").json()
    assert document["is_tax_inclusive_pricing"] is True
    assert document["total_ex_tax"] == "41.5700"
    assert document["total_inc_tax"] == "45.0000"


def test_consignment_shapes(simulator, api):
    order = place(simulator)
    path = f"/v2/orders/{order.id}"
    assert set(api.get(path).json()["consignments"]) == {"url", "resource"}
    legacy = api.get(path, include="consignments").json()["consignments"]
    assert isinstance(legacy, list)
    links = legacy[0]["shipping"][0]["line_items"]
    assert links[0]["resource"] == f"{path[3:]}/products/{order.lines[0].id}"
    assert api.get(path, include="nonsense").status_code == 400


def test_more_than_50_lines_are_cut_with_a_warning(simulator, api):
    lines = [{"name": f"Item {number}", "price": 1} for number in range(53)]
    order = place(simulator, lines=lines)
    path = f"/v2/orders/{order.id}"
    [shipping] = api.get(path, **FULL).json()["consignments"]["shipping"]
    assert len(shipping["line_items"]) == 50
    assert f"{path}/products" in shipping["__warning__"]["message"]
    assert len(api.get(f"{path}/products").json()) == 50
    assert len(api.get(f"{path}/products", page=2).json()) == 3
    assert api.get(f"{path}/products", page=3).status_code == 204
    assert len(api.get(f"{path}/products", limit=250).json()) == 53


def test_lines_missing_from_consignments(simulator, api):
    order = place(simulator, shipping=False)
    full = api.get(f"/v2/orders/{order.id}", **FULL).json()
    assert full["consignments"]["shipping"] == []
    [row] = api.get(f"/v2/orders/{order.id}/products").json()
    assert row["order_address_id"] == 0
    place(simulator)
    simulator.store.switches.consignment_line_items = "empty"
    full = api.get("/v2/orders", min_id=order.id + 1, **FULL).json()[0]
    assert full["consignments"]["shipping"][0]["line_items"] == []


@pytest.fixture
def many(simulator):
    """Five orders, one minute apart: 100 to 104."""
    orders = []
    for number in range(5):
        orders.append(
            place(
                simulator,
                lines=[{"name": "Tea", "price": 10 * (number + 1)}],
                status_id=(11, 7, 2, 5, 11)[number],
                customer={"id": number % 2, "email": f"Shopper{number}@example.com"},
                external_order_id=f"E{number}",
                payment_method="Cheque" if number == 3 else None,
            )
        )
        simulator.store.clock.advance(60)
    return orders


def ids(answer):
    return [row["id"] - 100 for row in answer.json()] if answer.content else []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"min_id": 102}, [2, 3, 4]),
        ({"max_id": 101}, [0, 1]),
        ({"min_total": "20", "max_total": "30"}, [1, 2]),
        ({"customer_id": 1}, [1, 3]),
        ({"email": "shopper2@example.com"}, [2]),
        ({"status_id": 11}, [0, 4]),
        ({"payment_method": "Cheque"}, [3]),
        ({"external_order_id": "E4"}, [4]),
        ({"channel_id": 2}, []),
        ({"min_date_created": "2026-01-05T09:03:00+00:00"}, [3, 4]),
        ({"max_date_created": "Mon, 05 Jan 2026 04:01:00 -0500"}, [0, 1]),
        ({"min_date_modified": "2026-01-05T09:04:00Z"}, [4]),
        ({"max_date_modified": "2026-01-05T09:00:59Z"}, [0]),
        ({"sort": "date_modified:desc"}, [4, 3, 2, 1, 0]),
        ({"sort": "status_id"}, [2, 3, 1, 0, 4]),
        ({"sort": "customer_id:desc", "limit": 2, "page": 2}, [0, 2]),
        ({"limit": 2, "page": 3}, [4]),
        ({"page": 2}, []),
    ],
)
def test_filters_sorting_and_pages(api, many, query, expected):
    assert ids(api.get("/v2/orders", **query)) == expected


@pytest.mark.parametrize(
    "query",
    [{"sort": "name"}, {"sort": "id:up"}, {"status_id": "11,9"}, {"min_id": "x"}],
)
def test_wrong_filters_are_400_in_the_shape_of_v2(api, many, query):
    answer = api.get("/v2/orders", **query)
    assert answer.status_code == 400
    assert answer.json()[0]["status"] == 400


def test_count_by_status(api, many):
    document = api.get("/v2/orders/count", min_id=101).json()
    counts = {row["id"]: row["count"] for row in document["statuses"]}
    assert document["count"] == 4
    assert (counts[7], counts[2], counts[5], counts[11], counts[0]) == (1, 1, 1, 1, 0)


def test_the_parts_of_an_order(simulator, api):
    order = place(
        simulator,
        shipping={"cost": "5", "method": "Flat"},
        tax_rate=[{"name": "State", "rate": 6}, {"name": "City", "rate": 2}],
        coupons=[{"code": "ONE", "type": 2, "amount": 1}],
        fees=[{"display_name_customer": "Box", "cost_ex_tax": 1, "cost_inc_tax": 1}],
    )
    path = f"/v2/orders/{order.id}"
    [address] = api.get(f"{path}/shipping_addresses").json()
    assert (address["shipping_method"], address["cost_inc_tax"]) == ("Flat", "5.4000")
    [coupon] = api.get(f"{path}/coupons").json()
    assert (coupon["code"], coupon["discount"]) == ("ONE", 1)
    [fee] = api.get(f"{path}/fees").json()["fees"]
    assert fee["cost_inc_tax"] == "1.0000"
    document = api.get(path).json()
    assert document["coupon_discount"] == "1.0000"
    assert document["total_inc_tax"] == "10.8000"
    for details in ("true", "false"):
        taxes = api.get(f"{path}/taxes", details=details).json()
        total = sum(float(row["line_amount"]) for row in taxes)
        assert total == pytest.approx(float(document["total_tax"]))
        assert {row["name"] for row in taxes} == {"State", "City"}


def test_empty_parts_are_204_and_unknown_orders_404(simulator, api):
    order = place(simulator)
    for part in ("coupons", "shipments", "messages", "taxes"):
        assert api.get(f"/v2/orders/{order.id}/{part}").status_code == 204
        answer = api.get(f"/v2/orders/999/{part}")
        assert answer.status_code == 404
        assert answer.json()[0]["status"] == 404
    assert api.get("/v2/orders/999").status_code == 404


def test_amounts_as_short_or_as_long_as_the_samples(simulator, api):
    order = place(simulator, lines=[{"name": "Tea", "price": "12.50"}])
    written = {}
    for style in ("4", "2", "short"):
        simulator.store.switches.order_amounts = style
        document = api.get(f"/v2/orders/{order.id}").json()
        written[style] = (document["total_inc_tax"], document["total_tax"])
    assert written == {
        "4": ("12.5000", "0.0000"),
        "2": ("12.50", "0.00"),
        "short": ("12.5", "0"),
    }


def test_other_currencies(simulator, api):
    order = place(
        simulator,
        lines=[{"name": "Tea", "price": "100", "quantity": 3}],
        currency="JPY",
        display_currency="EUR",
        tax_rate="7.5",
    )
    document = api.get(f"/v2/orders/{order.id}").json()
    assert document["default_currency_code"] == "JPY"
    assert document["currency_code"] == "EUR"
    assert document["store_default_currency_code"] == "USD"
    # 7.5 a unit is not payable in yen.
    assert document["total_inc_tax"] == "324.0000"


def test_the_merchant_renames_a_status(simulator, api):
    order = place(simulator)
    api.put("/simulator/order_statuses/11", {"custom_label": "To do"})
    document = api.get(f"/v2/orders/{order.id}").json()
    assert document["status"] == "Awaiting Fulfillment"
    assert document["custom_status"] == "To do"
    assert api.get("/v2/order_statuses/11").json()["custom_label"] == "To do"
    assert api.get("/v2/order_statuses/99").status_code == 404


def test_store_credit_and_gift_certificates_are_payments(simulator, api):
    order = place(
        simulator,
        lines=[{"name": "Tea", "price": 50}],
        store_credit="10",
        gift_certificate="15",
        customer={"id": 3},
    )
    document = api.get(f"/v2/orders/{order.id}").json()
    assert document["total_inc_tax"] == "50.0000"
    assert document["store_credit_amount"] == "10.0000"
    rows = api.get(f"/v3/orders/{order.id}/transactions").json()["data"]
    paid = {row["method"]: row["amount"] for row in rows}
    assert paid == {"store_credit": 10, "gift_certificate": 15, "credit_card": 25}


def test_authorized_then_captured(simulator, api):
    order = place(simulator, payment_status="authorized")
    path = f"/v3/orders/{order.id}"
    assert api.post(f"{path}/payment_actions/capture", {}).status_code == 201
    document = api.get(f"/v2/orders/{order.id}").json()
    assert document["payment_status"] == "capture pending"
    report = {"payment_status": "captured"}
    api.post(f"/simulator/orders/{order.id}/payment", report)
    rows = api.get(f"{path}/transactions").json()["data"]
    assert [row["event"] for row in rows] == ["authorization", "capture"]
    assert api.post(f"{path}/payment_actions/void", {}).status_code == 422


def test_cash_on_delivery_is_not_paid(simulator, api):
    order = place(simulator, payment_method="Cash on Delivery")
    assert api.get(f"/v2/orders/{order.id}").json()["payment_status"] == ""
    assert api.get(f"/v3/orders/{order.id}/transactions").status_code == 204


def test_bundled_child_is_a_line_of_its_own(simulator, api, mug):
    lines = [{"name": "Set", "price": 9}, {"sku": "MUG", "price": 0, "parent": 0}]
    order = place(simulator, lines=lines)
    parent, child = api.get(f"/v2/orders/{order.id}/products").json()
    assert child["parent_order_product_id"] == parent["id"]
    assert child["is_bundled_product"] is True
    assert child["total_inc_tax"] == "0.0000"


def test_archived_orders_leave_the_list_only(simulator, api):
    order = place(simulator)
    assert api.delete(f"/v2/orders/{order.id}").status_code == 204
    assert api.get("/v2/orders").status_code == 204
    assert api.get(f"/v2/orders/{order.id}").json()["is_deleted"] is True
    simulator.store.switches.archived_orders_listed = True
    assert ids(api.get("/v2/orders")) == [0]


def test_a_read_only_token_reads_and_does_not_write(simulator, api):
    order = place(simulator)
    api.token = simulator.add_token(["store_v2_orders_read_only"])
    assert api.get(f"/v2/orders/{order.id}").status_code == 200
    assert api.get("/v3/orders/payment_actions/refunds").status_code == 200
    assert api.put(f"/v2/orders/{order.id}", {}).status_code == 403
    assert api.delete(f"/v2/orders/{order.id}").status_code == 403
    assert api.get(f"/v3/orders/{order.id}/transactions").status_code == 403

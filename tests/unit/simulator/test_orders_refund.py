"""Refunds, quotes, declines; shipments."""

import pytest

REFUNDS = "/v3/orders/payment_actions/refunds"


@pytest.fixture
def order(simulator, stock):
    """3 shirts at 20.00 less 10.00, 10 % tax, shipping 5.50, a fee of 1.00: 62.50."""
    return simulator.store.orders.place(
        [{"sku": "SHIRT-S-Red", "quantity": 3, "discount": "10"}],
        shipping={"cost": "5"},
        tax_rate=10,
        fees=[{"display_name_customer": "Box", "cost_ex_tax": 1, "cost_inc_tax": 1}],
    )


def product(order, quantity, **more):
    item = {"item_type": "PRODUCT", "item_id": order.lines[0].id, **more}
    return {**item, "quantity": quantity}


def amount(order, kind, value):
    ids = {"ORDER": order.id, "FEE": order.fees[0].id}
    item_id = ids.get(kind, order.addresses[0].id)
    return {"item_type": kind, "item_id": item_id, "amount": value}


def post(api, order, total, *items, **more):
    payments = [{"provider_id": "testgateway", "amount": total, "offline": False}]
    body = {"items": list(items), "payments": payments, **more}
    return api.post(f"/v3/orders/{order.id}/payment_actions/refunds", body)


def refund(api, order, total, *items, **more):
    answer = post(api, order, total, *items, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


def read(api, order):
    return api.get(f"/v2/orders/{order.id}").json()


def line(api, order):
    return api.get(f"/v2/orders/{order.id}/products").json()[0]


def test_units_go_back_at_what_was_paid_for_them(api, order, stock):
    assert read(api, order)["total_inc_tax"] == "62.5000"
    # 56.00 for three: 18.67, 18.67 and what is left of it.
    first = refund(api, order, 18.67, product(order, 1, reason="Too small"))
    assert (first["total_amount"], first["total_tax"]) == (18.67, 1.7)
    assert first["reason"] == "Too small"
    row = line(api, order)
    assert (row["quantity_refunded"], row["is_refunded"]) == (1, False)
    assert row["quantity"] == 3
    document = read(api, order)
    assert (document["status_id"], document["payment_status"]) == (
        14,
        "partially refunded",
    )
    # The order itself never tells.
    assert document["refunded_amount"] == "0.0000"
    assert document["total_inc_tax"] == "62.5000"
    rest = refund(api, order, 37.33, product(order, 2))
    assert rest["total_tax"] == 3.39
    assert line(api, order)["is_refunded"] is True
    # What is refunded through the API is not returned to inventory.
    assert stock() == 7
    assert read(api, order)["status_id"] == 14


def test_the_whole_order(api, order):
    items = [
        product(order, 3),
        amount(order, "SHIPPING", 5.5),
        amount(order, "FEE", 1),
    ]
    made = refund(api, order, 62.5, *items)
    assert made["total_tax"] == pytest.approx(5.09 + 0.5)
    document = read(api, order)
    assert (document["status_id"], document["payment_status"]) == (4, "refunded")


@pytest.mark.parametrize(
    ("items", "total"),
    [
        (lambda o: [product(o, 4)], 74.67),
        (lambda o: [product(o, 0)], 1),
        (lambda o: [{**product(o, 1), "item_id": 999}], 18.67),
        (lambda o: [product(o, 1)], 18.66),
        (lambda o: [amount(o, "SHIPPING", 5.51)], 5.51),
        (lambda o: [amount(o, "HANDLING", 1)], 1),
        (lambda o: [amount(o, "ORDER", 62.51)], 62.51),
        (lambda o: [amount(o, "ORDER", -1)], -1),
        (lambda o: [amount(o, "ORDER", 0.001)], 0.001),
        (lambda o: [{"item_type": "TIP", "item_id": 1, "amount": 1}], 1),
        (lambda o: [product(o, 2), product(o, 2)], 74.67),
        (lambda o: [], 0),
    ],
)
def test_refused(api, order, items, total, stock):
    answer = post(api, order, total, *items(order))
    assert answer.status_code == 422
    assert answer.json()["status"] == 422
    assert api.get(REFUNDS).json() == {"data": [], "meta": {}}
    assert (read(api, order)["status_id"], stock()) == (11, 7)


def test_amount_of_the_order_carries_no_tax_and_no_goods(api, order, stock):
    made = refund(api, order, 12.5, amount(order, "ORDER", 12.5))
    assert made["total_tax"] == 0
    assert line(api, order)["quantity_refunded"] == 0
    assert stock() == 7
    # Nothing can be refunded twice.
    assert post(api, order, 50.01, amount(order, "ORDER", 50.01)).status_code == 422
    refund(api, order, 50, amount(order, "ORDER", 50))
    assert read(api, order)["status_id"] == 4


def test_deductions_are_not_refunded_later(api, order):
    less = [{"amount": -8.67, "description": "Restocking"}]
    made = refund(api, order, 10, product(order, 1, adjustments=less))
    assert made["items"][0]["adjustments"] == less
    assert made["total_tax"] == 0.91
    refund(api, order, 37.33, product(order, 2))
    assert post(api, order, 8.67, product(order, 1)).status_code == 422


def test_tax_adjustment_has_no_items(api, order):
    path = f"/v3/orders/{order.id}/payment_actions/refunds"
    made = api.post(path, {"tax_adjustment_amount": 2.5}).json()["data"]
    assert (made["total_amount"], made["total_tax"], made["items"]) == (2.5, 2.5, [])


def test_merchant_override(api, order):
    override = {"total_amount": 15, "total_tax": -1}
    made = refund(
        api, order, 15, product(order, 1), merchant_calculated_override=override
    )
    assert (made["total_amount"], made["total_tax"]) == (15, -1)
    assert made["uses_merchant_override_values"] is True


def test_quote_says_what_the_refund_will_be(simulator, api, order):
    path = f"/v3/orders/{order.id}/payment_actions/refund_quotes"
    answer = api.post(path, {"items": [product(order, 1)]})
    assert answer.status_code == 201
    quote = answer.json()["data"]
    assert quote["total_refund_amount"] == 18.67
    assert quote["total_refund_tax_amount"] == 1.7
    providers = [method[0]["provider_id"] for method in quote["refund_methods"]]
    assert providers == ["custom", "testgateway"]
    assert read(api, order)["status_id"] == 11


def test_no_store_credit_for_guests(api, order):
    payments = [{"provider_id": "storecredit", "amount": 18.67, "offline": False}]
    answer = post(api, order, 0, product(order, 1), payments=payments)
    assert answer.status_code == 422


def test_lists_and_filters(simulator, api, order):
    refund(api, order, 1, amount(order, "ORDER", 1))
    simulator.store.clock.advance(60)
    other = simulator.store.orders.place([{"name": "Tea", "price": 9}])
    item = {"item_type": "ORDER", "item_id": other.id, "amount": 2}
    refund(api, other, 2, item)
    refund(api, other, 3, {**item, "amount": 3})

    def found(**query):
        answer = api.get(REFUNDS, **query).json()
        assert answer["meta"] == {}
        return [row["id"] for row in answer["data"]]

    assert found() == [1, 2, 3]
    assert found(order_id__in=f"{order.id}") == [1]
    assert found(id__in="1,3") == [1, 3]
    assert found(created__min="2026-01-05T09:01:00+00:00") == [2, 3]
    assert found(created__max="2026-01-05T09:00:00+00:00") == [1]
    assert found(limit=2, page=2) == [3]
    assert found(transaction_id=2) == [1]
    path = f"/v3/orders/{other.id}/payment_actions/refunds"
    rows = api.get(path).json()["data"]
    assert [row["id"] for row in rows] == [2, 3]
    assert rows[0]["created"] == "2026-01-05T09:01:00+00:00"
    assert api.get(f"{REFUNDS}/3").json()["data"]["total_amount"] == 3
    assert api.get(f"{REFUNDS}/9").status_code == 404
    assert api.get("/v3/orders/999/payment_actions/refunds").status_code == 404


def test_declined_later(simulator, api, order):
    made = refund(api, order, 18.67, product(order, 1))
    declined = api.post(f"/simulator/refunds/{made['id']}/decline", {"message": "No"})
    [payment] = declined.json()["payments"]
    assert (payment["is_declined"], payment["declined_message"]) == (True, "No")
    document = read(api, order)
    assert (document["status_id"], document["payment_status"]) == (14, "captured")
    assert line(api, order)["quantity_refunded"] == 1
    rows = api.get(f"/v3/orders/{order.id}/transactions").json()["data"]
    assert rows[-1]["status"] == "error"
    # What was declined may be refunded once more.
    simulator.store.switches.declined_refund_restores_quantity = True
    again = refund(api, order, 56, product(order, 3))
    api.post(f"/simulator/refunds/{again['id']}/decline", {})
    assert line(api, order)["quantity_refunded"] == 1


def test_declined_after_the_line_ids_came_anew(simulator, api, order):
    switches = simulator.store.switches
    switches.declined_refund_restores_quantity = True
    switches.panel_edit_renews_line_ids = True
    made = refund(api, order, 18.67, product(order, 1))
    for _ in range(2):
        simulator.store.orders.edit(order.id, lines=[])
    assert line(api, order)["quantity_refunded"] == 1
    api.post(f"/simulator/refunds/{made['id']}/decline", {})
    assert line(api, order)["quantity_refunded"] == 0


def test_declined_at_once(simulator, api, order):
    simulator.store.switches.decline_refunds = True
    made = refund(api, order, 18.67, product(order, 1))
    assert made["payments"][0]["is_declined"] is True
    assert read(api, order)["status_id"] == 11


def test_switches_of_refunds(simulator, api, order):
    switches = simulator.store.switches
    switches.refund_changes_status = False
    switches.refund_touches_order = False
    simulator.store.clock.advance(60)
    refund(api, order, 18.67, product(order, 1))
    document = read(api, order)
    assert document["status_id"] == 11
    assert document["date_modified"] == document["date_created"]


def test_staff_refunds_in_the_control_panel(simulator, api, order, stock):
    path = f"/simulator/orders/{order.id}/refund"
    made = api.post(path, {"items": [product(order, 1)]})
    assert made.status_code == 201, made.text
    [payment] = made.json()["payments"]
    assert (payment["provider_id"], payment["amount"]) == ("testgateway", 18.67)
    assert stock() == 8
    override = {"total_amount": 5, "total_tax": 0}
    simulator.store.orders.refund(
        order.id, [product(order, 1)], merchant_calculated_override=override
    )
    rows = api.get(REFUNDS).json()["data"]
    assert [row["total_amount"] for row in rows] == [18.67, 5]
    assert api.post(path, {"items": [product(order, 2)]}).status_code == 422


def test_staff_ships(simulator, api, order):
    simulator.store.orders.ship(order.id, {order.lines[0].id: 3}, tracking_number="T")
    assert read(api, order)["status_id"] == 2


def test_an_edit_and_the_refund_that_settles_it(api, order):
    body = {"products": [{"id": order.lines[0].id, "quantity": 2}]}
    assert api.put(f"/v2/orders/{order.id}", body).json()["total_inc_tax"] == "50.5000"
    refund(api, order, 12, amount(order, "ORDER", 12))
    assert read(api, order)["status_id"] == 14
    # The money received is the limit, not the present total.
    refund(api, order, 50.5, amount(order, "ORDER", 50.5))
    assert read(api, order)["status_id"] == 4


def ship(api, order, quantity, **more):
    body = {"order_address_id": order.addresses[0].id}
    body["items"] = [{"order_product_id": order.lines[0].id, "quantity": quantity}]
    return api.post(f"/v2/orders/{order.id}/shipments", {**body, **more})


def test_shipments_move_the_order_on(simulator, api, order):
    path = f"/v2/orders/{order.id}/shipments"
    first = ship(api, order, 1, tracking_number="T1", shipping_provider="usps")
    assert first.status_code == 201
    assert first.json()["shipping_provider_display_name"] == "USPS"
    document = read(api, order)
    assert (document["status_id"], document["items_shipped"]) == (3, 1)
    assert document["date_shipped"] == ""
    simulator.store.clock.advance(60)
    ship(api, order, 2)
    document = read(api, order)
    assert (document["status_id"], document["items_shipped"]) == (2, 3)
    assert document["date_shipped"] == "Mon, 05 Jan 2026 09:01:00 +0000"
    assert len(api.get(path).json()) == 2
    assert api.get(f"{path}/count").json() == {"count": 2}
    number = first.json()["id"]
    assert api.put(f"{path}/{number}", {"items": []}).status_code == 400
    changed = api.put(f"{path}/{number}", {"tracking_number": "T2"}).json()
    assert changed["tracking_number"] == "T2"
    assert api.delete(f"{path}/{number}").status_code == 204
    assert api.get(f"{path}/{number}").status_code == 404
    # Deleting one does not bring the status back.
    document = read(api, order)
    assert (document["status_id"], document["items_shipped"]) == (2, 2)


@pytest.mark.parametrize(
    "more",
    [
        {"tracking_number": "1" * 51},
        {"tracking_link": "1" * 501},
        {"shipping_provider": "pigeon"},
        {"order_address_id": 99},
        {"items": []},
        {"items": [{"order_product_id": 99, "quantity": 1}]},
    ],
)
def test_refused_shipments(api, order, more):
    assert ship(api, order, 1, **more).status_code == 400
    assert ship(api, order, 4).status_code == 400
    assert api.get(f"/v2/orders/{order.id}/shipments").status_code == 204
    assert read(api, order)["items_shipped"] == 0


def test_shipping_takes_stock_where_the_store_is_set_so(simulator, api, stock):
    api.patch(
        "/simulator/settings/inventory",
        {"update_stock_behavior": "order_completed_or_shipped"},
    )
    order = simulator.store.orders.place([{"sku": "SHIRT-S-Red", "quantity": 2}])
    ship(api, order, 1)
    assert stock() == 10
    ship(api, order, 1)
    assert stock() == 8


def test_switches_of_shipments(simulator, api, order):
    simulator.store.switches.shipment_changes_status = False
    simulator.store.switches.shipment_touches_order = False
    simulator.store.clock.advance(60)
    ship(api, order, 3)
    document = read(api, order)
    assert document["status_id"] == 11
    assert document["date_modified"] == document["date_created"]

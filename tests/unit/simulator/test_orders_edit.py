"""Edits through the API and in the control panel, and what they do to stock."""

from decimal import Decimal

import pytest


@pytest.fixture
def events(simulator):
    """The webhooks that are queued, as (scope, data)."""
    seen = []
    emit = simulator.store.emit

    def listen(scope, data):
        seen.append((scope, data))
        emit(scope, data)

    simulator.store.emit = listen
    return seen


@pytest.fixture
def stock(simulator, api, shirt):
    """What is on hand of the first two variants, 10 each at first."""
    ids = [variant["id"] for variant in shirt["variants"][:2]]
    items = [{"location_id": 1, "variant_id": n, "quantity": 10} for n in ids]
    api.put("/v3/inventory/adjustments/absolute", {"items": items})
    return lambda: [simulator.store.inventory.on_hand(n, 1) for n in ids]


@pytest.fixture
def order(simulator, shirt, stock):
    """3 red and 1 blue shirt at 20.00, 15.00 off the red ones."""
    red, blue = "SHIRT-S-Red", "SHIRT-S-Blue"
    return simulator.store.orders.place(
        [
            {"sku": red, "quantity": 3, "discount": "15"},
            {"sku": blue, "quantity": 1},
        ],
        shipping={"cost": "5"},
    )


def put(api, order, **body):
    answer = api.put(f"/v2/orders/{order.id}", body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows(api, order):
    return api.get(f"/v2/orders/{order.id}/products").json()


def scopes(events, order):
    names = (order.id, str(order.id))
    wanted = [
        scope
        for scope, data in events
        if (data.get("id") or data.get("order_id")) in names and "/order/" in scope
    ]
    return [scope.removeprefix("store/order/") for scope in wanted]


def test_fewer_units_lose_the_discounts_of_their_line(api, order, stock, events):
    red, blue = order.lines
    assert order.total_inc_tax == 70
    document = put(api, order, products=[{"id": red.id, "quantity": 2}])
    assert document["total_inc_tax"] == "65.0000"
    assert document["discount_amount"] == "0.0000"
    assert [row["quantity"] for row in rows(api, order)] == [2, 1]
    assert stock() == [8, 9]
    assert scopes(events, order) == ["updated"]


def test_a_line_mentioned_but_not_changed_keeps_its_discounts(api, order):
    body = {"id": order.lines[0].id, "quantity": 3, "name": "Shirt"}
    assert put(api, order, products=[body])["discount_amount"] == "15.0000"


def test_a_removed_line_stays_with_quantity_0(api, order, stock):
    blue = order.lines[1]
    document = put(api, order, products=[{"id": blue.id, "quantity": 0}])
    assert document["items_total"] == 3
    assert document["total_inc_tax"] == "50.0000"
    row = rows(api, order)[1]
    assert (row["id"], row["quantity"], row["total_inc_tax"]) == (blue.id, 0, "0.0000")
    assert stock() == [7, 10]


def test_more_units_and_another_line(api, order, shirt, stock):
    red = order.lines[0]
    added = {"product_id": shirt["id"], "quantity": 2}
    values = shirt["variants"][1]["option_values"]
    added["product_options"] = [
        {"id": value["option_id"], "value": str(value["id"])} for value in values
    ]
    put(api, order, products=[{"id": red.id, "quantity": 5}, added])
    assert [row["quantity"] for row in rows(api, order)] == [5, 1, 2]
    assert rows(api, order)[2]["sku"] == "SHIRT-S-Blue"
    assert stock() == [5, 7]


def test_custom_line_and_prices_in_pairs(api, order):
    custom = {"name": "Gift box", "quantity": 2, "price_ex_tax": 4}
    answer = api.put(f"/v2/orders/{order.id}", {"products": [custom]})
    assert answer.status_code == 400
    assert len(rows(api, order)) == 2
    custom["price_inc_tax"] = 4.5
    document = put(api, order, products=[custom])
    assert document["total_inc_tax"] == "79.0000"
    assert document["total_tax"] == "1.0000"
    document = put(api, order, total_ex_tax="60", total_inc_tax="66")
    assert (document["total_inc_tax"], document["total_tax"]) == ("66.0000", "6.0000")
    # The override falls with the next change of the products.
    document = put(api, order, products=[{"id": order.lines[1].id, "quantity": 2}])
    assert document["total_inc_tax"] == "99.0000"


def test_another_variant_on_the_same_line(api, order, shirt, stock):
    blue = order.lines[1]
    other = {"id": blue.id, "variant_id": shirt["variants"][0]["id"]}
    put(api, order, products=[other])
    assert rows(api, order)[1]["sku"] == "SHIRT-S-Red"
    assert stock() == [6, 10]


def test_all_or_nothing(api, order, stock, events):
    red = order.lines[0]
    products = [{"id": red.id, "quantity": 1}, {"id": 999, "quantity": 1}]
    answer = api.put(f"/v2/orders/{order.id}", {"products": products})
    assert answer.status_code == 400
    assert rows(api, order)[0]["quantity"] == 3
    assert stock() == [7, 9]
    assert scopes(events, order) == []


@pytest.mark.parametrize(
    "body",
    [
        {"total_tax": "1.0000"},
        {"payment_status": "captured"},
        {"status_id": 77},
        {"channel_id": 9},
        {"subtotal_inc_tax": "5"},
        {"shipping_cost_ex_tax": "5"},
        {"fees": [{"cost_ex_tax": 1, "cost_inc_tax": 1}]},
        {"fees": [{"display_name_customer": "Box", "cost_ex_tax": 1}]},
        {"fees": [{"id": 5, "cost_ex_tax": 1, "cost_inc_tax": 1}]},
        {"products": [{"id": 1, "quantity": -1}]},
        {"products": [{"quantity": 1}]},
        {"products": [{"product_id": 9999, "quantity": 1}]},
        {"products": [{"id": 1, "name": ""}]},
        {"discount_amount": "1000"},
        {"discount_amount": "-1"},
    ],
)
def test_refused_edits(api, order, body):
    before = api.get(f"/v2/orders/{order.id}").json()
    answer = api.put(f"/v2/orders/{order.id}", body)
    assert answer.status_code == 400
    assert answer.json()[0]["status"] == 400
    assert api.get(f"/v2/orders/{order.id}").json() == before


def test_minimum_quantity_cannot_be_undercut(simulator, api, order, shirt):
    product = simulator.store.catalog.products[shirt["id"]]
    product.values["order_quantity_minimum"] = 1
    body = {"products": [{"id": order.lines[0].id, "quantity": 0}]}
    assert api.put(f"/v2/orders/{order.id}", body).status_code == 400


def test_fees_are_replaced_as_a_whole(api, order):
    box = {"display_name_customer": "Box", "cost_ex_tax": "1", "cost_inc_tax": "1.1"}
    card = {"display_name_merchant": "Card", "cost_ex_tax": 2, "cost_tax": 0}
    document = put(api, order, fees=[box, card])
    assert document["total_inc_tax"] == "73.1000"
    first = api.get(f"/v2/orders/{order.id}/fees").json()["fees"][0]
    document = put(api, order, fees=[{**box, "id": first["id"]}])
    assert document["total_inc_tax"] == "71.1000"
    put(api, order, fees=[{**box, "cost_inc_tax": 3}])
    [fee] = api.get(f"/v2/orders/{order.id}/fees").json()["fees"]
    assert fee["id"] != first["id"]
    assert put(api, order, fees=[])["total_inc_tax"] == "70.0000"


def test_shipping_discount_and_texts(api, order):
    document = put(
        api,
        order,
        shipping_cost_ex_tax="7",
        shipping_cost_inc_tax="8",
        discount_amount="10",
        staff_notes="Call first",
        billing_address={"first_name": "Joan"},
        shipping_addresses=[{"id": order.addresses[0].id, "city": "Dallas"}],
    )
    # The manual discount on the order is another one than that on the line.
    assert document["discount_amount"] == "25.0000"
    assert document["total_inc_tax"] == "63.0000"
    assert document["total_tax"] == "1.0000"
    assert document["staff_notes"] == "Call first"
    assert document["billing_address"]["first_name"] == "Joan"
    assert document["billing_address"]["last_name"] == "Doe"
    [address] = api.get(f"/v2/orders/{order.id}/shipping_addresses").json()
    assert (address["city"], address["cost_inc_tax"]) == ("Dallas", "8.0000")


def test_external_merchant_id_is_written_once(api, order):
    put(api, order, external_merchant_id="M1", external_order_id="E1")
    body = {"external_merchant_id": "M2"}
    assert api.put(f"/v2/orders/{order.id}", body).status_code == 400
    assert put(api, order, external_order_id="E2")["external_order_id"] == "E2"


def test_date_modified_has_whole_seconds(simulator, api, order):
    simulator.store.clock.advance(90.75)
    document = put(api, order, staff_notes="x")
    assert document["date_modified"] == "Mon, 05 Jan 2026 09:01:30 +0000"
    assert document["date_created"] == "Mon, 05 Jan 2026 09:00:00 +0000"
    query = {"max_date_modified": document["date_modified"]}
    assert [row["id"] for row in api.get("/v2/orders", **query).json()] == [order.id]


def test_a_discount_on_the_order_is_shared_by_price(simulator, api):
    lines = [{"name": "A", "price": 15, "quantity": 2}, {"name": "B", "price": 10}]
    order = simulator.store.orders.place(lines, discount="2", tax_rate=10)
    shares = [row["applied_discounts"][0] for row in rows(api, order)]
    assert [row["amount"] for row in shares] == ["1.5000", "0.5000"]
    assert shares[0]["id"] == "manual-discount"
    assert {row["target"] for row in shares} == {"order"}


def test_a_new_status_is_announced_with_the_one_before(api, order, events):
    put(api, order, status_id=9)
    put(api, order, status_id=9)
    assert scopes(events, order) == ["updated", "statusUpdated", "updated"]
    data = dict(events)["store/order/statusUpdated"]
    assert data["status"] == {"previous_status_id": 11, "new_status_id": 9}


def test_webhooks_of_a_new_order(simulator, events):
    order = simulator.store.orders.place([{"name": "Tea", "price": 1}])
    assert scopes(events, order) == [
        "created",
        "transaction/created",
        "updated",
        "statusUpdated",
    ]


def test_incomplete_order_becomes_a_real_one_with_the_same_id(
    simulator, api, shirt, stock, events
):
    order = simulator.store.orders.place([{"sku": "SHIRT-S-Red"}], status_id=0)
    assert scopes(events, order) == ["created"]
    assert stock() == [10, 10]
    assert put(api, order, status_id=11)["status_id"] == 11
    assert stock() == [9, 10]


def test_archive_by_put(api, order, events):
    assert put(api, order, is_deleted=True)["is_deleted"] is True
    assert "archived" in scopes(events, order)
    assert api.get("/v2/orders").status_code == 204


def test_order_of_another_system(api, shirt, stock, events):
    body = {
        "billing_address": {"first_name": "Jane", "zip": "78751"},
        "products": [
            {"variant_id": shirt["variants"][0]["id"], "product_id": shirt["id"]},
            {"name": "Box", "quantity": 1, "price_ex_tax": 1, "price_inc_tax": 1.2},
        ],
        "external_source": "POS (Test)",
        "external_order_id": "T-1",
        "status_id": 10,
    }
    created = api.post("/v2/orders", body)
    assert created.status_code == 200, created.text
    document = created.json()
    assert (document["status_id"], document["order_source"]) == (10, "external")
    assert document["total_inc_tax"] == "21.2000"
    assert stock() == [9, 10]
    assert api.get("/v2/orders", external_order_id="T-1").json() == [document]
    for missing in ("billing_address", "products"):
        partial = {name: value for name, value in body.items() if name != missing}
        assert api.post("/v2/orders", partial).status_code == 400


def settings(api, **values):
    assert api.patch("/simulator/settings/inventory", values).status_code == 200


def test_stock_taken_only_when_shipped_or_completed(simulator, api, shirt, stock):
    settings(api, update_stock_behavior="order_completed_or_shipped")
    order = simulator.store.orders.place([{"sku": "SHIRT-S-Red", "quantity": 2}])
    put(api, order, products=[{"id": order.lines[0].id, "quantity": 3}])
    put(api, order, status_id=9)
    assert stock() == [10, 10]
    put(api, order, status_id=10)
    assert stock() == [7, 10]
    put(api, order, status_id=2)
    assert stock() == [7, 10]


def test_stock_not_adjusted_by_edits(api, order, stock):
    settings(api, edit_order_stock_adjustment=False)
    put(api, order, products=[{"id": order.lines[0].id, "quantity": 1}])
    assert stock() == [7, 9]
    # A cancellation gives back what was taken, not what is ordered now.
    put(api, order, status_id=5)
    assert stock() == [10, 10]


def test_cancelled_and_reopened(api, order, stock):
    put(api, order, status_id=5)
    assert stock() == [10, 10]
    put(api, order, status_id=6)
    assert stock() == [10, 10]
    put(api, order, status_id=11)
    assert stock() == [7, 9]


def test_cancelled_without_giving_back(api, order, stock):
    settings(api, refund_order_stock_adjustment=False)
    put(api, order, status_id=5)
    assert stock() == [7, 9]
    put(api, order, status_id=11)
    assert stock() == [7, 9]


def test_the_setting_of_the_channel_wins(simulator, api, order, stock):
    simulator.store.settings.channels[1] = {"edit_order_stock_adjustment": False}
    put(api, order, products=[{"id": order.lines[0].id, "quantity": 1}])
    assert stock() == [7, 9]


def panel(api, order, **body):
    answer = api.post(f"/simulator/orders/{order.id}/edit", body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_control_panel_deletes_rows_for_good(api, order, stock, events):
    red, blue = order.lines
    document = panel(api, order, remove=[blue.id])
    assert document["total_inc_tax"] == "50.0000"
    assert [row["id"] for row in rows(api, order)] == [red.id]
    assert stock() == [7, 10]
    assert scopes(events, order) == ["updated"]
    swapped = [{"id": red.id, "quantity": 0}, {"name": "Tea", "price": 2}]
    panel(api, order, lines=swapped)
    assert [row["name"] for row in rows(api, order)] == ["Tea"]
    assert stock() == [10, 10]


def test_line_ids_may_come_anew_in_the_control_panel(simulator, api, order, stock):
    before = [line.id for line in order.lines]
    simulator.store.switches.panel_edit_renews_line_ids = True
    panel(api, order, lines=[{"id": before[0], "quantity": 2, "discount": "1"}])
    assert not set(before) & {row["id"] for row in rows(api, order)}
    assert [row["quantity"] for row in rows(api, order)] == [2, 1]
    assert stock() == [8, 9]
    assert order.total_inc_tax == Decimal("64")


def test_everything_else_staff_may_change(api, order):
    document = panel(
        api,
        order,
        lines=[{"id": order.lines[1].id, "price": "12.5"}],
        shipping_cost="6",
        discount="3",
        fees=[{"display_name_customer": "Box", "cost_ex_tax": 1, "cost_inc_tax": 1}],
        status_id=9,
        staff_notes="Edited",
    )
    assert document["total_inc_tax"] == "61.5000"
    assert (document["status_id"], document["staff_notes"]) == (9, "Edited")
    for body in ({"remove": [999]}, {"colour": "red"}, {"status_id": 77}):
        answer = api.post(f"/simulator/orders/{order.id}/edit", body)
        assert answer.status_code == 400
    assert order.total_inc_tax == Decimal("61.5")

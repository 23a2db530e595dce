"""Endpoints that are seldom called, and dates without a time."""


def placed(simulator, **details):
    return simulator.store.orders.place([{"name": "Tea", "price": 5}], **details)


def test_all_shipments_of_an_order_are_deleted(simulator, api):
    order, other = placed(simulator), placed(simulator)
    for one in (order, other):
        simulator.store.orders.ship(one.id, {one.lines[0].id: 1})
    assert api.delete(f"/v2/orders/{order.id}/shipments").status_code == 204
    assert api.get(f"/v2/orders/{order.id}/shipments").status_code == 204
    assert order.lines[0].quantity_shipped == 0
    assert api.get(f"/v2/orders/{order.id}").json()["status_id"] == 2
    assert len(api.get(f"/v2/orders/{other.id}/shipments").json()) == 1
    assert api.delete("/v2/orders/9/shipments").status_code == 404


def test_there_are_no_shipping_quotes(simulator, api):
    order = placed(simulator)
    address, path = order.addresses[0].id, f"/v2/orders/{order.id}"
    for quotes in (
        f"{path}/shipping_addresses/{address}/shipping_quotes",
        f"{path}/shippingaddresses/{address}/shippingquotes",
        f"{path}/consignments/shipping/{address}/shipping_quotes",
    ):
        assert api.get(quotes).status_code == 204
    unknown = f"{path}/shipping_addresses/{address + 1}/shipping_quotes"
    assert api.get(unknown).status_code == 404


def test_variants_are_deleted_with_their_stock(simulator, api, shirt):
    path = f"/v3/catalog/products/{shirt['id']}/variants"
    ids = [variant["id"] for variant in shirt["variants"]]
    simulator.store.inventory.set(("variant", ids[0]), 1, 5)
    for number in ids:
        assert api.delete(f"{path}/{number}").status_code == 204
        assert api.get(f"{path}/{number}").status_code == 404
    assert ("variant", ids[0]) not in simulator.store.inventory.rows
    [base] = api.get(path).json()["data"]
    assert base["id"] not in ids
    assert api.delete(f"{path}/{base['id']}").status_code == 422


def test_a_date_without_a_time_is_the_beginning_of_the_day(simulator, api):
    order = placed(simulator)
    today = order.modified.strftime("%Y-%m-%d")
    simulator.store.clock.advance(60)
    [found] = api.get("/v2/orders", min_date_modified=today).json()
    assert found["id"] == order.id
    simulator.store.switches.order_date_filter = "time_of_day"
    assert api.get("/v2/orders", min_date_modified=today).status_code == 204

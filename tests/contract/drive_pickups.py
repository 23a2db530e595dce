"""Pickups, which the client does not ask for: the simulator alone is driven."""


def drive_pickups(ask, order) -> None:
    """Every call, with what its file documents.

    :param ask: ``ask(method, path, status, body=None)`` gives the answer
    :param order: the simulator's, with a unit that is not shipped
    """
    path = "/v3/orders/pickups"
    line = next(row for row in order.lines if row.quantity > row.quantity_shipped)
    body = {
        "pickup_method_id": 1,
        "order_id": order.id,
        "ready_at": "1660555844",
        "pickup_items": [{"order_product_id": line.id, "quantity": 1}],
    }
    [made] = ask("POST", path, 200, body=[body]).json()["data"]
    ask("POST", path, 422, body=[{**body, "order_id": 10**6}])
    change = {"id": made["id"], "pickup_id": made["id"]}
    ask("PUT", path, 200, body=[{**change, "collected_at": "2022-06-18T00:00:30Z"}])
    ask("PUT", path, 422, body=[{**change, "pickup_id": 10**6}])
    found = ask("GET", f"{path}?order_id:in={order.id}&pickup_id:in={made['id']}", 200)
    assert len(found.json()["data"]) == 1
    ask("DELETE", f"{path}?id:in={made['id']}", 204)
    _drive_consignment(ask)


def _drive_consignment(ask) -> None:
    """An order that is made to be collected."""
    address = {
        "first_name": "Jane", "last_name": "Doe", "street_1": "123 Main Street",
        "city": "Austin", "state": "Texas", "zip": "78751",
        "country": "United States", "email": "jane@example.com",
    }  # fmt: skip
    tea = {"name": "Tea", "quantity": 2, "price_ex_tax": 9, "price_inc_tax": 9}
    pickup = {"pickup_method_id": 1, "line_items": [tea]}
    pickup["location"] = {"name": "Counter", "country_alpha2": "US"}
    body = {"billing_address": address, "consignments": {"pickups": [pickup]}}
    made = ask("POST", "/v2/orders", 200, body=body).json()
    include = "include=consignments.line_items&consignment_structure=object"
    ask("GET", f"/v2/orders/{made['id']}?{include}", 200)
    ask("POST", "/v2/orders", 400, body={**body, "products": [tea]})

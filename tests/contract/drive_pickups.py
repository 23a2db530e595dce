"""Pickups, which the client does not ask for: the simulator alone is driven."""


def drive_pickups(ask, order) -> None:
    """Every call, with what its file documents.

    :param ask: ``ask(method, path, status, body=None)`` gives the answer
    :param order: the simulator's, with a unit that is not shipped
    """
    path = "/v3/orders/pickups"
    line = next(row for row in order.lines if row.quantity > row.quantity_shipped)
    body = {
        "pickup_method_id": 2,
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

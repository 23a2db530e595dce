"""Where each method of the client goes, what it sends and what it gives back."""

import pytest

from odoo.addons.bigcommerce_connector.api import errors

from .scripted_server import Reply

_NAMED = {"name": "A"}

# call, method, path, what it gives of {"data": …} (v3) or of the bare answer (v2)
_CALLS = {
    "GET /v2/store": (lambda c: c.store_information.get(), {"id": "abc123"}),
    "GET /v2/order_statuses": (lambda c: c.orders.statuses(), [{"id": 0}]),
    "GET /v2/orders/7": (lambda c: c.orders.get(7), {"id": 7}),
    "PUT /v2/orders/7": (lambda c: c.orders.update("7", _NAMED), {"id": 7}),
    "GET /v3/settings/inventory": (lambda c: c.settings.inventory(), {"a": 1}),
    "POST /v3/channels": (lambda c: c.channels.create(_NAMED), {"id": 2}),
    "GET /v3/catalog/products/7": (lambda c: c.products.get(7), {"id": 7}),
    "POST /v3/catalog/products": (lambda c: c.products.create(_NAMED), {"id": 8}),
    "PUT /v3/catalog/products/7": (lambda c: c.products.update(7, _NAMED), {"id": 7}),
    "POST /v3/catalog/products/7/variants": (
        lambda c: c.variants.create(7, _NAMED),
        {"id": 9},
    ),
    "POST /v3/catalog/products/7/options": (
        lambda c: c.options.create(7, _NAMED),
        {"id": 9},
    ),
    "PUT /v3/catalog/products/7/options/5": (
        lambda c: c.options.update(7, 5, _NAMED),
        {"id": 5},
    ),
    "POST /v3/catalog/products/7/modifiers": (
        lambda c: c.modifiers.create(7, _NAMED),
        {"id": 9},
    ),
    "POST /v3/catalog/products/7/modifiers/5/values": (
        lambda c: c.modifiers.create_value(7, 5, _NAMED),
        {"id": 9},
    ),
    "PUT /v3/catalog/products/7/modifiers/5/values/6": (
        lambda c: c.modifiers.update_value(7, 5, 6, _NAMED),
        {"id": 6},
    ),
    "PUT /v3/catalog/products/7/modifiers/5": (
        lambda c: c.modifiers.update(7, 5, _NAMED),
        {"id": 5},
    ),
    "GET /v3/orders/7/payment_actions/refunds": (
        lambda c: c.refunds.list_for_order(7),
        [{"id": 3}],
    ),
    "POST /v3/orders/7/payment_actions/refunds": (
        lambda c: c.refunds.create(7, _NAMED),
        {"id": 3},
    ),
    "POST /v3/orders/7/payment_actions/refund_quotes": (
        lambda c: c.refunds.quote(7, _NAMED),
        {"total": 3},
    ),
    "GET /v3/orders/7/transactions": (
        lambda c: c.transactions.list_for_order(7),
        [{"id": 4}],
    ),
    "POST /v2/orders/7/shipments": (
        lambda c: c.shipments.create(7, _NAMED),
        {"id": 5},
    ),
    "PUT /v2/orders/7/shipments/5": (
        lambda c: c.shipments.update("7", 5, _NAMED),
        {"id": 5},
    ),
    "GET /v3/hooks/admin": (lambda c: c.hooks.admin(), {"blocked_domains": []}),
    "POST /v3/hooks": (lambda c: c.hooks.create(_NAMED), {"id": 3}),
    "PUT /v3/hooks/3": (lambda c: c.hooks.update(3, _NAMED), {"id": 3}),
}


@pytest.mark.parametrize("address", _CALLS)
def test_single_requests(client, server, address):
    call, given = _CALLS[address]
    method, path = address.split(" ")
    wrapped = {"data": given, "meta": {}} if path.startswith("/v3") else given
    server.answer(Reply(body=wrapped))
    assert call(client) == given
    (request,) = server.requests
    assert (request.method, request.path) == (method, f"/stores/abc123{path}")
    assert request.body == (None if method == "GET" else _NAMED)
    assert request.query == {}


@pytest.mark.parametrize(
    ("listing", "path"),
    [
        (lambda c: c.locations.list(), "/v3/inventory/locations"),
        (lambda c: c.channels.list(), "/v3/channels"),
        (lambda c: c.products.list(), "/v3/catalog/products"),
        (lambda c: c.variants.list(), "/v3/catalog/variants"),
        (lambda c: c.options.list(7), "/v3/catalog/products/7/options"),
        (lambda c: c.modifiers.list(7), "/v3/catalog/products/7/modifiers"),
        (lambda c: c.inventory.items(), "/v3/inventory/items"),
        (lambda c: c.inventory.location_items(2), "/v3/inventory/locations/2/items"),
        (lambda c: c.refunds.list(), "/v3/orders/payment_actions/refunds"),
        (lambda c: c.hooks.list(), "/v3/hooks"),
        (lambda c: c.orders.list(), "/v2/orders"),
        (lambda c: c.orders.list_by_id(), "/v2/orders"),
        (lambda c: c.orders.products(7), "/v2/orders/7/products"),
        (lambda c: c.shipments.list_for_order(7), "/v2/orders/7/shipments"),
        (lambda c: c.pickups.list(), "/v3/orders/pickups"),
    ],
)
def test_listings(client, server, listing, path):
    rows = [{"id": 1}, {"id": 2}]
    server.answer(Reply(body={"data": rows, "meta": {}} if "/v3" in path else rows))
    assert list(listing(client)) == rows
    assert server.sent == [("GET", f"/stores/abc123{path}")]


def test_a_count_of_orders(client, server):
    server.answer(Reply(body={"count": 12, "statuses": []}))
    assert client.orders.count(status_id=11) == 12
    assert server.requests[0].path == "/stores/abc123/v2/orders/count"
    assert server.requests[0].query == {"status_id": "11"}


def test_an_order_without_payments_has_no_transactions(client, server):
    server.answer(Reply(204))
    assert client.transactions.list_for_order(7) == []


def test_parameters_of_single_requests(client, server):
    server.answer(*[Reply(body={"data": {"id": 1}})] * 2, Reply(body={"id": 1}))
    client.products.get(1, include="variants")
    client.products.create({}, {"include_fields": ["name", "sku"]})
    client.orders.get(1, {"include": "fees"}, consignment_structure="object")
    assert [request.query for request in server.requests] == [
        {"include": "variants"},
        {"include_fields": "name,sku"},
        {"include": "fees", "consignment_structure": "object"},
    ]


def test_a_deleted_hook_gives_nothing_back(client, server):
    server.answer(Reply(body={"data": {"id": 3}}))
    assert client.hooks.delete(3) is None
    assert server.sent == [("DELETE", "/stores/abc123/v3/hooks/3")]


# === CHUNKS === #


def _echo(request):
    return Reply(body={"data": request.body, "meta": {}})


@pytest.mark.parametrize(
    ("resource", "most"), [("products", 10), ("variants", 50)], ids=str
)
@pytest.mark.parametrize("number", [0, 1, 10, 11, 50, 101])
def test_batches_hold_what_bigcommerce_takes(client, server, resource, most, number):
    server.script = _echo
    payloads = [{"id": index + 1} for index in range(number)]
    given = getattr(client, resource).update_many(iter(payloads))
    assert given == payloads
    sizes = [len(request.body) for request in server.requests]
    assert sum(sizes) == number
    assert len(sizes) == -(-number // most)
    assert max(sizes, default=0) <= most
    assert {method for method, _path in server.sent} <= {"PUT"}


@pytest.mark.parametrize(
    ("write", "method"), [("create_many", "POST"), ("update_many", "PUT")]
)
def test_pickups_go_out_100_at_a_time(client, server, write, method):
    server.script = _echo
    payloads = [{"order_id": index} for index in range(101)]
    assert getattr(client.pickups, write)(payloads) == payloads
    assert [len(request.body) for request in server.requests] == [100, 1]
    assert set(server.sent) == {(method, "/stores/abc123/v3/orders/pickups")}


@pytest.mark.parametrize(("number", "calls"), [(0, 0), (2000, 1), (2001, 2), (4500, 3)])
def test_stock_goes_out_2000_at_a_time(client, server, number, calls):
    server.script = lambda request: Reply(
        body={"transaction_id": f"t{len(server.requests)}"}
    )
    items = [{"variant_id": i, "location_id": 1, "quantity": 3} for i in range(number)]
    given = client.inventory.set_absolute(items, "count")
    assert given == [f"t{turn + 1}" for turn in range(calls)]
    assert [item for request in server.requests for item in request.body["items"]] == (
        items
    )
    for request in server.requests:
        assert request.body["reason"] == "count"
        assert request.path == "/stores/abc123/v3/inventory/adjustments/absolute"
        assert request.method == "PUT"


def test_products_are_deleted_by_id_only(client, server):
    server.script = lambda request: Reply(204)
    assert client.products.delete(range(1, 502)) is None
    asked = [request.query["id:in"].split(",") for request in server.requests]
    assert [len(ids) for ids in asked] == [250, 250, 1]
    server.requests.clear()
    client.products.delete([])
    assert server.requests == []
    with pytest.raises(ValueError, match="no id"):
        client.products.delete([None])
    assert server.requests == []


def test_a_failed_chunk_says_what_was_done_before_it(client, server):
    payloads = [{"id": index + 1} for index in range(25)]
    server.script = lambda request: (
        Reply(409, {"title": "taken"})
        if request.body[0]["id"] == 21
        else _echo(request)
    )
    with pytest.raises(errors.Conflict) as caught:
        client.products.update_many(payloads)
    assert caught.value.completed == payloads[:20]
    assert len(server.requests) == 3


def test_a_chunk_saved_in_part_counts_as_done(client, server):
    saved = [{"id": 11}]
    server.answer(
        Reply(body={"data": [{"id": 1}]}),
        Reply(207, {"data": saved, "errors": {"status": 409, "title": "stock"}}),
    )
    with pytest.raises(errors.PartlySaved) as caught:
        client.products.update_many([{"id": index} for index in range(20)])
    assert caught.value.completed == [{"id": 1}, {"id": 11}]


@pytest.mark.parametrize("not_an_id", ["", None, "7/../8", "x"])
def test_no_address_is_built_from_what_is_no_id(client, server, not_an_id):
    calls = [
        lambda: client.products.get(not_an_id),
        lambda: client.products.update(not_an_id, {}),
        lambda: client.variants.create(not_an_id, {}),
        lambda: client.options.update(1, not_an_id, {}),
        lambda: list(client.inventory.location_items(not_an_id)),
        lambda: client.orders.update(not_an_id, {}),
        lambda: client.refunds.create(not_an_id, {}),
        lambda: client.shipments.create(not_an_id, {}),
        lambda: client.shipments.update(1, not_an_id, {}),
        lambda: client.hooks.delete(not_an_id),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="no id"):
            call()
    assert server.requests == []

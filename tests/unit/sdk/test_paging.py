"""Listings: all rows once, no request too many, none before it is needed."""

from datetime import datetime, timezone
from itertools import islice

import pytest

from odoo.addons.bigcommerce_connector.api import errors
from odoo.addons.bigcommerce_connector.api.transport import Transport

from .scripted_server import Reply


def _v3_store(rows, most=250, *, tells=True):
    """A v3 listing of ``rows`` in pages of ``most`` rows at the most."""

    def answer(request):
        size = min(int(request.query["limit"]), most)
        page = int(request.query["page"])
        found = rows[(page - 1) * size : page * size]
        meta = {}
        if tells:
            pages = -(-len(rows) // size)
            meta = {"pagination": {"current_page": page, "total_pages": pages}}
        return Reply(body={"data": found, "meta": meta})

    return answer


def _v2_store(rows):
    def answer(request):
        size = int(request.query["limit"])
        first = (int(request.query.get("page", 1)) - 1) * size
        lowest = int(request.query.get("min_id", 0))
        highest = int(request.query.get("max_id", 2**31))
        found = [row for row in rows if lowest <= row["id"] <= highest]
        found = found[first : first + size]
        return Reply(body=found) if found else Reply(204)

    return answer


def _rows(number):
    return [{"id": index + 1} for index in range(number)]


@pytest.mark.parametrize(
    ("number", "calls"), [(0, 1), (1, 1), (250, 1), (251, 2), (750, 3)]
)
def test_v3_takes_no_request_more_than_pages(client, server, number, calls):
    server.script = _v3_store(_rows(number))
    assert list(client.products.list()) == _rows(number)
    assert len(server.requests) == calls


@pytest.mark.parametrize(("number", "calls"), [(0, 1), (7, 1), (250, 2), (251, 2)])
def test_v3_without_pagination_reads_until_a_page_is_not_full(
    client, server, number, calls
):
    server.script = _v3_store(_rows(number), tells=False)
    assert list(client.refunds.list()) == _rows(number)
    assert len(server.requests) == calls


def test_smaller_pages_than_asked_for_lose_nothing(client, server):
    server.script = _v3_store(_rows(35), most=10)
    assert list(client.products.list(include="options")) == _rows(35)
    assert len(server.requests) == 4


@pytest.mark.parametrize(("number", "calls"), [(0, 1), (7, 1), (250, 2), (251, 2)])
def test_v2_reads_until_a_page_is_not_full(client, server, number, calls):
    server.script = _v2_store(_rows(number))
    assert list(client.orders.list()) == _rows(number)
    assert len(server.requests) == calls


def test_lines_of_an_order_come_whole(client, server):
    server.script = _v2_store(_rows(300))
    assert list(client.orders.products(100)) == _rows(300)
    assert {path for _method, path in server.sent} == {
        "/stores/abc123/v2/orders/100/products"
    }


def test_by_id_no_order_is_skipped_or_repeated_while_others_vanish(client, server):
    rows = _rows(600)
    server.script = _v2_store(rows)
    seen = []
    for row in client.orders.list_by_id(11, status_id=11):
        seen.append(row["id"])
        if row["id"] == 250:
            del rows[:100]
    assert seen == list(range(11, 601))
    first, second, third = (request.query for request in server.requests)
    assert first == {
        "status_id": "11",
        "min_id": "11",
        "sort": "id:asc",
        "limit": "250",
    }
    assert (second["min_id"], third["min_id"]) == ("261", "511")


def test_by_id_a_store_that_ignores_the_order_is_noticed(client, server):
    server.script = lambda request: Reply(body=_rows(250))
    with pytest.raises(errors.MalformedResponse, match="order by id"):
        list(client.orders.list_by_id(500))
    assert len(server.requests) == 1


def test_nothing_is_asked_before_a_row_is_taken(client, server):
    server.script = _v3_store(_rows(600))
    listing = client.products.list()
    assert server.requests == []
    assert list(islice(listing, 250)) == _rows(250)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("limit", "sent"), [(None, "250"), (10, "10"), (250, "250"), (1000, "250")]
)
def test_a_page_is_never_larger_than_allowed(client, server, limit, sent):
    server.script = _v3_store([])
    list(client.products.list(limit=limit))
    assert server.requests[0].query["limit"] == sent


def test_stock_comes_in_pages_of_a_thousand(client, server):
    server.script = _v3_store(_rows(2500), most=1000)
    assert len(list(client.inventory.items())) == 2500
    assert len(list(client.inventory.location_items(1))) == 2500
    assert len(server.requests) == 6


def test_filters_go_out_as_bigcommerce_reads_them(client, server):
    server.script = _v3_store([])
    moment = datetime(2026, 3, 1, 12, 30, tzinfo=timezone.utc)
    list(
        client.products.list(
            {"id:in": [1, 2], "date_modified:min": moment},
            include=("variants", "images"),
            is_visible=True,
            name="Tea & Milk",
            brand_id=None,
        )
    )
    assert server.requests[0].query == {
        "id:in": "1,2",
        "date_modified:min": "2026-03-01T12:30:00Z",
        "include": "variants,images",
        "is_visible": "true",
        "name": "Tea & Milk",
        "page": "1",
        "limit": "250",
    }


@pytest.mark.parametrize("empty", [[], (), set(), range(0)])
def test_an_empty_list_asks_for_nothing_and_gives_nothing(client, server, empty):
    assert list(client.products.list({"id:in": empty})) == []
    assert list(client.orders.list({"id:in": empty})) == []
    assert server.requests == []


def test_a_list_too_long_for_an_address_is_cut(client, server):
    skus = [f"SKU {number:06}" for number in range(1500)]

    def store(request):
        found = [{"sku": sku} for sku in request.query["sku:in"].split(",")]
        return _v3_store(found, most=1000)(request)

    server.script = store
    got = [row["sku"] for row in client.inventory.items({"sku:in": skus})]
    assert got == skus
    assert len(server.requests) == 4  # 1500 times 13 characters


# === PAGES THAT ARE TOO LARGE === #


def _big(rows, *numbers):
    """Some of the rows are so long that only a few of them fit into an answer."""
    return [
        {**row, "notes": "x" * 900} if row["id"] in numbers else row for row in rows
    ]


def _reading(make_client):
    return make_client(transport=Transport(2500))


@pytest.mark.parametrize("at", [1, 45, 88])
def test_a_page_that_is_too_large_is_asked_for_in_parts(make_client, server, at):
    rows = _big(_rows(90), at, at + 1, at + 2)
    client = _reading(make_client)
    for script, listed in (
        (_v3_store(rows), client.products.list),
        (_v2_store(rows), client.orders.list),
        (_v2_store(rows), client.orders.list_by_id),
    ):
        server.script = script
        assert list(listed()) == rows


def test_one_row_that_is_too_large_is_an_error(make_client, server):
    rows = _rows(9)
    rows[4]["notes"] = "x" * 3000
    client = _reading(make_client)
    for script, listed in (
        (_v3_store(rows), client.products.list),
        (_v2_store(rows), client.orders.list),
        (_v2_store(rows), client.orders.list_by_id),
    ):
        server.script = script
        found = []
        with pytest.raises(errors.AnswerTooLarge):
            found.extend(listed())
        assert found == rows[:4]


@pytest.mark.parametrize("large", [(1,), (40,), (90,), (700,), (1, 2, 90, 700, 701)])
@pytest.mark.parametrize("last", [None, 701])
def test_orders_behind_one_that_is_too_large_are_listed(
    make_client, server, large, last
):
    rows = [{"id": number} for number in (*range(1, 91), 700, 701)]
    for row in rows:
        if row["id"] in large:
            row["notes"] = "x" * 3000
    server.script = _v2_store(rows)
    found = []
    listed = _reading(make_client).orders.list_by_id(
        1,
        {"max_id": last} if last else {},
        on_too_large=lambda number, error: found.append((number, type(error))),
    )
    assert list(listed) == [row for row in rows if row["id"] not in large]
    assert found == [(number, errors.AnswerTooLarge) for number in large]

"""What a client sends with every request, and what it refuses to be made of."""

import logging
from decimal import Decimal

import pytest

from odoo.addons.bigcommerce_connector.api import Client, errors

from .conftest import TOKEN
from .scripted_server import Reply


def test_every_request_carries_token_and_agent_to_the_stores_path(client, server):
    server.answer(Reply(body={"id": "abc123"}))
    assert client.store_information.get() == {"id": "abc123"}
    (request,) = server.requests
    assert request.method == "GET"
    assert request.path == "/stores/abc123/v2/store"
    assert request.headers["X-Auth-Token"] == TOKEN
    assert request.headers["Accept"] == "application/json"
    assert "bigcommerce_connector" in request.headers["User-Agent"]
    assert "Content-Type" not in request.headers


def test_the_agent_can_be_named(make_client, server):
    server.answer(Reply(body={"time": 5}))
    assert make_client(user_agent="shop/1").store_information.time() == 5
    assert server.requests[0].headers["User-Agent"] == "shop/1"


def test_a_payload_is_json_and_says_so(client, server):
    server.answer(Reply(body={"data": {"id": 3}}))
    assert client.hooks.create({"scope": "store/order/*"}) == {"id": 3}
    (request,) = server.requests
    assert request.headers["Content-Type"] == "application/json"
    assert request.body == {"scope": "store/order/*"}


@pytest.mark.parametrize("number", ["19.99", "0.1", "1234567.8912", "-3.5"])
def test_money_keeps_its_digits_both_ways(client, server, number):
    sent = f'{{"data": {{"price": {number}}}}}'.encode()
    server.answer(Reply(body=sent))
    given = client.products.update(1, {"price": Decimal(number)})
    assert given == {"price": Decimal(number)}
    assert repr(server.requests[0].body["price"]) == number


def test_whole_decimals_go_out_as_whole_numbers(client, server):
    server.answer(Reply(body={"data": {}}))
    client.products.update(1, {"price": Decimal("5.00"), "weight": Decimal("1E+1")})
    assert server.requests[0].body == {"price": 5, "weight": 10}


@pytest.mark.parametrize("number", [Decimal(1) / 3, Decimal("NaN"), float("inf")])
def test_a_number_that_json_cannot_carry_is_refused_unsent(client, server, number):
    with pytest.raises(errors.Invalid, match="was not sent"):
        client.products.update(1, {"price": number})
    assert server.requests == []


def test_value_outside_json_is_a_mistake_of_the_caller(client, server):
    with pytest.raises(TypeError, match="object"):
        client.products.update(1, {"price": object()})
    assert server.requests == []


@pytest.mark.parametrize("store_hash", ["", "a/b", "../x", "abc 123", "abc?", None])
def test_a_store_hash_that_would_change_the_path_is_refused(store_hash):
    with pytest.raises(errors.Invalid, match="store hash"):
        Client(store_hash, TOKEN)


@pytest.mark.parametrize(
    "token", ["", "has space", "line\r\nX-Evil: 1", "ümlaut", None]
)
def test_a_token_that_cannot_be_a_header_is_refused_and_not_shown(token):
    with pytest.raises(errors.Invalid, match="access token") as caught:
        Client("abc123", token)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "api_url",
    [
        "",
        None,
        "api.bigcommerce.com",
        "ftp://api.bigcommerce.com",
        "http://api.bigcommerce.com",
        "http://127.0.0.1.example.com",
        "https://user:secret@api.bigcommerce.com",
        "https://api.bigcommerce.com?x=1",
        "https://api.bigcommerce.com:port",
    ],
)
def test_an_address_that_would_give_the_token_away_is_refused(api_url):
    with pytest.raises(errors.Invalid, match="API address"):
        Client("abc123", TOKEN, api_url)


@pytest.mark.parametrize(
    "api_url", ["https://api.bigcommerce.com/", "http://localhost:1", "http://[::1]:1"]
)
def test_https_and_this_machine_are_accepted(api_url):
    assert "abc123" in repr(Client("abc123", TOKEN, api_url))


def test_the_token_is_in_no_repr(client):
    everything = [client, client.products, client._connection, client._transport]
    assert TOKEN not in repr([*everything, client.products._connection.call()])


def test_a_log_line_holds_method_path_status_and_time_only(client, server, caplog):
    server.answer(Reply(body=[{"id": 1, "email": "jane@example.com"}]))
    with caplog.at_level(logging.DEBUG, logger="odoo.addons.bigcommerce_connector"):
        list(client.orders.list(email="jane@example.com"))
    (record,) = caplog.records
    assert record.levelno == logging.DEBUG
    assert record.getMessage() == "GET /v2/orders 200 0 ms"


def test_a_client_closes_its_connections(server):
    with Client("abc123", TOKEN, server.url) as client:
        server.answer(Reply(body={"time": 1}), Reply(body={"time": 2}))
        client.store_information.time()
        client.close()
        client.store_information.time()
    first, second = (request.connection for request in server.requests)
    assert first != second

"""The way over the wire: reuse, redirects, cookies, silence, broken answers."""

import gzip
import json
import socket

import pytest

from odoo.addons.bigcommerce_connector.api import errors
from odoo.addons.bigcommerce_connector.api.transport import Response, Transport

from .conftest import TOKEN
from .scripted_server import Reply, ScriptedServer

_TIME = Reply(body={"time": 1})


def test_one_connection_serves_all_requests(client, server):
    server.answer(_TIME, _TIME, _TIME)
    for _turn in range(3):
        client.store_information.time()
    assert len({request.connection for request in server.requests}) == 1


def test_cookies_are_not_kept(client, server):
    server.answer(Reply(body={"time": 1}, headers={"Set-Cookie": "a=b; Path=/"}), _TIME)
    client.store_information.time()
    client.store_information.time()
    assert "Cookie" not in server.requests[1].headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_error_and_the_token_stays_home(client, server, status):
    with ScriptedServer() as elsewhere:
        location = {"Location": f"{elsewhere.url}/stores/abc123/v2/time"}
        server.answer(Reply(status, headers=location))
        with pytest.raises(errors.Redirected, match="check the API address"):
            client.store_information.time()
        assert elsewhere.requests == []
    assert len(server.requests) == 1


def test_a_login_of_this_machine_does_not_travel_along(
    make_client, server, tmp_path, monkeypatch
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.answer(_TIME)
    make_client().store_information.time()
    assert "Authorization" not in server.requests[0].headers


def test_silence_ends_in_a_temporary_error_and_is_not_waited_for_again(
    make_client, server
):
    client = make_client(timeout=(2, 0.1))
    server.script = lambda request: Reply(body={"time": 1}, silent=30)
    with pytest.raises(errors.TimedOut, match="did not answer in time") as caught:
        client.store_information.time()
    assert caught.value.connected
    assert (caught.value.method, caught.value.path) == ("GET", "/v2/time")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "broken", [Reply(dropped=True), Reply(body={"time": 1234567890}, cut=True)]
)
def test_a_broken_answer_is_asked_for_again(client, server, broken):
    server.answer(broken, Reply(body={"time": 7}))
    assert client.store_information.time() == 7


def _client_reading(make_client, max_bytes):
    return make_client(transport=Transport(max_bytes))


def test_an_answer_without_end_is_not_read(make_client, server):
    client = _client_reading(make_client, 10**6)
    server.answer(Reply(body={"time": 1, "notes": "x" * 10**6}))
    with pytest.raises(errors.AnswerTooLarge) as caught:
        client.store_information.time()
    assert "GET http://127.0.0.1" in str(caught.value)
    assert "/v2/time (status 200) has more than" in str(caught.value)
    assert (caught.value.method, caught.value.path) == ("GET", "/v2/time")
    assert len(server.requests) == 1


def test_an_answer_that_is_packed_small_is_measured_unpacked(make_client, server):
    client = _client_reading(make_client, 10**6)
    packed = gzip.compress(json.dumps({"time": 1, "notes": "x" * 10**6}).encode())
    assert len(packed) < 10**4
    server.answer(Reply(body=packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(errors.AnswerTooLarge):
        client.store_information.time()


def test_the_connection_serves_the_next_request_after_one_that_was_left(
    make_client, server
):
    client = _client_reading(make_client, 1000)
    server.answer(Reply(body={"time": 1, "notes": "x" * 1000}), _TIME)
    with pytest.raises(errors.AnswerTooLarge):
        client.store_information.time()
    assert client.store_information.time() == 1


def test_a_write_that_is_answered_at_length_may_have_been_carried_out(
    make_client, server
):
    client = _client_reading(make_client, 1000)
    server.answer(Reply(body={"data": {"notes": "x" * 1000}}))
    with pytest.raises(errors.AnswerTooLarge) as caught:
        client.products.create({"name": "Mug"})
    assert caught.value.uncertain
    assert len(server.requests) == 1


def test_a_host_that_is_not_there_never_connected(make_client):
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        client = make_client(api_url=f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(errors.NetworkError, match="No connection to") as caught:
            client.store_information.time()
    assert not caught.value.connected
    assert TOKEN not in str(caught.value)


def test_a_name_that_nobody_knows_never_connected(make_client):
    client = make_client(api_url="https://no-such-host.invalid")
    with pytest.raises(errors.NetworkError, match=r"no-such-host\.invalid") as caught:
        client.store_information.time()
    assert not caught.value.connected


def test_a_host_without_a_valid_certificate_is_named(make_client, server):
    client = make_client(api_url=server.url.replace("http", "https"))
    with pytest.raises(errors.NetworkError, match="prove its identity"):
        client.store_information.time()
    assert server.requests == []


def test_another_transport_can_be_put_in(make_client):
    asked = []

    def transport(method, url, *, headers, body, timeout):
        asked.append((method, url, body, timeout))
        return Response(200, {}, b'{"time": 9}')

    client = make_client(transport=transport, api_url="https://api.bigcommerce.com")
    assert client.store_information.time() == 9
    address = "https://api.bigcommerce.com/stores/abc123/v2/time"
    assert asked == [("GET", address, None, (2, 5))]
    client.close()

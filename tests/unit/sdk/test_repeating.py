"""What is repeated, how often, and how long a call may sleep for it."""

import pytest

from odoo.addons.bigcommerce_connector.api import errors

from .scripted_server import Reply

DOWN = Reply(503, {"title": "down"})
GOOD = Reply(body={"data": {"id": 1}})
QUOTE = Reply(201, {"data": {"total_refund_amount": 1}})


def _reads(client):
    return client.settings.inventory()


def _writes_absolutely(client):
    return client.products.update(1, {"name": "A"})


def _adds(client):
    return client.products.create({"name": "A"})


@pytest.mark.parametrize("status", [408, 423, 500, 502, 503, 504])
@pytest.mark.parametrize("call", [_reads, _writes_absolutely])
def test_safe_request_is_repeated(client, server, time, call, status):
    server.answer(Reply(status), Reply(status), GOOD)
    assert call(client) == {"id": 1}
    assert len(time.slept) == 2


def test_the_delays_grow_and_differ(client, server, time):
    server.script = lambda request: DOWN
    with pytest.raises(errors.ServerError):
        _reads(client)
    assert len(server.requests) == 4
    assert len(time.slept) == 3
    for slept, longest in zip(time.slept, (0.5, 1, 2), strict=True):
        assert longest / 2 <= slept <= longest
    assert len({slept / 2**turn for turn, slept in enumerate(time.slept)}) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_addition_whose_fate_is_open_is_not_repeated(client, server, time, status):
    server.answer(Reply(status), GOOD)
    with pytest.raises(errors.ServerError) as caught:
        _adds(client)
    assert caught.value.uncertain
    assert len(server.requests) == 1
    assert time.slept == []


@pytest.mark.parametrize("broken", [Reply(dropped=True), Reply(body=b'{"da')])
def test_an_addition_without_a_whole_answer_is_not_repeated(client, server, broken):
    server.answer(broken, GOOD)
    with pytest.raises(errors.TemporaryError) as caught:
        _adds(client)
    assert caught.value.uncertain
    assert len(server.requests) == 1


def test_an_addition_that_was_turned_away_is_repeated(client, server, time):
    server.answer(Reply(429), Reply(423), GOOD)
    assert _adds(client) == {"id": 1}
    assert len(server.requests) == 3


def test_an_addition_that_never_left_is_repeated(make_client, time):
    attempts = []

    def transport(method, url, **options):
        attempts.append(method)
        raise errors.NetworkError("No connection.", connected=False)

    with pytest.raises(errors.NetworkError) as caught:
        _adds(make_client(transport=transport))
    assert attempts == ["POST"] * 4
    assert not caught.value.uncertain


def test_a_write_that_failed_for_good_is_uncertain_a_read_never(client, server):
    server.script = lambda request: DOWN
    with pytest.raises(errors.ServerError) as caught:
        _writes_absolutely(client)
    assert caught.value.uncertain
    with pytest.raises(errors.ServerError) as caught:
        _reads(client)
    assert not caught.value.uncertain


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 507])
def test_request_that_repetition_cannot_heal_is_not_repeated(client, server, status):
    server.answer(Reply(status, {"title": "no"}), GOOD)
    with pytest.raises((errors.DataError, errors.RightsError)):
        _reads(client)
    assert len(server.requests) == 1


def test_a_broken_good_answer_is_asked_for_again(client, server):
    server.answer(Reply(body=b'{"data": {"i'), GOOD)
    assert _reads(client) == {"id": 1}


def test_a_wrong_host_is_asked_once(client, server):
    server.answer(Reply(404, b"<html>"), GOOD)
    with pytest.raises(errors.MalformedResponse):
        _reads(client)
    assert len(server.requests) == 1


def test_a_wait_that_the_answer_asks_for_is_kept(client, server, time):
    server.answer(Reply(503, headers={"Retry-After": "3"}), GOOD)
    _reads(client)
    assert time.slept == [3]


def test_a_longer_wait_is_given_to_the_caller_instead(client, server, time):
    server.answer(Reply(503, {"title": "x"}, {"Retry-After": "60"}), GOOD)
    with pytest.raises(errors.WaitTooLong, match=r"Wait 60 s\.") as caught:
        _reads(client)
    assert caught.value.retry_after == 60
    assert caught.value.status == 503
    assert (caught.value.method, caught.value.path) == ("GET", "/v3/settings/inventory")
    assert time.slept == []


def test_one_call_never_sleeps_longer_than_allowed_in_all(make_client, server, time):
    client = make_client(max_wait=1.0)
    server.script = lambda request: DOWN
    with pytest.raises(errors.ServerError):
        _reads(client)
    first = sum(time.slept)
    assert 0 < first <= 1
    with pytest.raises(errors.ServerError):
        _reads(client)
    assert first < sum(time.slept) <= first + 1  # the next call may sleep again


def test_the_pages_of_one_listing_share_what_it_may_sleep(make_client, server, time):
    client = make_client(max_wait=1.0)
    paging = {"pagination": {"total_pages": 50}}
    page = Reply(body={"data": [{"id": 1}], "meta": paging})
    server.answer(*[DOWN, page] * 50)
    with pytest.raises(errors.ServerError):
        list(client.products.list())
    assert sum(time.slept) <= 1


def test_a_call_that_may_not_sleep_does_not_wait_at_all(make_client, server, time):
    server.answer(DOWN, GOOD)
    with pytest.raises(errors.ServerError):
        _reads(make_client(max_wait=0))
    assert time.slept == []


def test_a_deletion_repeated_after_a_lost_answer_finds_nothing(client, server):
    server.answer(Reply(dropped=True), Reply(404, {"title": "gone"}))
    assert client.hooks.delete(5) is None
    server.answer(Reply(404, {"title": "gone"}))
    with pytest.raises(errors.NotFound):
        client.hooks.delete(5)


def test_a_refund_quote_changes_nothing_and_is_repeated(client, server):
    server.answer(DOWN, QUOTE)
    assert client.refunds.quote(1, {}) == {"total_refund_amount": 1}
    server.answer(DOWN, QUOTE)
    with pytest.raises(errors.ServerError):
        client.refunds.create(1, {})


@pytest.mark.parametrize(
    ("payload", "repeated"),
    [
        ({"status_id": 2}, True),
        ({"products": [{"id": 1, "quantity": 2}]}, True),
        ({"products": [{"id": 1, "quantity": 2}, {"variant_id": 3}]}, False),
        ({"consignments": {"shipping": []}}, False),
    ],
)
def test_an_order_update_that_adds_a_line_is_not_repeated(
    client, server, payload, repeated
):
    server.answer(DOWN, Reply(body={"id": 9}))
    if repeated:
        assert client.orders.update(9, payload) == {"id": 9}
    else:
        with pytest.raises(errors.ServerError):
            client.orders.update(9, payload)
    assert len(server.requests) == 1 + repeated


def test_a_variant_batch_that_creates_is_not_repeated(client, server):
    server.answer(DOWN, Reply(body={"data": []}))
    assert client.variants.update_many([{"id": 1}]) == []
    server.answer(DOWN, Reply(body={"data": []}))
    with pytest.raises(errors.ServerError):
        client.variants.update_many([{"id": 1}, {"product_id": 1, "sku": "A"}])


def test_an_option_update_that_adds_a_value_is_not_repeated(client, server):
    server.answer(DOWN, GOOD)
    client.options.update(1, 2, {"option_values": [{"id": 5, "label": "L"}]})
    server.answer(DOWN, GOOD)
    with pytest.raises(errors.ServerError):
        client.options.update(1, 2, {"option_values": [{"label": "XL"}]})

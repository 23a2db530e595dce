"""BigCommerce's request quota: read from the headers, obeyed before it runs out."""

import pytest

from odoo.addons.bigcommerce_connector.api import errors
from odoo.addons.bigcommerce_connector.api.quota import Quota

from .scripted_server import Reply


def _headers(left, reset_ms, limit=150, window_ms=30000):
    return {
        "X-Rate-Limit-Requests-Left": left,
        "X-Rate-Limit-Time-Reset-Ms": reset_ms,
        "X-Rate-Limit-Requests-Quota": limit,
        "X-Rate-Limit-Time-Window-Ms": window_ms,
    }


def _good(*headers):
    return Reply(body={"time": 1}, headers=_headers(*headers) if headers else {})


def test_the_quota_is_what_the_last_response_said(client, server, time):
    server.answer(_good(149, 29000), _good(148, 28500), _good())
    assert client.quota is None
    client.store_information.time()
    assert client.quota == Quota(150, 149, 29.0, 30.0, seen_at=time.now)
    for _turn in range(2):  # the last answer tells nothing: what was known stays
        client.store_information.time()
        assert client.quota.remaining == 148


def test_the_case_of_a_header_does_not_matter(client, server):
    headers = {name.lower(): value for name, value in _headers(7, 1).items()}
    server.answer(Reply(body={"time": 1}, headers=headers))
    client.store_information.time()
    assert client.quota.remaining == 7


def test_a_used_up_quota_is_waited_for_before_the_next_request(client, server, time):
    server.answer(_good(0, 4000), _good(150, 30000), _good(149, 30000))
    client.store_information.time()
    assert time.slept == []
    client.store_information.time()
    assert time.slept == [4.0]
    client.store_information.time()
    assert time.slept == [4.0]


def test_time_that_passed_anyway_is_not_waited_again(client, server, time):
    server.answer(_good(0, 4000), _good())
    client.store_information.time()
    time.now += 3.5
    client.store_information.time()
    assert time.slept == [0.5]
    time.now += 60
    server.answer(_good())
    client.store_information.time()
    assert time.slept == [0.5]


@pytest.mark.parametrize(
    ("limit", "left", "waits"),
    [(150, 6, False), (150, 5, True), (40, 3, False), (40, 2, True), (4, 1, False)],
)
def test_a_few_requests_are_left_to_other_apps(
    client, server, time, limit, left, waits
):
    server.answer(_good(left, 1000, limit), _good())
    client.store_information.time()
    client.store_information.time()
    assert time.slept == ([1.0] if waits else [])


def test_a_wait_longer_than_allowed_is_given_to_the_caller(client, server, time):
    server.answer(_good(0, 20000))
    client.store_information.time()
    with pytest.raises(errors.WaitTooLong, match="used up for 20 s") as caught:
        client.store_information.time()
    assert caught.value.retry_after == 20
    assert not caught.value.uncertain
    assert len(server.requests) == 1
    assert time.slept == []


def test_429_with_headers_waits_as_asked(client, server, time):
    refused = Reply(429, {"title": "slow"}, _headers(0, 2500))
    server.answer(refused, _good(150, 30000))
    client.store_information.time()
    assert time.slept == [2.5]


def test_429_counts_as_used_up_whatever_its_header_says(client, server, time):
    server.answer(Reply(429, {"title": "slow"}, _headers(50, 20000)))
    with pytest.raises(errors.WaitTooLong):
        client.store_information.time()
    with pytest.raises(errors.WaitTooLong) as caught:
        client.store_information.time()
    assert caught.value.retry_after == 20
    assert len(server.requests) == 1


def test_429_with_a_long_wait_is_given_to_the_caller(client, server, time):
    server.answer(Reply(429, [{"status": 429, "message": "x"}], _headers(0, 12000)))
    with pytest.raises(errors.WaitTooLong, match=r"Wait 12 s\.") as caught:
        client.store_information.time()
    assert caught.value.retry_after == 12
    assert caught.value.status == 429
    assert time.slept == []


def test_429_with_seconds_only_waits_as_asked(client, server, time):
    server.answer(Reply(429, headers={"X-Retry-After": "2"}), _good())
    client.store_information.time()
    assert time.slept == [2]


def test_429_without_headers_waits_longer_each_time(client, server, time):
    server.script = lambda request: Reply(429, {"title": "load"})
    with pytest.raises(errors.RateLimited) as caught:
        client.store_information.time()
    assert caught.value.retry_after is None
    assert len(time.slept) == 3
    assert 0.25 <= time.slept[0] <= 0.5 <= time.slept[1] <= 1 <= time.slept[2] <= 2


def test_a_repeated_429_waits_longer_than_it_was_asked(client, server, time):
    refused = Reply(429, headers=_headers(0, 100))
    server.answer(refused, refused, refused, _good())
    client.store_information.time()
    assert time.slept[0] == 0.1
    assert 0.5 <= time.slept[1] <= 1 <= time.slept[2] <= 2


@pytest.mark.parametrize("nonsense", ["", "soon", "-1", "inf", "nan", "1e999"])
def test_headers_that_make_no_sense_are_ignored(client, server, time, nonsense):
    server.answer(_good(nonsense, nonsense), _good(0, nonsense), _good())
    for _turn in range(3):
        client.store_information.time()
    assert client.quota is None
    server.answer(Reply(429, headers=_headers(0, nonsense)), _good())
    client.store_information.time()
    assert len(time.slept) == 1


def test_a_steady_run_meets_no_429(client, server, time):
    """A store with 20 requests in 10 seconds refuses none of 100."""
    window = {"ends": time.now + 10, "left": 20}

    def store(request):
        if time.now >= window["ends"]:
            window.update(ends=time.now + 10, left=20)
        if window["left"] == 0:
            return Reply(429, headers=_headers(0, 0))
        window["left"] -= 1
        reset = int((window["ends"] - time.now) * 1000)
        return _good(window["left"], reset, 20, 10000)

    server.script = store
    done = 0
    while done < 100:
        try:
            client.store_information.time()
            done += 1
        except errors.WaitTooLong as error:
            time.now += error.retry_after
    assert len(server.requests) == 100

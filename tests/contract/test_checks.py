"""The checks see what is wrong: good exchanges, each spoilt in one place."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest

from . import checks


def _spoil(exchange, part, change):
    """The exchange with a change in the JSON of its ``part``."""
    body = json.loads(getattr(exchange, part))
    change(body)
    return replace(exchange, **{part: json.dumps(body)})


def _good(driven, name, method, end, status=None):
    """The last such exchange: of several the most complete one."""
    return [
        one
        for one in driven[name]
        if one.method == method
        and one.path.endswith(end)
        and one.status == (status or one.status)
    ][-1]


def _order(driven):
    return _good(driven, "orders.get", "GET", "/orders/100")


def _first_line(order):
    return order["consignments"]["shipping"][0]["line_items"][0]


@pytest.mark.parametrize(
    "change",
    [
        lambda order: order.update(total_inc_tax=12.5),
        lambda order: order.update(consignments={"shipping": "garbage"}),
        lambda order: order["consignments"].pop("pickups"),
        lambda order: order["consignments"]["shipping"][0].update(cost_ex_tax="5.00"),
        lambda order: order["consignments"]["shipping"][0].update(id="1"),
        lambda order: order["consignments"]["shipping"][0].update(line_items="none"),
        lambda order: _first_line(order).update(quantity="2"),
        lambda order: _first_line(order).update(base_price=10),
        lambda order: _first_line(order).update(name=None),
    ],
)
def test_a_wrong_order_is_seen(driven, change):
    assert not list(checks.problems(_order(driven)))
    assert list(checks.problems(_spoil(_order(driven), "response_body", change)))


def test_a_wrong_line_is_seen_by_the_direct_check_too(driven):
    spoilt = _spoil(
        _order(driven), "response_body", lambda o: _first_line(o).update(quantity="2")
    )
    assert any("orderProducts: at quantity" in one for one in checks.problems(spoilt))


@pytest.mark.parametrize(
    ("name", "method", "end", "change"),
    [
        ("products.create", "POST", "/products", lambda b: b.pop("name")),
        ("products.create", "POST", "/products", lambda b: b.update(price="19.99")),
        ("products.create", "POST", "/products", lambda b: b.update(type="service")),
        ("products.update_many", "PUT", "/products", lambda b: b[0].pop("id")),
        ("variants.update_many", "PUT", "/variants", lambda b: b[0].update(price="a")),
        (
            "inventory.set_absolute",
            "PUT",
            "/absolute",
            lambda b: b["items"][0].update(sku="TWO-IDENTIFIERS"),
        ),
        ("inventory.set_absolute", "PUT", "/absolute", lambda b: b.pop("items")),
        (
            "products.create",
            "POST",
            "/products",
            lambda b: b["variants"][0]["option_values"][0].update(lable="S"),
        ),
        ("products.update_many", "PUT", "/products", lambda b: b[0].update(prize=1)),
        ("hooks.create", "POST", "/hooks", lambda b: b.update(is_active="yes")),
        ("orders.update", "PUT", "/orders/100", lambda b: b.update(status_id="2")),
    ],
)
def test_a_wrong_request_is_seen(driven, name, method, end, change):
    good = _good(driven, name, method, end, 200)
    assert not list(checks.problems(good))
    spoilt = _spoil(good, "request_body", change)
    assert any(": request: " in one for one in checks.problems(spoilt))
    of_another = replace(spoilt, request_headers={**good.request_headers, **_CURL})
    assert not list(checks.problems(of_another))
    refused = replace(spoilt, status=422, response_body=_REFUSAL)
    assert not any(": request: " in one for one in checks.problems(refused))


_CURL = {"User-Agent": "curl/8"}
_REFUSAL = json.dumps({"status": 422, "title": "no", "type": "x", "errors": {}})


@pytest.mark.parametrize(
    "query", ["limit=251", "sort=price_of_tea", "include=nonsense", "page=one", "ids=1"]
)
def test_a_wrong_query_is_seen(driven, query):
    good = _good(driven, "products.list", "GET", "/products")
    assert list(checks.problems(replace(good, query=query)))


def test_an_address_that_nobody_documents_is_seen(driven):
    good = _good(driven, "products.get", "GET", "/products/111")
    spoilt = replace(good, path=good.path + "/secrets")
    (problem,) = checks.problems(spoilt)
    assert "no such operation" in problem


def test_a_status_that_nobody_documents_is_seen(driven):
    good = _good(driven, "products.get", "GET", "/products/111")
    assert list(checks.problems(replace(good, status=202)))


def test_an_error_of_the_other_version_is_seen(driven):
    for address, body in (
        ("/v2/store", {"status": 401, "title": "x", "type": "y"}),
        ("/v3/catalog/products", [{"status": 401, "message": "x"}]),
    ):
        (good,) = [
            one
            for one in driven["others"]
            if one.path_in_store == address and one.status == 401
        ]
        assert not list(checks.problems(good))
        spoilt = replace(good, response_body=json.dumps(body))
        assert list(checks.problems(spoilt))


def test_answer_made_by_a_fault_is_not_judged(driven):
    good = _order(driven)
    broken = replace(good, response_body='{"id": ', fault="malformed")
    assert not list(checks.problems(broken))
    silent = replace(good, status=None, response_body="", fault="timeout_before")
    assert not list(checks.problems(silent))


def test_exchanges_of_one_shape_differ_in_values_only(driven):
    good = _order(driven)
    other = _spoil(good, "response_body", lambda order: order.update(id=7))
    assert other.shape() == good.shape()
    changes = [
        lambda order: order.update(id="7"),
        lambda order: order.update(id=None),
        lambda order: order.pop("id"),
        lambda order: order.update(extra=1),
        lambda order: _first_line(order).pop("sku"),
    ]
    shapes = {_spoil(good, "response_body", change).shape() for change in changes}
    shapes |= {replace(good, status=201).shape(), replace(good, query="a=1").shape()}
    assert len(shapes - {good.shape()}) == len(changes) + 2
    assert deepcopy(good) == good

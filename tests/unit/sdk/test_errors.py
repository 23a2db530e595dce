"""Which error an answer becomes, and what it says."""

import pytest

from odoo.addons.bigcommerce_connector.api import errors

from .conftest import TOKEN
from .scripted_server import Reply

V3_BODY = {
    "status": 422,
    "title": "JSON data is missing or invalid",
    "type": "https://developer.bigcommerce.com/status",
    "errors": {"name": "error.path.missing", "weight": "error.expected.jsnumber"},
}


@pytest.mark.parametrize(
    ("status", "kind", "branch"),
    [
        (400, errors.Invalid, errors.DataError),
        (401, errors.Unauthorized, errors.RightsError),
        (403, errors.Forbidden, errors.RightsError),
        (404, errors.NotFound, errors.DataError),
        (405, errors.Invalid, errors.DataError),
        (408, errors.ServerError, errors.TemporaryError),
        (409, errors.Conflict, errors.DataError),
        (410, errors.NotFound, errors.DataError),
        (413, errors.Invalid, errors.DataError),
        (415, errors.Invalid, errors.DataError),
        (422, errors.Invalid, errors.DataError),
        (423, errors.Locked, errors.TemporaryError),
        (429, errors.RateLimited, errors.TemporaryError),
        (500, errors.ServerError, errors.TemporaryError),
        (502, errors.ServerError, errors.TemporaryError),
        (503, errors.ServerError, errors.TemporaryError),
        (504, errors.ServerError, errors.TemporaryError),
        (507, errors.DataError, errors.DataError),
    ],
)
def test_each_status_becomes_its_error(client, server, status, kind, branch):
    body = {"status": status, "title": "Something"}
    headers = {"X-Request-ID": "7f3a"}
    server.script = lambda request: Reply(status, body, headers)
    with pytest.raises(errors.BigCommerceError) as caught:
        client.hooks.create({})
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, branch)
    assert error.status == status
    assert error.body == body
    assert error.request_id == "7f3a"
    assert (error.method, error.path) == ("POST", "/v3/hooks")
    assert f"POST /v3/hooks, status {status} (Something)." in str(error)


def test_a_v3_error_says_its_fields(client, server):
    server.answer(Reply(422, V3_BODY))
    with pytest.raises(errors.Invalid) as caught:
        client.products.create({})
    assert caught.value.field_errors == V3_BODY["errors"]
    assert str(caught.value) == (
        "BigCommerce did not accept the request: POST /v3/catalog/products, status 422 "
        "(JSON data is missing or invalid; name: error.path.missing; "
        "weight: error.expected.jsnumber)."
    )


def test_the_status_of_http_counts_not_the_one_in_a_v2_body(client, server):
    body = [{"status": 404, "message": "The field is invalid.", "details": {"a": "b"}}]
    server.answer(Reply(400, body))
    with pytest.raises(errors.Invalid, match="The field is invalid") as caught:
        client.orders.get(1)
    assert caught.value.status == 400
    assert caught.value.field_errors == {"a": "b"}


def test_a_refused_batch_names_its_items(client, server):
    refused = [
        {"status": 422, "title": "Sku is not unique", "type": "x", "errors": {}},
        {"status": 422, "title": "Unknown id", "type": "x", "errors": {"id": "9"}},
    ]
    server.answer(Reply(422, {"batch_errors": refused}))
    with pytest.raises(errors.Invalid) as caught:
        client.variants.update_many([{"id": 9}])
    assert caught.value.batch_errors == refused
    assert "Sku is not unique; Unknown id; id: 9" in str(caught.value)


@pytest.mark.parametrize("body", [None, [], {}, "text", 5, [3], {"errors": ["x"]}])
def test_an_error_of_any_shape_still_becomes_a_sentence(client, server, body):
    server.answer(Reply(409, body))
    with pytest.raises(errors.Conflict) as caught:
        client.products.create({})
    assert str(caught.value).endswith("POST /v3/catalog/products, status 409.")
    assert caught.value.field_errors == {}


def test_a_long_answer_makes_one_short_line(client, server):
    body = {"title": "a\n b" * 1000, "errors": {f"f{i}": "x" * 100 for i in range(50)}}
    server.answer(Reply(422, body))
    with pytest.raises(errors.Invalid) as caught:
        client.products.create({})
    assert len(str(caught.value)) < 700
    assert "\n" not in str(caught.value)
    assert len(caught.value.field_errors) == 50


@pytest.mark.parametrize("status", [200, 207, 302, 400, 401, 404, 429, 500])
def test_an_echoed_token_is_in_no_error(make_client, server, status):
    text = f"<p>X-Auth-Token: {TOKEN}</p>".encode()
    echo = {"data": [], "errors": {"token": TOKEN}, "title": TOKEN}
    for body in (text, echo):
        server.script = lambda request, body=body: Reply(status, body)
        with pytest.raises(errors.BigCommerceError) as caught:
            make_client().store_information.time()
            raise errors.BigCommerceError("a good answer is given as it came")
        error = caught.value
        told = f"{error} {error!r} {error.body} {vars(error)} {error.__cause__}"
        assert TOKEN not in told


def test_saved_in_part_is_reported_with_what_was_saved(client, server):
    body = {"data": {"id": 5}, "errors": {"status": 409, "title": "URL", "errors": {}}}
    server.answer(Reply(207, body))
    with pytest.raises(errors.PartlySaved, match="status 207") as caught:
        client.products.create({})
    assert caught.value.data == {"id": 5}
    assert isinstance(caught.value, errors.DataError)


def test_multi_status_without_errors_is_success(client, server):
    server.answer(Reply(207, {"data": {"id": 5}, "errors": {}}))
    assert client.products.create({}) == {"id": 5}


@pytest.mark.parametrize("status", [200, 400, 403, 404, 409])
@pytest.mark.parametrize("text", [b"<html>Welcome</html>", b'{"a": NaN}', b"[" * 99999])
def test_an_answer_that_is_no_json_points_at_the_address(client, server, status, text):
    server.script = lambda request: Reply(status, text)
    with pytest.raises(
        errors.MalformedResponse, match="check that the API addr"
    ) as caught:
        client.products.get(1)
    assert caught.value.status == status
    assert len(caught.value.body) <= 500


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.Unauthorized),
        (413, errors.Invalid),
        (429, errors.RateLimited),
        (503, errors.ServerError),
    ],
)
def test_some_statuses_speak_for_themselves_without_json(client, server, status, kind):
    server.script = lambda request: Reply(status, b"<html>no</html>")
    with pytest.raises(kind):
        client.products.create({})


@pytest.mark.parametrize("body", [[], {}, "text", 1, None, {"data": 1}])
def test_json_of_another_shape_points_at_the_address(client, server, body):
    server.script = lambda request: Reply(body=body)
    calls = [
        client.store_information.get,
        lambda: list(client.products.list()),
        lambda: client.orders.get(1),
        client.orders.statuses,
        lambda: client.inventory.set_absolute([{}], "x"),
    ]
    fitting = {"[]": 1, "{}": 2, "{'data': 1}": 2}.get(str(body), 0)
    outcomes = []
    for call in calls:
        try:
            outcomes.append(call())
        except errors.MalformedResponse as error:
            assert "check that the API address" in str(error)
            outcomes.append(error)
    right = [one for one in outcomes if not isinstance(one, errors.MalformedResponse)]
    assert len(right) == fitting


def test_the_tree_has_three_branches():
    branches = (errors.TemporaryError, errors.DataError, errors.RightsError)
    every = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    kinds = [kind for kind in every if issubclass(kind, errors.BigCommerceError)]
    for kind in set(kinds) - {errors.BigCommerceError, *branches}:
        assert sum(issubclass(kind, branch) for branch in branches) == 1, kind

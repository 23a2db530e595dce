"""Forms of lists that BigCommerce's documents leave open: pagination of refunds, dates
and cursors of customers."""

import pytest

CUSTOMERS = "/v3/customers"
REFUNDS = "/v3/orders/payment_actions/refunds"


@pytest.fixture
def customers(api):
    rows = [
        {"email": f"{name}@shop.example", "first_name": name, "last_name": name}
        for name in ("Ann", "Bob", "Cy", "Dee", "Eve")
    ]
    return [row["id"] for row in api.post(CUSTOMERS, rows).json()["data"]]


def page(api, **query):
    answer = api.get(CUSTOMERS, **query)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    ids = [row["id"] for row in body["data"]]
    return ids, body["meta"].get("cursor_pagination"), body["meta"]


def test_refund_lists_with_pagination(simulator, api):
    order = simulator.store.orders.place([{"name": "Tea", "price": 9}])
    item = {"item_type": "ORDER", "item_id": order.id, "amount": 2}
    for _ in range(3):
        simulator.store.orders.refund(order.id, [item])
    of_order = f"/v3/orders/{order.id}/payment_actions/refunds"
    assert api.get(REFUNDS, limit=2).json()["meta"] == {}
    assert api.get(of_order).json()["meta"] == {}
    simulator.store.switches.refund_list_pagination = True
    first = api.get(REFUNDS, limit=2).json()
    assert len(first["data"]) == 2
    assert first["meta"]["pagination"]["total_pages"] == 2
    assert api.get(of_order).json()["meta"]["pagination"]["total"] == 3


def test_dates_of_customers(simulator, api, customers):
    def dates():
        row = api.get(CUSTOMERS).json()["data"][0]
        return row["date_created"], row["date_modified"]

    assert dates() == ("2026-01-05T09:00:00Z",) * 2
    simulator.store.switches.customer_dates = "+00:00"
    assert dates() == ("2026-01-05T09:00:00+00:00",) * 2


def test_customers_by_cursor(api, customers):
    ids, cursors, _meta = page(api, limit=2)
    assert ids == customers[:2]
    assert (cursors["count"], cursors["per_page"]) == (2, 2)
    assert "previous" not in cursors["links"]
    ids, cursors, meta = page(api, limit=2, after=cursors["end_cursor"], page=9)
    assert ids == customers[2:4]
    assert set(meta) == {"cursor_pagination"}
    last, ends, _meta = page(api, limit=2, after=cursors["end_cursor"])
    assert (last, "next" in ends["links"]) == (customers[4:], False)
    back, _cursors, _meta = page(api, limit=2, before=cursors["start_cursor"])
    assert back == customers[:2]
    rest, empty, _meta = page(api, after=ends["end_cursor"])
    assert (rest, empty["count"], "end_cursor" in empty) == ([], 0, False)


def test_the_cursor_comes_on_the_first_page_only(api, customers):
    assert page(api, limit=2, page=1)[1]
    assert page(api, limit=2, page=2)[1] is None


def test_the_cursor_of_the_documents(api, customers):
    # {"id":2}
    assert page(api, after="eyJpZCI6Mn0")[0] == customers[2:]


def test_a_cursor_whose_customer_is_gone(api, customers):
    cursor = page(api, limit=2)[1]["end_cursor"]
    api.delete(CUSTOMERS, id__in=customers[1])
    assert page(api, after=cursor)[0] == customers[2:]


@pytest.mark.parametrize("cursor", ["", "x", "eyJpZCI6InQifQ", "²", "e30", "MQ"])
def test_value_that_is_no_cursor_is_refused(api, customers, cursor):
    assert api.get(CUSTOMERS, after=cursor).status_code == 422
    assert api.get(CUSTOMERS, before=cursor, after=cursor).status_code == 422

"""What ``POST`` and ``PUT`` of an order may override, and what follows from what.

Source: BigCommerce, orders guide and orders.v2.
"""

import pytest


@pytest.fixture
def order(simulator):
    """2 teas at 10.00 plus 10 % tax, shipping 5.50: 27.50."""
    return simulator.store.orders.place(
        [{"name": "Tea", "price": 10, "quantity": 2}],
        shipping={"cost": "5"},
        tax_rate=10,
    )


def put(api, order, status=200, **body):
    answer = api.put(f"/v2/orders/{order.id}", body)
    assert answer.status_code == status, answer.text
    return answer.json()


def money(document, *names):
    return [document[name] for name in names]


def test_an_overridden_subtotal_leaves_the_total(api, order):
    document = put(api, order, subtotal_ex_tax="9", subtotal_inc_tax="10")
    shown = ("subtotal_ex_tax", "subtotal_inc_tax", "subtotal_tax")
    assert money(document, *shown) == ["9.0000", "10.0000", "1.0000"]
    shown = ("total_ex_tax", "total_inc_tax", "total_tax")
    assert money(document, *shown) == ["25.0000", "27.5000", "2.5000"]


def test_an_overridden_total_leaves_the_subtotal(api, order):
    document = put(api, order, total_ex_tax="9", total_inc_tax="10")
    assert money(document, "total_inc_tax", "total_tax") == ["10.0000", "1.0000"]
    assert document["subtotal_inc_tax"] == "22.0000"


def test_both_overridden(api, order):
    document = put(
        api,
        order,
        subtotal_ex_tax="9",
        subtotal_inc_tax="10",
        total_ex_tax="14",
        total_inc_tax="15.5",
    )
    assert money(document, "subtotal_inc_tax", "total_inc_tax") == [
        "10.0000",
        "15.5000",
    ]


def test_order_source_is_not_for_callers(api, order):
    assert put(api, order, order_source="register")["order_source"] == "www"
    body = {
        "billing_address": {"first_name": "Jane", "zip": "78751"},
        "products": [
            {"name": "Box", "quantity": 1, "price_ex_tax": 1, "price_inc_tax": 1}
        ],
        "order_source": "register",
    }
    assert api.post("/v2/orders", body).json()["order_source"] == "external"
    noted = api.get("/simulator/violations").json()
    assert [row["text"] for row in noted if "order_source" in row["text"]]


def test_the_country_follows_from_its_code(api, order):
    document = put(api, order, billing_address={"country_iso2": "DE"})
    assert money(document["billing_address"], "country", "country_iso2") == [
        "Germany",
        "DE",
    ]
    document = put(api, order, billing_address={"country": "France"})
    assert document["billing_address"]["country_iso2"] == "FR"


def test_the_country_of_new_addresses(simulator, api):
    box = {"name": "Box", "quantity": 1, "price_ex_tax": 1, "price_inc_tax": 1}
    body = {
        "billing_address": {"first_name": "Jane", "zip": "78751", "country": "France"},
        "shipping_addresses": [{"first_name": "Jane", "country_iso2": "GB"}],
        "products": [box],
    }
    made = api.post("/v2/orders", body).json()
    assert made["billing_address"]["country_iso2"] == "FR"
    path = f"/v2/orders/{made['id']}/shipping_addresses"
    [row] = api.get(path).json()
    assert row["country"] == "United Kingdom"
    changed = api.put(f"{path}/{row['id']}", {"country_iso2": "US"}).json()
    assert changed["country"] == "United States"
    placed = simulator.store.orders.place(
        [{"name": "Tea", "price": 1}], customer={"country_iso2": "NZ"}
    )
    assert placed.billing["country"] == "New Zealand"


def test_a_country_that_is_not_known_stays(api, order):
    given = {"country": "Atlantis", "country_iso2": "ZZ"}
    shown = put(api, order, billing_address=given)["billing_address"]
    assert money(shown, "country", "country_iso2") == ["Atlantis", "ZZ"]


def test_gift_wrapping_needs_its_costs(api, order):
    line = {"id": order.lines[0].id, "wrapping_id": 1}
    put(api, order, 400, products=[line])
    put(api, order, 400, products=[{**line, "wrapping_cost_ex_tax": 2}])
    costs = {"wrapping_cost_ex_tax": 2, "wrapping_cost_inc_tax": 2}
    document = put(api, order, products=[{**line, **costs}])
    assert document["wrapping_cost_inc_tax"] == "2.0000"
    document = put(api, order, products=[{**line, "wrapping_id": 0}])
    assert document["wrapping_cost_inc_tax"] == "0.0000"


def test_one_ip_address_resets_the_other(api, order):
    shown = ("ip_address", "ip_address_v6")
    assert money(put(api, order, ip_address="1.2.3.4"), *shown) == ["1.2.3.4", ""]
    assert money(put(api, order, ip_address_v6="2001::1"), *shown) == ["", "2001::1"]
    assert money(put(api, order, ip_address="1.2.3.4"), *shown) == ["1.2.3.4", ""]

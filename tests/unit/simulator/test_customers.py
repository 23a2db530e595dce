"""Customers with an account: rules, address books, and the orders they make."""

import pytest

from .conftest import Api

CUSTOMERS = "/v3/customers"
ADDRESSES = f"{CUSTOMERS}/addresses"
HOME = {
    "first_name": "Ada",
    "last_name": "Byron",
    "company": "Engines Ltd",
    "address1": "1 Main Street",
    "address2": "Left door",
    "city": "Austin",
    "state_or_province": "Texas",
    "postal_code": "78751",
    "country_code": "US",
    "phone": "512 555 0100",
}
ADA = {"email": "ada@example.com", "first_name": "Ada", "last_name": "Byron"}


def create(api, *bodies):
    answer = api.post(CUSTOMERS, list(bodies))
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


@pytest.fixture
def ada(api):
    (customer,) = create(api, {**ADA, "addresses": [HOME]})
    return customer


def ids(api, path=CUSTOMERS, **parameters):
    answer = api.get(path, **parameters)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["data"]]


def events(api):
    return [
        (row["scope"], row["payload"]["data"])
        for row in api.get("/simulator/webhooks").json()
    ]


# === CUSTOMERS === #


def test_a_new_customer_is_shown_with_the_address_book(api, ada):
    assert ada["email"] == "ada@example.com"
    assert ada["address_count"] == 1
    (address,) = ada["addresses"]
    assert {**HOME, "country": "United States"}.items() <= address.items()
    assert address["customer_id"] == ada["id"]
    (listed,) = api.get(CUSTOMERS).json()["data"]
    assert "addresses" not in listed
    assert "store_credit_amounts" not in listed
    include = "addresses,storecredit"
    (listed,) = api.get(CUSTOMERS, include=include).json()["data"]
    assert listed == ada


def test_filters_and_pages(api, simulator):
    people = [("Ada", "Byron"), ("Charles", "Babbage"), ("Alan", "Turing")]
    made = []
    for first, last in people:
        body = {"first_name": first, "last_name": last, "company": f"{last} Ltd"}
        made += create(api, {**body, "email": f"{first}@example.com", "phone": "1"})
        simulator.store.clock.advance(86400)
    one, two, three = (customer["id"] for customer in made)
    for parameters, expected in (
        ({}, [one, two, three]),
        ({"id__in": f"{three},{one}"}, [one, three]),
        ({"email__in": "ADA@example.com,nobody@example.com"}, [one]),
        ({"name__in": "charles babbage"}, [two]),
        ({"name__like": "byr,tur"}, [one, three]),
        ({"company__in": "Turing Ltd"}, [three]),
        ({"phone__in": "1"}, [one, two, three]),
        ({"customer_group_id__in": "4"}, []),
        ({"registration_ip_address__in": "127.0.0.1"}, []),
        ({"date_created": made[1]["date_created"]}, [two]),
        ({"date_created": made[1]["date_created"][:10]}, [two]),
        ({"date_created__min": made[1]["date_created"]}, [two, three]),
        ({"date_modified__max": made[1]["date_modified"]}, [one, two]),
        ({"sort": "last_name:asc"}, [two, one, three]),
        ({"sort": "date_created:desc", "limit": 2}, [three, two]),
        ({"limit": 2, "page": 2}, [three]),
    ):
        assert ids(api, **parameters) == expected, parameters
    for wrong in (
        {"id__in": "x"},
        {"date_created": "soon"},
        {"sort": "email:asc"},
        {"include": "orders"},
    ):
        assert api.get(CUSTOMERS, **wrong).status_code == 422, wrong
    assert api.get("/simulator/violations").json() == []


def test_an_email_address_is_taken_once(api, ada):
    again = {**ADA, "email": "ADA@Example.com"}
    refused = api.post(CUSTOMERS, [{**ADA, "email": "b@example.com"}, again])
    assert refused.status_code == 422
    assert ".customer_create" in refused.json()["errors"]
    assert ids(api) == [ada["id"]]  # all or none
    twins = [{**ADA, "email": "b@example.com"}] * 2
    assert api.post(CUSTOMERS, twins).status_code == 422
    (other,) = create(api, twins[0])
    change = {"id": other["id"], "email": "ada@example.com"}
    assert api.put(CUSTOMERS, [change]).status_code == 422
    own = {"id": ada["id"], "email": "Ada@example.com"}
    assert api.put(CUSTOMERS, [own]).status_code == 200


def test_an_email_address_is_taken_once_per_channel(api):
    body = {"name": "Second", "type": "storefront", "platform": "custom"}
    second = api.post("/v3/channels", body).json()["data"]["id"]
    (first,) = create(api, {**ADA, "channel_ids": [1]})
    (other,) = create(api, {**ADA, "channel_ids": [second]})
    assert ids(api, email__in="ada@example.com") == [first["id"], other["id"]]
    for channels in (None, [1], [1, second]):
        again = {**ADA, "channel_ids": channels}
        assert api.post(CUSTOMERS, [again]).status_code == 422, channels
    everywhere = [{"id": first["id"], "channel_ids": [1, second]}]
    assert api.put(CUSTOMERS, everywhere).status_code == 422
    for channels in ([], [99]):
        body = {**ADA, "email": "b@example.com", "channel_ids": channels}
        assert api.post(CUSTOMERS, [body]).status_code == 422, channels


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"email": None},
        {"first_name": ""},
        {"last_name": None},
        {"company": 5},
        {"store_credit_amounts": [{"amount": "5"}]},
        {"addresses": "home"},
        {"addresses": [{**HOME, "city": None}]},
        {"addresses": [{**HOME, "address_type": "palace"}]},
        {"addresses": [HOME] * 11},
    ],
)
def test_value_that_is_no_customer_is_refused(api, wrong):
    answer = api.post(CUSTOMERS, [{**ADA, **wrong}])
    assert answer.status_code == 422, answer.text
    assert ids(api) == []


def test_ten_at_a_time(api, ada):
    eleven = [{**ADA, "email": f"{number}@example.com"} for number in range(11)]
    assert api.post(CUSTOMERS, eleven).status_code == 413
    assert len(create(api, *eleven[:10])) == 10
    assert api.put(CUSTOMERS, [{"id": ada["id"]}] * 11).status_code == 413


def test_a_change_keeps_the_rest(api, simulator, ada):
    simulator.store.clock.advance(60)
    change = {"id": ada["id"], "email": "new@example.com", "origin_channel_id": 9}
    (changed,) = api.put(CUSTOMERS, [change]).json()["data"]
    assert changed["date_modified"] > ada["date_modified"]
    kept = {**ada, "email": "new@example.com"}
    assert changed == {**kept, "date_modified": changed["date_modified"]}
    assert api.put(CUSTOMERS, [{"id": 99}]).status_code == 422
    assert api.put(CUSTOMERS, [{"email": "x@example.com"}]).status_code == 422


def test_deleting_takes_the_address_book_along(api, ada):
    assert api.delete(CUSTOMERS).status_code == 204
    assert ids(api) == [ada["id"]]
    assert api.delete(CUSTOMERS, id__in=f"{ada['id']},99").status_code == 204
    assert ids(api) == ids(api, ADDRESSES) == []
    (again,) = create(api, ADA)
    assert again["id"] != ada["id"]


def test_a_read_only_token_changes_no_customer(api, simulator, ada):
    reader = Api(simulator, simulator.add_token(["store_v2_customers_read_only"]))
    assert ids(reader) == [ada["id"]]
    assert ids(reader, ADDRESSES) == [ada["addresses"][0]["id"]]
    assert reader.post(CUSTOMERS, [ADA]).status_code == 403
    assert reader.delete(ADDRESSES, id__in=1).status_code == 403
    reader.session.close()


# === ADDRESS BOOKS === #


def test_an_address_is_there_once(api, ada):
    known = {**HOME, "customer_id": ada["id"]}
    office = {**known, "address1": "2 Park Lane", "country_code": "GR"}
    (made,) = api.post(ADDRESSES, [known, office]).json()["data"]
    assert (made["address1"], made["country"]) == ("2 Park Lane", "GR")
    same = {"id": made["id"], "address1": HOME["address1"], "country_code": "US"}
    assert api.put(ADDRESSES, [same]).json()["data"] == []
    (moved,) = api.put(ADDRESSES, [{"id": made["id"], "city": "Athens"}]).json()["data"]
    assert moved == {**made, "city": "Athens"}
    home = ada["addresses"][0]["id"]
    for parameters, expected in (
        ({}, [home, made["id"]]),
        ({"id__in": home}, [home]),
        ({"customer_id__in": ada["id"], "limit": 1, "page": 2}, [made["id"]]),
        ({"customer_id__in": 99}, []),
        ({"name__in": "Ada Byron", "company__in": "engines ltd"}, [home, made["id"]]),
        ({"name__in": "Nobody"}, []),
    ):
        assert ids(api, ADDRESSES, **parameters) == expected, parameters
    assert api.delete(ADDRESSES, id__in=f"{home},99").status_code == 204
    assert ids(api, ADDRESSES) == [made["id"]]


@pytest.mark.parametrize(
    "wrong",
    [{"customer_id": 99}, {"postal_code": ""}, {"country_code": "USA"}, {"city": 5}],
)
def test_value_that_is_no_address_is_refused(api, ada, wrong):
    body = {**HOME, "customer_id": ada["id"], "city": "Elsewhere", **wrong}
    assert api.post(ADDRESSES, [body]).status_code == 422
    assert ids(api, ADDRESSES) == [ada["addresses"][0]["id"]]
    assert api.put(ADDRESSES, [{"id": 99, "city": "Elsewhere"}]).status_code == 422


def test_events(api):
    hook = {"scope": "store/customer/*", "destination": "http://127.0.0.1:1/"}
    assert api.post("/v3/hooks", {**hook, "is_active": True}).status_code == 200
    (ada,) = create(api, {**ADA, "addresses": [HOME]})
    (address,) = ada["addresses"]
    api.put(ADDRESSES, [{"id": address["id"], "city": "Dallas"}])
    api.put(CUSTOMERS, [{"id": ada["id"], "phone": "2"}])
    api.delete(CUSTOMERS, id__in=ada["id"])
    customer = {"type": "customer", "id": ada["id"]}
    book = {**customer, "id": address["id"], "address": {"customer_id": ada["id"]}}
    assert events(api) == [
        ("store/customer/created", customer),
        ("store/customer/address/created", book),
        ("store/customer/address/updated", book),
        ("store/customer/updated", customer),
        ("store/customer/address/deleted", book),
        ("store/customer/deleted", customer),
    ]


# === ORDERS === #


def checkout(api, **details):
    line = {"name": "Mug", "price": "5.00", "quantity": 1}
    answer = api.post("/simulator/orders", {"lines": [line], **details})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_customer_checks_out(api, ada):
    order = checkout(api, customer={"id": ada["id"]})
    assert order["customer_id"] == ada["id"]
    expected = {
        "first_name": "Ada",
        "last_name": "Byron",
        "company": "Engines Ltd",
        "street_1": "1 Main Street",
        "street_2": "Left door",
        "city": "Austin",
        "state": "Texas",
        "zip": "78751",
        "country": "United States",
        "country_iso2": "US",
        "phone": "512 555 0100",
        "email": "ada@example.com",
        "form_fields": [],
    }
    assert order["billing_address"] == expected
    (parcel,) = order["consignments"]["shipping"]
    assert parcel["street_1"] == "1 Main Street"
    work = {"id": ada["id"], "street_1": "2 Park Lane"}
    order = checkout(api, customer=work)
    assert order["billing_address"] == {**expected, "street_1": "2 Park Lane"}
    # An order stays as it was, whatever becomes of the account.
    api.put(CUSTOMERS, [{"id": ada["id"], "email": "new@example.com"}])
    api.delete(ADDRESSES, id__in=ada["addresses"][0]["id"])
    path = f"/v2/orders/{order['id']}"
    assert api.get(path).json()["billing_address"] == order["billing_address"]
    later = checkout(api, customer={"id": ada["id"]})["billing_address"]
    assert (later["email"], later["first_name"]) == ("new@example.com", "Ada")


@pytest.mark.parametrize(("switch", "is_kept"), [("guest", False), ("keep", True)])
def test_orders_of_a_deleted_customer_stay(api, ada, switch, is_kept):
    api.patch("/simulator/switches", {"deleted_customer_orders": switch})
    order = checkout(api, customer={"id": ada["id"]})
    api.delete(CUSTOMERS, id__in=ada["id"])
    after = api.get(f"/v2/orders/{order['id']}").json()
    assert after["customer_id"] == (ada["id"] if is_kept else 0)
    assert after["billing_address"] == order["billing_address"]
    assert after["date_modified"] == order["date_modified"]


def test_a_guest_registers_after_checkout(api):
    order = checkout(api, customer={"email": "ada@example.com"})
    body = {**ADA, "addresses": [HOME], "orders": [order["id"]]}
    answer = api.post("/simulator/customers", body)
    assert answer.status_code == 201
    customer = answer.json()
    assert customer["addresses"][0]["city"] == "Austin"
    after = api.get(f"/v2/orders/{order['id']}").json()
    assert after["customer_id"] == customer["id"]
    assert api.get("/v2/orders", customer_id=customer["id"]).json()[0]["id"]
    assert api.post("/simulator/customers", body).status_code == 422
    unknown = {**ADA, "email": "b@example.com", "orders": [999]}
    assert api.post("/simulator/customers", unknown).status_code == 404
    assert "ada@example.com" in api.get("/simulator").text

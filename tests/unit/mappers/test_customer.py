"""The customer of a web order, read from its payload."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.customer import (
    Address,
    read_address,
    read_customer,
    read_email,
    same_texts,
)

BILLING = {
    "first_name": "Ada",
    "last_name": "Byron",
    "company": "Engines Ltd",
    "street_1": "1 Dorset Street",
    "street_2": "Flat 2",
    "city": "London",
    "state": "",
    "zip": "W1U 4EF",
    "country": "United Kingdom",
    "country_iso2": "gb",
    "phone": "020 7946 0000",
    "email": "ada@example.com",
}


def order(**fields):
    return {"id": 1, "customer_id": 5, "billing_address": BILLING, **fields}


def shipped_to(*addresses):
    return {"consignments": {"shipping": list(addresses)}}


def test_every_part_of_an_address_is_read():
    assert read_address(BILLING) == Address(
        name="Ada Byron",
        company_name="Engines Ltd",
        email="ada@example.com",
        phone="020 7946 0000",
        street="1 Dorset Street",
        street2="Flat 2",
        city="London",
        zip="W1U 4EF",
        state="",
        country="United Kingdom",
        country_code="GB",
    )


@pytest.mark.parametrize("payload", [None, {}, {"first_name": None, "zip": None}])
def test_a_missing_address_is_empty(payload):
    address = read_address(payload)
    assert address == Address()
    assert address.is_empty


def test_a_country_alone_is_no_place():
    assert read_address({"country": "France", "country_iso2": "FR"}).is_empty
    assert not read_address({"zip": "75001"}).is_empty


def test_texts_lose_their_line_breaks_and_blanks():
    address = read_address({"street_1": "  1 High\r\nStreet ", "zip": 1234})
    assert (address.street, address.zip) == ("1 High Street", "1234")


@pytest.mark.parametrize("customer_id", [0, "0", None])
def test_a_guest_has_no_id(customer_id):
    customer = read_customer(order(customer_id=customer_id))
    assert customer.is_guest
    assert customer.external_id == ""


def test_a_customer_has_an_id():
    customer = read_customer(order(customer_id=17))
    assert (customer.external_id, customer.is_guest) == ("17", False)


@pytest.mark.parametrize(
    ("missing", "name"),
    [
        ((), "Ada Byron"),
        (("first_name",), "Byron"),
        (("first_name", "last_name"), "Engines Ltd"),
        (("first_name", "last_name", "company"), "ada@example.com"),
    ],
)
def test_a_contact_always_has_a_name(missing, name):
    billing = {**BILLING, **dict.fromkeys(missing, "")}
    assert read_customer(order(billing_address=billing)).billing.name == name


def test_an_order_that_is_not_shipped_has_no_delivery_address():
    assert read_customer(order()).delivery is None
    assert read_customer(order(consignments={"shipping": []})).delivery is None
    assert read_customer(order(**shipped_to({"id": 3}))).delivery is None


def test_the_first_parcel_is_the_delivery_address():
    first = {"first_name": "Mary", "street_1": "2 Park Lane"}
    customer = read_customer(order(**shipped_to(first, {"street_1": "9 Else"})))
    assert customer.delivery.name == "Mary"
    assert customer.delivery.street == "2 Park Lane"


def test_a_parcel_without_a_name_is_the_customers():
    customer = read_customer(order(**shipped_to({"street_1": "2 Park Lane"})))
    assert customer.delivery.name == "Ada Byron"


def test_texts_are_compared_without_case_and_blanks():
    assert same_texts(["1  High Street ", None], ["1 HIGH street", ""])
    assert not same_texts(["1 High Street"], ["2 High Street"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" ada@example.com\n", "ada@example.com"),
        ("ada@example.com\r\nBcc: spam@example.org", "ada@example.com"),
        ("ada@example.com, spam@example.org", "ada@example.com"),
        ("ada@example.com;spam@example.org", "ada@example.com"),
        ("Ada <ada@example.com>", "ada@example.com"),
        ('"spam@example.org" ada@example.com', "spam@example.org"),
        ("Jürgen.Öz+shop@münchen.example", "Jürgen.Öz+shop@münchen.example"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("none\n at all", "none at all"),
        (None, ""),
        (7, "7"),
    ],
)
def test_one_email_address_on_one_line(typed, read):
    assert read_email(typed) == read
    assert read_customer({"billing_address": {"email": typed}}).billing.email == read

"""Customers and addresses as the API shows them."""

from ..orders.notation import rfc_3339
from ..switches import declare
from .state import Customer, CustomerAddress

declare(
    "customer_dates",
    "Z",
    "how dates of customers end: `Z` as in the samples of customers, or the offset "
    "`+00:00` of refunds and transactions",
    ("Z", "+00:00"),
)

INCLUDES = (
    "addresses",
    "storecredit",
    "attributes",
    "formfields",
    "shopper_profile_id",
    "segment_ids",
)
_MAX_ADDRESSES = 10
_INCLUDED = ("store_credit_amounts", "authentication")


def customer_document(store, customer: Customer, include=()) -> dict:
    """``include`` as in the query; attributes and form fields are never there."""
    addresses = store.customers.addresses_of(customer.id)
    password = customer.values["authentication"].get("force_password_reset", False)
    document = {
        "id": customer.id,
        **{n: v for n, v in customer.values.items() if n not in _INCLUDED},
        "authentication": {"force_password_reset": password},
        "registration_ip_address": customer.registration_ip_address,
        "date_created": _date(store, customer.created),
        "date_modified": _date(store, customer.modified),
        "address_count": len(addresses),
        "attribute_count": 0,
    }
    if "addresses" in include:
        shown = addresses[:_MAX_ADDRESSES]
        document["addresses"] = [address_document(row) for row in shown]
    if "storecredit" in include:
        document["store_credit_amounts"] = customer.values["store_credit_amounts"]
    if "attributes" in include:
        document["attributes"] = []
    if "formfields" in include:
        document["form_fields"] = []
    return document


def _date(store, moment):
    text = rfc_3339(moment)
    return text.replace("+00:00", "Z") if store.switches.customer_dates == "Z" else text


def address_document(row: CustomerAddress, include=()) -> dict:
    """An entry of an address book."""
    document = {
        "id": row.id,
        "customer_id": row.customer_id,
        **row.values,
        "country": row.country,
    }
    if "formfields" in include:
        document["form_fields"] = []
    return document

"""Whether what a caller sent is a customer or an address of one."""

import re
from decimal import Decimal

from ..errors import V3Error
from ..validation import clean, objects
from .fields import (
    ADDRESS_REQUIRED,
    ADDRESS_RULES,
    CUSTOMER_FIXED,
    CUSTOMER_REQUIRED,
    CUSTOMER_RULES,
)
from .state import Customer, share_a_channel

MAX_ADDRESSES = 10
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def new_customers(store, bodies: list[dict]) -> list[tuple[dict, list[dict]]]:
    """Values and address values of each new customer; 422 for the whole batch when one
    of them is wrong."""
    checked = []
    for body in bodies:
        values, errors = clean(body, CUSTOMER_RULES)
        errors |= _missing(values, CUSTOMER_REQUIRED)
        addresses = objects(body, "addresses")
        if len(addresses) > MAX_ADDRESSES:
            errors["addresses"] = f"more than {MAX_ADDRESSES}"
        kept = []
        for number, address in enumerate(addresses):
            found, wrong = clean(address, ADDRESS_RULES, f"addresses.{number}.")
            errors |= wrong
            errors |= _missing(found, ADDRESS_REQUIRED, f"addresses.{number}.")
            kept.append(found)
        errors |= _wrong_values(store, values, values)
        refuse("create", errors)
        checked.append((values, kept))
    _check_emails(store, "create", [(None, values) for values, _kept in checked])
    return checked


def changes(store, bodies: list[dict]) -> list[tuple[Customer, dict]]:
    """Customer and what is to be changed, of each body of a ``PUT``."""
    checked = []
    for body in bodies:
        customer = store.customers.rows.get(body.get("id"))
        if customer is None:
            refuse("update", {"id": "The customer does not exist"})
        values, errors = clean(body, CUSTOMER_RULES)
        values = {n: v for n, v in values.items() if n not in CUSTOMER_FIXED}
        errors |= _wrong_values(store, values, {**customer.values, **values})
        refuse("update", errors)
        checked.append((customer, values))
    _check_emails(store, "update", checked)
    return checked


def refuse(action: str, errors: dict) -> None:
    """422 in the shape that the customers API gives, when there are any ``errors``."""
    if errors:
        told = "; ".join(f"{name}: {text}" for name, text in errors.items())
        raise V3Error(
            422,
            f"{action.capitalize()} customers failed.",
            {f".customer_{action}": f"Error in customers: {told}", **errors},
        )


def _missing(values, names, prefix=""):
    return {prefix + n: f"{n} is required" for n in names if not values.get(n)}


def _wrong_values(store, values, whole):
    errors = {}
    if "email" in values and not _EMAIL.fullmatch(values["email"]):
        errors["email"] = "email is no address"
    for credit in values.get("store_credit_amounts", ()):
        number = credit.get("amount", 0)
        if isinstance(number, bool) or not isinstance(number, int | Decimal):
            errors["store_credit_amounts"] = "amount must be a number"
    channels = whole.get("channel_ids")
    if channels is not None:
        unknown = [one for one in channels if one not in store.channels.rows]
        if unknown or not channels:
            errors["channel_ids"] = "must name channels of the store"
    return errors


def _check_emails(store, action, rows):
    """No two customers of one channel may share an e-mail address, be they in the store
    or in the batch itself.

    :param rows: customer (None for a new one) and values, of each body
    """
    batch = []
    for customer, values in rows:
        whole = {**(customer.values if customer else {}), **values}
        email, channels = whole["email"], whole.get("channel_ids")
        others = store.customers.with_email(email, channels)
        if any(other is not customer for other in others) or any(
            email.casefold() == taken.casefold() and share_a_channel(channels, theirs)
            for taken, theirs in batch
        ):
            refuse(action, {"email": f"email {email} is in use already"})
        batch.append((email, channels))

"""Who bought, and where the goods go: the addresses of a web order's payload.

BigCommerce keeps an address' texts as the shopper typed them: the name in two parts,
the state as a name or a code, the country as a name and an ISO 3166 code.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

# One address; what stands around it is a name, or further ones to send mail to.
_EMAIL = re.compile(r"[^\s,;:<>()\[\]\"]+@[^\s,;:<>()\[\]\"@]+")


@dataclass(frozen=True)
class Address:
    """An address, every part a text without surrounding blanks, or empty."""

    name: str = ""
    company_name: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of a place; a country alone is no place."""
        return not (self.street or self.street2 or self.city or self.zip)

    @property
    def one_line(self) -> str:
        """The addressee and the place, as people read them."""
        who = (self.name, self.company_name, self.street, self.street2)
        city = f"{self.zip} {self.city}".strip()
        parts = (*who, city, self.state, self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Customer:
    """The customer of a web order.

    ``external_id`` is empty for a guest. ``delivery`` is where the first of its parcels
    goes, or None where nothing is shipped. ``locale``: the language at checkout, as
    ``en``.
    """

    external_id: str
    billing: Address
    delivery: Address | None
    locale: str = ""

    @property
    def is_guest(self) -> bool:
        return not self.external_id


def read_customer(payload: Mapping[str, Any]) -> Customer:
    """Read the customer of an order.

    :param dict payload: an order of ``GET /v2/orders`` with
        ``include=consignments&consignment_structure=object``; ``customer_id`` is 0 for
        a guest (Orders v2 file, ``order_Resp``)
    :rtype: Customer
    """
    customer_id = payload.get("customer_id") or 0
    billing = read_address(payload.get("billing_address"))
    return Customer(
        external_id=str(customer_id) if str(customer_id) != "0" else "",
        billing=replace(billing, name=_name(billing)),
        delivery=_delivery(payload),
        locale=_text(payload, "customer_locale"),
    )


def read_address(payload: Mapping[str, Any] | None) -> Address:
    """Read a billing or shipping address.

    :param dict payload: ``billing_address``, or a shipping consignment
    :rtype: Address
    """
    payload = payload or {}
    names = (_text(payload, "first_name"), _text(payload, "last_name"))
    return Address(
        name=" ".join(name for name in names if name),
        company_name=_text(payload, "company"),
        email=read_email(payload.get("email")),
        phone=_text(payload, "phone"),
        street=_text(payload, "street_1"),
        street2=_text(payload, "street_2"),
        city=_text(payload, "city"),
        zip=_text(payload, "zip"),
        state=_text(payload, "state"),
        country=_text(payload, "country"),
        country_code=_text(payload, "country_iso2").upper(),
    )


def read_email(text: Any) -> str:
    """The e-mail address in what a shopper typed, on one line.

    Of several, of which each would get the mail that is for one, it is the first. Where
    there is none, people see what was typed.

    :rtype: str
    """
    line = " ".join(str(text or "").split())
    found = _EMAIL.search(line)
    return found[0] if found else line


def same_texts(one: Iterable[str | None], other: Iterable[str | None]) -> bool:
    """Whether two lists of texts say the same, apart from case and blanks.

    :rtype: bool
    """
    return [_folded(text) for text in one] == [_folded(text) for text in other]


def delivery_addresses(payload: Mapping[str, Any]) -> list[tuple[int, Address]]:
    """Where the parcels of an order go, with the id of each address.

    :param dict payload: see :func:`read_customer`
    """
    found = []
    for consignment in (payload.get("consignments") or {}).get("shipping") or []:
        address = read_address(consignment)
        if not address.is_empty:
            # A parcel without a name is the customer's own.
            if not address.name:
                billing = read_address(payload.get("billing_address"))
                address = replace(address, name=_name(billing))
            found.append((int(consignment.get("id") or 0), address))
    return found


def _delivery(payload: Mapping[str, Any]) -> Address | None:
    return next((address for _id, address in delivery_addresses(payload)), None)


def _name(address: Address) -> str:
    """A contact has a name, also where the shopper left it out."""
    return address.name or address.company_name or address.email


def _text(payload: Mapping[str, Any], field: str) -> str:
    """One line: what was pasted with line breaks would spoil printed addresses."""
    return " ".join(str(payload.get(field) or "").split())


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())

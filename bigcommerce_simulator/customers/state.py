"""The customers of one store and their address books."""

from dataclasses import dataclass
from datetime import datetime

from ..switches import declare
from .fields import ADDRESS_DEFAULTS, COUNTRIES, CUSTOMER_DEFAULTS

declare(
    "deleted_customer_orders",
    "guest",
    "orders of a customer who is deleted: they become those of a guest (customer_id "
    "0), or keep the customer's number",
    ("guest", "keep"),
)


@dataclass
class Customer:
    """``values``: the writable fields."""

    id: int
    values: dict
    created: datetime
    modified: datetime
    registration_ip_address: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.values['first_name']} {self.values['last_name']}"


@dataclass
class CustomerAddress:
    """An entry of an address book; ``values``: the writable fields."""

    id: int
    customer_id: int
    values: dict

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.values['first_name']} {self.values['last_name']}"

    @property
    def country(self) -> str:
        """The country's name; its code where the simulator does not know the name."""
        code = self.values["country_code"].upper()
        return COUNTRIES.get(code, code)


class Customers:
    """``rows`` maps customer id to customer, ``addresses`` address id to address."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, Customer] = {}
        self.addresses: dict[int, CustomerAddress] = {}

    def addresses_of(self, customer_id: int) -> list[CustomerAddress]:
        """The address book of a customer, oldest first."""
        rows = self.addresses.values()
        return [row for row in rows if row.customer_id == customer_id]

    def with_email(self, email: str, channel_ids: list | None) -> list[Customer]:
        """Who has this e-mail address, whatever its case, on one of these channels.

        :param channel_ids: None stands for all channels
        """
        return [
            customer
            for customer in self.rows.values()
            if customer.values["email"].casefold() == email.casefold()
            and share_a_channel(customer.values["channel_ids"], channel_ids)
        ]

    def add(self, values: dict, addresses: list[dict] = ()) -> Customer:
        """A new customer with checked values; ``addresses`` as checked values too."""
        now = self._store.clock.now().replace(microsecond=0)
        customer = Customer(
            self._store.next_id("customer"), {**CUSTOMER_DEFAULTS, **values}, now, now
        )
        self.rows[customer.id] = customer
        self.emit("created", customer)
        for address in addresses:
            self.add_address(customer.id, address)
        return customer

    def add_address(self, customer_id: int, values: dict) -> CustomerAddress:
        """Another entry of a customer's address book."""
        number = self._store.next_id("customer_address")
        row = CustomerAddress(number, customer_id, {**ADDRESS_DEFAULTS, **values})
        self.addresses[row.id] = row
        self.emit_address("created", row)
        return row

    def order_address(self, customer_id: int) -> dict:
        """The fields that an order's billing address takes from an account: who it is
        and the oldest address; empty for a number that no customer has."""
        customer = self.rows.get(customer_id)
        if customer is None:
            return {}
        of_account = ("first_name", "last_name", "company", "phone", "email")
        fields = {name: customer.values[name] for name in of_account}
        for row in self.addresses_of(customer_id)[:1]:
            values = row.values
            fields |= {name: values[name] for name in of_account[:4]}
            fields |= {
                "street_1": values["address1"],
                "street_2": values["address2"],
                "city": values["city"],
                "state": values["state_or_province"],
                "zip": values["postal_code"],
                "country": row.country,
                "country_iso2": values["country_code"],
            }
        return fields

    def touch(self, customer: Customer) -> None:
        """The customer was changed."""
        customer.modified = self._store.clock.now().replace(microsecond=0)
        self.emit("updated", customer)

    def remove(self, customer_id: int) -> None:
        """Delete a customer and the address book. The orders stay, with their billing
        address; whose they are then, see the switch deleted_customer_orders."""
        customer = self.rows.pop(customer_id)
        for row in self.addresses_of(customer_id):
            self.remove_address(row.id)
        if self._store.switches.deleted_customer_orders == "guest":
            for order in self._store.orders.rows.values():
                if order.customer_id == customer_id:
                    order.customer_id = 0
        self.emit("deleted", customer)

    def remove_address(self, address_id: int) -> None:
        """One entry of an address book less."""
        self.emit_address("deleted", self.addresses.pop(address_id))

    def emit(self, event: str, customer: Customer) -> None:
        """Tell the hooks of a customer."""
        data = {"type": "customer", "id": customer.id}
        self._store.emit(f"store/customer/{event}", data)

    def emit_address(self, event: str, row: CustomerAddress) -> None:
        """Tell the hooks of an address."""
        address = {"customer_id": row.customer_id}
        data = {"type": "customer", "id": row.id, "address": address}
        self._store.emit(f"store/customer/address/{event}", data)


def share_a_channel(one: list | None, other: list | None) -> bool:
    """Whether two lists of channels have one in common; None stands for all."""
    return one is None or other is None or bool(set(one) & set(other))

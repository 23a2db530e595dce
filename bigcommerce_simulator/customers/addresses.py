"""``/v3/customers/addresses``: the address books.

Source: BigCommerce, customers.v3.yml. An address that is in the book already is left
out of the answer, and nothing changes.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import whole
from ..validation import clean
from .api import MODIFY, READ
from .documents import address_document
from .fields import ADDRESS_DEFAULTS, ADDRESS_RULES, POSTED_ADDRESS_REQUIRED

_IDS = {"id": whole, "customer_id": whole}


@route("GET", "/v3/customers/addresses", scope=READ)
def list_addresses(store, request):
    """The addresses that every filter lets through, by id."""
    parameters = request.parameters
    include = parameters.texts("include", [])
    rows = sorted(store.customers.addresses.values(), key=lambda row: row.id)
    for name, read in (
        ("id:in", lambda row: row.id),
        ("customer_id:in", lambda row: row.customer_id),
    ):
        numbers = parameters.integers(name)
        if numbers is not None:
            rows = [row for row in rows if read(row) in numbers]
    for name, read in (
        ("company:in", lambda row: row.values["company"]),
        ("name:in", lambda row: row.name),
    ):
        texts = parameters.texts(name)
        if texts is not None:
            wanted = {text.casefold() for text in texts}
            rows = [row for row in rows if read(row).casefold() in wanted]
    page = parameters.page()
    data = [address_document(row, include) for row in page.of(rows)]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("POST", "/v3/customers/addresses", scope=MODIFY)
def create_addresses(store, request):
    """New entries; those that are there already are left out."""
    checked = []
    for number, body in enumerate(request.payload(list, [_IDS])):
        values = _checked(number, body)
        for name in POSTED_ADDRESS_REQUIRED:
            if not values.get(name):
                raise _invalid({f"{number}.{name}": f"{name} is required"})
        customer_id = body.get("customer_id")
        if customer_id not in store.customers.rows:
            raise _invalid({f"{number}.customer_id": "The customer does not exist"})
        checked.append((customer_id, {**ADDRESS_DEFAULTS, **values}))
    made = [
        store.customers.add_address(customer_id, values)
        for customer_id, values in checked
        if not _is_there(store, customer_id, values)
    ]
    return _shown(made)


@route("PUT", "/v3/customers/addresses", scope=MODIFY)
def update_addresses(store, request):
    """Change entries by id; what would make two of them equal is left out."""
    checked = []
    for number, body in enumerate(request.payload(list, [_IDS])):
        row = store.customers.addresses.get(body.get("id"))
        if row is None:
            raise _invalid({f"{number}.id": "The address does not exist"})
        checked.append((row, {**row.values, **_checked(number, body)}))
    changed = []
    for row, values in checked:
        if _is_there(store, row.customer_id, values):
            continue
        row.values = values
        store.customers.emit_address("updated", row)
        changed.append(row)
    return _shown(changed)


@route("DELETE", "/v3/customers/addresses", scope=MODIFY)
def delete_addresses(store, request):
    """Delete by ``id:in``."""
    for address_id in request.parameters.integers("id:in", []):
        if address_id in store.customers.addresses:
            store.customers.remove_address(address_id)
    return Reply(status=204)


def _is_there(store, customer_id, values):
    rows = store.customers.addresses_of(customer_id)
    return any(row.values == values for row in rows)


def _shown(rows):
    return Reply({"data": [address_document(row) for row in rows], "meta": {}})


def _checked(number, body):
    values, errors = clean(body, ADDRESS_RULES, f"{number}.")
    if errors:
        raise _invalid(errors)
    return values


def _invalid(errors):
    return V3Error(422, "The address is not valid", errors)

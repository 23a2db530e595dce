"""``/v3/customers``: those with an account.

Source: BigCommerce, customers.v3.yml. Ten per POST and PUT, all or none; an e-mail
address once per channel. Not there: attributes, form fields.
"""

from datetime import timedelta

from ..errors import V3Error
from ..parameters import parse_date
from ..routing import Reply, route
from ..shapes import whole
from .checking import changes, new_customers
from .cursor import listed
from .documents import INCLUDES, customer_document

READ = "store_v2_customers_read_only"
MODIFY = "store_v2_customers"
MOST = 10
SORT_KEYS = {
    "date_created": lambda customer: customer.created,
    "date_modified": lambda customer: customer.modified,
    "last_name": lambda customer: customer.values["last_name"].casefold(),
}


@route("GET", "/v3/customers", scope=READ)
def list_customers(store, request):
    """The customers that every filter lets through, by id or as ``sort`` says."""
    parameters = request.parameters
    include = parameters.texts("include", [])
    unknown = [name for name in include if name not in INCLUDES]
    if unknown:
        raise _invalid_filter("include")
    tests = [*_equalities(parameters), *_moments(store, parameters)]
    rows = [
        customer
        for customer in store.customers.rows.values()
        if all(test(customer) for test in tests)
    ]
    rows = _sorted(parameters, rows)
    shown, meta = listed(parameters, rows)
    data = [customer_document(store, one, include) for one in shown]
    return Reply({"data": data, "meta": meta})


@route("POST", "/v3/customers", scope=MODIFY)
def create_customers(store, request):
    """At most ten new customers, each with at most ten addresses."""
    bodies = _batch(request)
    made = [
        store.customers.add(values, addresses)
        for values, addresses in new_customers(store, bodies)
    ]
    return _shown(store, made)


@route("PUT", "/v3/customers", scope=MODIFY)
def update_customers(store, request):
    """Change at most ten customers by id; their addresses have calls of their own."""
    checked = changes(store, _batch(request))
    for customer, values in checked:
        customer.values.update(values)
        store.customers.touch(customer)
    return _shown(store, [customer for customer, _values in checked])


@route("DELETE", "/v3/customers", scope=MODIFY)
def delete_customers(store, request):
    """Delete by ``id:in``; without it nothing happens."""
    for customer_id in request.parameters.integers("id:in", []):
        if customer_id in store.customers.rows:
            store.customers.remove(customer_id)
    return Reply(status=204)


def _batch(request):
    bodies = request.payload(list, [{"id": whole}])
    if len(bodies) > MOST:
        message = f"The maximum items allowed in the array is {MOST}"
        raise V3Error(413, message)
    return bodies


def _shown(store, customers):
    include = ("addresses", "storecredit")
    data = [customer_document(store, one, include) for one in customers]
    return Reply({"data": data, "meta": {}})


def _equalities(parameters):
    ids = parameters.integers("id:in")
    if ids is not None:
        yield lambda customer: customer.id in ids
    for name, read in (
        ("email:in", lambda customer: customer.values["email"]),
        ("name:in", lambda customer: customer.name),
        ("company:in", lambda customer: customer.values["company"]),
        ("phone:in", lambda customer: customer.values["phone"]),
        ("customer_group_id:in", lambda one: str(one.values["customer_group_id"])),
        ("registration_ip_address:in", lambda one: one.registration_ip_address),
    ):
        texts = parameters.texts(name)
        if texts is not None:
            wanted = {text.casefold() for text in texts}
            yield lambda one, read=read, wanted=wanted: read(one).casefold() in wanted
    parts = parameters.texts("name:like")
    if parts is not None:
        yield lambda customer: any(
            part.casefold() in customer.name.casefold() for part in parts
        )


def _moments(store, parameters):
    """A date without a time is that whole day, its beginning as a border."""
    for field, read in (
        ("date_created", lambda customer: customer.created),
        ("date_modified", lambda customer: customer.modified),
    ):
        for suffix in ("", ":min", ":max"):
            text = parameters.text(field + suffix)
            if text is None:
                continue
            whole_day = len(text) == len("2024-05-14")
            moment = parse_date(
                f"{text}T00:00:00" if whole_day else text, store.clock.now()
            )
            if moment is None:
                raise _invalid_filter(field + suffix)
            span = timedelta(days=1) if whole_day else timedelta(seconds=1)
            yield _border(read, suffix, moment, span)


def _border(read, suffix, moment, span):
    if suffix == ":min":
        return lambda customer: read(customer) >= moment
    if suffix == ":max":
        return lambda customer: read(customer) <= moment
    return lambda customer: moment <= read(customer) < moment + span


def _sorted(parameters, rows):
    text = parameters.text("sort")
    if text is None:
        return sorted(rows, key=lambda customer: customer.id)
    field, _colon, direction = text.partition(":")
    if field not in SORT_KEYS or direction not in ("asc", "desc"):
        raise _invalid_filter("sort")
    return sorted(rows, key=SORT_KEYS[field], reverse=direction == "desc")


def _invalid_filter(name):
    return V3Error(422, f"The filter {name} has an invalid value.")

"""Pickup methods: where shoppers may collect, and what they are told
(``/v3/pickup/methods``).

Source: BigCommerce, pickup_methods.v3.yml. At most 100 per POST and 10 per PUT, all or
none. Not documented, and done here: a method needs a location that there is, and a
name; one that is deleted stays in the orders that were placed with it.
"""

from dataclasses import dataclass
from datetime import datetime, timezone

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import text, whole

MANAGE = "store_fulfillment_methods_manage"
READ = ("store_fulfillment_methods_read_only", MANAGE)
PROBLEM = {"Content-Type": "application/problem+json"}
_MOST_NEW, _MOST_CHANGED = 100, 10
_TEXTS = ("display_name", "collection_instructions", "collection_time_description")
_LONGEST = 250
_SHAPE = [{"id": whole, "location_id": whole, **dict.fromkeys(_TEXTS, text)}]
_SORTS = ("date_modified", "name")


@dataclass
class PickupMethod:
    """One way to collect; ``texts`` are for the shopper."""

    id: int
    location_id: int
    texts: dict
    created: datetime
    modified: datetime


class PickupMethods:
    """``rows`` maps id to method; the default location has one from the start."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, PickupMethod] = {}
        self.at(1)

    def at(self, location_id: int) -> PickupMethod:
        """The first of a location, set up now where it has none."""
        for row in self.rows.values():
            if row.location_id == location_id:
                return row
        return self.add(
            location_id,
            {
                "display_name": "Pick Up In Store",
                "collection_instructions": "Bring your order number.",
                "collection_time_description": "Ready in an hour",
            },
        )

    def add(self, location_id: int, texts: dict) -> PickupMethod:
        """A new one."""
        now = self._store.clock.now().replace(microsecond=0)
        texts = {name: texts.get(name) or "" for name in _TEXTS}
        number = self._store.next_id("pickup_method")
        row = PickupMethod(number, location_id, texts, now, now)
        self.rows[row.id] = row
        return row


@route("GET", "/v3/pickup/methods", scope=READ)
def get_pickup_methods(store, request):
    """All, or some, by id unless ``sort`` says otherwise."""
    parameters = request.parameters
    ids = parameters.integers("id:in")
    rows = [
        row
        for row in store.orders.pickup_methods.rows.values()
        if ids is None or row.id in ids
    ]
    for name, when in (("date_created", "created"), ("date_modified", "modified")):
        rows = _of_dates(parameters, name, when, rows)
    rows = _sorted(parameters.text("sort"), rows)
    page = parameters.page()
    data = [_payload(row) for row in page.of(rows)]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("POST", "/v3/pickup/methods", scope=MANAGE)
def create_pickup_methods(store, request):
    """At most a hundred."""
    bodies = request.payload(list, _SHAPE)
    _check_count(bodies, _MOST_NEW)
    for body in bodies:
        _check(store, body)
        for name in ("location_id", "display_name"):
            if not body.get(name):
                raise _refused(name, f"{name} is required")
    methods = store.orders.pickup_methods
    made = [methods.add(body["location_id"], body) for body in bodies]
    return Reply({"data": [_payload(row) for row in made], "meta": {}})


@route("PUT", "/v3/pickup/methods", scope=MANAGE)
def update_pickup_methods(store, request):
    """At most ten; what is not given stays."""
    bodies = request.payload(list, _SHAPE)
    _check_count(bodies, _MOST_CHANGED)
    rows = store.orders.pickup_methods.rows
    for body in bodies:
        if body.get("id") not in rows:
            raise _refused("id", "There is no such pickup method")
        _check(store, body)
    for body in bodies:
        row = rows[body["id"]]
        row.location_id = body.get("location_id") or row.location_id
        given = {name: body[name] for name in _TEXTS if body.get(name) is not None}
        row.texts = {**row.texts, **given}
        row.modified = store.clock.now().replace(microsecond=0)
    changed = [rows[body["id"]] for body in bodies]
    return Reply({"data": [_payload(row) for row in changed], "meta": {}})


@route("DELETE", "/v3/pickup/methods", scope=MANAGE)
def delete_pickup_methods(store, request):
    """Those of ``id:in``, which is required."""
    ids = request.parameters.integers("id:in")
    if ids is None:
        raise _refused("id:in", "The filter is required")
    for method_id in ids:
        store.orders.pickup_methods.rows.pop(method_id, None)
    return Reply(status=204)


def _of_dates(parameters, name, when, rows):
    """Those of a day, from a moment on, until a moment."""
    day = parameters.date(name)
    low, high = parameters.date(f"{name}:min"), parameters.date(f"{name}:max")
    return [
        row
        for row in rows
        if (day is None or getattr(row, when).date() == day.date())
        and (low is None or getattr(row, when) >= low)
        and (high is None or getattr(row, when) <= high)
    ]


def _sorted(sort, rows):
    if sort is None:
        return rows
    name, _colon, direction = sort.partition(":")
    if name not in _SORTS or direction not in ("asc", "desc"):
        raise _refused("sort", "There is no such order")

    def key(row):
        return row.modified if name == "date_modified" else row.texts["display_name"]

    return sorted(rows, key=key, reverse=direction == "desc")


def _check_count(bodies, most):
    if not 0 < len(bodies) <= most:
        raise _refused("methods", f"Between 1 and {most} are taken")


def _check(store, body):
    location_id = body.get("location_id")
    if location_id is not None and location_id not in store.inventory.locations:
        raise _refused("location_id", "There is no such location")
    for name in _TEXTS:
        if len(body.get(name) or "") > _LONGEST:
            raise _refused(name, f"{name} is longer than {_LONGEST}")


def _payload(row: PickupMethod) -> dict:
    return {
        "id": row.id,
        "location_id": row.location_id,
        **row.texts,
        "date_created": _date(row.created),
        "date_modified": _date(row.modified),
    }


def _date(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refused(name, message):
    title = "JSON data is missing or invalid"
    return V3Error(422, title, {name: message}, headers=PROBLEM)

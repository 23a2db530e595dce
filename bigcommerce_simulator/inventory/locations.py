"""Inventory locations. Id 1 is the default one and cannot be deleted.

Source: BigCommerce, locations.v3.yml. Bodies are arrays.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import whole
from ..switches import declare
from ..validation import Boolean, Document, Text, clean
from .state import DEFAULT_LOCATION

READ = ("store_locations_read_only", "store_inventory_read_only")
MODIFY = "store_locations"
PROBLEM = {"Content-Type": "application/problem+json"}
DAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
CLOSED = {"open": False, "opening": "09:00", "closing": "17:00"}
ADDRESS = {
    "address1": "1 Main Street",
    "address2": "",
    "city": "Austin",
    "state": "Texas",
    "zip": "78704",
    "email": "shop@shop.example",
    "phone": "555-0100",
    "geo_coordinates": {"latitude": 30.25, "longitude": -97.75},
    "country_code": "USA",
}
RULES = {
    "code": Text(0, 255),
    "label": Text(1, 255),
    "description": Text(),
    "managed_by_external_source": Boolean(),
    "type_id": Text(one_of=("PHYSICAL", "VIRTUAL")),
    "enabled": Boolean(),
    "operating_hours": Document(),
    "time_zone": Text(1),
    "address": Document(),
    "storefront_visibility": Boolean(),
}
REQUIRED = ("label", "managed_by_external_source", "type_id", "time_zone")

declare("second_location", False, "the store starts with a second location, id 2")
declare("maximum_locations", 4, "locations that the store's plan allows")


def start_locations(store) -> None:
    """The locations that a new store has."""
    add_location(store, {"code": "default", "label": "Default location"})
    if store.switches.second_location:
        add_location(store, {"code": "second", "label": "Second location"})


def add_location(store, values: dict) -> dict:
    """Make a location; what ``values`` lacks gets a default."""
    now = store.clock.now().isoformat(timespec="seconds")
    location = {
        "id": store.next_id("location"),
        "code": "",
        "label": "",
        "description": "",
        "managed_by_external_source": False,
        "type_id": "PHYSICAL",
        "enabled": True,
        "operating_hours": {day: dict(CLOSED) for day in DAYS},
        "time_zone": store.information.values["timezone"]["name"],
        "created_at": now,
        "updated_at": now,
        "address": dict(ADDRESS),
        "storefront_visibility": True,
        "special_hours": [],
        **values,
    }
    store.inventory.locations[location["id"]] = location
    return location


@route("GET", "/v3/inventory/locations", scope=READ)
def list_locations(store, request):
    """All locations that the filters let through."""
    parameters = request.parameters
    rows = list(store.inventory.locations.values())
    for name, field in (
        ("location_id:in", "id"),
        ("location_code:in", "code"),
        ("type_id:in", "type_id"),
    ):
        wanted = parameters.texts(name)
        if wanted is not None:
            rows = [row for row in rows if str(row[field]) in wanted]
    for name, field in (
        ("managed_by_external_source", "managed_by_external_source"),
        ("is_active", "enabled"),
        ("storefront_visibility", "storefront_visibility"),
    ):
        flag = parameters.boolean(name)
        if flag is not None:
            rows = [row for row in rows if row[field] == flag]
    default = parameters.boolean("is_default")
    if default is not None:
        rows = [row for row in rows if (row["id"] == DEFAULT_LOCATION) == default]
    page = parameters.page(maximum=1000)
    return Reply({"data": page.of(rows), "meta": parameters.meta(page, rows)})


@route("POST", "/v3/inventory/locations", scope=MODIFY)
def create_locations(store, request):
    """Create locations; 403 when the plan's number is reached."""
    bodies = request.payload(list)
    checked = []
    for number, body in enumerate(bodies):
        values = _checked(number, body)
        missing = [name for name in REQUIRED if name not in values]
        if missing or (values["type_id"] == "PHYSICAL" and "address" not in values):
            raise _invalid({f"{number}.{(missing or ['address'])[0]}": "is required"})
        checked.append(values)
    if len(store.inventory.locations) + len(bodies) > store.switches.maximum_locations:
        raise V3Error(403, "The store's plan allows no more locations")
    for values in checked:
        location = add_location(store, values)
        store.emit("store/inventory/location/created", {"location_id": location["id"]})
    return Reply({"transaction_id": store.random_uuid()})


@route("PUT", "/v3/inventory/locations", scope=MODIFY)
def update_locations(store, request):
    """Change locations by id."""
    changes = []
    for number, body in enumerate(request.payload(list, [{"id": whole}])):
        location = store.inventory.locations.get(body.get("id"))
        if location is None:
            raise _invalid({f"{number}.id": "The location does not exist"})
        changes.append((location, _checked(number, body)))
    for location, values in changes:
        location.update(values)
        location["updated_at"] = store.clock.now().isoformat(timespec="seconds")
        store.emit("store/inventory/location/updated", {"location_id": location["id"]})
    return Reply({"transaction_id": store.random_uuid()})


@route("DELETE", "/v3/inventory/locations", scope=MODIFY)
def delete_locations(store, request):
    """Delete locations with their stock; never the default one."""
    wanted = request.parameters.integers("location_id:in", [])
    if not wanted or DEFAULT_LOCATION in wanted:
        raise _invalid({"location_id:in": "is required, and not the default location"})
    for location_id in wanted:
        if location_id in store.inventory.locations:
            store.inventory.forget_location(location_id)
    return Reply({"transaction_id": store.random_uuid()})


def _checked(number, body):
    values, errors = clean(body, RULES, f"{number}.")
    if errors:
        raise _invalid(errors)
    return values


def _invalid(errors):
    return V3Error(422, "The location is not valid", errors, headers=PROBLEM)

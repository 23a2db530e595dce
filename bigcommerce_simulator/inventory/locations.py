"""Inventory locations. Id 1 is the default one and cannot be deleted.

Source: BigCommerce, locations.v3.yml. Bodies are arrays.
"""

from ..errors import V3Error
from ..routing import Reply, control, route
from ..shapes import whole
from ..switches import declare
from .location_fields import (
    ADDRESS,
    CLOSED,
    DAYS,
    OPTIONAL_ADDRESS,
    checked,
    missing,
)
from .state import DEFAULT_LOCATION

READ = ("store_locations_read_only", "store_inventory_read_only")
MODIFY = "store_locations"
PROBLEM = {"Content-Type": "application/problem+json"}
MAXIMUM_PAGE = 1000

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
    hours = values.get("operating_hours", {})
    location = {
        "id": store.next_id("location"),
        "code": "",
        "label": "",
        "description": "",
        "managed_by_external_source": False,
        "type_id": "PHYSICAL",
        "enabled": True,
        "time_zone": store.information.values["timezone"]["name"],
        "created_at": now,
        "updated_at": now,
        "storefront_visibility": True,
        "special_hours": [],
        **values,
        "operating_hours": {day: {**CLOSED, **hours.get(day, {})} for day in DAYS},
        "address": {**OPTIONAL_ADDRESS, **values.get("address", ADDRESS)},
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
    page = parameters.page(maximum=MAXIMUM_PAGE)
    return Reply({"data": page.of(rows), "meta": parameters.meta(page, rows)})


@route("POST", "/v3/inventory/locations", scope=MODIFY)
def create_locations(store, request):
    """Create locations; 403 when the plan's number is reached."""
    bodies = request.payload(list, [{"id": whole}])
    codes = _codes(store)
    rows = [_checked(number, body, codes, None) for number, body in enumerate(bodies)]
    if len(store.inventory.locations) + len(bodies) > store.switches.maximum_locations:
        raise V3Error(403, "The store's plan allows no more locations")
    for values in rows:
        location = add_location(store, values)
        store.emit("store/inventory/location/created", {"location_id": location["id"]})
    return Reply({"transaction_id": store.random_uuid()})


@route("PUT", "/v3/inventory/locations", scope=MODIFY)
def update_locations(store, request):
    """Change locations by id; what is left out stays."""
    changes, codes = [], _codes(store)
    for number, body in enumerate(request.payload(list, [{"id": whole}])):
        location = store.inventory.locations.get(body.get("id"))
        if location is None:
            raise _invalid({f"{number}.id": "The location does not exist"})
        changes.append((location, _checked(number, body, codes, location)))
    for location, values in changes:
        _write(store, location, values)
    return Reply({"transaction_id": store.random_uuid()})


@control("PATCH", "/locations/<int:location_id>")
def staff_edits_location(store, request, location_id):
    """``{"enabled", "storefront_visibility", "managed_by_external_source", …}``, as in
    ``PUT /v3/inventory/locations``."""
    location = store.inventory.locations.get(location_id)
    if location is None:
        raise V3Error(404, f"The location {location_id} was not found.")
    values = _checked(0, request.payload(), _codes(store), location)
    _write(store, location, values)
    return Reply(location)


@route("DELETE", "/v3/inventory/locations", scope=MODIFY)
def delete_locations(store, request):
    """Delete locations with their stock; never the default one, the shipping origin,
    nor one that open orders take their goods from. BigCommerce has no webhook for
    it."""
    wanted = request.parameters.integers("location_id:in", [])
    if not wanted:
        raise _invalid({"location_id:in": "location_id:in is required"})
    locations = store.inventory.locations
    for location_id in wanted:
        if location_id not in locations:
            title = f"The location {location_id} was not found."
            raise V3Error(404, title, headers=PROBLEM)
        _check_deletable(store, locations[location_id])
    for location_id in set(wanted):
        store.inventory.forget_location(location_id)
    return Reply({"transaction_id": store.random_uuid()})


def _check_deletable(store, location):
    label = location["label"]
    if location["id"] == DEFAULT_LOCATION:
        raise V3Error(
            422,
            f"Location canʼt be deleted. {label} is set as a shipping origin for "
            "this store and canʼt be deleted.",
            headers=PROBLEM,
        )
    number = store.orders.open_at(location["id"])
    if number:
        raise V3Error(
            422,
            f"Location with associated orders canʼt be deleted. {label} is "
            f"associated with {number} order(s) and canʼt be deleted by now.",
            headers=PROBLEM,
        )


def _write(store, location, values):
    for name in ("address", "operating_hours"):
        if name in values:
            values[name] = {**location[name], **values[name]}
    location.update(values)
    location["updated_at"] = store.clock.now().isoformat(timespec="seconds")
    store.emit("store/inventory/location/updated", {"location_id": location["id"]})


def _codes(store):
    """Code to the id of its location; what a batch asks for is entered, too."""
    rows = store.inventory.locations.values()
    return {row["code"]: row["id"] for row in rows if row["code"]}


def _checked(number, body, codes, location):
    values, errors = checked(body)
    if location is None:
        for name in missing(values):
            errors.setdefault(name, f"{name} is required")
    code, own = values.get("code"), location["id"] if location else f"row {number}"
    if code and codes.setdefault(code, own) != own:
        errors["code"] = f"The code {code} is not unique"
    if errors:
        raise _invalid({f"{number}.{name}": text for name, text in errors.items()})
    return values


def _invalid(errors):
    return V3Error(422, "The location is not valid", errors, headers=PROBLEM)

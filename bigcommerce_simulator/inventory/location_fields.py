"""The fields of a location, and what is wrong with them.

Source: BigCommerce, locations.v3.yml. ``country_code`` is called alpha-3 and has the
one choice "US"; both forms are taken.
"""

from zoneinfo import ZoneInfo

from ..shapes import number
from ..validation import Boolean, Document, Text, clean, objects

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
OPTIONAL_ADDRESS = {"address2": "", "phone": ""}
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
REQUIRED_ADDRESS = (
    "address1",
    "city",
    "state",
    "zip",
    "email",
    "geo_coordinates",
    "country_code",
)
_TEXTS = ("address1", "address2", "city", "state", "zip", "email", "phone")
_BOUNDS = {"latitude": 90, "longitude": 180}
_SPECIAL = {"label": Text(1), "date": Text(10, 10), "open": Boolean()}
_SPECIAL_DEFAULTS = {
    "opening": "00:00",
    "closing": "00:00",
    "all_day": False,
    "annual": False,
}
_HOURS = {"open": Boolean(), "opening": Text(0, 8), "closing": Text(0, 8)}
_SPECIAL_RULES = {**_SPECIAL, **_HOURS, "all_day": Boolean(), "annual": Boolean()}


def checked(body: dict) -> tuple[dict, dict]:
    """(the known fields, cleaned; field → what is wrong)."""
    values, errors = clean(body, RULES)
    if "time_zone" in values and not _is_zone(values["time_zone"]):
        errors["time_zone"] = f"{values['time_zone']} is no time zone"
    if "address" in values:
        values["address"], wrong = _address(values["address"])
        errors.update(wrong)
    if "operating_hours" in values:
        errors.update(_hours_errors(values["operating_hours"]))
    if body.get("special_hours") is not None:
        values["special_hours"], wrong = _special_hours(body)
        errors.update(wrong)
    return values, errors


def missing(values: dict) -> list[str]:
    """What a new location lacks; the address of a physical one is required whole."""
    names = [name for name in REQUIRED if name not in values]
    if values.get("type_id") == "PHYSICAL":
        address = values.get("address") or {}
        names += [f"address.{name}" for name in REQUIRED_ADDRESS if name not in address]
    return names


def _address(given):
    rules = {name: Text(0, 255) for name in _TEXTS}
    rules["country_code"] = Text(2, 3)
    values, errors = clean(given, rules, "address.")
    if "email" in values and "@" not in values["email"]:
        errors["address.email"] = "email is no address"
    point = given.get("geo_coordinates")
    if point is not None:
        right = isinstance(point, dict) and all(
            number(point.get(name)) and abs(point[name]) <= most
            for name, most in _BOUNDS.items()
        )
        if right:
            values["geo_coordinates"] = {name: point[name] for name in _BOUNDS}
        else:
            errors["address.geo_coordinates"] = "latitude and longitude are required"
    return values, errors


def _hours_errors(given):
    errors = {}
    for day, hours in given.items():
        if day not in DAYS or not isinstance(hours, dict):
            errors[f"operating_hours.{day}"] = "is no day with hours"
        else:
            errors.update(clean(hours, _HOURS, f"operating_hours.{day}.")[1])
    return errors


def _special_hours(body):
    rows, errors = [], {}
    for place, given in enumerate(objects(body, "special_hours")):
        prefix = f"special_hours.{place}."
        values, wrong = clean(given, _SPECIAL_RULES, prefix)
        errors.update(wrong)
        for name in _SPECIAL:
            if name not in values:
                errors.setdefault(prefix + name, f"{name} is required")
        rows.append({**_SPECIAL_DEFAULTS, **values})
    return rows, errors


def _is_zone(name):
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True

"""What an order says of the location where the shopper collects it.

Source: BigCommerce, orders.v2 (``pickupConsignment_Get``, ``pickupConsignment_Post``).
It stays as it was when the order was placed, whatever happens to the location.
"""

from ..countries import NAMES
from ..errors import V2Error
from ..shapes import text, whole
from .pickup_methods import PickupMethod
from .values import invalid

# Field to its longest text.
_LOCATION = {
    "name": 255,
    "code": 50,
    "address_line_1": 255,
    "address_line_2": 255,
    "city": 255,
    "state": 255,
    "postal_code": 50,
    "country_alpha2": 2,
    "email": 255,
    "phone": 125,
}
_TEXTS = {
    "pickup_method_display_name": 250,
    "collection_instructions": 65535,
    "collection_time_description": 250,
}


def consignments_shape(product) -> dict:
    """The types of ``consignments`` in a body; ``product`` is that of a line."""
    pickup = {
        "pickup_method_id": whole,
        **dict.fromkeys(_TEXTS, text),
        "location": dict.fromkeys(_LOCATION, text),
        "line_items": [product],
    }
    return {"pickups": [pickup]}


def new_pickup(store, location_id: int) -> dict:
    """The consignment of a new order, without its lines."""
    return _consignment(store, store.orders.pickup_methods.at(location_id))


def given_pickup(store, body: dict) -> dict | None:
    """The one pickup consignment of a body that creates an order, with its lines under
    ``line_items``; None where it has none.

    It may be the only thing to be fulfilled: neither products nor shipping addresses
    go beside it.
    """
    if not body.get("consignments"):
        return None
    for name in ("products", "shipping_addresses"):
        if body.get(name):
            raise V2Error(400, f"The field '{name}' does not go with consignments.")
    pickups = body["consignments"].get("pickups") or []
    if len(pickups) != 1 or not pickups[0].get("line_items"):
        raise V2Error(400, "An order has one pickup consignment, with its line_items.")
    [given] = pickups
    method = store.orders.pickup_methods.rows.get(given.get("pickup_method_id"))
    if method is None or method.location_id not in store.inventory.locations:
        raise V2Error(400, "The field 'pickup_method_id' is invalid.")
    made = {**_consignment(store, method), **_own(given, _TEXTS)}
    made["location"].update(_own(given.get("location") or {}, _LOCATION))
    return {**made, "line_items": given["line_items"]}


def _own(given, lengths):
    """What is given in place of what the method and its location say."""
    own = {name: given[name] for name in lengths if given.get(name)}
    for name, value in own.items():
        if len(value) > lengths[name]:
            raise invalid(name, f"It is longer than {lengths[name]}.")
    return own


def _consignment(store, method: PickupMethod) -> dict:
    location = store.inventory.locations[method.location_id]
    address = location["address"]
    return {
        "id": store.next_id("pickup_consignment"),
        "pickup_method_id": method.id,
        "pickup_method_display_name": method.texts["display_name"],
        "collection_instructions": method.texts["collection_instructions"],
        "collection_time_description": method.texts["collection_time_description"],
        "location": {
            "id": method.location_id,
            "name": location["label"],
            "code": location["code"][:50],
            "address_line_1": address.get("address1", ""),
            "address_line_2": address.get("address2", ""),
            "city": address.get("city", ""),
            "state": address.get("state", ""),
            "postal_code": address.get("zip", "")[:50],
            "country_alpha2": _alpha2(address.get("country_code", "")),
            "email": address.get("email", ""),
            "phone": address.get("phone", "")[:125],
        },
    }


def _alpha2(code):
    """Two letters; of three the first two where that is a country, as of most."""
    return code[:2] if code[:2] in NAMES else "US"

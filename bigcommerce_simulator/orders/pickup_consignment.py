"""What an order says of the location where the shopper collects it.

Source: BigCommerce, orders.v2 (``pickupConsignment_Get``). It stays as it was when the
order was placed, whatever happens to the location.
"""

from ..countries import NAMES

METHOD_ID = 1


def new_pickup(store, location_id: int) -> dict:
    """The consignment of a new order, without its lines."""
    location = store.inventory.locations[location_id]
    address = location["address"]
    return {
        "id": store.next_id("pickup_consignment"),
        "pickup_method_id": METHOD_ID,
        "pickup_method_display_name": "Pick Up In Store",
        "collection_instructions": "Bring your order number.",
        "collection_time_description": "Ready in an hour",
        "location": {
            "id": location_id,
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

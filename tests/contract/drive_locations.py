"""Locations, and the settings of items at them."""

from .asking import asker

_NORTH = {
    "code": "north",
    "label": "North",
    "description": "At the station",
    "managed_by_external_source": True,
    "type_id": "PHYSICAL",
    "enabled": True,
    "operating_hours": {"monday": {"open": True, "opening": "08:00"}},
    "time_zone": "America/Chicago",
    "address": {
        "address1": "1 North Street",
        "city": "Austin",
        "state": "Texas",
        "zip": "78704",
        "email": "north@shop.example",
        "phone": "1",
        "geo_coordinates": {"latitude": 30.2, "longitude": -97.7},
        "country_code": "US",
    },
    "storefront_visibility": True,
    "special_hours": [{"label": "Christmas", "date": "2026-12-25", "open": False}],
}


def drive_locations(simulator, product: dict) -> None:
    """:param product: one that is tracked by variant"""
    ask = asker(simulator)
    path, at = "/inventory/locations", "/inventory/locations/1/items"
    ask("POST", path, 200, [_NORTH])
    ask("POST", path, 422, [_NORTH])
    ask("POST", path, 422, [{**_NORTH, "code": "x", "address": {}}])
    row = ask("GET", path, 200, **{"location_code:in": "north"})["data"][0]
    ask("GET", path, 200, is_default="true", limit=1)
    ask("PUT", path, 200, [{"id": row["id"], "enabled": False, "label": "N"}])
    ask("PUT", path, 422, [{"id": 10**6}])
    variant = product["variants"][0]["id"]
    identity = {"variant_id": variant}
    setting = {"identity": identity, "safety_stock": 2, "is_in_stock": True}
    ask("PUT", at, 200, {"settings": [setting]})
    ask("PUT", at, 422, {"settings": [{"identity": identity}]})
    ask("GET", at, 200, **{"sku:in": product["variants"][0]["sku"]})
    ask("GET", "/inventory/locations/99/items", 404)
    for method, kind in (("PUT", "absolute"), ("POST", "relative")):
        adjust = f"/inventory/adjustments/{kind}"
        for entry, status in (
            ({"variant_id": variant, "location_id": 1}, 200),
            ({"variant_id": variant, "location_id": row["id"]}, 422),
            ({"product_id": product["id"], "location_id": 1}, 422),
            ({"sku": "UNKNOWN", "location_id": 1}, 422),
        ):
            body = {"reason": "r", "items": [{**entry, "quantity": 9}]}
            ask(method, adjust, status, body)
    ask("DELETE", path, 422, **{"location_id:in": 1})
    ask("DELETE", path, 404, **{"location_id:in": 99})
    ask("DELETE", path, 200, **{"location_id:in": row["id"]})

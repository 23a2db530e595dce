"""Metafields of everything that has them."""

from .asking import asker

_FIELD = {"permission_set": "read", "namespace": "odoo", "key": "id", "value": "7"}


def drive_metafields(simulator, product: dict) -> None:
    ask = asker(simulator)
    brand = ask("POST", "/catalog/brands", 200, {"name": "Fielded"})["data"]["id"]
    category = {"name": "Fielded", "parent_id": 0}
    number = ask("POST", "/catalog/categories", 200, category)["data"]["id"]
    variant = product["variants"][0]["id"]
    of_variant = f"/catalog/products/{product['id']}/variants/{variant}"
    for one, many, owner in (
        (f"/catalog/products/{product['id']}", "/catalog/products", product["id"]),
        (of_variant, "/catalog/variants", variant),
        (f"/catalog/categories/{number}", "/catalog/categories", number),
        (f"/catalog/brands/{brand}", "/catalog/brands", brand),
        ("/inventory/locations/1", "/inventory/locations", 1),
    ):
        _drive_one(ask, f"{one}/metafields")
        _drive_many(ask, f"{many}/metafields", owner)


def _drive_one(ask, path) -> None:
    number = ask("POST", path, 200, {**_FIELD, "description": "d"})["data"]["id"]
    ask("POST", path, 409, _FIELD)
    ask("POST", path, 422, {**_FIELD, "key": ""})
    ask("PUT", f"{path}/{number}", 200, {**_FIELD, "value": "8"})
    ask("GET", path, 200, namespace="odoo", limit=1)
    ask("GET", f"{path}/{number}", 200)
    ask("DELETE", f"{path}/{number}", 204)
    ask("DELETE", f"{path}/{number}", 404)


def _drive_many(ask, path, owner: int) -> None:
    row = {**_FIELD, "resource_id": owner}
    made = ask("POST", path, 200, [row])["data"][0]["id"]
    ask("POST", path, 422, [row, {**row, "key": "more"}])
    ask("PUT", path, 200, [{"id": made, "value": "9"}])
    ask("PUT", path, 422, [{"id": 10**6, "value": "9"}])
    ask("GET", path, 200, **{"key:in": "id,more", "direction": "desc"})
    ask("DELETE", path, 200, [made])
    ask("DELETE", path, 422, [made])

"""Custom fields, bulk prices, modifiers, option values, and what is saved in part."""

from .asking import asker

_GIF = ("gold.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "image/gif")


def drive_parts(simulator, product: dict) -> None:
    """:param product: one with options, as GET shows it"""
    ask = asker(simulator)
    path = f"/catalog/products/{product['id']}"
    _drive_custom_fields(ask, f"{path}/custom-fields")
    _drive_bulk_prices(ask, f"{path}/bulk-pricing-rules")
    _drive_modifiers(ask, f"{path}/modifiers")
    _drive_option_values(ask, path, product["options"][0])
    ask("GET", path, 200, include="modifiers,custom_fields,bulk_pricing_rules")
    _drive_parts_saved(ask, path, product)


def _drive_custom_fields(ask, path) -> None:
    body = {"name": "Fabric", "value": "Wool"}
    number = ask("POST", path, 200, body)["data"]["id"]
    ask("POST", path, 422, body)
    ask("PUT", f"{path}/{number}", 200, {"value": "Silk"})
    ask("GET", path, 200, limit=1)
    ask("GET", f"{path}/{number}", 200)
    ask("POST", path, 200, body)
    ask("DELETE", f"{path}/{number}", 204)
    ask("GET", f"{path}/{number}", 404)


def _drive_bulk_prices(ask, path) -> None:
    body = {"quantity_min": 2, "quantity_max": 5, "type": "price", "amount": 1}
    number = ask("POST", path, 200, body)["data"]["id"]
    ask("PUT", f"{path}/{number}", 422, {**body, "quantity_max": 1})
    more = {**body, "quantity_min": 6, "quantity_max": 0, "amount": "2.50"}
    other = ask("POST", path, 200, more)["data"]["id"]
    ask("PUT", f"{path}/{other}", 409, {**body, "quantity_min": 3})
    ask("PUT", f"{path}/{other}", 200, {**more, "quantity_min": 7})
    ask("GET", path, 200)
    ask("GET", f"{path}/{number}", 200)
    ask("DELETE", f"{path}/{other}", 204)
    ask("DELETE", f"{path}/{other}", 404)


def _drive_modifiers(ask, path) -> None:
    gold = {
        "label": "Gold",
        "sort_order": 1,
        "is_default": False,
        "adjusters": {"price": {"adjuster": "relative", "adjuster_value": 5}},
    }
    none = {"label": "None", "sort_order": 0}
    body = {"display_name": "Engraving", "type": "dropdown", "required": False}
    made = ask("POST", path, 200, {**body, "option_values": [none, gold]})["data"]
    ask("POST", path, 409, body)
    ask("POST", path, 422, {**body, "display_name": "x" * 256})
    one = f"{path}/{made['id']}"
    ask("PUT", one, 200, {**body, "required": True})
    ask("GET", path, 200)
    ask("GET", one, 200)
    ask("GET", f"{path}/{10**6}", 404)
    values = f"{one}/values"
    steel = ask("POST", values, 200, {"label": "Steel", "sort_order": 2})["data"]["id"]
    ask("POST", values, 422, {"label": "Steel", "sort_order": 2})
    ask("PUT", f"{values}/{steel}", 200, {**gold, "label": "Brass"})
    ask("POST", f"{values}/{steel}/image", 415, {"image_file": "text"})
    ask("GET", values, 200)
    ask("GET", f"{values}/{steel}", 200)
    ask("POST", f"{values}/{steel}/image", 200, files={"image_file": _GIF})
    ask("DELETE", f"{values}/{steel}", 204)
    ask("DELETE", one, 204)
    ask("POST", path, 200, {**body, "type": "text", "display_name": "Greeting"})


def _drive_option_values(ask, path, option) -> None:
    values = f"{path}/options/{option['id']}/values"
    number = ask("POST", values, 200, {"label": "XXL", "sort_order": 8})["data"]["id"]
    change = {"label": "3XL", "sort_order": 9, "is_default": False}
    ask("PUT", f"{values}/{number}", 200, change)
    ask("GET", values, 200)
    ask("GET", f"{values}/{number}", 200)
    ask("DELETE", f"{values}/{number}", 204)
    ask("DELETE", f"{values}/{option['option_values'][0]['id']}", 422)


def _drive_parts_saved(ask, path, product) -> None:
    new = {"name": "Tea", "type": "physical", "weight": 1, "price": 3}
    url = {"custom_url": {"url": "/tea/", "is_customized": True}}
    ask("POST", "/catalog/products", 200, {**new, **url})
    ask("POST", "/catalog/products", 207, {**new, **url, "name": "Tea 2"})
    ask("PUT", path, 207, url)
    ask("PUT", "/catalog/products", 207, [{"id": product["id"], **url}])
    most = {"inventory_level": 2_147_483_647}
    variants = [f"{path}/variants/{variant['id']}" for variant in product["variants"]]
    for one in variants:
        ask("PUT", one, 200, {"inventory_level": 0})
    first, second = variants[:2]
    ask("PUT", first, 200, most)
    ask("PUT", second, 207, most)
    ask("PUT", first, 200, {"inventory_level": 0})

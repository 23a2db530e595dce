"""Brands, categories, trees, and what products are assigned to."""

from .asking import asker

_GIF = ("mug.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "image/gif")


def drive_categories(simulator, product_id: int) -> None:
    ask = asker(simulator)
    _drive_brands(ask)
    tea = _drive_trees(ask)
    _drive_old_ones(ask, tea)
    _drive_assignments(ask, product_id, tea)


def _drive_brands(ask) -> None:
    body = {"name": "Acme", "page_title": "Acme", "meta_keywords": ["a"]}
    acme = ask("POST", "/catalog/brands", 200, body)["data"]
    path = f"/catalog/brands/{acme['id']}"
    ask("POST", "/catalog/brands", 409, {"name": "acme"})
    ask("POST", "/catalog/brands", 422, {"name": ""})
    url = {"url": "/acme-shop/", "is_customized": True}
    ask("PUT", path, 200, {"name": "Acme Ltd", "custom_url": url})
    ask("GET", path, 200)
    filters = {"name:like": "acme", "sort": "name", "direction": "desc", "limit": 5}
    assert ask("GET", "/catalog/brands", 200, **filters)["data"]
    ask("POST", f"{path}/image", 200, files={"image_file": _GIF})
    ask("POST", f"{path}/image", 422, files={"image_file": ("a.txt", b"text")})
    ask("POST", f"{path}/image", 415, {"image_file": "text"})
    ask("DELETE", f"{path}/image", 204)
    ask("DELETE", path, 204)
    ask("DELETE", path, 404)
    ask("DELETE", "/catalog/brands", 204, name="Nobody")
    ask("DELETE", "/catalog/brands", 422)


def _drive_trees(ask) -> int:
    rows = "/catalog/trees/categories"
    made = ask("POST", rows, 201, [{"name": "Tea", "tree_id": 1, "sort_order": 1}])
    tea = made["data"][0]["category_id"]
    green = {"name": "Green", "parent_id": tea, "url": {"path": "/green/"}}
    ask("POST", rows, 201, [green])
    ask("POST", rows, 207, [{"name": "Black", "parent_id": tea, "tree_id": 1}, green])
    ask("POST", rows, 422, [green])
    change = {"category_id": tea, "name": "Teas", "is_visible": False}
    ask("PUT", rows, 200, [change])
    ask("PUT", rows, 207, [change, {"category_id": 10**6}])
    ask("PUT", rows, 422, [{"category_id": 10**6}])
    filters = {"category_id:in": f"{tea},7", "tree_id:in": 1, "name:like": "tea"}
    assert ask("GET", rows, 200, **filters)["data"]
    ask("GET", rows, 200, include_fields="name,parent_id", limit=1)
    ask("GET", "/catalog/trees/1/categories", 200, depth=2)
    ask("GET", "/catalog/trees/9/categories", 404)
    channel = {"name": "Shop 2", "type": "storefront", "platform": "custom"}
    number = ask("POST", "/channels", 200, channel)["data"]["id"]
    new = {"name": "Tree of shop 2", "channels": [number]}
    tree = ask("PUT", "/catalog/trees", 200, [new])["data"][0]["id"]
    ask("PUT", "/catalog/trees", 422, [new])
    ask("PUT", "/catalog/trees", 413, [new] * 51)
    ask("PUT", "/catalog/trees", 400, new)
    ask("PUT", "/catalog/trees", 200, [{"id": tree, "name": "Renamed"}])
    ask("GET", "/catalog/trees", 200, **{"channel_id:in": number})
    ask("DELETE", "/catalog/trees", 204, **{"id:in": tree})
    ask("DELETE", "/catalog/trees", 422)
    ask("DELETE", rows, 202, **{"parent_id:in": tea})
    ask("DELETE", rows, 422)
    return tea


def _drive_old_ones(ask, tea: int) -> None:
    path = "/catalog/categories"
    url = {"url": "/white-tea/", "is_customized": True}
    body = {"name": "White", "parent_id": tea, "custom_url": url}
    white = ask("POST", path, 200, body)["data"]["id"]
    ask("POST", path, 409, body)
    ask("POST", path, 422, {**body, "name": "x" * 51})
    ask("PUT", f"{path}/{white}", 200, {"name": "White Tea", "meta_keywords": ["w"]})
    ask("PUT", f"{path}/{white}", 422, {"parent_id": white})
    ask("GET", f"{path}/{white}", 200)
    ask("GET", f"{path}/{10**6}", 404)
    assert ask("GET", path, 200, parent_id=tea, sort="name")["data"]
    ask("POST", f"{path}/{white}/image", 200, files={"image_file": _GIF})
    ask("DELETE", f"{path}/{white}/image", 204)
    ask("DELETE", f"{path}/{white}", 204)
    ask("DELETE", path, 422)


def _drive_assignments(ask, product_id: int, tea: int) -> None:
    for name, number in (("channel", 1), ("category", tea)):
        path = f"/catalog/products/{name}-assignments"
        row = {"product_id": product_id, f"{name}_id": number}
        ask("PUT", path, 204, [row])
        ask("PUT", path, 422, [{**row, "product_id": 10**6}])
        found = ask("GET", path, 200, **{"product_id:in": product_id, "limit": 5})
        assert row in found["data"]
        ask("DELETE", path, 422)
    ask("DELETE", path, 204, **{"category_id:in": tea, "product_id:in": product_id})

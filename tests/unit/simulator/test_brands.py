"""Brands."""

import requests

from .pictures import png, upload

BRANDS = "/v3/catalog/brands"
PRODUCTS = "/v3/catalog/products"
HAT = {"name": "Hat", "type": "physical", "weight": 1, "price": 12}


def make(api, name, **more):
    answer = api.post(BRANDS, {"name": name, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_brand_is_made_read_changed_and_deleted(api):
    made = make(api, "Acme", page_title="Acme!")
    path = f"{BRANDS}/{made['id']}"
    assert made["custom_url"] == {"url": "/acme/", "is_customized": False}
    assert api.get(path).json()["data"] == made
    changed = api.put(path, {"name": "Acme Ltd", "custom_url": {"url": "/a/"}})
    assert changed.json()["data"]["custom_url"] == {"url": "/a/", "is_customized": True}
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


def test_names_are_unique_whatever_their_case(api):
    make(api, "Acme")
    other = make(api, "Other")
    assert api.post(BRANDS, {"name": "ACME"}).status_code == 409
    assert api.put(f"{BRANDS}/{other['id']}", {"name": "acme"}).status_code == 409
    url = {"name": "Third", "custom_url": {"url": "/acme/"}}
    assert api.post(BRANDS, url).status_code == 409
    wrong = {"name": "Third", "custom_url": {"url": "/a b/"}}
    assert api.post(BRANDS, wrong).status_code == 422
    assert api.post(BRANDS, {"page_title": "x"}).status_code == 422


def test_brands_are_filtered_by_name(api):
    for name in ("Zed", "Acme", "Acme Two"):
        make(api, name)

    def names(**filters):
        return [row["name"] for row in api.get(BRANDS, **filters).json()["data"]]

    assert names(name="acme") == ["Acme"]
    assert names(name__like="acme") == ["Acme", "Acme Two"]
    assert names(sort="name", direction="desc") == ["Zed", "Acme Two", "Acme"]
    assert names(id__in="1,3") == ["Zed", "Acme Two"]
    assert api.get(BRANDS, sort="id").status_code == 422
    (row,) = api.get(BRANDS, id=1, include_fields="name").json()["data"]
    assert row == {"id": 1, "name": "Zed"}


def test_products_of_a_brand_that_is_deleted(api):
    product = api.post(PRODUCTS, {**HAT, "brand_name": "Acme"}).json()["data"]
    assert make(api, "Other")["id"] == product["brand_id"] + 1
    assert api.delete(BRANDS).status_code == 422
    assert api.delete(BRANDS, name="Acme", page_title="x").status_code == 204
    assert len(api.get(BRANDS).json()["data"]) == 2
    assert api.delete(BRANDS, name="Acme").status_code == 204
    path = f"{PRODUCTS}/{product['id']}"
    assert api.get(path).json()["data"]["brand_id"] == 0
    assert api.put(path, {"brand_id": product["brand_id"]}).status_code == 409


def test_the_picture_of_a_brand(api):
    path = f"{BRANDS}/{make(api, 'Acme')['id']}"
    url = upload(api, f"{path}/image", png()).json()["data"]["image_url"]
    assert requests.get(url, timeout=10).content == png()
    assert api.get(path).json()["data"]["image_url"] == url
    assert api.delete(f"{path}/image").status_code == 204
    assert api.get(path).json()["data"]["image_url"] == ""
    changed = api.put(path, {"image_url": "https://img.example/a.png"})
    assert changed.json()["data"]["image_url"].startswith(api.simulator.url)
    assert api.put(path, {"image_url": "http://odoo/a.png"}).status_code == 422

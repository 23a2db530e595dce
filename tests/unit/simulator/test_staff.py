"""Staff edits catalog and stock in the control panel: by request and on the page."""

import pytest
import requests

from .conftest import SHIRT
from .pictures import png
from .test_inventory import LOCATIONS, PHYSICAL

PRODUCTS = "/v3/catalog/products"


@pytest.fixture
def listening(api, simulator, mug, shirt):
    for scope in ("store/product/*", "store/sku/*", "store/category/*"):
        body = {"scope": scope, "destination": "http://127.0.0.1:9/x"}
        assert api.post("/v3/hooks", body).status_code == 200
    reported(simulator)


def reported(simulator):
    deliveries = simulator.store.hooks.deliveries
    found = [(d.scope, d.as_dict()["payload"]["data"]["id"]) for d in deliveries]
    deliveries.clear()
    return found


def test_staff_edits_a_product(api, simulator, listening, mug, shirt):
    modified = mug["date_modified"]
    api.post("/simulator/clock", {"advance": 60})
    path = f"/simulator/products/{mug['id']}"
    body = {"price": 8, "sale_price": 7, "description": "<p>New</p>"}
    body |= {"images": [{"image_url": "https://img.example/m.png"}]}
    shown = api.patch(path, body).json()
    assert (shown["price"], len(shown["images"])) == (8, 1)
    assert reported(simulator) == [("store/product/updated", mug["id"])]
    seen = api.get(f"{PRODUCTS}/{mug['id']}").json()["data"]
    assert seen["sale_price"] == 7
    assert seen["date_modified"] > modified
    assert api.patch(path, {"price": "x"}).status_code == 422
    assert api.patch(path, {"categories": [9]}).status_code == 409
    assert api.delete(path).status_code == 200
    assert reported(simulator) == [("store/product/deleted", mug["id"])]
    assert api.get(path).status_code == 404
    made = api.post("/simulator/products", {**SHIRT, "name": "S", "sku": "S"})
    assert made.status_code == 409
    api.delete(f"/simulator/products/{shirt['id']}")
    made = api.post("/simulator/products", SHIRT)
    assert (made.status_code, len(made.json()["variants"])) == (201, 4)


def test_staff_edits_a_variant(api, simulator, listening, shirt):
    variant = shirt["variants"][0]
    path = f"/simulator/variants/{variant['id']}"
    assert api.patch(path, {"price": 3, "sku": "RED"}).json()["price"] == 3
    assert reported(simulator) == [("store/sku/updated", variant["sku_id"])]
    assert api.patch(path, {"sku": "SHIRT-M-Red"}).status_code == 409
    assert api.patch("/simulator/variants/9", {}).status_code == 404


def test_staff_edits_categories(api, simulator, listening):
    number = api.post("/simulator/categories", {"name": "Tea"}).json()["id"]
    path = f"/simulator/categories/{number}"
    assert api.patch(path, {"name": "Teas", "is_visible": False}).status_code == 200
    assert api.delete(path).json() == {"deleted": 1}
    scopes = [scope for scope, _id in reported(simulator)]
    assert scopes == [f"store/category/{e}" for e in ("created", "updated", "deleted")]
    assert api.patch(path, {}).status_code == api.delete(path).status_code == 404


def test_staff_counts(api, simulator, mug):
    body = {"sku": "MUG", "quantity": 7, "safety_stock": 2, "is_in_stock": False}
    assert api.put("/simulator/stock", body).json()["on_hand"] == 7
    row = api.get("/v3/inventory/items").json()["data"][0]["locations"][0]
    assert (row["available_to_sell"], row["settings"]["is_in_stock"]) == (5, False)
    assert api.put("/simulator/stock", {**body, "location_id": 9}).status_code == 404
    assert api.put("/simulator/stock", {**body, "quantity": -1}).status_code == 422
    api.post(LOCATIONS, [PHYSICAL])  # managed by an external source
    there = {"sku": "MUG", "location_id": 2}
    answer = api.put("/simulator/stock", {**there, "quantity": 3})
    assert answer.status_code == 409
    assert api.put("/simulator/stock", {**there, "safety_stock": 3}).status_code == 200
    change = {"managed_by_external_source": False, "enabled": False}
    assert api.patch("/simulator/locations/2", change).json()["enabled"] is False
    assert api.put("/simulator/stock", {**there, "quantity": 3}).status_code == 200
    assert api.patch("/simulator/locations/9", {}).status_code == 404


class Page:
    """The page of one product, and its forms as a browser sends them."""

    def __init__(self, simulator, number):
        self.address = f"{simulator.url}/simulator/products/{number}"

    def read(self):
        return requests.get(self.address, timeout=10).text

    def save(self, files=None, **fields):
        answer = requests.post(
            f"{self.address}/form", data=fields, files=files, timeout=10
        )
        assert answer.status_code == 200
        return answer.text


def test_the_page_of_a_product(api, simulator, mug):
    page = Page(simulator, mug["id"])
    assert f"href='/simulator/products/{mug['id']}'" in api.get("/simulator").text
    assert "value='MUG'" in page.read()
    text = page.save(name="Mug <2>", sku="MUG", price="9.50", sale_price="")
    assert "Saved." in text
    assert "Mug &lt;2&gt;" in text
    shown = api.get(f"{PRODUCTS}/{mug['id']}").json()["data"]
    assert (shown["price"], shown["is_visible"]) == (9.5, False)
    variant = mug["base_variant_id"]
    assert "Saved." in page.save(variant_id=variant, sku="MUG-2", on_hand="12")
    assert simulator.store.inventory.on_hand(variant) == 12
    assert simulator.store.catalog.variant_by_sku("MUG-2").id == variant
    assert "Saved." in page.save(files={"image_file": ("a.png", png())})
    url = api.get(f"{PRODUCTS}/{mug['id']}/images").json()["data"][0]["url_thumbnail"]
    assert url in page.read()


def test_the_page_says_what_is_refused(api, simulator, shirt, mug):
    page = Page(simulator, mug["id"])
    assert "duplicate" in page.save(name="Shirt", price="1")
    assert "is no number" in page.save(name="Mug", price="cheap")
    assert "no whole number" in page.save(
        variant_id=mug["base_variant_id"], on_hand="some"
    )
    other = shirt["variants"][0]["id"]
    assert "no such variant" in page.save(variant_id=other, sku="X")
    assert "not an image" in page.save(files={"image_file": ("a.png", b"text")})
    price = {"variant_id": other, "sku": "SHIRT-S-Red", "price": "30"}
    assert "Saved." in Page(simulator, shirt["id"]).save(**price)
    assert simulator.store.catalog.variants[other].price == 30
    assert api.get("/simulator/products/9").status_code == 404

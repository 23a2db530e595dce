"""The page that a person looks at."""

import requests

PRODUCTS = "/v3/catalog/products"


def test_page_shows_images_categories_and_brands(api, mug):
    tea = {"name": "Tea & Coffee", "parent_id": 0}
    number = api.post("/v3/catalog/categories", tea).json()["data"]["id"]
    green = {"name": "Green", "parent_id": number, "is_visible": False}
    api.post("/v3/catalog/categories", green)
    change = {"categories": [number], "brand_name": "<Acme>"}
    path = f"{PRODUCTS}/{mug['id']}"
    api.put(path, change)
    url = "https://img.example/mug.png"
    image = api.post(f"{path}/images", {"image_url": url}).json()["data"]
    page = api.get("/simulator").text
    assert f"<img src='{image['url_tiny']}'" in page
    assert "Tea &amp; Coffee / Green" in page
    assert "<td>/tea-coffee/green/</td><td>no</td>" in page
    assert "&lt;Acme&gt;" in page


def test_page_shows_locations(api, mug):
    north = {"label": "<North>", "managed_by_external_source": True, "code": "n"}
    north |= {"type_id": "VIRTUAL", "time_zone": "Etc/UTC", "enabled": False}
    api.post("/v3/inventory/locations", [{**north, "enabled": True}])
    entries = [
        {"location_id": number, "sku": "MUG", "quantity": number} for number in (1, 2)
    ]
    api.put("/v3/inventory/adjustments/absolute", {"items": entries})
    api.put("/v3/inventory/locations", [{"id": 2, "enabled": False}])
    page = api.get("/simulator").text
    assert "<td>&lt;North&gt;</td><td>n</td><td>no</td>" in page
    assert "<td>1, 2: 2</td>" in page


def post_form(api, **fields):
    return requests.post(
        f"{api.simulator.url}/simulator/orders/form",
        data=fields,
        allow_redirects=False,
        timeout=10,
    )


def test_a_visitor_reads_plain_prices_and_buys_by_a_button(api, shirt):
    api.put(f"{PRODUCTS}/{shirt['id']}", {"price": 20})
    small = shirt["variants"][0]
    page = api.get("/simulator").text
    assert "<td>20.00</td>" in page
    assert "name='viewport'" in page
    assert f"name='variant_id' value='{small['id']}'" in page
    bought = post_form(api, variant_id=small["id"])
    assert (bought.status_code, bought.headers["Location"]) == (303, "/simulator")
    label = small["option_values"][0]["label"]
    assert f"<td>1 × {shirt['name']} ({label}" in api.get("/simulator").text
    for wrong in ("", "0", "x", "99999", "99999999999"):
        assert "no such variant" in post_form(api, variant_id=wrong).text

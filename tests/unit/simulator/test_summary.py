"""The page that a person looks at."""

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

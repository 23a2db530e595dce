"""Products, variants and options."""

import pytest

from .conftest import SHIRT

PRODUCTS = "/v3/catalog/products"
HAT = {"name": "Hat", "type": "physical", "weight": 1, "price": 12.34567}


def test_options_are_made_from_inline_variants(shirt):
    assert [o["display_name"] for o in shirt["options"]] == ["Size", "Color"]
    labels = [v["label"] for v in shirt["options"][0]["option_values"]]
    assert labels == ["S", "M"]
    first = shirt["variants"][0]
    assert first["sku"] == "SHIRT-S-Red"
    assert [v["option_display_name"] for v in first["option_values"]] == [
        "Size",
        "Color",
    ]
    assert shirt["base_variant_id"] is None


def test_simple_product_has_a_base_variant(api, mug):
    variants = api.get(f"{PRODUCTS}/{mug['id']}/variants").json()["data"]
    assert [v["id"] for v in variants] == [mug["base_variant_id"]]
    assert variants[0]["sku"] == "MUG"
    assert variants[0]["option_values"] == []
    assert variants[0]["sku_id"] is None


def test_prices_are_numbers_of_four_places(api):
    data = api.post(PRODUCTS, HAT).json()["data"]
    assert data["price"] == 12.3457
    assert data["calculated_price"] == 12.3457


def test_required_fields(api):
    answer = api.post(PRODUCTS, {"name": "Hat"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"type", "weight", "price"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 251),
        ("sku", "x" * 256),
        ("sku", "A/B"),
        ("price", "12"),
        ("price", -1),
        ("upc", "1" * 15),
        ("type", "service"),
        ("is_visible", 1),
        ("inventory_tracking", "simple"),
    ],
)
def test_limits(api, field, value):
    answer = api.post(PRODUCTS, {**HAT, field: value})
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_any_sku_characters_by_switch(api):
    api.patch("/simulator/switches", {"sku_characters": "any"})
    assert api.post(PRODUCTS, {**HAT, "sku": "A/B"}).status_code == 200


def test_name_and_sku_are_unique_whatever_the_case(api, shirt, mug):
    assert api.post(PRODUCTS, {**HAT, "name": "mug"}).status_code == 409
    assert api.post(PRODUCTS, {**HAT, "sku": "mug"}).status_code == 409
    assert api.post(PRODUCTS, {**HAT, "sku": "shirt-s-red"}).status_code == 409
    variants = [{"sku": "Mug", "option_values": SHIRT["variants"][0]["option_values"]}]
    assert api.post(PRODUCTS, {**HAT, "variants": variants}).status_code == 409
    assert api.get(PRODUCTS).json()["meta"]["pagination"]["total"] == 2


def test_sku_is_free_again_after_deletion(api, mug):
    assert api.delete(PRODUCTS, id__in=mug["id"]).status_code == 204
    assert api.get(f"{PRODUCTS}/{mug['id']}").status_code == 404
    assert api.post(PRODUCTS, {**HAT, "sku": "MUG"}).status_code == 200


def test_deleting_needs_a_filter(api, mug):
    assert api.delete(PRODUCTS).status_code == 422


def test_600_variants_at_most(api):
    def variant(number):
        value = {"option_display_name": "N", "label": str(number % 250)}
        other = {"option_display_name": "M", "label": str(number // 250)}
        return {"sku": f"V{number}", "option_values": [value, other]}

    many = [variant(number) for number in range(601)]
    assert api.post(PRODUCTS, {**HAT, "variants": many}).status_code == 422
    data = api.post(PRODUCTS, {**HAT, "variants": many[:600]}).json()["data"]
    variants = api.get("/v3/catalog/variants", product_id__in=data["id"], limit=250)
    assert variants.json()["meta"]["pagination"]["total_pages"] == 3


def test_options_in_include_cut_the_page_to_ten(api):
    for number in range(12):
        api.post(PRODUCTS, {**HAT, "name": f"Hat {number}"})
    wide = api.get(PRODUCTS, include="variants", limit=250).json()
    assert len(wide["data"]) == 12
    narrow = api.get(PRODUCTS, include="options", limit=250).json()
    assert len(narrow["data"]) == 10
    assert narrow["meta"]["pagination"]["total_pages"] == 2


def test_limit_above_the_maximum(api):
    answer = api.get(PRODUCTS, limit=500)
    assert answer.json()["meta"]["pagination"]["per_page"] == 250
    api.patch("/simulator/switches", {"over_limit": "413"})
    assert api.get(PRODUCTS, limit=500).status_code == 413


def test_include_fields(api, mug):
    row = api.get(PRODUCTS, include_fields="name", include="variants").json()["data"][0]
    assert set(row) == {
        "id",
        "name",
        "variants",
        "gift_wrapping_options_type",
        "gift_wrapping_options_list",
    }


def test_products_are_filtered_and_sorted(api, shirt, mug):
    def names(**filters):
        return [p["name"] for p in api.get(PRODUCTS, **filters).json()["data"]]

    assert names(sku__in="shirt,nothing") == ["Shirt"]
    assert names(id__greater=shirt["id"]) == ["Mug"]
    assert names(sort="price") == ["Mug", "Shirt"]
    assert names(sort="id", direction="desc") == ["Mug", "Shirt"]
    api.post("/simulator/clock", {"advance": 3600})
    api.put(f"{PRODUCTS}/{shirt['id']}", {"price": 21})
    assert names(date_modified__min="2026-01-05T09:30:00+00:00") == ["Shirt"]


def test_date_without_time_gets_the_time_of_day(api, mug):
    api.post("/simulator/clock", {"advance": 60})
    found = api.get(PRODUCTS, date_modified__min="2026-01-05").json()["data"]
    assert found == []


def test_batch_update_takes_ten_and_all_or_nothing(api, shirt, mug):
    assert api.put(PRODUCTS, [{"id": mug["id"]}] * 11).status_code == 413
    both = [{"id": mug["id"], "price": 8}, {"id": shirt["id"], "name": "Mug"}]
    assert api.put(PRODUCTS, both).status_code == 409
    assert api.get(f"{PRODUCTS}/{mug['id']}").json()["data"]["price"] == 7.5
    first, other = (category(api, name) for name in ("Cups", "Gifts"))
    good = [{"id": mug["id"], "price": 8, "categories": [first]}]
    data = api.put(PRODUCTS, good).json()["data"]
    assert (data[0]["price"], data[0]["categories"]) == (8, [first])
    data = api.put(PRODUCTS, [{"id": mug["id"], "categories": [other]}]).json()["data"]
    assert data[0]["categories"] == [other]


def category(api, name):
    return api.post("/simulator/categories", {"name": name}).json()["id"]


def test_an_unknown_category_is_a_conflict(api, mug):
    known = category(api, "Cups")
    body = [{"id": mug["id"], "price": 8, "categories": [known, 99]}]
    answer = api.put(PRODUCTS, body)
    assert answer.status_code == 409
    assert answer.json()["errors"] == {"categories": "99"}
    assert api.get(f"{PRODUCTS}/{mug['id']}").json()["data"]["price"] == 7.5
    new = {"name": "Cup", "type": "physical", "weight": 1, "price": 1}
    assert api.post(PRODUCTS, {**new, "categories": [99]}).status_code == 409
    assert api.post(PRODUCTS, {**new, "categories": [known]}).status_code == 200


def test_nested_variants_in_update_do_nothing_and_are_noted(api, shirt):
    body = {"variants": [{"id": shirt["variants"][0]["id"], "price": 1}]}
    assert api.put(f"{PRODUCTS}/{shirt['id']}", body).status_code == 200
    assert "variants" in api.get("/simulator/violations").json()[0]["text"]


def test_product_saved_but_stock_refused_is_207(api, shirt):
    body = {"inventory_level": 5, "price": 33}
    answer = api.put(f"{PRODUCTS}/{shirt['id']}", body)
    assert answer.status_code == 207
    assert answer.json()["data"]["price"] == 33
    assert "inventory_level" in answer.json()["errors"]["errors"]


def test_price_of_a_variant_null_inherits_zero_is_free(api, shirt):
    first, second = shirt["variants"][:2]
    batch = [{"id": first["id"], "price": 0}, {"id": second["id"], "price": 25.5}]
    rows = api.put("/v3/catalog/variants", batch).json()["data"]
    assert [row["calculated_price"] for row in rows] == [0, 25.5]
    rows = api.put("/v3/catalog/variants", [{"id": first["id"], "price": None}]).json()
    assert rows["data"][0]["calculated_price"] == 20


def test_price_of_a_variant_overrides_the_sale_price_of_its_product(api, shirt):
    """Source: docs/store-operations/pricing/calculations.mdx."""
    api.put(f"{PRODUCTS}/{shirt['id']}", {"sale_price": 15})
    first, second = shirt["variants"][:2]
    batch = [{"id": first["id"], "price": None}, {"id": second["id"], "price": 25.5}]
    rows = api.put("/v3/catalog/variants", batch).json()["data"]
    assert [row["calculated_price"] for row in rows] == [15, 25.5]
    batch = [{"id": second["id"], "sale_price": 15}]
    rows = api.put("/v3/catalog/variants", batch).json()["data"]
    assert rows[0]["calculated_price"] == 15


def test_variants_batch_errors(api, shirt, mug):
    ids = [v["id"] for v in shirt["variants"]]
    assert api.put("/v3/catalog/variants", [{"id": ids[0]}] * 51).status_code == 413
    batch = [
        {"id": ids[0], "price": 1},
        {"id": ids[1], "sku": "mug"},
        {"id": 999999},
    ]
    answer = api.put("/v3/catalog/variants", batch)
    assert answer.status_code == 422
    assert [e["status"] for e in answer.json()["batch_errors"]] == [409, 404]
    path = f"{PRODUCTS}/{shirt['id']}/variants/{ids[0]}"
    assert api.get(path).json()["data"]["price"] is None
    api.patch("/simulator/switches", {"variants_batch_partial": True})
    assert api.put("/v3/catalog/variants", batch).status_code == 422
    assert api.get(path).json()["data"]["price"] == 1


def test_extending_a_product_by_option_value_and_variant(api, shirt):
    size = shirt["options"][0]
    values = [{"label": "L", "sort_order": 9}]
    path = f"{PRODUCTS}/{shirt['id']}/options"
    changed = api.put(f"{path}/{size['id']}", {"option_values": values}).json()["data"]
    large = changed["option_values"][-1]
    assert large["label"] == "L"
    assert len(api.get(f"{PRODUCTS}/{shirt['id']}/variants").json()["data"]) == 4
    red = shirt["options"][1]["option_values"][0]
    body = {
        "product_id": shirt["id"],
        "sku": "SHIRT-L-Red",
        "option_values": [
            {"id": large["id"], "option_id": size["id"]},
            {"id": red["id"], "option_id": shirt["options"][1]["id"]},
        ],
    }
    answer = api.put("/v3/catalog/variants", [body])
    assert [v["label"] for v in answer.json()["data"][0]["option_values"]] == [
        "L",
        "Red",
    ]
    again = api.put("/v3/catalog/variants", [{**body, "sku": "OTHER"}])
    assert again.json()["batch_errors"][0]["status"] == 409


def test_variant_by_label_is_refused_after_creation(api, shirt):
    body = {"sku": "X", "option_values": SHIRT["variants"][0]["option_values"]}
    answer = api.post(f"{PRODUCTS}/{shirt['id']}/variants", body)
    assert answer.status_code == 422


def test_simple_product_gets_options_then_variants(api, mug):
    path = f"{PRODUCTS}/{mug['id']}"
    body = {
        "display_name": "Color",
        "type": "dropdown",
        "option_values": [{"label": "White", "sort_order": 0}],
    }
    option = api.post(f"{path}/options", body).json()["data"]
    assert api.get(path).json()["data"]["base_variant_id"] is not None
    assert api.post(f"{path}/options", body).status_code == 409
    choice = {"id": option["option_values"][0]["id"], "option_id": option["id"]}
    variant = {"sku": "MUG-White", "option_values": [choice]}
    assert api.post(f"{path}/variants", variant).status_code == 200
    assert api.get(path).json()["data"]["base_variant_id"] is None


def test_created_variants_in_the_answer_by_switch(api):
    assert "variants" not in api.post(PRODUCTS, SHIRT).json()["data"]
    api.patch("/simulator/switches", {"create_returns_variants": True})
    answer = api.post(PRODUCTS, {**HAT, "sku": "HAT"})
    assert answer.json()["data"]["variants"][0]["sku"] == "HAT"


def test_in_process_lookups(simulator, shirt, mug):
    catalog = simulator.store.catalog
    variant = catalog.variant_by_sku("shirt-s-RED")
    assert catalog.product(variant).name == "Shirt"
    assert catalog.effective_price(variant) == 20
    assert catalog.variant_by_sku("MUG").id == mug["base_variant_id"]
    assert catalog.variant_by_sku("SHIRT") is None


def test_options_edited_in_the_control_panel_make_variants(api, shirt):
    path = f"/simulator/products/{shirt['id']}/options"
    made = api.post(path, {"display_name": "Size", "labels": ["S", "L"]}).json()
    assert len(made) == 2
    assert {v["option_values"][0]["label"] for v in made} == {"L"}
    variants = api.get("/v3/catalog/variants", product_id__in=shirt["id"]).json()
    assert variants["meta"]["pagination"]["total"] == 6


def test_orphan_variants_have_product_zero(api, mug):
    api.post("/simulator/variants/orphan", {"sku": "LOST"})
    rows = api.get("/v3/catalog/variants").json()["data"]
    assert [row["product_id"] for row in rows] == [mug["id"], 0]


def test_images_must_be_reachable_from_outside(api):
    def create(url):
        return api.post(PRODUCTS, {**HAT, "images": [{"image_url": url}]})

    assert create("http://192.168.1.4/hat.png").status_code == 422
    assert create("http://odoo/hat.png").status_code == 422
    assert create("https://img.example/" + "x" * 255).status_code == 422
    product = create("https://img.example/hat.png").json()["data"]
    path = f"{PRODUCTS}/{product['id']}"
    shown = api.get(path, include="images,primary_image").json()["data"]
    assert shown["images"] == [shown["primary_image"]]


def test_brand_by_name_and_custom_fields(api):
    extras = {
        "brand_name": "Acme",
        "custom_fields": [{"name": "Fabric", "value": "Wool"}],
    }
    first = api.post(PRODUCTS, {**HAT, **extras}).json()["data"]
    second = {**HAT, "name": "Cap", "brand_name": "ACME"}
    second = api.post(PRODUCTS, second).json()["data"]
    assert first["brand_id"] == second["brand_id"] == 1
    path = f"{PRODUCTS}/{first['id']}"
    shown = api.get(path, include="custom_fields").json()["data"]
    assert shown["custom_fields"] == [{"id": 1, "name": "Fabric", "value": "Wool"}]
    twice = {"custom_fields": extras["custom_fields"] * 2}
    assert api.put(path, twice).status_code == 422


def test_names_are_unique_within_a_batch_too(api, shirt, mug):
    both = [{"id": mug["id"], "name": "Cup"}, {"id": shirt["id"], "name": "cup"}]
    assert api.put(PRODUCTS, both).status_code == 409


def test_variants_follow_the_labels_of_their_options(api, shirt):
    size = shirt["options"][0]
    renamed = [{"id": size["option_values"][0]["id"], "label": "Small"}]
    path = f"{PRODUCTS}/{shirt['id']}"
    api.put(f"{path}/options/{size['id']}", {"option_values": renamed})
    variant = api.get(f"{path}/variants").json()["data"][0]
    assert variant["option_values"][0]["label"] == "Small"
    assert api.delete(f"{path}/options/{size['id']}").status_code == 422


def test_staff_deletes_variants(api, simulator, shirt):
    path = f"{PRODUCTS}/{shirt['id']}"
    for variant in shirt["variants"]:
        answer = api.delete(f"/simulator/variants/{variant['id']}")
        assert answer.status_code == 200
    assert simulator.store.catalog.variant_by_sku("SHIRT-S-Red") is None
    base = api.get(path).json()["data"]["base_variant_id"]
    assert simulator.store.catalog.variant_by_sku("SHIRT").id == base
    assert api.delete(f"/simulator/variants/{base}").status_code == 404


def test_a_value_added_after_the_last_variant_was_deleted(api, shirt):
    """Its variants take the place of the base variant that was left behind."""
    for variant in shirt["variants"]:
        left = api.delete(f"/simulator/variants/{variant['id']}").json()
    option = shirt["options"][0]["display_name"]
    body = {"display_name": option, "labels": ["XXL"]}
    made = api.post(f"/simulator/products/{shirt['id']}/options", body).json()
    variants = api.get(f"{PRODUCTS}/{shirt['id']}/variants?limit=50").json()["data"]
    assert {row["id"] for row in variants} == {row["id"] for row in made}
    assert made and left[0]["id"] not in {row["id"] for row in made}


@pytest.mark.parametrize("name", ["variants", "custom_fields", "images"])
def test_lists_of_anything_but_objects(api, name):
    for wrong in ("x", ["x"], 5):
        assert api.post(PRODUCTS, {**HAT, name: wrong}).status_code == 422
    assert api.put(PRODUCTS, ["x"]).status_code == 400


def test_long_addresses_are_refused(api):
    answer = api.get(PRODUCTS, sku__in="X" * 9000)
    assert answer.status_code == 414

"""Custom fields, bulk prices, modifiers and option values of a product."""

import pytest

from .conftest import SHIRT

PRODUCTS = "/v3/catalog/products"


@pytest.fixture
def path(mug):
    return f"{PRODUCTS}/{mug['id']}"


def data(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_custom_fields(api, path):
    fabric = {"name": "Fabric", "value": "Wool"}
    made = data(api.post(f"{path}/custom-fields", fabric))
    one = f"{path}/custom-fields/{made['id']}"
    assert api.post(f"{path}/custom-fields", fabric).status_code == 422
    data(api.post(f"{path}/custom-fields", {**fabric, "value": "Silk"}))
    assert api.put(one, {"value": "Silk"}).status_code == 422
    assert data(api.put(one, {"value": "Linen"})) == {**made, "value": "Linen"}
    assert data(api.get(one))["value"] == "Linen"
    for wrong in ({}, {"name": "x"}, {"name": "x", "value": "y" * 251}):
        assert api.post(f"{path}/custom-fields", wrong).status_code == 422
    assert len(data(api.get(f"{path}/custom-fields"))) == 2
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404
    shown = data(api.get(path, include="custom_fields"))["custom_fields"]
    assert [row["value"] for row in shown] == ["Silk"]


def test_200_custom_fields_at_most(api, path):
    many = [{"name": "n", "value": str(number)} for number in range(201)]
    assert api.put(path, {"custom_fields": many}).status_code == 422
    data(api.put(path, {"custom_fields": many[:200]}))
    assert api.post(f"{path}/custom-fields", many[200]).status_code == 422
    data(api.put(path, {"custom_fields": []}))
    assert data(api.get(f"{path}/custom-fields")) == []


def test_bulk_prices(api, path):
    rules = f"{path}/bulk-pricing-rules"
    rule = {"quantity_min": 2, "quantity_max": 4, "type": "price", "amount": 1.5}
    made = data(api.post(rules, rule))
    assert made == {"id": made["id"], **rule}
    data(api.post(rules, {**rule, "quantity_min": 5, "quantity_max": 0}))
    for low, high in ((4, 9), (6, 9), (0, 0)):
        body = {**rule, "quantity_min": low, "quantity_max": high}
        assert api.post(rules, body).status_code == 409
    wrong = (
        {"quantity_min": 9, "quantity_max": 9},
        {"type": "half"},
        {"amount": "x"},
        {"amount": -1},
        {"quantity_min": None},
    )
    for change in wrong:
        assert api.post(rules, {**rule, **change}).status_code == 422, change
    one = f"{rules}/{made['id']}"
    assert data(api.put(one, {"type": "percent", "amount": "10"}))["amount"] == 10
    assert api.put(one, {"quantity_max": 5}).status_code == 409
    shown = data(api.get(path, include="bulk_pricing_rules"))["bulk_pricing_rules"]
    assert [row["type"] for row in shown] == ["percent", "price"]
    assert api.delete(one).status_code == 204
    assert len(data(api.get(rules))) == 1


def test_bulk_prices_inside_a_product(api):
    rule = {"quantity_min": 2, "quantity_max": 0, "type": "fixed", "amount": 15}
    body = {**SHIRT, "bulk_pricing_rules": [rule]}
    twice = {**SHIRT, "bulk_pricing_rules": [rule] * 2}
    assert api.post(PRODUCTS, twice).status_code == 409
    path = f"{PRODUCTS}/{data(api.post(PRODUCTS, body))['id']}"
    shown = data(api.get(path, include="bulk_pricing_rules"))
    assert [row["amount"] for row in shown["bulk_pricing_rules"]] == [15]
    assert api.put(path, {"bulk_pricing_rules": [{}]}).status_code == 422


ENGRAVING = {
    "display_name": "Engraving",
    "type": "dropdown",
    "required": False,
    "option_values": [
        {"label": "None", "is_default": True},
        {
            "label": "Gold",
            "adjusters": {"price": {"adjuster": "relative", "adjuster_value": 5}},
        },
    ],
}


def test_a_modifier_with_values(api, path):
    made = data(api.post(f"{path}/modifiers", ENGRAVING))
    none, gold = made["option_values"]
    assert (none["sort_order"], gold["sort_order"]) == (0, 1)
    assert gold["adjusters"]["price"] == {"adjuster": "relative", "adjuster_value": 5}
    assert gold["option_id"] == made["id"]
    shown = data(api.get(path, include="modifiers"))
    assert shown["modifiers"] == [made]
    # It makes no variants.
    assert shown["base_variant_id"] is not None
    one = f"{path}/modifiers/{made['id']}"
    values = [{"id": gold["id"], "label": "Silver"}, {"label": "Steel"}]
    changed = data(api.put(one, {"required": True, "option_values": values}))
    labels = [row["label"] for row in changed["option_values"]]
    assert (changed["required"], labels) == (True, ["None", "Silver", "Steel"])
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404


def test_values_of_a_modifier(api, path):
    made = data(api.post(f"{path}/modifiers", ENGRAVING))
    values = f"{path}/modifiers/{made['id']}/values"
    steel = data(api.post(values, {"label": "Steel", "sort_order": 9}))
    assert api.post(values, {"label": "Steel"}).status_code == 422
    assert api.post(values, {"sort_order": 1}).status_code == 422
    wrong = {"label": "x", "adjusters": {"price": {"adjuster": "double"}}}
    assert api.post(values, wrong).status_code == 422
    one = f"{values}/{steel['id']}"
    assert data(api.put(one, {"label": "Brass"}))["label"] == "Brass"
    assert data(api.get(one))["sort_order"] == 9
    assert len(data(api.get(values))) == 3
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404


def test_names_of_modifiers_and_options_together(api, shirt):
    path = f"{PRODUCTS}/{shirt['id']}"
    for name in ("Size", "Engraving"):
        body = {**ENGRAVING, "display_name": name}
        answer = api.post(f"{path}/modifiers", body)
        assert answer.status_code == (409 if name == "Size" else 200)
    option = {"display_name": "Engraving", "type": "dropdown"}
    option["option_values"] = [{"label": "x"}]
    assert api.post(f"{path}/options", option).status_code == 409


def test_types_of_modifiers(api, path):
    text = {"display_name": "Text", "type": "text", "required": True}
    assert data(api.post(f"{path}/modifiers", text))["option_values"] == []
    more = {**text, "display_name": "More", "option_values": [{"label": "x"}]}
    assert api.post(f"{path}/modifiers", more).status_code == 422
    box = {"display_name": "Gift", "type": "checkbox", "required": False}
    made = data(api.post(f"{path}/modifiers", box))
    assert [row["label"] for row in made["option_values"]] == ["Yes", "No"]
    for wrong in ({**text, "type": "sound"}, {"display_name": "x", "type": "text"}):
        assert api.post(f"{path}/modifiers", wrong).status_code == 422


def test_values_of_an_option(api, shirt):
    path = f"{PRODUCTS}/{shirt['id']}"
    size = shirt["options"][0]
    values = f"{path}/options/{size['id']}/values"
    large = data(api.post(values, {"label": "L", "sort_order": 5}))
    assert api.post(values, {"label": "L"}).status_code == 409
    small = f"{values}/{size['option_values'][0]['id']}"
    assert data(api.put(small, {"label": "Small"}))["label"] == "Small"
    variant = data(api.get(f"{path}/variants"))[0]
    assert variant["option_values"][0]["label"] == "Small"
    assert api.delete(small).status_code == 422
    assert api.delete(f"{values}/{large['id']}").status_code == 204
    assert len(data(api.get(values))) == 2
    assert api.get(f"{values}/{large['id']}").status_code == 404


def test_saved_but_the_address_is_taken(api, shirt, mug):
    path = f"{PRODUCTS}/{mug['id']}"
    answer = api.put(path, {"custom_url": {"url": "/shirt/"}, "price": 9})
    assert answer.status_code == 207
    assert set(answer.json()["errors"]["errors"]) == {"custom_url"}
    shown = data(api.get(path))
    assert (shown["price"], shown["custom_url"]["url"]) == (9, "/mug/")
    assert data(api.put(path, {"custom_url": {"url": "/cup/"}}))
    new = {"name": "Mug 2", "type": "physical", "weight": 1, "price": 1}
    answer = api.post(PRODUCTS, {**new, "custom_url": {"url": "/cup/"}})
    assert answer.status_code == 207
    assert answer.json()["data"]["custom_url"]["url"] == "/mug-2/"


def test_a_variant_saved_without_its_stock(api, shirt):
    most = 2_147_483_647
    path = f"{PRODUCTS}/{shirt['id']}/variants"
    first, second = (f"{path}/{row['id']}" for row in shirt["variants"][:2])
    assert data(api.put(first, {"inventory_level": most}))["inventory_level"] == most
    answer = api.put(second, {"inventory_level": most, "price": 3})
    assert answer.status_code == 207
    assert answer.json()["data"]["price"] == 3
    assert answer.json()["data"]["inventory_level"] == 0


def test_events_of_a_product_are_the_documented_ones(api, simulator, path):
    hook = {"scope": "store/product/*", "destination": "http://127.0.0.1:9/x"}
    api.post("/v3/hooks", hook)

    def events(method, address, body=None):
        simulator.store.hooks.deliveries.clear()
        assert api.call(method, address, body).status_code < 300
        return [d.scope for d in simulator.store.hooks.deliveries]

    updated = ["store/product/updated"]
    assert events("PUT", path, {"price": 9}) == updated
    assert events("PUT", path, {"price": 9}) == []  # no change
    assert events("PUT", path, {"mpn": "x"}) == []
    field = {"name": "n", "value": "v"}
    assert events("POST", f"{path}/custom-fields", field) == []
    url = {"image_url": "https://img.example/mug.png"}
    assert events("POST", f"{path}/images", url) == updated  # the first thumbnail
    assert events("POST", f"{path}/images", {**url, "is_thumbnail": True}) == []
    assert events("POST", f"{path}/modifiers", ENGRAVING) == []
    modifier = data(api.get(f"{path}/modifiers"))[0]["id"]
    assert events("DELETE", f"{path}/modifiers/{modifier}") == updated
    api.patch("/simulator/switches", {"product_updated_events": "all"})
    assert events("PUT", path, {"mpn": "x"}) == updated

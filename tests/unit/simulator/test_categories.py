"""Categories, their trees, and the products in them."""

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from .fuzzing import Fuzzed
from .pictures import png, upload

CATEGORIES = "/v3/catalog/categories"
TREES = "/v3/catalog/trees"
IN_TREES = "/v3/catalog/trees/categories"
ASSIGNED = "/v3/catalog/products/category-assignments"


def make(api, name, parent_id=0, **more):
    body = {"name": name, "parent_id": parent_id, **more}
    answer = api.post(CATEGORIES, body)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def reported(simulator):
    """Scope and data of the webhooks so far."""
    deliveries = simulator.store.hooks.deliveries
    return [(d.scope, d.as_dict()["payload"]["data"]) for d in deliveries]


@pytest.fixture
def listening(api, simulator):
    for scope in ("store/category/*", "store/channel/1/category/*", "store/product/*"):
        body = {"scope": scope, "destination": "http://127.0.0.1:9/x"}
        assert api.post("/v3/hooks", body).status_code == 200


def test_a_category_in_both_families(api):
    made = make(api, "Tea & Coffee", description="<p>Hot</p>", sort_order=3)
    assert made["custom_url"] == {"url": "/tea-coffee/", "is_customized": False}
    assert api.get(f"{CATEGORIES}/{made['id']}").json()["data"] == made
    (row,) = api.get(IN_TREES, category_id__in=made["id"]).json()["data"]
    assert (row["category_id"], row["tree_id"]) == (made["id"], 1)
    assert row["url"] == {"path": "/tea-coffee/", "is_customized": False}
    assert len(row["category_uuid"]) == 36
    by_uuid = api.get(IN_TREES, category_uuid__in=row["category_uuid"]).json()["data"]
    assert by_uuid == [row]


def test_a_batch_carries_out_what_is_right(api):
    bodies = [
        {"tree_id": 1, "name": "Tea"},
        {"tree_id": 1, "name": "tea"},
        {"parent_id": 99, "name": "Green"},
        {"name": "Nowhere"},
        {"tree_id": 1, "parent_id": 1, "name": "Green"},
    ]
    answer = api.post(IN_TREES, bodies)
    assert answer.status_code == 207
    body = answer.json()
    assert [row["name"] for row in body["data"]] == ["Tea", "Green"]
    assert body["meta"] == {"total": 5, "success": 2, "failed": 3}
    assert set(body["errors"]["errors"]) == {"1.name", "2.parent_id", "3.tree_id"}
    answer = api.post(IN_TREES, bodies[:3])
    assert answer.status_code == 422
    assert answer.json()["meta"] == {"total": 3, "success": 0, "failed": 3}
    answer = api.post(IN_TREES, [{"parent_id": 1, "name": "Black"}])
    assert answer.status_code == 201
    answer = api.put(IN_TREES, [{"category_id": 1, "name": "Teas"}, {"category_id": 9}])
    assert (answer.status_code, "data" in answer.json()) == (207, False)
    assert api.get(f"{CATEGORIES}/1").json()["data"]["name"] == "Teas"


def test_names_are_unique_among_siblings(api):
    tea = make(api, "Tea")["id"]
    make(api, "Tea", tea)
    answer = api.post(CATEGORIES, {"name": "TEA", "parent_id": 0})
    assert answer.status_code == 409
    other = make(api, "Coffee")["id"]
    assert api.put(f"{CATEGORIES}/{other}", {"name": "Tea"}).status_code == 409
    assert api.put(f"{CATEGORIES}/{other}", {"parent_id": tea}).status_code == 200
    url = {"custom_url": {"url": "/tea/"}}
    assert api.put(f"{CATEGORIES}/{other}", url).status_code == 409


def test_eight_levels_below_the_top(api):
    number = 0
    for level in range(9):
        number = make(api, f"L{level}", number)["id"]
    deeper = {"name": "L9", "parent_id": number}
    assert api.post(CATEGORIES, deeper).status_code == 422
    other = make(api, "Other")["id"]
    make(api, "Child", other)
    moved = {"parent_id": number - 1}  # itself would fit, its child would not
    assert api.put(f"{CATEGORIES}/{other}", moved).status_code == 422
    assert api.put(f"{CATEGORIES}/1", {"parent_id": number}).status_code == 422


def test_category_with_products_is_not_deleted(api, mug):
    tea = make(api, "Tea")["id"]
    green = make(api, "Green", tea)["id"]
    product = f"/v3/catalog/products/{mug['id']}"
    api.put(product, {"categories": [green]})
    assert api.delete(f"{CATEGORIES}/{tea}").status_code == 422
    assert api.delete(CATEGORIES, id__in=green).status_code == 422
    assert api.delete(IN_TREES, category_id__in=green).status_code == 422
    assert api.delete(CATEGORIES).status_code == 422
    api.put(product, {"categories": []})
    answer = api.delete(IN_TREES, category_id__in=f"{tea},{green}")
    assert answer.status_code == 202
    assert api.get(CATEGORIES).json()["data"] == []


def test_the_tree_itself(api):
    tea = make(api, "Tea")["id"]
    green = make(api, "Green", tea)["id"]
    make(api, "Sencha", green)
    make(api, "Coffee", sort_order=-1)
    first, second = api.get(f"{TREES}/1/categories").json()["data"]
    assert (first["name"], second["children"][0]["path"]) == ("Coffee", [tea, green])
    flat = api.get(f"{TREES}/1/categories", depth=0).json()["data"]
    assert [row["children"] for row in flat] == [[], []]
    assert api.get(f"{TREES}/7/categories").status_code == 404


def test_a_tree_per_channel(api):
    channel = {"name": "Second", "type": "storefront", "platform": "custom"}
    number = api.post("/v3/channels", channel).json()["data"]["id"]
    new = {"name": "Second tree", "channels": [number]}
    for wrong in (
        {"name": "x"},
        {"name": "x", "channels": [1]},
        {"name": "x", "channels": [1, number]},
        {"channels": [number]},
        {"id": 1, "channels": [number]},
        {"id": 9, "name": "x"},
    ):
        assert api.put(TREES, [wrong]).status_code == 422, wrong
    assert api.put(TREES, [new, new]).status_code == 422
    assert api.put(TREES, [new] * 51).status_code == 413
    (tree,) = api.put(TREES, [new]).json()["data"]
    api.post(IN_TREES, [{"tree_id": tree["id"], "name": "Tea"}])
    make(api, "Tea")
    assert [row["name"] for row in api.get(CATEGORIES).json()["data"]] == ["Tea"]
    assert len(api.get(IN_TREES, tree_id__in=tree["id"]).json()["data"]) == 1
    assert len(api.get(TREES, channel_id__in=number).json()["data"]) == 1
    assert api.delete(TREES).status_code == 422
    assert api.delete(TREES, id__in=tree["id"]).status_code == 204
    assert len(api.get(IN_TREES).json()["data"]) == 1


def test_products_in_categories(api, mug, shirt):
    tea, gifts = make(api, "Tea")["id"], make(api, "Gifts")["id"]
    pairs = [
        {"product_id": mug["id"], "category_id": tea},
        {"product_id": shirt["id"], "category_id": gifts},
        {"product_id": mug["id"], "category_id": gifts},
    ]
    assert api.put(ASSIGNED, [*pairs, *pairs]).status_code == 204
    rows = api.get(ASSIGNED, product_id__in=mug["id"]).json()["data"]
    assert [row["category_id"] for row in rows] == [tea, gifts]
    wrong = [*pairs, {"product_id": 9, "category_id": tea}, {"product_id": mug["id"]}]
    answer = api.put(ASSIGNED, wrong)
    assert set(answer.json()["errors"]) == {"3.product_id", "4.category_id"}
    assert api.delete(ASSIGNED).status_code == 422
    assert api.delete(ASSIGNED, category_id__in=gifts).status_code == 204
    left = api.get(ASSIGNED).json()["data"]
    assert left == pairs[:1]


def test_webhooks(api, simulator, listening, mug):
    tea = make(api, "Tea")["id"]
    pair = {"product_id": mug["id"], "category_id": tea}
    api.put(ASSIGNED, [pair])
    api.delete(ASSIGNED, **{"product_id__in": mug["id"], "category_id__in": tea})
    api.put(f"{CATEGORIES}/{tea}", {"name": "Teas"})
    api.delete(f"{CATEGORIES}/{tea}")
    category = {"type": "category", "id": tea}
    of_channel = {"category_id": tea, "tree_id": 1}
    seen = [entry for entry in reported(simulator) if "store/product" not in entry[0]]
    assert seen == [
        ("store/category/created", category),
        ("store/channel/1/category/created", of_channel),
        ("store/channel/1/category/product/assigned", {"product_id": mug["id"]}),
        ("store/channel/1/category/product/unassigned", {"product_id": mug["id"]}),
        ("store/category/updated", category),
        ("store/channel/1/category/updated", of_channel),
        ("store/category/deleted", category),
        ("store/channel/1/category/deleted", of_channel),
    ]


def test_the_picture_of_a_category(api):
    path = f"{CATEGORIES}/{make(api, 'Tea')['id']}"
    url = upload(api, f"{path}/image", png()).json()["data"]["image_url"]
    assert requests.get(url, timeout=10).content == png()
    assert upload(api, f"{path}/image", b"text").status_code == 422
    # Sent back as it was read, it stays.
    again = api.put(path, {"image_url": url}).json()["data"]["image_url"]
    assert again == url
    other = api.put(path, {"image_url": "https://img.example/t.png"}).json()["data"]
    assert other["image_url"] != url
    private = {"image_url": "http://localhost/t.png"}
    assert api.put(path, private).status_code == 422
    assert api.delete(f"{path}/image").status_code == 204
    assert api.get(path).json()["data"]["image_url"] == ""
    assert api.call("POST", f"{path}/image", {"image_url": "x"}).status_code == 415


NAMES = st.sampled_from(("Tea", "tea", "Green", "Black", ""))
PARENTS = st.integers(0, 6)
STEPS = st.one_of(
    st.tuples(st.just("POST"), NAMES, PARENTS),
    st.tuples(st.just("PUT"), NAMES, PARENTS),
    st.tuples(st.just("DELETE"), NAMES, PARENTS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_a_tree_stays_a_tree(steps):
    """Whatever is made, moved and deleted: no circle, no orphan, no twin siblings."""
    fuzzed = Fuzzed()
    for number, (method, name, parent) in enumerate(steps):
        body = {"name": name, "parent_id": parent}
        own = f"{CATEGORIES}/{number % 5 + 1}"
        fuzzed.send(method, CATEGORIES if method == "POST" else own, body)
    categories = fuzzed.store.catalog.categories
    tops = categories.children(0, 1)
    reached = [row for top in tops for row in categories.below(top)]
    assert len(reached) == len(categories.rows)
    places = {(row.parent_id, row.name.casefold()) for row in reached}
    assert len(places) == len(reached)
    assert len({row.url for row in reached}) == len(reached)

"""Whatever is done to a catalog, by API and by staff: its rules hold afterwards."""

from hypothesis import given, settings
from hypothesis import strategies as st

from .fuzzing import Fuzzed

NAMES = st.sampled_from(("Mug", "MUG", "Shirt", "Hat", "Cap"))
SKUS = st.sampled_from(("MUG", "mug", "SHIRT", "HAT", "A", "a", ""))
LABELS = st.sampled_from(("S", "M", "Red", "Blue", "XL"))
URLS = st.sampled_from(("/mug/", "/hat/", "/a/"))
WHICH = st.integers(0, 7)


def _variants(labels, skus):
    return [
        {"sku": sku, "option_values": [{"option_display_name": "N", "label": label}]}
        for label, sku in zip(labels, skus, strict=False)
    ]


NEW = st.fixed_dictionaries(
    {"name": NAMES, "sku": SKUS, "type": st.just("physical"), "weight": st.just(1),
     "price": st.integers(0, 9)},
    optional={
        "custom_url": URLS.map(lambda url: {"url": url}),
        "variants": st.builds(_variants, st.lists(LABELS, max_size=3),
                              st.lists(SKUS, min_size=3, max_size=3)),
        "inventory_tracking": st.sampled_from(("none", "product", "variant")),
    },
)  # fmt: skip
CHANGE = st.fixed_dictionaries(
    {},
    optional={
        "name": NAMES,
        "sku": SKUS,
        "price": st.integers(-1, 9),
        "inventory_level": st.integers(0, 9),
        "inventory_tracking": st.sampled_from(("none", "product", "variant")),
        "custom_url": URLS.map(lambda url: {"url": url}),
    },
)
STEPS = st.one_of(
    st.tuples(st.just("create"), NEW),
    st.tuples(st.just("change"), WHICH, CHANGE),
    st.tuples(st.just("delete"), WHICH),
    st.tuples(st.just("variant"), WHICH, SKUS),
    st.tuples(st.just("lose"), WHICH),
    st.tuples(st.just("add"), WHICH, LABELS),
    st.tuples(st.just("image"), WHICH, st.booleans()),
    st.tuples(st.just("unimage"), WHICH),
)


def _pick(rows, place):
    rows = sorted(rows, key=lambda row: row.id)
    return rows[place % len(rows)] if rows else None


def _carry_out(fuzzed, step):
    catalog = fuzzed.store.catalog
    kind, *details = step
    if kind == "create":
        return fuzzed.send("POST", "/v3/catalog/products", details[0])
    product = _pick(catalog.products.values(), details[0])
    variant = _pick(catalog.variants.values(), details[0])
    if product is None:
        return None
    path = f"/v3/catalog/products/{product.id}"
    if kind == "change":
        return fuzzed.send("PUT", path, details[1])
    if kind == "delete":
        return fuzzed.send("DELETE", path)
    if kind == "variant":
        body = [{"id": variant.id, "sku": details[1]}]
        return fuzzed.send("PUT", "/v3/catalog/variants", body)
    if kind == "lose":
        return fuzzed.send("DELETE", f"/simulator/variants/{variant.id}")
    if kind == "add":
        body = {"display_name": "Size", "labels": [details[1]]}
        return fuzzed.send("POST", f"/simulator/products/{product.id}/options", body)
    if kind == "image":
        body = {"image_url": "https://img.example/1.png", "is_thumbnail": details[1]}
        return fuzzed.send("POST", f"{path}/images", body)
    image = _pick(product.images, 0)
    return image and fuzzed.send("DELETE", f"{path}/images/{image.id}")


def _check(store):
    catalog = store.catalog
    products = list(catalog.products.values())
    names = [product.name.casefold() for product in products]
    assert len(set(names)) == len(names)
    urls = [product.values["custom_url"]["url"] for product in products]
    assert len(set(urls)) == len(urls)
    skus = [p.values["sku"].casefold() for p in products if p.values["sku"]]
    for product in products:
        assert product.variants, "something can be sold of every product"
        if product.base_variant is None:
            assert not any(variant.is_base for variant in product.variants)
            skus += [v.sku.casefold() for v in product.variants if v.sku]
        else:
            assert product.base_variant.sku == product.values["sku"]
        combinations = {variant.combination() for variant in product.variants}
        assert len(combinations) == len(product.variants)
        thumbnails = [image for image in product.images if image.is_thumbnail]
        assert len(thumbnails) == bool(product.images)
        for image in product.images:
            assert catalog.pictures[image.picture.number] is image.picture
    assert len(set(skus)) == len(skus)
    every = {variant.id for product in products for variant in product.variants}
    assert set(catalog.variants) == every
    for sku in skus:
        found = catalog.variant_by_sku(sku) or catalog.product_by_sku(sku)
        assert found is not None, sku


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_the_rules_of_a_catalog_hold(steps):
    fuzzed = Fuzzed()
    for step in steps:
        answer = _carry_out(fuzzed, step)
        assert answer is None or answer.status_code != 500, step
        _check(fuzzed.store)
    include = "variants,images,options,modifiers,custom_fields"
    for path in (f"/v3/catalog/products?include={include}", "/v3/inventory/items"):
        assert fuzzed.send("GET", path).status_code == 200

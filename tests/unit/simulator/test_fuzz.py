"""Whatever is sent, no endpoint answers 500, and a refusal changes nothing."""

import zlib

import pytest

from bigcommerce_simulator import routing
from bigcommerce_simulator.routing import JSON, url_map
from bigcommerce_simulator.sample import sample

from .fuzzing import QUERIES, Fuzzed

# Requests per endpoint: bodies, and values of each query parameter.
BODIES = 14
READS = (
    "/v2/orders",
    "/v2/orders/count",
    "/v3/orders/payment_actions/refunds",
    "/v3/orders/pickups",
    "/v3/pickup/methods",
    "/v3/catalog/products",
    "/v3/catalog/products?include=modifiers,custom_fields,bulk_pricing_rules,images",
    "/v3/catalog/variants",
    "/v3/catalog/brands",
    "/v3/catalog/categories",
    "/v3/catalog/trees",
    "/v3/catalog/trees/categories",
    "/v3/catalog/trees/1/categories",
    "/v3/catalog/products/channel-assignments",
    "/v3/catalog/products/category-assignments",
    "/v3/inventory/items",
    "/v3/customers",
    "/v3/customers/addresses",
    "/v3/channels",
    "/v3/hooks",
    "/simulator",
)
# They decide how long an answer takes, whether there is one, and what day it is.
UNRULY = ("/simulator/switches", "/simulator/faults", "/simulator/clock")


def endpoints():
    """``(method, rule)`` of everything in the simulator's own table."""
    for rule in url_map().iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            if JSON[0] not in rule.endpoint.media:
                continue  # test_forms.py
            if not rule.rule.startswith(UNRULY) and rule.rule != "/simulator/reset":
                yield method, rule.rule


ENDPOINTS = sorted(endpoints())


# What these ask for is refused by the store as it is, whatever the body.
REFUSED = (
    "DELETE /v3/catalog/products/<int:product_id>/options/<int:option_id>"
    "/values/<int:value_id>",
    "DELETE /v3/catalog/brands",
    "DELETE /v3/catalog/categories",
    "DELETE /v3/catalog/trees",
    "DELETE /v3/catalog/trees/categories",
    "DELETE /v3/catalog/products/channel-assignments",
    "DELETE /v3/catalog/products/category-assignments",
    "DELETE /v3/catalog/products",
    "DELETE /v3/catalog/products/<int:product_id>/options/<int:option_id>",
    "DELETE /v3/inventory/locations",
    "DELETE /v3/orders/pickups",
    "DELETE /v3/pickup/methods",
    "POST /v3/orders/<int:order_id>/payment_actions/capture",
    "POST /v3/orders/<int:order_id>/payment_actions/void",
)


def refused_leaves_all(fuzzed, before, answer, what):
    status = answer.status_code
    assert status != 500, what
    if 400 <= status < 500:
        assert fuzzed.snapshot() == before, what
        return False
    return True


WRITES = [endpoint for endpoint in ENDPOINTS if endpoint[0] != "GET"]


@pytest.mark.parametrize(("method", "rule"), WRITES)
def test_documented_bodies_are_carried_out(method, rule):
    """Otherwise what is spoiled would be refused for another reason."""
    fuzzed = Fuzzed()
    body = fuzzed.bodies(method, rule)
    answer = fuzzed.send(method, fuzzed.address_of(rule), body)
    refused = f"{method} {rule.removeprefix('/stores/<store_hash>')}" in REFUSED
    assert (answer.status_code == 422) if refused else answer.status_code < 300


@pytest.mark.parametrize(("method", "rule"), WRITES)
def test_bodies(method, rule):
    # Of its own for each endpoint, and the same in every run.
    fuzzed = Fuzzed(zlib.crc32(f"{method} {rule}".encode()))
    before = fuzzed.snapshot()
    for _number in range(BODIES):
        path = fuzzed.address_of(rule, spoil=fuzzed.random.random() < 0.05)
        body = fuzzed.spoiled(fuzzed.bodies(method, rule))
        answer = fuzzed.send(method, path, body)
        what = f"{method} {path} {body!r}"[:1500]
        if refused_leaves_all(fuzzed, before, answer, what):
            for read in READS:
                assert fuzzed.send("GET", read).status_code < 300, f"{what}: {read}"
            seed = fuzzed.random.randrange(10**6)
            fuzzed = Fuzzed(seed)
            before = fuzzed.snapshot()


READS_OF_ALL = [endpoint for endpoint in ENDPOINTS if endpoint[0] == "GET"]


@pytest.mark.parametrize(("method", "rule"), READS_OF_ALL)
def test_queries(method, rule, monkeypatch):
    fuzzed = Fuzzed()
    asked = set()
    text = routing.Parameters.text

    def noted(self, name, default=None):
        asked.add(name)
        return text(self, name, default)

    monkeypatch.setattr(routing.Parameters, "text", noted)
    before = fuzzed.snapshot()
    assert fuzzed.send(method, fuzzed.address_of(rule)).status_code < 300, rule
    for name in sorted(asked):
        for value in QUERIES:
            answer = fuzzed.send(method, fuzzed.address_of(rule), query={name: value})
            assert answer.status_code != 500, f"{rule}?{name}={value!r}"
    answer = fuzzed.send(method, fuzzed.address_of(rule, spoil=True))
    assert answer.status_code != 500, rule
    assert fuzzed.snapshot() == before


def test_a_quantity_no_column_holds_is_refused_and_not_kept():
    fuzzed = Fuzzed()
    path, line = f"/v2/orders/{fuzzed.order.id}", fuzzed.order.lines[0]
    before = fuzzed.snapshot()
    body = {"products": [{"id": line.id, "quantity": 10**30}]}
    assert fuzzed.send("PUT", path, body).status_code == 400
    assert fuzzed.snapshot() == before
    assert fuzzed.send("GET", path).status_code == 200
    assert fuzzed.send("GET", "/v2/orders").status_code == 200


def test_a_reset_brings_back_what_the_store_began_with():
    fuzzed = Fuzzed()
    fuzzed.store.reset()
    assert not fuzzed.store.catalog.products
    fuzzed.store.begin_with(sample)
    began = fuzzed.snapshot()
    fuzzed.send("DELETE", "/v3/catalog/products", query={"name": "Mug"})
    assert fuzzed.snapshot() != began
    assert fuzzed.send("POST", "/simulator/reset", {}).status_code == 200
    assert fuzzed.snapshot() == began

"""One simulator per test, with a clock that stands still."""

import pytest
import requests

from bigcommerce_simulator import ManualClock, Simulator


class Api:
    """Calls of the public API (``/v2/…``, ``/v3/…``) and of ``/simulator/…``."""

    def __init__(self, simulator, token=None):
        self.simulator = simulator
        self.session = requests.Session()
        self.token = token or simulator.access_token

    def call(self, method, path, body=None, headers=None, timeout=120, **parameters):
        url = self.simulator.url
        sent = {"Accept": "application/json", "Content-Type": "application/json"}
        if path.startswith("/v"):
            url += f"/stores/{self.simulator.store_hash}"
            sent["X-Auth-Token"] = self.token
        return self.session.request(
            method,
            url + path,
            json=body,
            params={name.replace("__", ":"): v for name, v in parameters.items()},
            headers={**sent, **(headers or {})},
            timeout=timeout,
        )

    def get(self, path, **parameters):
        return self.call("GET", path, **parameters)

    def post(self, path, body, **parameters):
        return self.call("POST", path, body, **parameters)

    def put(self, path, body, **parameters):
        return self.call("PUT", path, body, **parameters)

    def patch(self, path, body):
        return self.call("PATCH", path, body)

    def delete(self, path, **parameters):
        return self.call("DELETE", path, **parameters)


@pytest.fixture
def simulator():
    with Simulator(seed=7, clock=ManualClock()) as running:
        yield running


@pytest.fixture
def api(simulator):
    api = Api(simulator)
    yield api
    api.session.close()


SHIRT = {
    "name": "Shirt",
    "type": "physical",
    "weight": 0.3,
    "price": 20,
    "sku": "SHIRT",
    "inventory_tracking": "variant",
    "variants": [
        {
            "sku": f"SHIRT-{size}-{color}",
            "option_values": [
                {"option_display_name": "Size", "label": size},
                {"option_display_name": "Color", "label": color},
            ],
        }
        for size in ("S", "M")
        for color in ("Red", "Blue")
    ],
}


@pytest.fixture
def shirt(api):
    """A product with four variants, as GET shows it."""
    created = api.post("/v3/catalog/products", SHIRT).json()["data"]
    path = f"/v3/catalog/products/{created['id']}"
    return api.get(path, include="variants,options").json()["data"]


@pytest.fixture
def mug(api):
    """A product without options, tracked by product."""
    body = {"name": "Mug", "type": "physical", "weight": 0.4, "price": 7.5}
    body |= {"sku": "MUG", "inventory_tracking": "product"}
    return api.post("/v3/catalog/products", body).json()["data"]


@pytest.fixture
def stock(simulator, api, shirt):
    """What is on hand of the first shirt, 10 at first."""
    variant_id = shirt["variants"][0]["id"]
    item = {"location_id": 1, "variant_id": variant_id, "quantity": 10}
    api.put("/v3/inventory/adjustments/absolute", {"items": [item]})
    return lambda: simulator.store.inventory.on_hand(variant_id, 1)

"""The people on BigCommerce's side: a shopper who checks out, staff who edit orders
through BigCommerce's own API, and what the simulator has seen."""

import requests
from bigcommerce_side import TIMEOUT, Api


class WebShop:
    """A simulated store at ``url``."""

    def __init__(self, url: str, store_hash: str, access_token: str):
        self.url = url
        self.api = Api(url, store_hash, access_token)

    def check_out(self, lines: list[dict], **details) -> int:
        """A shopper buys ``lines`` (``sku``, ``quantity``); the order's number."""
        return self._control("POST", "/orders", {"lines": lines, **details})["id"]

    def edit(self, number: int, products: list[dict]) -> None:
        """``PUT /v2/orders/{id}`` with these products; an id means a present line."""
        response = requests.put(
            f"{self.url}/stores/{self.api.store_hash}/v2/orders/{number}",
            json={"products": products},
            headers={"X-Auth-Token": self.api.access_token},
            timeout=TIMEOUT,
        )
        response.raise_for_status()

    def line(self, number: int, sku: str) -> dict:
        """The order's line with this SKU."""
        lines = self.api.pages(f"/v2/orders/{number}/products")
        return next(line for line in lines if line["sku"] == sku)

    def write_count(self) -> int:
        """How many requests came that could have changed something."""
        return self._control("GET", "/exchanges")["writes"]

    def _control(self, method, path, body=None):
        response = requests.request(
            method, f"{self.url}/simulator{path}", json=body, timeout=TIMEOUT
        )
        response.raise_for_status()
        return response.json()

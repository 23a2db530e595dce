"""What BigCommerce says, read from its public API."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import requests

TIMEOUT = 30
PAGE = 250
# Statuses (GET /v2/order_statuses): an order is not paid yet, or came to nothing.
UNPAID = {0, 1, 7, 12, 13}
VOID = {5, 6}
CENT = Decimal("0.01")


@dataclass
class Api:
    """Address and token of a store's API."""

    url: str
    store_hash: str
    access_token: str

    def get(self, path: str, **parameters):
        """The JSON at ``path``; None where v2 says 204."""
        response = requests.get(
            f"{self.url.rstrip('/')}/stores/{self.store_hash}{path}",
            params=parameters,
            headers={"X-Auth-Token": self.access_token, "Accept": "application/json"},
            timeout=TIMEOUT,
        )
        response.raise_for_status()
        if response.status_code == 204:
            return None
        return response.json(parse_float=Decimal)

    def pages(self, path: str, **parameters):
        """Every entry of a list."""
        page = 1
        while True:
            body = self.get(path, limit=PAGE, page=page, **parameters)
            entries = body.get("data", []) if isinstance(body, dict) else body or []
            yield from entries
            if len(entries) < PAGE:
                return
            page += 1


@dataclass
class WebOrder:
    """What an order amounts to now: refunds taken off, nothing when cancelled.

    ``quantities``: units by SKU. ``total`` contains tax, ``tax`` is the tax in it.
    """

    status: str
    quantities: Counter = field(default_factory=Counter)
    total: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is to be found in the shop for it."""
        return not (self.total or self.tax or +self.quantities)

    def cells(self) -> tuple[str, ...]:
        """Status, quantity, total and tax as texts."""
        units = sum(self.quantities.values())
        return self.status, str(units), str(self.total), str(self.tax)


def read_web_orders(api: Api) -> dict[str, WebOrder]:
    """Every order by its number."""
    refunded, refunded_tax = _refunds(api)
    orders = {}
    for entry in api.pages("/v2/orders"):
        order = orders[str(entry["id"])] = WebOrder(entry["status"])
        if entry["status_id"] in UNPAID | VOID:
            continue
        for line in api.pages(f"/v2/orders/{entry['id']}/products"):
            if line["sku"]:
                units = line["quantity"] - line["quantity_refunded"]
                order.quantities[line["sku"]] += units
        order.total = _cents(entry["total_inc_tax"]) - refunded[entry["id"]]
        order.tax = _cents(entry["total_tax"]) - refunded_tax[entry["id"]]
    return orders


def _refunds(api):
    amounts, taxes = Counter(), Counter()
    for refund in api.pages("/v3/orders/payment_actions/refunds"):
        payments = refund.get("payments") or []
        if payments and all(payment.get("is_declined") for payment in payments):
            continue
        amounts[refund["order_id"]] += _cents(refund["total_amount"])
        taxes[refund["order_id"]] += _cents(refund.get("total_tax") or 0)
    return amounts, taxes


def _cents(amount) -> Decimal:
    return Decimal(amount).quantize(CENT)


def read_web_stock(api: Api) -> Counter:
    """Units in stock by SKU."""
    stock = Counter()
    for variant in api.pages("/v3/catalog/variants"):
        stock[variant["sku"]] += variant["inventory_level"]
    return stock

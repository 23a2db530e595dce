"""What the client does not ask for."""

from typing import Any

import requests

from odoo.addons.bigcommerce_connector.api import Client

from .drive_pickups import drive_pickups
from .drive_products import simple
from .world import COMPLETE, World


def drive_others(simulator, client: Client, world: World) -> None:
    """Answers that only other tests ask for, and refusals of every resource."""
    session = requests.Session()
    session.headers.update({"Accept": "application/json"})
    store = f"{simulator.url}/stores/{simulator.store_hash}"

    def ask(
        method: str, address: str, *statuses: int, body: Any = None
    ) -> requests.Response:
        answer = session.request(method, store + address, json=body)
        assert answer.status_code in statuses, f"{answer.status_code} {answer.text}"
        return answer

    for address in _REFUSED:
        ask("GET", address, 401)
    session.headers["X-Auth-Token"] = simulator.access_token
    ask("DELETE", "/v3/hooks/999999", 404)
    ask("PUT", "/v3/hooks/admin", 204, body={"emails": ["owner@example.com"]})
    ask("PUT", "/v3/hooks/admin", 422, body={"emails": ["nobody"]})
    ask("GET", "/v3/hooks/admin?is_active=false", 200)
    ask("GET", "/v3/settings/inventory?channel_id=1", 200)
    order = f"/v2/orders/{world.order_id}"
    for part in ("coupons", "taxes?details=true", "messages", "shipments"):
        ask("GET", f"{order}/{part}", 200, 204)
    ask("GET", f"{order}?include=consignments", 200)
    for address in ask("GET", f"{order}/shipping_addresses", 200).json():
        for kind in ("shipping_addresses", "consignments/shipping"):
            ask("GET", f"{order}/{kind}/{address['id']}/shipping_quotes", 204)
    world.store.switches.update({"consignment_line_items": "empty"})
    list(client.orders.list(COMPLETE))
    world.store.switches.update({"consignment_line_items": "complete"})
    values = [{"label": "A", "sort_order": 0}]
    option = client.options.create(
        simple(client, world),
        {"display_name": "Fit", "type": "dropdown", "option_values": values},
    )
    options = f"/v3/catalog/products/{option['product_id']}/options"
    ask("DELETE", f"{options}/{option['id']}", 204)
    variants = f"/v3/catalog/products/{world.option['product_id']}/variants"
    collected = world.store.orders.place(
        lines=[{"variant_id": world.product["variants"][1]["id"]}], location_id=1
    )
    client.orders.get(collected.id, COMPLETE)
    list(client.orders.products(collected.id))
    ask("GET", f"/v2/orders/{collected.id}/shipping_addresses", 204)
    tea = [{"name": "Tea", "price": 9, "quantity": 2}]
    drive_pickups(ask, world.store.orders.place(lines=tea))
    world.store.switches.update({"refund_list_pagination": True})
    assert list(client.refunds.list(limit=1))
    world.store.switches.update({"refund_list_pagination": False})
    for variant in ask("GET", variants, 200).json()["data"][:1]:
        ask("DELETE", f"{variants}/{variant['id']}", 204)


_REFUSED = (
    "/v2/store",
    "/v2/orders",
    "/v3/catalog/products",
    "/v3/catalog/variants",
    "/v3/catalog/products/1/options",
    "/v3/inventory/items",
    "/v3/inventory/locations",
    "/v3/settings/inventory",
    "/v3/channels",
    "/v3/customers",
    "/v3/hooks",
    "/v3/hooks/admin",
    "/v3/orders/payment_actions/refunds",
    "/v3/orders/pickups",
)

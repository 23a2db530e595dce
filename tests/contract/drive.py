"""Every public method of the client, carried out once against a simulator.

Written out one by one, so that a new method is noticed when it is not driven.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import requests

from odoo.addons.bigcommerce_connector.api import Client
from odoo.addons.bigcommerce_connector.api.resources.resource import Resource

from .drive_pickups import drive_pickups

_DESTINATION = "https://shop.example/bigcommerce/webhook"
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
_CATEGORY_FIELDS = "category_id,name,parent_id"
_COMPLETE = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}


def methods_of(client: Client) -> Iterator[str]:
    """``products.list`` and so on, of all resources of the client."""
    for name, resource in vars(client).items():
        if isinstance(resource, Resource):
            for method in dir(type(resource)):
                if not method.startswith("_") and callable(getattr(resource, method)):
                    yield f"{name}.{method}"


class World:
    """What the calls need to know of each other."""

    def __init__(self, simulator):
        self.store = simulator.store
        self.running = count(1)
        self.product: dict = {}
        self.order_id = 0
        self.shipment_id = 0
        self.pickup: dict = {}
        self.hook_id = 0
        self.option: dict = {}
        self.modifier: dict = {}
        self.category: dict = {}
        self.image_id = 0

    def name(self) -> str:
        return f"Item {next(self.running)}"

    def shirt(self) -> dict:
        """Payload of a product with variants, options by label."""
        name = self.name()
        variants = [
            {
                "sku": f"{name}-{size}-{color}".replace(" ", ""),
                "price": 21.5 if size == "M" else None,
                "option_values": [
                    {"option_display_name": "Size", "label": size},
                    {"option_display_name": "Color", "label": color},
                ],
            }
            for size in ("S", "M")
            for color in ("Red", "Blue")
        ]
        return {
            "name": name,
            "type": "physical",
            "weight": 0.3,
            "price": 19.99,
            "inventory_tracking": "variant",
            "variants": variants,
        }

    def place(self) -> int:
        """A shopper checks out."""
        variants = self.product["variants"][:2]
        lines = [{"variant_id": one["id"], "quantity": 2} for one in variants]
        shipping = {"cost": "5.00", "method": "Parcel"}
        return self.store.orders.place(lines=lines, shipping=shipping).id


def _create_product(client: Client, world: World) -> None:
    created = client.products.create(world.shirt())
    world.product = client.products.get(created["id"], include="variants,options")
    assert len(world.product["variants"]) == 4


def _list_products(client: Client, world: World) -> None:
    found = list(client.products.list({"id:in": [world.product["id"]]}))
    assert [one["id"] for one in found] == [world.product["id"]]
    fields = ["name", "sku", "inventory_tracking"]
    assert list(client.products.list(include="variants", include_fields=fields))
    skus = [one["sku"] for one in world.product["variants"]]
    list(client.products.list({"sku:in": skus}, sort="id", direction="desc"))


def _list_brands(client: Client, world: World) -> None:
    product_id = world.product["id"]
    client.products.update_many([{"id": product_id, "brand_name": world.name()}])
    product = client.products.get(product_id, include_fields="brand_id")
    (brand,) = client.brands.list({"id:in": [product["brand_id"]]})
    assert list(client.brands.list(include_fields="name"))[-1]["name"] == brand["name"]
    client.products.update_many([{"id": product_id, "brand_id": 0}])


def _create_categories(client: Client, world: World) -> None:
    [top] = client.categories.create_many([{"name": world.name(), "tree_id": 1}])
    below = {"name": world.name(), "parent_id": top["category_id"]}
    [world.category] = client.categories.create_many([below])


def _update_categories(client: Client, world: World) -> None:
    row = world.category
    body = {"category_id": row["category_id"], "name": world.name()}
    client.categories.update_many([{**body, "parent_id": row["parent_id"]}])


def _create_image(client: Client, world: World) -> None:
    values = {"description": "Red \u2665", "sort_order": 1, "is_thumbnail": True}
    image = client.images.create(world.product["id"], "red.png", _PNG, values)
    assert image["description"] == values["description"]
    world.image_id = image["id"]


def _list_products_after(client: Client, world: World) -> None:
    before = world.product["id"] - 1
    rows, total = client.products.list_after(before, {"include": "variants"}, 1)
    assert rows[0]["id"] == world.product["id"]
    assert total >= 1


def _create_option(client: Client, world: World) -> None:
    payload = {
        "display_name": "Fit",
        "type": "dropdown",
        "option_values": [{"label": "Slim", "sort_order": 1}],
    }
    world.option = client.options.create(_simple(client, world), payload)


def _delete_option(client: Client, world: World) -> None:
    """As after variants were refused: options that no variant has."""
    product_id = _simple(client, world)
    payload = {
        "display_name": "Fit",
        "type": "dropdown",
        "option_values": [{"label": "Slim", "sort_order": 1}],
    }
    option = client.options.create(product_id, payload)
    client.options.delete(product_id, option["id"])


def _create_modifier(client: Client, world: World) -> None:
    price = {"adjuster": "relative", "adjuster_value": 2.5}
    values = [
        {"label": "Gold", "sort_order": 0, "is_default": True},
        {"label": "Red", "sort_order": 1, "adjusters": {"price": price}},
        {"label": "Blue", "sort_order": 2},
    ]
    payload = {
        "display_name": f"Wrapping {next(world.running)}",
        "type": "dropdown",
        "required": True,
        "option_values": values,
    }
    world.modifier = client.modifiers.create(_simple(client, world), payload)


def _modifier(world: World) -> tuple[int, int]:
    return world.modifier["product_id"], world.modifier["id"]


def _update_modifier(client: Client, world: World) -> None:
    body = {"type": "dropdown", "required": True, "sort_order": 2}
    client.modifiers.update(*_modifier(world), body)


def _create_variant(client: Client, world: World) -> None:
    option = world.option
    values = [{"id": option["option_values"][0]["id"], "option_id": option["id"]}]
    payload = {"sku": f"SLIM{next(world.running)}", "option_values": values}
    client.variants.create(option["product_id"], payload)


def _delete_variant(client: Client, world: World) -> None:
    """As after others took its place."""
    product_id = _simple(client, world)
    payload = {
        "display_name": "Fit",
        "type": "dropdown",
        "option_values": [{"label": "Slim", "sort_order": 1}],
    }
    option = client.options.create(product_id, payload)
    values = [{"id": option["option_values"][0]["id"], "option_id": option["id"]}]
    payload = {"sku": f"SLIM{next(world.running)}", "option_values": values}
    variant = client.variants.create(product_id, payload)
    client.variants.delete(product_id, variant["id"])


def _simple(client: Client, world: World) -> int:
    payload = {
        "name": world.name(),
        "type": "physical",
        "weight": 1,
        "price": 5,
        "sku": f"SIMPLE{next(world.running)}",
        "inventory_tracking": "product",
        "inventory_level": 4,
    }
    return client.products.create(payload)["id"]


def _update_variants(client, world):
    """Change the variants of a product, and make one more."""
    product = world.product
    client.variants.update_many(
        [{"id": one["id"], "price": 17.25} for one in product["variants"]]
    )
    option = next(iter(client.options.list(product["id"])))
    value = {"label": f"More {next(world.running)}", "sort_order": 9}
    changed = {"option_values": [*_kept(option), value]}
    values = client.options.update(product["id"], option["id"], changed)
    new = next(one for one in values["option_values"] if one["label"] == value["label"])
    others = [
        {"id": one["id"], "option_id": one["option_id"]}
        for one in product["variants"][0]["option_values"]
        if one["option_id"] != option["id"]
    ]
    client.variants.update_many(
        [
            {
                "product_id": product["id"],
                "sku": f"MORE{next(world.running)}",
                "option_values": [
                    {"id": new["id"], "option_id": option["id"]},
                    *others,
                ],
            }
        ]
    )


def _kept(option):
    return [
        {"id": one["id"], "label": one["label"], "sort_order": one["sort_order"]}
        for one in option["option_values"]
    ]


def _update_option(client: Client, world: World) -> None:
    values = [
        {key: value[key] for key in ("id", "label", "sort_order")}
        for value in world.option["option_values"]
    ]
    payload = {"display_name": "Fit", "option_values": values}
    client.options.update(world.option["product_id"], world.option["id"], payload)


def _set_stock(client: Client, world: World) -> None:
    items = [
        {"location_id": 1, "variant_id": one["id"], "quantity": 20}
        for one in world.product["variants"]
    ]
    assert len(client.inventory.set_absolute(items, "count")) == 1


def _list_stock(client: Client, world: World) -> None:
    assert len(list(client.inventory.items(_ids(world)))) == 4
    product_id = _simple(client, world)
    locations = {"product_id:in": [product_id], "location_id:in": [1, 2]}
    assert len(list(client.inventory.items(locations))) == 1


def _list_orders(client: Client, world: World) -> None:
    assert list(client.orders.list(min_id=10**6)) == []  # 204
    world.order_id = world.place()
    world.place()
    (order, _other) = client.orders.list(_COMPLETE, sort="date_modified:asc")
    assert order["consignments"]["shipping"][0]["line_items"]
    assert len(list(client.orders.list(status_id=11))) == 2


def _update_order(client: Client, world: World) -> None:
    lines = list(client.orders.products(world.order_id))
    changed = {"products": [{"id": lines[0]["id"], "quantity": 1}]}
    client.orders.update(world.order_id, changed)
    added = {"variant_id": world.product["variants"][2]["id"], "quantity": 1}
    product = {"product_id": world.product["id"], **added}
    client.orders.update(world.order_id, {"products": [product]})
    client.orders.update(world.order_id, {"status_id": 2})


def _refund(world: World) -> dict:
    line = world.store.orders.get(world.order_id).lines[1]
    return {
        "items": [
            {"item_type": "PRODUCT", "item_id": line.id, "quantity": 1},
            {"item_type": "ORDER", "item_id": world.order_id, "amount": 1},
        ]
    }


def _create_refund(client: Client, world: World) -> None:
    quote = client.refunds.quote(world.order_id, _refund(world))
    method = quote["refund_methods"][0][0]
    payment = {
        "provider_id": method["provider_id"],
        "amount": quote["total_refund_amount"],
        "offline": method["offline"],
    }
    client.refunds.create(world.order_id, {**_refund(world), "payments": [payment]})


def _create_shipment(client: Client, world: World) -> None:
    order = world.store.orders.get(world.order_id)
    item = {"order_product_id": order.lines[1].id, "quantity": 1}
    payload = {
        "order_address_id": order.addresses[0].id,
        "items": [item],
        "tracking_number": "T1",
        "shipping_provider": "usps",
        "comments": "WH/OUT/00012",
    }
    world.shipment_id = client.shipments.create(world.order_id, payload)["id"]


def _list_shipments(client: Client, world: World) -> None:
    assert len(list(client.shipments.list_for_order(world.order_id))) == 1
    assert list(client.shipments.list_for_order(world.place())) == []  # 204


def _create_pickups(client: Client, world: World) -> None:
    line = {"variant_id": world.product["variants"][0]["id"], "quantity": 2}
    order = world.store.orders.place(lines=[line], location_id=1)
    item = {"order_product_id": order.lines[0].id, "quantity": 2}
    pickup = {
        "order_id": order.id,
        "pickup_method_id": 1,
        "pickup_items": [item],
        "ready_at": "2026-01-05T09:30:00Z",
    }
    [world.pickup] = client.pickups.create_many([pickup])


def _update_pickups(client: Client, world: World) -> None:
    number = world.pickup["id"]
    change = {"id": number, "pickup_id": number, "ready_at": "2026-01-05T09:30:00Z"}
    client.pickups.update_many([{**change, "collected_at": "2026-01-06T12:00:00Z"}])


def _list_transactions(client: Client, world: World) -> None:
    assert client.transactions.list_for_order(world.order_id)
    line = {"variant_id": world.product["variants"][0]["id"], "quantity": 1}
    unpaid = world.store.orders.place(lines=[line], status_id=7)
    assert client.transactions.list_for_order(unpaid.id) == []  # 204


def _create_hook(client: Client, world: World) -> None:
    assert list(client.hooks.list()) == []
    payload = {
        "scope": "store/order/*",
        "destination": _DESTINATION,
        "is_active": True,
        "headers": {"X-Own": "secret"},
    }
    world.hook_id = client.hooks.create(payload)["id"]


def _block_domain(client: Client, world: World) -> None:
    with world.store.lock:
        hook = world.store.hooks.rows[world.hook_id]
        world.store.hooks.denylist.block(hook, 180, "502 Bad Gateway")
    (blocked,) = client.hooks.admin()["blocked_domains"]
    assert blocked["destination"] == "https://shop.example"


def _create_channel(client: Client, world: World) -> None:
    client.channels.create(
        {
            "name": "Odoo POS",
            "type": "pos",
            "platform": "custom",
            "status": "connected",
            "is_listable_from_ui": True,
            "is_visible": False,
        }
    )


def _ids(world: World) -> dict:
    return {"variant_id:in": [one["id"] for one in world.product["variants"]]}


DRIVES: dict[str, Callable[[Client, World], Any]] = {
    "store_information.get": lambda c, w: c.store_information.get(),
    "store_information.time": lambda c, w: c.store_information.time(),
    "scopes.missing": lambda c, w: c.scopes.missing(),
    "settings.inventory": lambda c, w: c.settings.inventory(),
    "locations.list": lambda c, w: list(c.locations.list()),
    "channels.create": _create_channel,
    "channels.list": lambda c, w: list(c.channels.list(available=True)),
    "products.create": _create_product,
    "products.get": lambda c, w: c.products.get(w.product["id"]),
    "products.list": _list_products,
    "products.list_after": _list_products_after,
    "products.update": lambda c, w: c.products.update(w.product["id"], {"price": 18}),
    "products.update_many": lambda c, w: c.products.update_many(
        [{"id": w.product["id"], "name": w.name(), "is_visible": False}]
    ),
    "brands.list": _list_brands,
    "categories.trees": lambda c, w: c.categories.trees(),
    "categories.create_many": _create_categories,
    "categories.list": lambda c, w: list(
        c.categories.list({"tree_id:in": [1]}, include_fields=_CATEGORY_FIELDS)
    ),
    "categories.update_many": _update_categories,
    "categories.assign": lambda c, w: c.categories.assign(
        [{"product_id": w.product["id"], "category_id": w.category["category_id"]}]
    ),
    "categories.unassign": lambda c, w: c.categories.unassign(
        [w.product["id"]], [w.category["category_id"]]
    ),
    "images.create": _create_image,
    "images.list": lambda c, w: list(c.images.list(w.product["id"])),
    "images.update": lambda c, w: c.images.update(
        w.product["id"], w.image_id, {"description": "Red", "sort_order": 2}
    ),
    "images.delete": lambda c, w: c.images.delete(w.product["id"], w.image_id),
    "images.create_for_variant": lambda c, w: c.images.create_for_variant(
        w.product["id"], w.product["variants"][0]["id"], "red.png", _PNG
    ),
    "images.delete_of_variant": lambda c, w: c.images.delete_of_variant(
        w.product["id"], w.product["variants"][0]["id"]
    ),
    "options.create": _create_option,
    "options.list": lambda c, w: list(c.options.list(w.option["product_id"])),
    "options.update": _update_option,
    "options.delete": _delete_option,
    "modifiers.create": _create_modifier,
    "modifiers.list": lambda c, w: list(c.modifiers.list(w.modifier["product_id"])),
    "modifiers.update": _update_modifier,
    "modifiers.create_value": lambda c, w: c.modifiers.create_value(
        *_modifier(w), {"label": "Green", "sort_order": 3}
    ),
    "modifiers.update_value": lambda c, w: c.modifiers.update_value(
        *_modifier(w),
        w.modifier["option_values"][0]["id"],
        {"label": "Silver", "sort_order": 0},
    ),
    "modifiers.delete_value": lambda c, w: c.modifiers.delete_value(
        *_modifier(w), w.modifier["option_values"][2]["id"]
    ),
    "modifiers.delete": lambda c, w: c.modifiers.delete(*_modifier(w)),
    "variants.create": _create_variant,
    "variants.delete": _delete_variant,
    "variants.list": lambda c, w: list(
        c.variants.list({"product_id:in": [w.product["id"]]})
    ),
    "variants.update_many": _update_variants,
    "inventory.set_absolute": _set_stock,
    "inventory.items": _list_stock,
    "inventory.location_items": lambda c, w: list(
        c.inventory.location_items(1, _ids(w))
    ),
    "orders.statuses": lambda c, w: c.orders.statuses(),
    "orders.list": _list_orders,
    "orders.list_by_id": lambda c, w: list(c.orders.list_by_id(1, _COMPLETE)),
    "orders.get": lambda c, w: c.orders.get(w.order_id, _COMPLETE),
    "orders.count": lambda c, w: c.orders.count(status_id=11),
    "orders.products": lambda c, w: list(c.orders.products(w.order_id)),
    "orders.update": _update_order,
    "refunds.quote": lambda c, w: c.refunds.quote(w.order_id, _refund(w)),
    "refunds.create": _create_refund,
    "refunds.list": lambda c, w: list(c.refunds.list({"order_id:in": [w.order_id]})),
    "refunds.list_for_order": lambda c, w: c.refunds.list_for_order(w.order_id),
    "transactions.list_for_order": _list_transactions,
    "shipments.create": _create_shipment,
    "shipments.update": lambda c, w: c.shipments.update(
        w.order_id, w.shipment_id, {"tracking_number": "T2", "shipping_provider": "ups"}
    ),
    "shipments.list_for_order": _list_shipments,
    "pickups.create_many": _create_pickups,
    "pickups.update_many": _update_pickups,
    "pickups.list": lambda c, w: list(
        c.pickups.list({"order_id:in": [w.pickup["order_id"]]})
    ),
    "hooks.create": _create_hook,
    "hooks.list": lambda c, w: list(c.hooks.list(is_active=True)),
    "hooks.update": lambda c, w: c.hooks.update(w.hook_id, {"is_active": False}),
    "hooks.admin": _block_domain,
    "hooks.delete": lambda c, w: c.hooks.delete(w.hook_id),
    "products.delete": lambda c, w: c.products.delete([_simple(c, w)]),
}


# === WHAT THE CLIENT DOES NOT ASK FOR === #


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
    list(client.orders.list(_COMPLETE))
    world.store.switches.update({"consignment_line_items": "complete"})
    values = [{"label": "A", "sort_order": 0}]
    option = client.options.create(
        _simple(client, world),
        {"display_name": "Fit", "type": "dropdown", "option_values": values},
    )
    options = f"/v3/catalog/products/{option['product_id']}/options"
    ask("DELETE", f"{options}/{option['id']}", 204)
    variants = f"/v3/catalog/products/{world.option['product_id']}/variants"
    collected = world.store.orders.place(
        lines=[{"variant_id": world.product["variants"][1]["id"]}], location_id=1
    )
    client.orders.get(collected.id, _COMPLETE)
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

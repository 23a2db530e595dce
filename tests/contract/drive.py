"""Every public method of the client, carried out once against a simulator.

Written out one by one, so that a new method is noticed when it is not driven.
"""

from collections.abc import Callable, Iterator
from typing import Any

from odoo.addons.bigcommerce_connector.api import Client
from odoo.addons.bigcommerce_connector.api.resources.resource import Resource

from . import drive_products as products
from .world import CATEGORY_FIELDS, COMPLETE, PNG, World

_DESTINATION = "https://shop.example/bigcommerce/webhook"


def methods_of(client: Client) -> Iterator[str]:
    """``products.list`` and so on, of all resources of the client."""
    for name, resource in vars(client).items():
        if isinstance(resource, Resource):
            for method in dir(type(resource)):
                if not method.startswith("_") and callable(getattr(resource, method)):
                    yield f"{name}.{method}"


def _set_stock(client: Client, world: World) -> None:
    items = [
        {"location_id": 1, "variant_id": one["id"], "quantity": 20}
        for one in world.product["variants"]
    ]
    assert len(client.inventory.set_absolute(items, "count")) == 1


def _list_stock(client: Client, world: World) -> None:
    assert len(list(client.inventory.items(_ids(world)))) == 4
    product_id = products.simple(client, world)
    locations = {"product_id:in": [product_id], "location_id:in": [1, 2]}
    assert len(list(client.inventory.items(locations))) == 1


def _list_orders(client: Client, world: World) -> None:
    assert list(client.orders.list(min_id=10**6)) == []  # 204
    world.order_id = world.place()
    world.place()
    (order, _other) = client.orders.list(COMPLETE, sort="date_modified:asc")
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
    "products.create": products.create_product,
    "products.get": lambda c, w: c.products.get(w.product["id"]),
    "products.list": products.list_products,
    "products.list_after": products.list_products_after,
    "products.update": lambda c, w: c.products.update(w.product["id"], {"price": 18}),
    "products.update_many": lambda c, w: c.products.update_many(
        [{"id": w.product["id"], "name": w.name(), "is_visible": False}]
    ),
    "brands.list": products.list_brands,
    "categories.trees": lambda c, w: c.categories.trees(),
    "categories.create_many": products.create_categories,
    "categories.list": lambda c, w: list(
        c.categories.list({"tree_id:in": [1]}, include_fields=CATEGORY_FIELDS)
    ),
    "categories.update_many": products.update_categories,
    "categories.assign": lambda c, w: c.categories.assign(
        [{"product_id": w.product["id"], "category_id": w.category["category_id"]}]
    ),
    "categories.unassign": lambda c, w: c.categories.unassign(
        [w.product["id"]], [w.category["category_id"]]
    ),
    "images.create": products.create_image,
    "images.list": lambda c, w: list(c.images.list(w.product["id"])),
    "images.update": lambda c, w: c.images.update(
        w.product["id"], w.image_id, {"description": "Red", "sort_order": 2}
    ),
    "images.delete": lambda c, w: c.images.delete(w.product["id"], w.image_id),
    "images.create_for_variant": lambda c, w: c.images.create_for_variant(
        w.product["id"], w.product["variants"][0]["id"], "red.png", PNG
    ),
    "images.delete_of_variant": lambda c, w: c.images.delete_of_variant(
        w.product["id"], w.product["variants"][0]["id"]
    ),
    "options.create": products.create_option,
    "options.list": lambda c, w: list(c.options.list(w.option["product_id"])),
    "options.update": products.update_option,
    "options.delete": products.delete_option,
    "modifiers.create": products.create_modifier,
    "modifiers.list": lambda c, w: list(c.modifiers.list(w.modifier["product_id"])),
    "modifiers.update": products.update_modifier,
    "modifiers.create_value": lambda c, w: c.modifiers.create_value(
        *products.modifier(w), {"label": "Green", "sort_order": 3}
    ),
    "modifiers.update_value": lambda c, w: c.modifiers.update_value(
        *products.modifier(w),
        w.modifier["option_values"][0]["id"],
        {"label": "Silver", "sort_order": 0},
    ),
    "modifiers.delete_value": lambda c, w: c.modifiers.delete_value(
        *products.modifier(w), w.modifier["option_values"][2]["id"]
    ),
    "modifiers.delete": lambda c, w: c.modifiers.delete(*products.modifier(w)),
    "variants.create": products.create_variant,
    "variants.delete": products.delete_variant,
    "variants.list": lambda c, w: list(
        c.variants.list({"product_id:in": [w.product["id"]]})
    ),
    "variants.update_many": products.update_variants,
    "inventory.set_absolute": _set_stock,
    "inventory.items": _list_stock,
    "inventory.location_items": lambda c, w: list(
        c.inventory.location_items(1, _ids(w))
    ),
    "orders.statuses": lambda c, w: c.orders.statuses(),
    "orders.list": _list_orders,
    "orders.list_by_id": lambda c, w: list(c.orders.list_by_id(1, COMPLETE)),
    "orders.get": lambda c, w: c.orders.get(w.order_id, COMPLETE),
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
    "products.delete": lambda c, w: c.products.delete([products.simple(c, w)]),
}

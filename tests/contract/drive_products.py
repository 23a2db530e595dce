"""Calls of the catalog: products with their parts, brands and categories."""

from odoo.addons.bigcommerce_connector.api import Client

from .world import PNG, World


def create_product(client: Client, world: World) -> None:
    created = client.products.create(world.shirt())
    world.product = client.products.get(created["id"], include="variants,options")
    assert len(world.product["variants"]) == 4


def list_products(client: Client, world: World) -> None:
    found = list(client.products.list({"id:in": [world.product["id"]]}))
    assert [one["id"] for one in found] == [world.product["id"]]
    fields = ["name", "sku", "inventory_tracking"]
    assert list(client.products.list(include="variants", include_fields=fields))
    skus = [one["sku"] for one in world.product["variants"]]
    list(client.products.list({"sku:in": skus}, sort="id", direction="desc"))


def list_brands(client: Client, world: World) -> None:
    product_id = world.product["id"]
    client.products.update_many([{"id": product_id, "brand_name": world.name()}])
    product = client.products.get(product_id, include_fields="brand_id")
    (brand,) = client.brands.list({"id:in": [product["brand_id"]]})
    assert list(client.brands.list(include_fields="name"))[-1]["name"] == brand["name"]
    client.products.update_many([{"id": product_id, "brand_id": 0}])


def create_categories(client: Client, world: World) -> None:
    [top] = client.categories.create_many([{"name": world.name(), "tree_id": 1}])
    below = {"name": world.name(), "parent_id": top["category_id"]}
    [world.category] = client.categories.create_many([below])


def update_categories(client: Client, world: World) -> None:
    row = world.category
    body = {"category_id": row["category_id"], "name": world.name()}
    client.categories.update_many([{**body, "parent_id": row["parent_id"]}])


def create_image(client: Client, world: World) -> None:
    values = {"description": "Red \u2665", "sort_order": 1, "is_thumbnail": True}
    image = client.images.create(world.product["id"], "red.png", PNG, values)
    assert image["description"] == values["description"]
    world.image_id = image["id"]


def list_products_after(client: Client, world: World) -> None:
    before = world.product["id"] - 1
    rows, total = client.products.list_after(before, {"include": "variants"}, 1)
    assert rows[0]["id"] == world.product["id"]
    assert total >= 1


FIT = {
    "display_name": "Fit",
    "type": "dropdown",
    "option_values": [{"label": "Slim", "sort_order": 1}],
}


def create_option(client: Client, world: World) -> None:
    world.option = client.options.create(simple(client, world), FIT)


def delete_option(client: Client, world: World) -> None:
    """As after variants were refused: options that no variant has."""
    product_id = simple(client, world)
    option = client.options.create(product_id, FIT)
    client.options.delete(product_id, option["id"])


def create_modifier(client: Client, world: World) -> None:
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
    world.modifier = client.modifiers.create(simple(client, world), payload)


def modifier(world: World) -> tuple[int, int]:
    return world.modifier["product_id"], world.modifier["id"]


def update_modifier(client: Client, world: World) -> None:
    body = {"type": "dropdown", "required": True, "sort_order": 2}
    client.modifiers.update(*modifier(world), body)


def create_variant(client: Client, world: World) -> None:
    option = world.option
    values = [{"id": option["option_values"][0]["id"], "option_id": option["id"]}]
    payload = {"sku": f"SLIM{next(world.running)}", "option_values": values}
    client.variants.create(option["product_id"], payload)


def delete_variant(client: Client, world: World) -> None:
    """As after others took its place."""
    product_id = simple(client, world)
    option = client.options.create(product_id, FIT)
    values = [{"id": option["option_values"][0]["id"], "option_id": option["id"]}]
    payload = {"sku": f"SLIM{next(world.running)}", "option_values": values}
    variant = client.variants.create(product_id, payload)
    client.variants.delete(product_id, variant["id"])


def simple(client: Client, world: World) -> int:
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


def update_variants(client, world):
    """Change the variants of a product, and make one more."""
    product = world.product
    client.variants.update_many(
        [{"id": one["id"], "price": 17.25} for one in product["variants"]]
    )
    option = next(iter(client.options.list(product["id"])))
    value = {"label": f"More {next(world.running)}", "sort_order": 9}
    changed = {"option_values": [*kept(option), value]}
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


def kept(option):
    return [
        {"id": one["id"], "label": one["label"], "sort_order": one["sort_order"]}
        for one in option["option_values"]
    ]


def update_option(client: Client, world: World) -> None:
    values = [
        {key: value[key] for key in ("id", "label", "sort_order")}
        for value in world.option["option_values"]
    ]
    payload = {"display_name": "Fit", "option_values": values}
    client.options.update(world.option["product_id"], world.option["id"], payload)

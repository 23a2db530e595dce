"""``GET /simulator``: the BigCommerce side on one page, for people to look at."""

from collections import Counter
from html import escape

from .catalog.documents import variant_level
from .catalog.image import image_document, thumbnail_of
from .inventory.state import DEFAULT_LOCATION
from .page import HEAD, STYLE, Button, Link, Picture, price, table
from .routing import Reply, control


@control("GET", "")
def summary(store, request):
    """Products, stock, orders, customers, webhooks; at most 200 rows of each."""
    name = escape(store.information.values["name"])
    parts = [
        f"{HEAD}<title>BigCommerce simulator</title>",
        f"<style>{STYLE}</style><h1>{name}</h1>",
        f"<p>Store {escape(store.store_hash)}, {store.clock.now():%Y-%m-%d %H:%M:%S} "
        f"UTC, prices in {escape(store.information.currency)}.</p>",
        _section(
            "Products and stock",
            (
                "Image",
                "Product",
                "SKU",
                "Options",
                "Price",
                "Tracking",
                "On hand",
                "Available",
                "Shopper",
            ),
            _products(store),
        ),
        _section(
            "Locations",
            ("Location", "Label", "Code", "Enabled", "On storefront", "Units"),
            _locations(store),
        ),
        _section(
            "Categories",
            ("Category", "Tree", "Address", "Visible", "Products"),
            _categories(store),
        ),
        _section("Brands", ("Brand", "Name", "Products"), _brands(store)),
        _section(
            "Orders",
            ("Order", "Date", "Status", "Items", "Lines", "Total"),
            _orders(store),
        ),
        _section(
            "Customers",
            ("Customer", "Name", "E-mail", "Addresses", "Orders"),
            _customers(store),
        ),
        _section("Webhooks", ("Hook", "Scope", "Destination", "Active"), _hooks(store)),
        _section(
            "Last deliveries",
            ("Scope", "Data", "State", "Attempts"),
            _deliveries(store),
        ),
        _section("Violations", ("When", "What"), _violations(store)),
    ]
    return Reply("".join(parts))


def _section(title, heads, rows):
    return f"<h2>{title}</h2>{table(heads, rows)}"


def _products(store):
    for number in sorted(store.catalog.products):
        product = store.catalog.products[number]
        for variant in product.variants:
            labels = ", ".join(choice["label"] for choice in variant.option_values)
            rows = store.inventory.rows.get(store.inventory.item(variant), {})
            yield (
                _picture(store, product, variant),
                Link.to(f"/simulator/products/{product.id}", product.name),
                variant.sku,
                labels,
                price(store.catalog.effective_price(variant)),
                product.values["inventory_tracking"],
                _on_hand(rows),
                variant_level(store, product, variant),
                Button.to("/simulator/orders/form", "Buy one", variant_id=variant.id),
            )


def _picture(store, product, variant):
    """The variant's own picture, else the product's."""
    image = thumbnail_of(product)
    shown = image_document(store, image)["url_tiny"] if image else ""
    return Picture(variant.values["image_url"] or shown)


def _on_hand(rows):
    """What is on hand at the default location, and with its number at others."""
    first = rows[DEFAULT_LOCATION].on_hand if DEFAULT_LOCATION in rows else 0
    others = [(n, row) for n, row in sorted(rows.items()) if n != DEFAULT_LOCATION]
    if not others:
        return first
    return ", ".join([str(first), *(f"{n}: {row.on_hand}" for n, row in others)])


def _locations(store):
    for number, location in store.inventory.locations.items():
        units = sum(
            rows[number].on_hand
            for rows in store.inventory.rows.values()
            if number in rows
        )
        yield (
            number,
            location["label"],
            location["code"],
            "yes" if location["enabled"] else "no",
            "yes" if location["storefront_visibility"] else "no",
            units,
        )


def _categories(store):
    products = store.catalog.products.values()
    filled = Counter(n for product in products for n in product.values["categories"])
    categories = store.catalog.categories
    for tree in categories.trees.values():
        for top in categories.children(0, tree.id):
            for row in sorted(categories.below(top), key=lambda row: row.url):
                names = " / ".join(step.name for step in categories.path(row))
                visible = "yes" if row.values["is_visible"] else "no"
                yield names, tree.name, row.url, visible, filled[row.id]


def _brands(store):
    products = store.catalog.products.values()
    made = Counter(product.values["brand_id"] for product in products)
    for brand in store.catalog.brands.values():
        yield brand.id, brand.name, made[brand.id]


def _orders(store):
    for number in sorted(store.orders.rows, reverse=True):
        order = store.orders.rows[number]
        lines = "; ".join(_line(line) for line in order.lines if line.quantity)
        yield (
            number,
            f"{order.created:%Y-%m-%d %H:%M}",
            store.orders.labels.custom(order.status_id),
            order.items_total,
            lines,
            f"{order.totals.total.inc_tax:.2f}",
        )


def _line(line):
    chosen = ", ".join(option.display_value for option in line.options)
    return f"{line.quantity} × {line.name}" + (f" ({chosen})" if chosen else "")


def _customers(store):
    buyers = Counter(order.customer_id for order in store.orders.rows.values())
    for customer in store.customers.rows.values():
        addresses = len(store.customers.addresses_of(customer.id))
        email = customer.values["email"]
        yield customer.id, customer.name, email, addresses, buyers[customer.id]


def _hooks(store):
    for hook in store.hooks.rows.values():
        active = "yes" if hook["is_active"] else "no"
        yield hook["id"], hook["scope"], hook["destination"], active


def _deliveries(store):
    for delivery in store.hooks.deliveries[:-51:-1]:
        entry = delivery.as_dict()
        data = ", ".join(f"{k}: {v}" for k, v in entry["payload"]["data"].items())
        yield delivery.scope, data, delivery.state, len(delivery.attempts)


def _violations(store):
    for violation in store.violations[:-51:-1]:
        yield violation["at"], violation["text"]

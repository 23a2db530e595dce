"""Absolute and relative stock adjustments.

Source: BigCommerce, inventory.v3.yml. At most 2000 items a request; the answer names
no items. Whether anything is applied when one item is unknown is not documented.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import whole
from ..switches import declare
from ..validation import MAXIMUM_INTEGER
from .identity import SHAPE as ITEM
from .identity import (
    ItemError,
    Lookup,
    UnknownItemError,
    UntrackedError,
    refused,
    together,
)
from .items import MODIFY

MAXIMUM_ITEMS = 2000
SHAPE = {"items": [{**ITEM, "location_id": whole}]}

declare(
    "unknown_item_in_adjustment",
    "refuse_all",
    "an adjustment with an unknown item: 422 and nothing is changed, 422 with the rest "
    "changed anyway, or 200 with the unknown one ignored",
    ("refuse_all", "apply_rest_and_refuse", "ignore"),
)
declare(
    "untracked_adjustment",
    "refuse",
    "an adjustment of a product whose stock is not tracked: 422, or ignored",
    ("refuse", "ignore"),
)


@route("PUT", "/v3/inventory/adjustments/absolute", scope=MODIFY)
def adjust_absolute(store, request):
    """Stock becomes the given quantity (≥ 0)."""
    changes, error = _plan(store, request.payload(shape=SHAPE))
    for item, entry in changes:
        if entry["quantity"] < 0:
            raise refused("The quantity must not be negative")
        store.inventory.row(item, entry["location_id"])
    for item, entry in changes:
        store.inventory.set(item, entry["location_id"], entry["quantity"])
    if error:
        raise error
    return Reply({"transaction_id": store.random_uuid()})


@route("POST", "/v3/inventory/adjustments/relative", scope=MODIFY)
def adjust_relative(store, request):
    """Stock changes by the given quantity; never below the safety stock."""
    changes, error = _plan(store, request.payload(shape=SHAPE))
    _check_relative(store, changes)
    for item, entry in changes:
        store.inventory.add(item, entry["location_id"], entry["quantity"])
    if error:
        raise error
    return Reply({"transaction_id": store.random_uuid()})


def _plan(store, body):
    """[(item, entry)] and the error to answer with after applying them, or None."""
    entries = body.get("items")
    if not isinstance(entries, list) or not entries:
        raise refused("items is required")
    if len(entries) > MAXIMUM_ITEMS:
        raise refused(f"More than {MAXIMUM_ITEMS} items")
    lookup, changes, wrong, later = Lookup(store), [], [], []
    for entry in entries:
        _check_entry(store, entry)
        try:
            changes.append((lookup.item(entry), entry))
        except ItemError as error:
            manner = _manner(store.switches, error)
            if manner == "refuse_all":
                wrong.append(error)
            elif manner == "apply_rest_and_refuse":
                later.append(error)
    if wrong:
        raise together(store, wrong)
    _check_sums(store, changes)
    return changes, together(store, later) if later else None


def _manner(switches, error):
    """What a wrong item does to its batch: refuse_all, apply_rest_and_refuse or
    ignore."""
    if isinstance(error, UnknownItemError):
        return switches.unknown_item_in_adjustment
    if isinstance(error, UntrackedError) and switches.untracked_adjustment == "ignore":
        return "ignore"
    return "refuse_all"


def _check_sums(store, changes):
    """At one location a product has at most 2,147,483,647, its variants together."""
    large = {
        (item[1], entry["location_id"]): entry["quantity"]
        for item, entry in changes
        if item[0] == "variant" and entry["quantity"] > MAXIMUM_INTEGER // 1000
    }
    for (variant_id, location_id), quantity in large.items():
        product = store.catalog.product(store.catalog.variants[variant_id])
        others = sum(
            store.inventory.on_hand(variant.id, location_id)
            for variant in product.variants
            if variant.id != variant_id
        )
        if others + quantity > MAXIMUM_INTEGER:
            raise refused("The total inventory of the product is too large")


def _check_entry(store, entry):
    if not isinstance(entry, dict):
        raise refused("An item must be an object")
    location = store.inventory.locations.get(entry.get("location_id"))
    if location is None:
        raise refused(f"The location {entry.get('location_id')} does not exist")
    if not location["enabled"]:
        raise refused(f"The location {location['id']} is disabled")
    quantity = entry.get("quantity")
    if isinstance(quantity, bool) or not isinstance(quantity, int):
        raise refused("The quantity must be an integer")
    if abs(quantity) > MAXIMUM_INTEGER:
        raise refused("The quantity is too large")


def _check_relative(store, changes):
    missing, after = [], {}
    for item, entry in changes:
        location_id = entry["location_id"]
        row = store.inventory.rows.get(item, {}).get(location_id)
        if row is None or not row.history:
            missing.append(f"{item[0]}_id {item[1]}")
            continue
        key = (item, location_id)
        after[key] = after.get(key, row.on_hand) + entry["quantity"]
        if after[key] > MAXIMUM_INTEGER:
            raise refused("The quantity is too large")
        if entry["quantity"] < 0 and after[key] < row.safety_stock:
            raise refused(f"Not enough stock of [{item[0]}_id {item[1]}]")
    if missing:
        raise V3Error(
            422,
            f"Items with identity: [{', '.join(missing)}] requires absolute adjustment "
            "before relative",
            headers={"Content-Type": "application/problem+json"},
        )

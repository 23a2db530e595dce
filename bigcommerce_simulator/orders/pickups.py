"""Pickups: what shoppers collect (``/v3/orders/pickups``).

Source: BigCommerce, pickup.v3.yml. At most 100 per POST, all or none; ``ready_at`` and
``collected_at`` as ISO 8601 or in seconds since 1970. Not documented, and done here: no
more is picked up than was ordered, neither shipped nor picked up yet; a pickup changes
nothing of its order; a filter by pickups that are gone finds nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timezone

from ..errors import V3Error
from ..parameters import parse_date
from ..routing import Reply, route
from ..shapes import text, whole

MANAGE = "store_order_fulfillment_manage"
READ = ("store_order_fulfillment_read_only", MANAGE)
MOST = 100
PROBLEM = {"Content-Type": "application/problem+json"}
_ITEM = {"order_product_id": whole, "quantity": whole}
SHAPE = [
    {
        "id": whole,
        "pickup_id": whole,
        "pickup_method_id": whole,
        "order_id": whole,
        "ready_at": text,
        "collected_at": text,
        "pickup_items": [_ITEM],
    }
]


@dataclass
class PickupItem:
    """Units of a line; collected or waiting."""

    id: int
    order_product_id: int
    quantity: int
    collected: datetime | None = None


@dataclass
class Pickup:
    """What of an order is collected at once."""

    id: int
    order_id: int
    pickup_method_id: int
    ready: datetime
    created: datetime
    updated: datetime
    items: list[PickupItem]


@route("GET", "/v3/orders/pickups", scope=READ)
def get_pickups(store, request):
    """All, or those of some orders, or some of them."""
    order_ids = request.parameters.integers("order_id:in")
    ids = request.parameters.integers("pickup_id:in")
    rows = [
        row
        for row in store.orders.pickups.values()
        if (order_ids is None or row.order_id in order_ids)
        and (ids is None or row.id in ids)
    ]
    return _reply(rows)


@route("POST", "/v3/orders/pickups", scope=MANAGE)
def create_pickups(store, request):
    """At most a hundred."""
    bodies = request.payload(list, SHAPE)
    if not 0 < len(bodies) <= MOST:
        raise _refused("pickups", f"Between 1 and {MOST} are taken")
    planned: list[Pickup] = []
    for body in bodies:
        planned.append(_planned(store, body, planned))
    for row in planned:
        row.id = store.next_id("pickup")
        for item in row.items:
            item.id = store.next_id("pickup_item")
        store.orders.pickups[row.id] = row
    return _reply(planned, meta={})


@route("PUT", "/v3/orders/pickups", scope=MANAGE)
def update_pickups(store, request):
    """``pickup_id`` with ``ready_at``, ``collected_at``; without the latter nothing of
    it is collected."""
    changes = []
    for body in request.payload(list, SHAPE):
        row = store.orders.pickups.get(body.get("pickup_id"))
        if row is None:
            raise _refused("pickup_id", "There is no such pickup")
        ready, collected = _moments(store, body)
        changes.append((row, ready or row.ready, collected))
    for row, ready, collected in changes:
        row.ready, row.updated = ready, store.clock.now()
        for item in row.items:
            item.collected = collected
    return _reply([row for row, _ready, _collected in changes], meta={})


@route("DELETE", "/v3/orders/pickups", scope=MANAGE)
def delete_pickups(store, request):
    """Those of ``id:in``, which is required."""
    ids = request.parameters.integers("id:in")
    if ids is None:
        raise _refused("id:in", "The filter is required")
    for pickup_id in ids:
        store.orders.pickups.pop(pickup_id, None)
    return Reply(status=204)


def _planned(store, body, planned):
    """A pickup without ids; 422 names what is wrong."""
    for name in ("pickup_method_id", "order_id", "ready_at", "pickup_items"):
        if not body.get(name):
            raise _refused(name, f"{name} is required")
    if body["pickup_method_id"] not in store.orders.pickup_methods.rows:
        raise _refused("pickup_method_id", "There is no such pickup method")
    order = store.orders.get(body["order_id"])
    if order is None:
        raise _refused("order_id", "There is no such order")
    ready, collected = _moments(store, body)
    now = store.clock.now()
    method = body["pickup_method_id"]
    pickup = Pickup(0, order.id, method, ready, now, now, [])
    taken = [*store.orders.pickups.values(), *planned, pickup]
    for given in body["pickup_items"]:
        line, units = order.line(given.get("order_product_id")), given.get("quantity")
        if line is None:
            raise _refused("order_product_id", "The order has no such product")
        left = line.quantity - line.quantity_shipped
        left -= _picked_up(taken, order.id, line.id)
        if units is None or not 0 < units <= left:
            raise _refused("quantity", f"{max(left, 0)} can be picked up")
        pickup.items.append(PickupItem(0, line.id, units, collected))
    return pickup


def _picked_up(pickups, order_id, line_id):
    return sum(
        item.quantity
        for row in pickups
        if row.order_id == order_id
        for item in row.items
        if item.order_product_id == line_id
    )


def _moments(store, body):
    return tuple(_moment(store, body, name) for name in ("ready_at", "collected_at"))


def _moment(store, body, name):
    value = body.get(name)
    if not value:
        return None
    try:
        moment = datetime.fromtimestamp(int(value), timezone.utc)
    except (ValueError, OverflowError, OSError):
        moment = parse_date(value, store.clock.now())
    if moment is None:
        raise _refused(name, f"{name} is no date")
    return moment


def _reply(rows, **meta):
    return Reply({"data": [_payload(row) for row in rows], **meta})


def _payload(row: Pickup) -> dict:
    return {
        "id": row.id,
        "pickup_method_id": row.pickup_method_id,
        "order_id": row.order_id,
        "ready_at": _date(row.ready),
        "created_at": _date(row.created),
        "updated_at": _date(row.updated),
        "pickup_items": [
            {
                "id": item.id,
                "order_product_id": item.order_product_id,
                "quantity": item.quantity,
                "status": "COLLECTED" if item.collected else "AWAITING_COLLECTION",
                "collected_at": item.collected and _date(item.collected),
            }
            for item in row.items
        ],
    }


def _date(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refused(name, message):
    title = "JSON data is missing or invalid"
    return V3Error(422, title, {name: message}, headers=PROBLEM)

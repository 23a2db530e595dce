"""What the customer of a web order collects, and where.

Source: BigCommerce, orders.v2.oas2.yml (``pickupConsignment_Get``): an order has one
pickup consignment at most, of a location and of a pickup method; pickup.v3.yml: a
pickup names lines of the order with units, and no text of ours. A line's
``order_pickup_method_id`` is the consignment's number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .order_lines import Payload, order_lines


@dataclass(frozen=True)
class PickupPlace:
    """``location_id`` and ``method_id`` are BigCommerce's."""

    location_id: str
    method_id: int


def pickup_place(payload: Payload) -> PickupPlace | None:
    """Where the order is collected; None: all of it is shipped, or downloaded.

    :param dict payload: see :func:`.order_lines.order_lines`
    :rtype: PickupPlace | None
    """
    for consignment in _consignments(payload):
        location = consignment.get("location") or {}
        return PickupPlace(
            str(location.get("id") or ""), int(consignment.get("pickup_method_id") or 0)
        )
    return None


def is_all_collected(payload: Payload) -> bool:
    """Whether nothing of it is shipped: handed over, the order is complete.

    :rtype: bool
    """
    collected = {line["id"] for line in _collected_lines(payload)}
    goods = (line for line in order_lines(payload) if _is_goods(line))
    return all(line["id"] in collected for line in goods)


def units_to_collect(payload: Payload) -> dict[int, int]:
    """Units by line id that the customer is to get: less what was refunded or shipped.
    Of a bundle it is the parts.

    :rtype: dict[int, int]
    """
    lines = _collected_lines(payload)
    bundles = {line.get("parent_order_product_id") for line in lines}
    units = {}
    for line in lines:
        left = int(line.get("quantity") or 0)
        for gone in ("quantity_refunded", "quantity_shipped"):
            left -= int(line.get(gone) or 0)
        if left > 0 and line["id"] not in bundles:
            units[line["id"]] = left
    return units


def left_to_collect(
    units: Mapping[int, int], rows: Iterable[Payload]
) -> dict[int, int]:
    """What no pickup stands for yet.

    :param dict units: from :func:`units_to_collect`
    :param list rows: the order's pickups
    :rtype: dict[int, int]
    """
    taken: Counter[int] = Counter()
    for row in rows:
        taken.update(_items(row))
    left = {line_id: count - taken[line_id] for line_id, count in units.items()}
    return {line_id: count for line_id, count in left.items() if count > 0}


def find_pickup(rows: Iterable[Payload], items: Mapping[int, int]) -> Payload | None:
    """The pickup of these units: whoever made it, they are ready to be collected once.

    :param list rows: the order's pickups
    :param dict items: units by line id
    """
    return next((row for row in rows if _items(row) == dict(items)), None)


def pickup_payload(
    order_id: int, method_id: int, items: Mapping[int, int], ready_at: str
) -> dict[str, Any]:
    """A new pickup.

    :param dict items: units by line id
    :param str ready_at: ISO 8601
    :rtype: dict
    """
    return {
        "order_id": order_id,
        "pickup_method_id": method_id,
        "ready_at": ready_at,
        "pickup_items": [
            {"order_product_id": line_id, "quantity": units}
            for line_id, units in items.items()
        ],
    }


def _consignments(payload: Payload) -> list[Payload]:
    return (payload.get("consignments") or {}).get("pickups") or []


def _collected_lines(payload: Payload) -> list[dict[str, Any]]:
    ids = {consignment.get("id") for consignment in _consignments(payload)}
    return [
        line
        for line in order_lines(payload)
        if _is_goods(line) and line.get("order_pickup_method_id") in ids
    ]


def _is_goods(line: Payload) -> bool:
    return (line.get("type") or "physical") == "physical"


def _items(row: Payload) -> dict[int, int]:
    items: Counter[int] = Counter()
    for item in row.get("pickup_items") or []:
        items[item["order_product_id"]] += int(item.get("quantity") or 0)
    return dict(items)

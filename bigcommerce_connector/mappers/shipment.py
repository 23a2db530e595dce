"""What of a web order goes into a shipment, and which shipments of a listing are ours.

Source: BigCommerce, orders.v2.oas2.yml (``orderShipment_Post``): all items of a
shipment go to one address. Lines without an address (downloads, gift certificates, what
is collected) are not shipped; nor is a bundle, but its parts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .order_lines import Payload, line_keys, order_lines

# Of a tracking number, by BigCommerce's file.
LONGEST_TRACKING = 50


@dataclass(frozen=True)
class ShippableLine:
    """A line of a web order of which ``left`` units are still to be shipped.

    ``key`` is the item's, see :mod:`.order_lines`; several lines may have the same.
    BigCommerce still takes shipments of what was ``refunded``.
    """

    id: int
    key: str
    address_id: int
    left: int
    refunded: int = 0


@dataclass(frozen=True)
class ShippedGoods:
    """Units of a product that left, and the items of the order that it was sold as."""

    keys: frozenset[str]
    units: int


@dataclass
class Allotment:
    """``items``: units by line id, by address id. ``unplaced``: units that left, and
    that BigCommerce has nothing left to ship for."""

    items: dict[int, dict[int, int]] = field(default_factory=dict)
    unplaced: int = 0


def shippable_lines(payload: Payload, ours: Mapping[int, int]) -> list[ShippableLine]:
    """The lines of which something is left to be shipped, as they are listed.

    :param dict payload: an order with all its lines
    :param dict ours: units by line id of our own shipments: the payload may be older
    :rtype: list[ShippableLine]
    """
    lines = order_lines(payload)
    keys = line_keys(lines)
    bundles = {line.get("parent_order_product_id") for line in lines}
    found = []
    for line in lines:
        address_id = int(line.get("order_address_id") or 0)
        is_goods = (line.get("type") or "physical") == "physical"
        if not address_id or not is_goods or line["id"] in bundles:
            continue
        shipped = max(int(line.get("quantity_shipped") or 0), ours.get(line["id"], 0))
        left = int(line.get("quantity") or 0) - shipped
        refunded = int(line.get("quantity_refunded") or 0)
        if left > 0:
            key = keys[line["id"]]
            found.append(ShippableLine(line["id"], key, address_id, left, refunded))
    return found


def units_by_address(payload: Payload) -> dict[str, Counter[int]]:
    """How much of each item goes to which address, less what was refunded of it.

    :param dict payload: an order with all its lines
    :return: units by address id, as they are listed, by item key
    """
    lines = order_lines(payload)
    keys = line_keys(lines)
    found: dict[str, Counter[int]] = {}
    for line in lines:
        address_id = int(line.get("order_address_id") or 0)
        refunded = int(line.get("quantity_refunded") or 0)
        units = int(line.get("quantity") or 0) - refunded
        if address_id and units > 0:
            found.setdefault(keys[line["id"]], Counter())[address_id] += units
    return found


def shipped_units(payload: Payload) -> dict[int, int]:
    """Units by line id that an order shows as shipped, whoever shipped them.

    :param dict payload: an order with all its lines
    """
    return {
        line["id"]: int(line.get("quantity_shipped") or 0)
        for line in order_lines(payload)
    }


def told_units(payload: Payload, ours: Mapping[int, int]) -> Counter[str]:
    """Units by item that BigCommerce has as shipped, or is about to.

    :param dict payload: an order with all its lines
    :param dict ours: units by line id of our own shipments: the payload may be older
    """
    keys = line_keys(order_lines(payload))
    told: Counter[str] = Counter()
    for line_id, units in shipped_units(payload).items():
        told[keys[line_id]] += max(units, ours.get(line_id, 0))
    return told


def allot(lines: Iterable[ShippableLine], goods: Iterable[ShippedGoods]) -> Allotment:
    """Put units that left to the lines that they were ordered in, and what was refunded
    of these last: it mostly stayed.

    :rtype: Allotment
    """
    rows = list(lines)
    left = {line.id: line.left for line in rows}
    allotment = Allotment()
    for one in goods:
        units = one.units
        own = [line for line in rows if line.key in one.keys]
        kept = [(line, line.refunded) for line in own]
        for line, stays in [*kept, *((line, 0) for line in own)]:
            part = min(units, left[line.id] - stays)
            if part > 0:
                left[line.id] -= part
                units -= part
                items = allotment.items.setdefault(line.address_id, {})
                items[line.id] = items.get(line.id, 0) + part
        allotment.unplaced += units
    return allotment


def shipment_payload(
    address_id: int, items: Mapping[int, int], mark: str, tracking: Mapping[str, str]
) -> dict[str, Any]:
    """A new shipment.

    :param dict items: units by line id
    :param str mark: by which it is found again: BigCommerce takes no key of ours
    :param dict tracking: from :func:`tracking_payload`
    :rtype: dict
    """
    return {
        "order_address_id": address_id,
        "items": [
            {"order_product_id": line_id, "quantity": units}
            for line_id, units in items.items()
        ],
        "comments": mark,
        **tracking,
    }


def tracking_payload(number: str, provider: str) -> dict[str, str]:
    """:rtype: dict"""
    return {"tracking_number": number, "shipping_provider": provider}


def find_marked(rows: Iterable[Payload], mark: str, address_id: int) -> Payload | None:
    """The shipment of a listing that has our mark, whatever staff wrote beside it.

    :param list rows: of ``GET /v2/orders/{id}/shipments``
    """
    marked = re.compile(rf"(?<!\S){re.escape(mark)}(?!\S)")
    for row in rows:
        is_there = int(row.get("order_address_id") or 0) == address_id
        if is_there and marked.search(row.get("comments") or ""):
            return row
    return None


def are_shipped(
    rows: Iterable[Payload], payload: Payload, items: Mapping[int, int]
) -> bool:
    """Whether others have shipped all there was to ship of these lines.

    :param list rows: all shipments of the order
    :param dict payload: the order with all its lines
    :param dict items: units by line id
    :rtype: bool
    """
    shipped: Counter[int] = Counter()
    for line_id, units in _shipped_items(rows):
        shipped[line_id] += units
    ordered = {
        line["id"]: int(line.get("quantity") or 0) for line in order_lines(payload)
    }
    return all(shipped[line_id] >= ordered.get(line_id, 0) for line_id in items)


def _shipped_items(rows: Iterable[Payload]) -> Iterator[tuple[int, int]]:
    for row in rows:
        for item in row.get("items") or []:
            yield item["order_product_id"], int(item.get("quantity") or 0)

"""What BigCommerce holds in stock for an order whose goods have not left yet."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from .order_lines import order_lines

# Statuses (by id) whose goods are not, or not all, on their way yet: Awaiting Payment,
# Awaiting Pickup, Awaiting Shipment, Awaiting Fulfillment, Partially Shipped, Pending,
# Manual Verification Required, Disputed.
OPEN_STATUSES = (7, 8, 9, 11, 3, 1, 12, 13)


def held_units(payload: Mapping[str, Any]) -> dict[str, int]:
    """Units of an order that are still to be shipped; none of one that is not open.

    :param dict payload: an order with all its lines, see
        :func:`.order_lines.order_lines`
    :return: by BigCommerce's id of the variant
    :raise TypeError, ValueError: where a quantity is no number
    """
    units: Counter[str] = Counter()
    if _count(payload, "status_id") in OPEN_STATUSES:
        for line in order_lines(payload):
            left = _count(line, "quantity") - _count(line, "quantity_refunded")
            left -= _count(line, "quantity_shipped")
            if line.get("variant_id") and left > 0:
                units[str(line["variant_id"])] += left
    return dict(units)


def _count(row: Mapping[str, Any], name: str) -> int:
    return int(row.get(name) or 0)

"""The quantity to publish on BigCommerce, and who is meant by a refusal of it."""

import math
import re
from collections.abc import Mapping
from typing import Any

# BigCommerce's largest stock of one item.
MOST = 2_147_483_647
# Half a thousandth: Odoo keeps quantities as floats.
_TOLERANCE = 0.0005
# BigCommerce's documented refusal (inventory.v3.yml): "The item with variant_id 106 is
# tracked by product, please update stock by product id".
_TRACKING = re.compile(r"\bis tracked by (product|variant)\b")
_IDENTITY = re.compile(r"\b(variant_id|product_id)\s+(\d+)")


def publishable(free: float, reserved: float) -> int:
    """Whole units that may be sold, never below zero.

    :param float free: free quantity in the warehouse
    :param float reserved: sold already, but still in that free quantity
    :rtype: int
    """
    return min(max(0, math.floor(free - reserved + _TOLERANCE)), MOST)


def identity(
    tracking: str, external_id: str, product_external_id: str
) -> dict[str, int]:
    """How BigCommerce wants an item named: the way its stock is tracked.

    :param str tracking: ``product`` or ``variant``
    :rtype: dict
    """
    if tracking == "product":
        return {"product_id": int(product_external_id)}
    return {"variant_id": int(external_id)}


def refused_identities(text: str | None) -> set[tuple[str, int]]:
    """The items that a refusal names, e.g. ``variant_id 106 is tracked by product``.

    :param str text: title of the answer with status 422
    :rtype: set[tuple[str, int]]
    """
    return {(name, int(number)) for name, number in _IDENTITY.findall(text or "")}


def says_tracking(text: str | None) -> bool:
    """Whether a refusal tells that an item is tracked in another way.

    :param str text: title of the answer with status 422
    """
    return bool(_TRACKING.search(text or ""))


def item_state(
    item: Mapping[str, int], document: Mapping[str, Any] | None
) -> str | None:
    """Why BigCommerce cannot take the stock of an item.

    :param dict item: as :func:`identity` names it
    :param document: the product as BigCommerce lists it, with its variants; None when
        it does not
    :return: ``gone``, ``untracked``, ``tracked_otherwise``, ``variant_gone``, or None
        when nothing speaks against it
    :rtype: str | None
    """
    if document is None:
        return "gone"
    tracking = document.get("inventory_tracking") or "none"
    if tracking == "none":
        return "untracked"
    if f"{tracking}_id" not in item:
        return "tracked_otherwise"
    if tracking == "variant":
        ids = {variant.get("id") for variant in document.get("variants") or ()}
        if item["variant_id"] not in ids:
            return "variant_gone"
    return None


def opening_quantity(on_hand: int, held: float) -> float:
    """What the shop has of an item that BigCommerce has sold from until now.

    :param int on_hand: as BigCommerce counts it, without what it has sold
    :param float held: of this, units of orders whose goods have still to leave Odoo
    :rtype: float
    """
    return max(on_hand, 0) + max(held, 0)

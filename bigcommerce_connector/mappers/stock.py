"""The quantity to publish on BigCommerce, and who is meant by a refusal of it."""

import math
import re

# BigCommerce's largest stock of one item.
MOST = 2_147_483_647
# Half a thousandth: Odoo keeps quantities as floats.
_TOLERANCE = 0.0005
_IDENTITY = re.compile(r"\b(variant_id|product_id)\s+(\d+)")


def publishable(free, reserved):
    """Whole units that may be sold, never below zero.

    :param float free: free quantity in the warehouse
    :param float reserved: sold already, but still in that free quantity
    :rtype: int
    """
    return min(max(0, math.floor(free - reserved + _TOLERANCE)), MOST)


def identity(tracking, external_id, product_external_id):
    """How BigCommerce wants an item named: the way its stock is tracked.

    :param str tracking: ``product`` or ``variant``
    :rtype: dict
    """
    if tracking == "product":
        return {"product_id": int(product_external_id)}
    return {"variant_id": int(external_id)}


def refused_identities(text):
    """The items that a refusal names, e.g. ``variant_id 106 is tracked by product``.

    :param str text: title of the answer with status 422
    :rtype: set[tuple[str, int]]
    """
    return {(name, int(number)) for name, number in _IDENTITY.findall(text or "")}

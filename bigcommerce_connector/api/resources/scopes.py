"""Which OAuth scopes a token has: asked with requests that cannot change anything."""

from collections.abc import Iterable
from typing import Any

from .. import errors
from .resource import Resource

# Name in the control panel -> a request that needs it. A batch without items needs the
# scope to modify, and changes nothing: BigCommerce checks the scope first.
# Source: BigCommerce's page on API accounts, table of OAuth scopes.
_PROBES: tuple[tuple[str, str, str, Any], ...] = (
    ("Information & settings: read-only", "GET", "/v2/store", None),
    ("Products: modify", "PUT", "/v3/catalog/products", []),
    (
        "Inventory: modify",
        "PUT",
        "/v3/inventory/adjustments/absolute",
        {"reason": "scope check", "items": []},
    ),
    ("Locations: read-only", "GET", "/v3/inventory/locations", None),
    ("Orders: read-only", "GET", "/v2/orders/count", None),
    ("Order transactions: read-only", "GET", "/v3/orders/1/transactions", None),
    ("Channel settings: read-only", "GET", "/v3/channels", None),
)
NEEDED_SCOPES = tuple(name for name, *_probe in _PROBES)
# What only some switches of a store need. There is no order 0.
ORDERS_MODIFY = "Orders: modify"
FULFILLMENT_MODIFY = "Order fulfillment: modify"
_FURTHER_PROBES: dict[str, tuple[str, str, Any]] = {
    ORDERS_MODIFY: ("PUT", "/v2/orders/0", {}),
    FULFILLMENT_MODIFY: ("PUT", "/v3/orders/pickups", []),
}


class Scopes(Resource):
    def missing(self, names: Iterable[str] = NEEDED_SCOPES) -> list[str]:
        """Those of these scopes that the token lacks, as shown to people.

        :param names: by default of those that every store needs
        :raise errors.Unauthorized: the token itself is not known
        :raise errors.TemporaryError: it cannot be told now
        """
        probes = {name: probe for name, *probe in _PROBES}
        probes.update({name: [*probe] for name, probe in _FURTHER_PROBES.items()})
        return [name for name in names if not self._has(*probes[name])]

    def _has(self, method: str, path: str, payload: Any) -> bool:
        try:
            self._send(method, path, payload=payload)
        except errors.Forbidden:
            return False
        except (errors.Invalid, errors.NotFound):
            return True  # understood, and nothing there: the scope is
        return True

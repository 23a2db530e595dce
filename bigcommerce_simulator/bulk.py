"""Inventory calls must not run beside each other, nor beside bulk catalog calls and
order writes. Source: BigCommerce, "Inventory adjustments"."""

from .errors import error_for
from .switches import declare

declare(
    "parallel_bulk",
    "violation",
    "an inventory call that overlaps another bulk call: noted in the violations only, "
    "or answered with that status too",
    ("violation", "409", "429"),
)
declare(
    "bulk_seconds",
    0,
    "real seconds that inventory and bulk catalog calls take, so that overlaps show",
)
_INVENTORY = ("/v3/inventory/adjustments/", "/v3/inventory/locations/")
_CATALOG = ("/v3/catalog/products", "/v3/catalog/variants")


class BulkCalls:
    """Which bulk calls are under way; to be used with the store's lock held."""

    def __init__(self, store):
        self._store = store
        self._running: list[str] = []

    def enter(self, method: str, path: str) -> str | None:
        """Register a call: its kind, or None when it is no bulk call. Raises by the
        switch parallel_bulk when it overlaps one that it must not."""
        kind = _kind(method, path)
        if kind is None:
            return None
        overlaps = [k for k in self._running if "inventory" in (k, kind)]
        if overlaps:
            text = f"{method} {path} ran beside a bulk call of the {overlaps[0]}"
            self._store.violation(text)
            if self._store.switches.parallel_bulk != "violation":
                status = int(self._store.switches.parallel_bulk)
                raise error_for(path, status, "Another bulk call is under way.")
        self._running.append(kind)
        return kind

    def leave(self, kind: str) -> None:
        """The call is answered (the store may have been reset meanwhile)."""
        if kind in self._running:
            self._running.remove(kind)


def _kind(method, path):
    if method == "GET":
        return None
    if path.startswith(_INVENTORY):
        return "inventory"
    if method == "PUT" and path in _CATALOG:
        return "catalog"
    if path.startswith("/v2/orders"):
        return "orders"
    return None

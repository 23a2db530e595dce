"""The events that can be listened to, and how a hook's scope matches them.

Source: BigCommerce, "Webhook events", "Channel webhooks", "Inventory and location
webhooks".
"""

from fnmatch import fnmatchcase

_ORDER = (
    "created updated archived statusUpdated message/created refund/created "
    "transaction/created transaction/updated metafield/created metafield/updated "
    "metafield/deleted"
).split()
_STOCK = "stock_changed low_stock_reached out_of_stock_reached settings_changed".split()
_CHANGED = "created updated deleted".split()
_WITH_FIELDS = ("product", "product/variant", "category", "brand")
_ASSIGNED = ["product/assigned", "product/unassigned"]
_INVENTORY = ["inventory/updated", "inventory/order/updated"]

EVENTS = {
    *(f"store/order/{event}" for event in _ORDER),
    *(f"store/shipment/{event}" for event in _CHANGED),
    *(f"store/product/{event}" for event in [*_CHANGED, *_INVENTORY]),
    *(f"store/sku/{event}" for event in [*_CHANGED, *_INVENTORY]),
    *(f"store/customer/{event}" for event in _CHANGED),
    *(f"store/customer/address/{event}" for event in _CHANGED),
    *(f"store/category/{event}" for event in _CHANGED),
    *(f"store/channel/1/inventory/product/{event}" for event in _STOCK),
    *(f"store/{kind}/metafield/{event}" for kind in _WITH_FIELDS for event in _CHANGED),
    *(f"store/channel/1/order/{event}" for event in _ORDER),
    *(f"store/channel/1/category/{event}" for event in [*_CHANGED, *_ASSIGNED]),
    *(f"store/channel/1/{event}" for event in _ASSIGNED),
    "store/channel/1/categoryTree/updated",
    "store/inventory/location/created",
    "store/inventory/location/updated",
    "store/channel/created",
    "store/channel/updated",
    "store/information/updated",
    "store/app/uninstalled",
    "store/hook/deliveryException",
}


def is_scope(scope: str) -> bool:
    """Whether a hook may listen to ``scope``: an event, or a family with ``*``."""
    return any(fnmatchcase(event, _any_channel(scope)) for event in EVENTS)


def listens(scope: str, event: str) -> bool:
    """Whether a hook with ``scope`` hears ``event``."""
    return fnmatchcase(event, scope)


def _any_channel(scope):
    parts = scope.split("/")
    if parts[:2] == ["store", "channel"] and len(parts) > 3:
        parts[2] = "*"
    return "/".join(parts)

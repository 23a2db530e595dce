"""Channels: the default storefront (id 1) and what apps add.

Source: BigCommerce, channels.v3.yml.
"""

import re

from .errors import V3Error
from .routing import Reply, route
from .validation import Boolean, Text, clean

READ = ("store_channel_settings_read_only", "store_channel_listings_read_only")
MODIFY = "store_channel_settings"
STATUSES = {
    "pos": ("connected", "disconnected", "archived", "deleted"),
    "storefront": ("prelaunch", "active", "inactive", "archived", "terminated"),
    "marketplace": ("connected", "disconnected", "archived", "deleted"),
    "marketing": ("connected", "disconnected", "archived", "deleted"),
}
POS_PLATFORMS = ("clover", "square", "stripe", "talech", "vend", "custom")
_NAME = re.compile(r"[A-Za-z0-9_\-]+( [A-Za-z0-9_\-]+)*")
RULES = {
    "name": Text(1, 255),
    "type": Text(one_of=tuple(STATUSES)),
    "platform": Text(1, 255),
    "external_id": Text(0, 255),
    "status": Text(),
    "is_listable_from_ui": Boolean(),
    "is_visible": Boolean(),
    "is_enabled": Boolean(),
}


class Channels:
    """``rows`` maps id to the channel's document."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, dict] = {}
        self.add({"name": "Sample Shop", "type": "storefront", "status": "active"})

    def add(self, values: dict) -> dict:
        """A new channel; what ``values`` lacks gets a default."""
        now = self._store.clock.now().isoformat(timespec="seconds")
        channel = {
            "id": self._store.next_id("channel"),
            "external_id": "",
            "is_listable_from_ui": True,
            "is_enabled": True,
            "is_visible": True,
            "status": "connected",
            "name": "",
            "type": "pos",
            "platform": "bigcommerce" if values["type"] == "storefront" else "custom",
            "date_created": now,
            "date_modified": now,
            "icon_url": "",
            **values,
        }
        self.rows[channel["id"]] = channel
        return channel

    def is_open(self, channel_id: int) -> bool:
        """Whether an order may name this channel."""
        channel = self.rows.get(channel_id)
        return bool(channel) and channel["status"] in (
            "active",
            "connected",
            "prelaunch",
        )


@route("GET", "/v3/channels", scope=READ)
def list_channels(store, request):
    """Channels that the filters let through; deleted ones only when asked for."""
    parameters = request.parameters
    statuses = parameters.texts("status:in")
    types = parameters.texts("type:in")
    platforms = parameters.texts("platform:in")
    available = parameters.boolean("available")
    rows = [
        row
        for row in store.channels.rows.values()
        if (row["status"] in statuses if statuses else row["status"] != "deleted")
        and (types is None or row["type"] in types)
        and (platforms is None or row["platform"] in platforms)
        and (available is None or store.channels.is_open(row["id"]) == available)
    ]
    page = parameters.page()
    return Reply({"data": page.of(rows), "meta": parameters.meta(page, rows)})


@route("POST", "/v3/channels", scope=MODIFY)
def create_channel(store, request):
    """A new channel; type, platform and status must fit together."""
    values = _checked(request.payload())
    missing = [name for name in ("name", "type", "platform") if name not in values]
    if missing:
        raise _invalid({name: f"{name} is required" for name in missing})
    values.setdefault("status", STATUSES[values["type"]][0])
    _check_combination(values)
    channel = store.channels.add(values)
    store.emit("store/channel/created", {"type": "channel", "id": channel["id"]})
    return Reply({"data": channel, "meta": {}})


@route("GET", "/v3/channels/<int:channel_id>", scope=READ)
def get_channel(store, request, channel_id):
    """One channel."""
    return Reply({"data": _find(store, channel_id), "meta": {}})


@route("PUT", "/v3/channels/<int:channel_id>", scope=MODIFY)
def update_channel(store, request, channel_id):
    """Change name, status and flags; type and platform stay."""
    channel = _find(store, channel_id)
    values = _checked(request.payload())
    values = {n: v for n, v in values.items() if n not in ("type", "platform")}
    _check_combination({**channel, **values})
    channel.update(values)
    channel["date_modified"] = store.clock.now().isoformat(timespec="seconds")
    store.emit("store/channel/updated", {"type": "channel", "id": channel_id})
    return Reply({"data": channel, "meta": {}})


def _find(store, channel_id):
    channel = store.channels.rows.get(channel_id)
    if channel is None:
        raise V3Error(404, f"The channel {channel_id} was not found.")
    return channel


def _checked(body):
    values, errors = clean(body, RULES)
    if "name" in values and not _NAME.fullmatch(values["name"]):
        errors["name"] = "name may contain Latin letters, digits, dashes, underscores"
    if errors:
        raise _invalid(errors)
    return values


def _check_combination(values):
    if values["status"] not in STATUSES[values["type"]]:
        raise _invalid({"status": f"not a status of a {values['type']} channel"})
    if values["type"] == "pos" and values["platform"] not in POS_PLATFORMS:
        raise _invalid({"platform": "not a platform of a pos channel"})


def _invalid(errors):
    return V3Error(422, "The channel is not valid", errors)

"""Stock per location, and BigCommerce's own movements for orders."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from ..switches import declare

DEFAULT_LOCATION = 1

declare(
    "inventory_read_lag_seconds",
    0,
    "reads (inventory items, catalog inventory_level) show the stock of this many "
    "seconds ago, by the store's clock",
)
declare(
    "negative_stock",
    False,
    "BigCommerce's own movements for orders may bring stock below zero",
)
declare(
    "catalog_inventory_level",
    "available_to_sell",
    "what inventory_level of the catalog shows: the total available at all enabled "
    "locations, or what is on hand at the default location only",
    ("available_to_sell", "default_location"),
)
declare(
    "stock_change_updates_product",
    True,
    "every change of stock fires store/product/updated too",
)


declare(
    "checkout_beyond_stock",
    "accept",
    "whether storefronts sell more than the stock says: they refuse it (409), as a "
    "store whose items are not for backorder; accepting it is easy on tests",
    ("accept", "refuse"),
)
declare(
    "storefront_stock",
    "default_location",
    "the locations that storefronts sell from: the default one only, or the sum of all "
    "enabled ones (a feature that BigCommerce switches on upon request; where it takes "
    "the units is not documented: here from the default one first)",
    ("default_location", "all_locations"),
)


@dataclass
class Row:
    """Stock of one item at one location; units as sold. ``is_in_stock`` is staff's
    word whether it can be bought, whatever the quantity."""

    on_hand: int = 0
    safety_stock: int = 0
    is_in_stock: bool = True
    warning_level: int = 0
    bin_picking_number: str = ""
    history: deque = field(default_factory=lambda: deque(maxlen=64))

    def write(self, quantity: int, now) -> None:
        """Set what is on hand, and remember when."""
        if not self.history:
            self.history.append((None, self.on_hand))
        self.on_hand = quantity
        self.history.append((now, quantity))

    def seen(self, moment) -> int:
        """What a read shows that lags to ``moment``."""
        for written, quantity in reversed(self.history):
            if written is None or written <= moment:
                return quantity
        return self.on_hand


class Inventory:
    """Stock by item; an item is a product or a variant, as its tracking says."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[tuple[str, int], dict[int, Row]] = {}
        self.locations: dict[int, dict] = {}

    def item(self, variant) -> tuple[str, int] | None:
        """The key that ``variant``'s stock is kept under; None when not tracked."""
        product = self._store.catalog.product(variant)
        tracking = product.values["inventory_tracking"]
        if tracking == "none":
            return None
        if tracking == "product":
            return ("product", product.id)
        return ("variant", variant.id)

    def on_hand(self, variant_id: int, location_id: int = DEFAULT_LOCATION) -> int:
        """What is really on hand now (no lag); 0 when not tracked."""
        variant = self._store.catalog.variants[variant_id]
        row = self.rows.get(self.item(variant), {}).get(location_id)
        return row.on_hand if row else 0

    def row(self, item: tuple[str, int], location_id: int) -> Row:
        """The stock row, made when there is none."""
        return self.rows.setdefault(item, {}).setdefault(location_id, Row())

    def set(self, item, location_id: int, quantity: int) -> None:
        """Absolute: what is on hand becomes ``quantity``; notifies the webhooks."""
        row = self.row(item, location_id)
        row.write(quantity, self._store.clock.now())
        self._emit(item, location_id, "inventory", "absolute", quantity)

    def add(self, item, location_id: int, delta: int) -> None:
        """Relative adjustment by a client; notifies the webhooks."""
        row = self.row(item, location_id)
        row.write(row.on_hand + delta, self._store.clock.now())
        self._emit(item, location_id, "inventory", "relative", delta)

    def sources(self, variant_id, quantity: int) -> list[tuple[int, int]]:
        """(location, units) that a storefront's order of ``quantity`` takes from: the
        default location, or by the switch storefront_stock all enabled ones, the
        default one first; what nobody has is taken from the default one."""
        variant = self._store.catalog.variants.get(variant_id)
        everywhere = self._store.switches.storefront_stock == "all_locations"
        if variant is None or not everywhere:
            return [(DEFAULT_LOCATION, quantity)]
        item = self.item(variant)
        rows, taken = self.rows.get(item, {}), []
        for location_id in sorted(rows):
            if self.locations[location_id]["enabled"] and quantity:
                row = rows[location_id]
                units = min(max(row.on_hand - row.safety_stock, 0), quantity)
                taken.append((location_id, units))
                quantity -= units
        return [*taken, (DEFAULT_LOCATION, quantity)]

    def for_sale(self, variant_id: int, location_id: int | None) -> int | None:
        """Units that a storefront sells: of the location where the shopper collects
        them, else (None) of where it takes them from. None: the item is not tracked."""
        variant = self._store.catalog.variants[variant_id]
        item = self.item(variant)
        if not item:
            return None
        places = {location_id or DEFAULT_LOCATION}
        everywhere = self._store.switches.storefront_stock == "all_locations"
        if everywhere and location_id is None:
            places = {row["id"] for row in self.locations.values() if row["enabled"]}
        rows = [
            row for place, row in self.rows.get(item, {}).items() if place in places
        ]
        return sum(
            max(row.on_hand - row.safety_stock, 0) for row in rows if row.is_in_stock
        )

    def change(self, variant_id, location_id, delta: int, reason: str) -> None:
        """BigCommerce's own movement for an order, refund or edit.

        Honours the tracking mode; ``location_id`` None is the default location. A
        variant or location that is gone, or what is not tracked, changes nothing.
        ``reason`` is kept for
        ``GET /simulator/movements``.
        """
        variant = self._store.catalog.variants.get(variant_id)
        item = variant and self.item(variant)
        if not item or not delta:
            return
        location_id = location_id or DEFAULT_LOCATION
        if location_id not in self.locations:
            return
        row = self.row(item, location_id)
        quantity = row.on_hand + delta
        if quantity < 0 and not self._store.switches.negative_stock:
            quantity = 0
        row.write(quantity, self._store.clock.now())
        self._store.movements.append(
            {
                "at": self._store.clock.now().isoformat(),
                "variant_id": variant_id,
                "location_id": location_id,
                "delta": delta,
                "reason": reason,
            }
        )
        self._emit(item, location_id, "inventory/order", "relative", delta)
        self._emit_low(item, location_id, row, delta)

    def level(self, item) -> int:
        """``inventory_level`` of the catalog for this item."""
        rows = self.rows.get(item, {})
        moment = self.read_moment()
        if self._store.switches.catalog_inventory_level == "default_location":
            row = rows.get(DEFAULT_LOCATION)
            return max(row.seen(moment), 0) if row else 0
        total = 0
        for location_id, row in rows.items():
            if self.locations[location_id]["enabled"]:
                total += max(row.seen(moment) - row.safety_stock, 0)
        return total

    def read_moment(self):
        """The moment whose stock a read shows."""
        lag = self._store.switches.inventory_read_lag_seconds
        return self._store.clock.now() - timedelta(seconds=lag)

    def forget(self, product) -> None:
        """Drop the stock of a deleted product."""
        self.rows.pop(("product", product.id), None)
        for variant in product.variants:
            self.rows.pop(("variant", variant.id), None)

    def forget_location(self, location_id: int) -> None:
        """Deleting a location deletes its stock."""
        self.locations.pop(location_id)
        for rows in self.rows.values():
            rows.pop(location_id, None)

    def change_settings(self, item, location_id: int, values: dict) -> None:
        """Write safety stock, is_in_stock, warning level and bin; the webhook does not
        speak of bins."""
        row = self.row(item, location_id)
        told = any(
            getattr(row, name) != value
            for name, value in values.items()
            if name != "bin_picking_number"
        )
        for name, value in values.items():
            setattr(row, name, value)
        if told:
            self._emit_at(item, location_id, "settings_changed")

    def _emit(self, item, location_id, event, method, value):
        product, variant = self._named(item)
        change = {"product_id": product.id, "method": method, "value": value}
        data = {"type": "product", "id": product.id, "inventory": change}
        if item[0] == "variant" and not variant.is_base:
            change["variant_id"] = variant.id
            data = {"type": "sku", "id": variant.id, "inventory": change}
        self._store.emit(f"store/{data['type']}/{event}/updated", data)
        if self._store.switches.stock_change_updates_product:
            data = {"type": "product", "id": product.id}
            self._store.emit("store/product/updated", data)
        self._emit_at(item, location_id, "stock_changed")

    def _emit_low(self, item, location_id, row, delta):
        """Only orders bring these two about."""
        if delta > 0:
            return
        if row.on_hand <= 0:
            self._emit_at(item, location_id, "out_of_stock_reached")
        elif row.on_hand <= row.warning_level:
            self._emit_at(item, location_id, "low_stock_reached")

    def _emit_at(self, item, location_id, event):
        """Events at a location are those of all channels: ``*`` is what is sent."""
        product, variant = self._named(item)
        self._store.emit(
            f"store/channel/*/inventory/product/{event}",
            {
                "variant_id": variant.id,
                "product_id": product.id,
                "location_id": location_id,
            },
        )

    def _named(self, item):
        """(product, variant) of an item; of a product its first variant."""
        kind, number = item
        catalog = self._store.catalog
        if kind == "variant":
            variant = catalog.variants[number]
            return catalog.products[variant.product_id], variant
        product = catalog.products[number]
        return product, product.variants[0]

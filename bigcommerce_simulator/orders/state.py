"""The orders of one store."""

from decimal import Decimal

from . import switches  # noqa: F401  (declares them)
from .archive import archive
from .checkout import Checkout
from .control_panel import PanelEdit
from .order import Order
from .payments import Transaction
from .pickup_methods import PickupMethods
from .pickups import Pickup
from .refund import Refund
from .refunding import staff_refund
from .shipment import Shipment, ship
from .status import CLOSED, StatusLabels
from .tax import TaxTable


class Orders:
    """``store.orders``: what a shopper and the staff do, in process.

    ``rows`` maps order id to order, ``refunds`` refund id to refund, ``shipments``
    shipment id to shipment, ``transactions`` transaction id to transaction,
    ``pickups`` pickup id to pickup; ``mails`` are what customers were written.
    """

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, Order] = {}
        self.refunds: dict[int, Refund] = {}
        self.shipments: dict[int, Shipment] = {}
        self.transactions: dict[int, Transaction] = {}
        self.pickups: dict[int, Pickup] = {}
        self.pickup_methods = PickupMethods(store)
        self.mails: list[dict] = []
        self.taxes = TaxTable()
        self.labels = StatusLabels()
        self.exchange_rates: dict[str, Decimal] = {}

    def get(self, order_id: int) -> Order | None:
        """The order with this id."""
        return self.rows.get(order_id)

    def open_at(self, location_id: int) -> int:
        """How many orders that are not done with take goods from this location."""
        return sum(
            order.status_id not in CLOSED
            and any(line.taken.get(location_id) for line in order.lines)
            for order in self.rows.values()
        )

    def place(self, lines: list[dict], **details) -> Order:
        """A shopper checks out, see :class:`.checkout.Checkout` for the shapes."""
        with self._store.lock:
            return Checkout(self._store, lines, **details).place()

    def edit(self, order_id: int, **changes) -> Order:
        """Staff edits in the control panel, see :class:`.control_panel.PanelEdit`."""
        with self._store.lock:
            return PanelEdit(self._store, self.rows[order_id], **changes).apply()

    def refund(self, order_id: int, items: list[dict], **details) -> Refund:
        """Staff refunds in the control panel: ``items`` as in the v3 API."""
        with self._store.lock:
            return staff_refund(self._store, self.rows[order_id], items, **details)

    def ship(
        self, order_id: int, items: dict[int, int], address_id=None, **texts
    ) -> Shipment:
        """Staff ships ``{order product id: units}``, to the first address unless
        another one is named."""
        with self._store.lock:
            order = self.rows[order_id]
            rows = [{"order_product_id": k, "quantity": v} for k, v in items.items()]
            address_id = address_id or order.addresses[0].id
            body = {"order_address_id": address_id, "items": rows, **texts}
            return ship(self._store, order, body)

    def archive(self, order_id: int) -> Order:
        """Staff archives the order."""
        with self._store.lock:
            archive(self._store, self.rows[order_id])
            return self.rows[order_id]

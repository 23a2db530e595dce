"""Order statuses, and what every change of an order sets off.

Source: BigCommerce, orders.v2 (``order_statuses``) and the webhook events pages.
"""

from .order import Order

INCOMPLETE = 0
PENDING = 1
SHIPPED = 2
PARTIALLY_SHIPPED = 3
REFUNDED = 4
CANCELLED = 5
DECLINED = 6
AWAITING_PAYMENT = 7
COMPLETED = 10
AWAITING_FULFILLMENT = 11
PARTIALLY_REFUNDED = 14
CLOSED = (SHIPPED, REFUNDED, CANCELLED, DECLINED, COMPLETED)

# id: (label, place in the control panel's list, what it means)
STATUSES = {
    0: ("Incomplete", 0, "The shopper reached the payment page but did not pay."),
    1: ("Pending", 1, "The checkout was begun and not finished."),
    2: ("Shipped", 8, "Everything has left; receipt is not confirmed."),
    3: ("Partially Shipped", 6, "Some of the items have left."),
    4: ("Refunded", 11, "The whole amount was paid back."),
    5: ("Cancelled", 9, "The merchant cancelled the order."),
    6: ("Declined", 10, "The merchant declined the order."),
    7: ("Awaiting Payment", 2, "The payment is not confirmed yet."),
    8: ("Awaiting Pickup", 5, "The order waits for the shopper at a location."),
    9: ("Awaiting Shipment", 4, "The order is packed and waits for the carrier."),
    10: ("Completed", 7, "Shipped or picked up, and received."),
    11: ("Awaiting Fulfillment", 3, "The order is paid and waits to be packed."),
    12: ("Manual Verification Required", 13, "Somebody has to check the order."),
    13: ("Disputed", 12, "The shopper disputes the payment."),
    14: ("Partially Refunded", 14, "A part of the amount was paid back."),
}


class StatusLabels:
    """Labels of one store: a merchant may rename every status."""

    def __init__(self):
        self._custom: dict[int, str] = {}

    def rename(self, status_id: int, label: str) -> None:
        """Give a status the merchant's own label."""
        if status_id not in STATUSES:
            raise ValueError(f"There is no order status {status_id}.")
        self._custom[status_id] = label

    def custom(self, status_id: int) -> str:
        """The merchant's label."""
        return self._custom.get(status_id, STATUSES[status_id][0])

    def payload(self, status_id: int) -> dict:
        """The document of ``/v2/order_statuses``."""
        label, place, description = STATUSES[status_id]
        return {
            "id": status_id,
            "name": label,
            "system_label": label,
            "custom_label": self.custom(status_id),
            "system_description": description,
            "order": place,
        }


def emit(store, order: Order, event: str, **data) -> None:
    """Queue the webhook ``store/order/<event>``; ``data`` joins type and id."""
    store.emit(f"store/order/{event}", {"type": "order", "id": order.id, **data})


def touch(store, order: Order) -> None:
    """The order was changed now. BigCommerce keeps whole seconds."""
    order.modified = store.clock.now().replace(microsecond=0)


def change_status(store, order: Order, status_id: int) -> bool:
    """Move the order to ``status_id`` and announce it; False when it was there."""
    if order.status_id == status_id:
        return False
    previous, order.status_id = order.status_id, status_id
    emit_status(store, order, previous)
    return True


def emit_status(store, order: Order, previous: int) -> None:
    """``store/order/statusUpdated`` with the status before and now."""
    status = {"previous_status_id": previous, "new_status_id": order.status_id}
    emit(store, order, "statusUpdated", status=status)

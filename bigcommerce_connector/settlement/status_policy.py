"""What BigCommerce's order and payment statuses mean (``GET /v2/order_statuses``).

Merchants may rename statuses, so only their ids count.
"""

POST = "post"
WAIT = "wait"
VOID = "void"

PARTIALLY_SHIPPED = 3
REFUNDED = 4
CANCELLED = 5
DECLINED = 6
AWAITING_PICKUP = 8
COMPLETED = 10
PARTIALLY_REFUNDED = 14
# Pending, Partially Shipped, Awaiting Payment, Pickup, Shipment and Fulfillment, Manual
# Verification Required: at least some of the goods have still to leave.
AWAITING_GOODS = (1, 3, 7, 8, 9, 11, 12)
# How orders go on, as far as their goods tell: Awaiting Fulfillment and Shipment come
# first; Pending and Awaiting Payment before them, where they count as paid.
PROGRESS = (1, 7, 11, 9, AWAITING_PICKUP, PARTIALLY_SHIPPED, 2, COMPLETED)
# Shipped, Completed: all of them have left, whatever the lines say.
GOODS_LEFT = (2, COMPLETED)
# Incomplete, Pending, Awaiting Payment, Manual Verification Required, Disputed.
_WAITING = {0, 1, 7, 12, 13}
# Payment statuses of the Orders v2 file whose money was not received (yet).
_UNPAID = {
    "authorized",
    "capture pending",
    "declined",
    "held for review",
    "pending",
    "void",
    "void pending",
}
_AUTHORIZED = {"authorized", "capture pending"}
_RECEIVED = {"captured", "paid", "partially refunded", "refunded"}
_PAID_ON_DELIVERY = {COMPLETED, REFUNDED, PARTIALLY_REFUNDED}


def default_policy(status_id: int) -> str:
    """What happens to an order in this status unless the owner decides otherwise.

    :rtype: str
    """
    if status_id in (CANCELLED, DECLINED):
        return VOID
    return WAIT if status_id in _WAITING else POST


def order_policy(
    policy: str,
    status_id: int,
    payment_status: str,
    paid_on_completion: bool,
    was_paid: bool = False,
) -> str:
    """The status's policy, unless the money has not come yet.

    :param str policy: of the order's status: ``post``, ``wait`` or ``void``
    :param str payment_status: as the order has it; empty for offline methods, whose
        payment nobody tells but the order's status
    :param bool paid_on_completion: the method is paid when the order is completed, as
        cash on delivery is
    :param bool was_paid: it was seen paid, and not called off since: from then on a
        status or payment that waits changes nothing
    :rtype: str
    """
    if was_paid and policy != VOID:
        return POST
    if policy != POST:
        return policy
    if payment_status in _UNPAID:
        return WAIT
    # What was given back had been paid, whatever the status is by now.
    is_paid = bool(payment_status) or status_id in _PAID_ON_DELIVERY
    if paid_on_completion and not is_paid:
        return WAIT
    return POST


def is_authorized(payment_status: str) -> bool:
    """Whether a payment status says that money was promised, and not taken yet.

    :rtype: bool
    """
    return payment_status in _AUTHORIZED


def is_received(payment_status: str) -> bool:
    """Whether a payment status says that the money has come.

    :rtype: bool
    """
    return payment_status in _RECEIVED


def awaits_goods(status_id: int, before: bool) -> bool:
    """Whether goods have still to leave, by the last status that told.

    :param bool before: what it was until now: that money was given back tells nothing
    :rtype: bool
    """
    return status_id in AWAITING_GOODS or (before and status_id not in GOODS_LEFT)


def goes_on(status_id: int, wanted: int) -> bool:
    """Whether an order in a status has still to come to another one.

    Never back; and what is not among those is staff's own decision, or follows the
    money: Cancelled, Refunded, Disputed and others stay.

    :rtype: bool
    """
    return status_id in PROGRESS[: PROGRESS.index(wanted)]


def claims_refund(status_id: int) -> bool:
    """Whether the status says that money was given back. Staff can set it by hand.

    :rtype: bool
    """
    return status_id in (REFUNDED, PARTIALLY_REFUNDED)

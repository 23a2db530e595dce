"""Whether the money received for an order may be other than the total first seen paid.

An edit moves no money on BigCommerce, and a list of orders does not carry what was
received. The total first seen paid is believed only where nothing speaks against it;
any other order has its transactions read, once per change. What counts as suspect:

* it was authorized: what is captured later may be another amount;
* its total is not, or was once not, the total first seen paid: it was edited, and what
  the edit made due may have been paid since;
* it was modified well after its checkout when it was first seen: an edit may have come
  in between. Not so orders from before Connect: nearly all of them were modified, when
  they were shipped, and a call for each would take hours. Theirs are read when they are
  refunded, edited, or somebody asks for it (*Check Again*).

An order with refunds is suspect, too, whatever its totals: it may have been edited in
the very second of its checkout. Its transactions are read before it is compared.
"""

from datetime import timedelta
from decimal import Decimal

from ..mappers.amounts import rounded
from ..mappers.order import WebOrder
from .status_policy import is_authorized, is_received

# A payment provider reports within so long; what comes later may be an edit.
CHECKOUT = timedelta(minutes=1)


def is_modified_late(order: WebOrder) -> bool:
    """Whether an order was modified well after its checkout.

    :param WebOrder order: as BigCommerce returns it
    :rtype: bool
    """
    return order.date_modified - order.date_created > CHECKOUT


def is_suspect(
    order: WebOrder, first_paid: Decimal | None, is_first_seen: bool, places: int
) -> bool:
    """Whether the total first seen paid may not be what was received.

    :param WebOrder order: its present state
    :param Decimal first_paid: the total first seen paid, tax included; None while the
        order was never seen paid
    :param bool is_first_seen: this is the first state in which it counts as paid
    :param int places: decimals of the currency
    :rtype: bool
    """
    if is_authorized(order.payment_status):
        return True
    if first_paid is None:
        # Called off before it was seen paid: it may have cost more when it was.
        return is_received(order.payment_status) and is_modified_late(order)
    if rounded(order.total, places) != rounded(first_paid, places):
        return True
    return is_first_seen and is_modified_late(order)

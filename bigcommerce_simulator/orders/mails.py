"""What BigCommerce mails to the customers of orders.

Source: BigCommerce's order guide ("creating order shipments"): a shipment sends the
customer a mail. Which changes of status do is the merchant's setting, and none here.
"""

from .order import Order


def mail_customer(store, order: Order, subject: str) -> None:
    """Note a mail; an order without an e-mail address gets none."""
    email = order.billing.get("email")
    if email:
        now = store.clock.now().isoformat()
        store.orders.mails.append(
            {"at": now, "to": email, "subject": subject, "order_id": order.id}
        )

"""How an order is paid: payment status and transactions.

Store credit and gift certificates are payments, not discounts; the payment method
covers the rest. An authorized or an offline payment is not paid yet.

Source: BigCommerce, orders.v2 (``payment_status``), orders.v3 (``Transaction``).
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .notation import number, rfc_3339
from .order import Order
from .status import AWAITING_PAYMENT, DECLINED, INCOMPLETE, PENDING

STORE_CREDIT = ("store_credit", "storecredit")
GIFT_CERTIFICATE = ("gift_certificate", "giftcertificate")
# name on the order: (transaction method, gateway)
METHODS = {
    "Test Payment Gateway": ("credit_card", "testgateway"),
    "Credit Card": ("credit_card", "stripe"),
    "PayPal": ("electronic_wallet", "paypalexpress"),
    "Store Credit": STORE_CREDIT,
    "Gift Certificate": GIFT_CERTIFICATE,
    "Cash on Delivery": ("offline", "cod"),
    "Bank Deposit": ("offline", "bankdeposit"),
    "Cheque": ("offline", "cheque"),
    "Money Order": ("offline", "moneyorder"),
    "Pay in Store": ("offline", "instore"),
}
CUSTOM = ("custom", "custom")
METHOD_OF_GATEWAY = {gateway: method for method, gateway in METHODS.values()}
METHOD_OF_GATEWAY["custom"] = "custom"
_UNPAID_STATUSES = (INCOMPLETE, PENDING, AWAITING_PAYMENT)
_EVENTS = {
    "captured": "purchase",
    "paid": "purchase",
    "authorized": "authorization",
    "void": "void",
}
PAYMENT_STATUSES = (
    "",
    "authorized",
    "captured",
    "capture pending",
    "declined",
    "held for review",
    "paid",
    "partially refunded",
    "pending",
    "refunded",
    "void",
    "void pending",
)


@dataclass
class Transaction:
    """One movement of money; ``amount`` is never negative, ``event`` says which way."""

    id: int
    order_id: int
    event: str
    method: str
    gateway: str
    amount: Decimal
    currency: str
    created: datetime
    name: str
    reference_transaction_id: int | None = None
    status: str = "ok"


def initial_payment_status(order: Order) -> str:
    """What a checkout leaves behind when nothing else was asked for."""
    if order.status_id == DECLINED:
        return "declined"
    if order.status_id in _UNPAID_STATUSES:
        return ""
    return "" if method_of(order)[0] == "offline" else "captured"


def method_of(order: Order) -> tuple[str, str]:
    """Transaction method and gateway of the order's payment method."""
    return METHODS.get(order.payment_method, CUSTOM)


def record_payments(store, order: Order) -> None:
    """The transactions of the order's present payment status."""
    event = _EVENTS.get(order.payment_status)
    if event is None or event == "void":
        return
    rest = order.total_inc_tax
    for (method, gateway), value in (
        (STORE_CREDIT, order.store_credit_amount),
        (GIFT_CERTIFICATE, order.gift_certificate_amount),
    ):
        if value:
            add_transaction(store, order, "purchase", method, gateway, value)
            rest -= value
    if rest > 0:
        add_transaction(store, order, event, *method_of(order), rest)


def set_payment_status(store, order: Order, payment_status: str) -> None:
    """The payment provider reports: ``captured`` after ``authorized``, ``void`` …"""
    before, order.payment_status = order.payment_status, payment_status
    held = [row for row in transactions_of(store, order) if row.event in _HOLDING]
    if not held:
        record_payments(store, order)
    elif payment_status in ("captured", "void") and before != payment_status:
        event = "capture" if payment_status == "captured" else "void"
        for row in held:
            if row.event == "authorization":
                add_transaction(
                    store, order, event, row.method, row.gateway, row.amount, row.id
                )


_HOLDING = ("purchase", "authorization", "capture")


def captured(store, order: Order) -> Decimal:
    """Money received for the order."""
    events = ("purchase", "capture", "settled")
    rows = transactions_of(store, order)
    return sum((row.amount for row in rows if row.event in events), Decimal(0))


def transactions_of(store, order: Order) -> list[Transaction]:
    """The order's transactions, by id."""
    rows = store.orders.transactions.values()
    return [row for row in rows if row.order_id == order.id]


def add_transaction(
    store, order, event, method, gateway, value, reference=None
) -> Transaction:
    """Record a movement of money now."""
    transaction = Transaction(
        id=store.next_id("transaction"),
        order_id=order.id,
        event=event,
        method=method,
        gateway=gateway,
        amount=value,
        currency=order.currency,
        created=store.clock.now(),
        name=order.payment_method,
        reference_transaction_id=reference,
    )
    store.orders.transactions[transaction.id] = transaction
    data = {"type": "order", "id": order.id}
    data["transaction"] = {"transaction_id": transaction.id}
    store.emit("store/order/transaction/created", data)
    return transaction


def transaction_payload(row: Transaction) -> dict:
    """A row of ``/v3/orders/{id}/transactions``; ``amount`` is a number."""
    payload = {
        "id": row.id,
        "order_id": str(row.order_id),
        "event": row.event,
        "method": row.method,
        "amount": number(row.amount),
        "currency": row.currency,
        "gateway": row.gateway,
        "gateway_transaction_id": f"{row.gateway}-{row.id}",
        "payment_method_id": f"{row.gateway}.{row.method}",
        "date_created": rfc_3339(row.created),
        "test": row.gateway == "testgateway",
        "status": row.status,
        "fraud_review": False,
        "payment_instrument_token": None,
        "avs_result": {
            "code": "",
            "message": "",
            "street_match": "",
            "postal_match": "",
        },
        "cvv_result": {"code": "", "message": ""},
        "offline": {"display_name": row.name} if row.method == "offline" else None,
        "custom": {"payment_method": row.name} if row.method == "custom" else None,
        "gift_certificate": None,
        "store_credit": None,
        "custom_provider_field_result": None,
    }
    if row.method == "credit_card":
        payload["credit_card"] = {
            "card_type": "visa",
            "card_iin": "411111",
            "card_last4": "1111",
            "card_expiry_month": 12,
            "card_expiry_year": 2030,
        }
    if row.reference_transaction_id is not None:
        payload["reference_transaction_id"] = row.reference_transaction_id
    return payload

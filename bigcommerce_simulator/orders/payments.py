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
DONE, PENDING_TRANSACTION, FAILED = "ok", "pending", "error"
# status of the transaction: (transaction_status, result.type) of its webhook
_RESULTS = {
    DONE: ("complete", "success"),
    PENDING_TRANSACTION: ("pending", "pending"),
    FAILED: ("failed", "error"),
}
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
    status: str = DONE


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
    elif payment_status in _FOLLOWS and before != payment_status:
        event, status = _FOLLOWS[payment_status]
        for row in held:
            if row.event == "authorization":
                _follow(store, order, row, event, status)


def _follow(store, order, authorization, event, status):
    """Capture or void an authorization: first pending, later done."""
    begun = next(
        (
            row
            for row in transactions_of(store, order)
            if row.event == event and row.reference_transaction_id == authorization.id
        ),
        None,
    )
    if begun is None:
        copied = (authorization.method, authorization.gateway, authorization.amount)
        add_transaction(store, order, event, *copied, authorization.id, status)
    elif begun.status != status:
        begun.status = status
        announce(store, begun, "updated")


# payment status: (event of the transaction, its status)
_FOLLOWS = {
    "capture pending": ("capture", PENDING_TRANSACTION),
    "captured": ("capture", DONE),
    "void pending": ("void", PENDING_TRANSACTION),
    "void": ("void", DONE),
}
_HOLDING = ("purchase", "authorization", "capture")
_RECEIVING = ("purchase", "capture", "settled")


def captured(store, order: Order) -> Decimal:
    """Money received for the order."""
    return sum(captured_by_gateway(store, order).values(), Decimal(0))


def captured_by_gateway(store, order: Order) -> dict[str, Decimal]:
    """Money received for the order, by gateway."""
    sums = {}
    for row in transactions_of(store, order):
        if row.event in _RECEIVING and row.status == DONE:
            sums[row.gateway] = sums.get(row.gateway, Decimal(0)) + row.amount
    return sums


def transactions_of(store, order: Order) -> list[Transaction]:
    """The order's transactions, by id."""
    rows = store.orders.transactions.values()
    return [row for row in rows if row.order_id == order.id]


def add_transaction(
    store, order, event, method, gateway, value, reference=None, status=DONE
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
        status=status,
    )
    store.orders.transactions[transaction.id] = transaction
    announce(store, transaction, "created")
    return transaction


def announce(store, row: Transaction, event: str) -> None:
    """``store/order/transaction/<event>``: there is no ``id``, and the order's number
    is a text (webhook events page)."""
    status, result = _RESULTS[row.status]
    data = {
        "type": "transaction",
        "order_id": str(row.order_id),
        "transaction_id": str(row.id),
        "transaction_status": status,
        "transaction_type": row.event,
        "result": {"code": "", "message": "", "type": result},
        "platform_transaction_id": str(row.id),
        "provider_transaction_id": f"{row.gateway}-{row.id}",
    }
    store.emit(f"store/order/transaction/{event}", data)


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

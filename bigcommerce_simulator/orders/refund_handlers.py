"""Refunds and transactions (``/v3/orders/…``); ``meta`` of a refund list is empty
unless the switch ``refund_list_pagination`` is on."""

from ..errors import V3Error
from ..parameters import Page
from ..routing import Reply, control, route
from .order import Order
from .payments import (
    PENDING_TRANSACTION,
    set_payment_status,
    transaction_payload,
    transactions_of,
)
from .refund import refunds_of
from .refund_payload import quote_payload, refund_payload, single_refund_payload
from .refunding import decline, quote, refund
from .shapes import REFUND
from .status import emit, touch

WRITE = ("store_v2_orders", "store_v2_transactions")
READ = ("store_v2_transactions_read_only", "store_v2_orders_read_only")
READ_TRANSACTIONS = "store_v2_transactions_read_only"


_REPORTED = {"capture pending": "captured", "void pending": "void"}


def _known(store, order_id) -> Order:
    order = store.orders.get(order_id)
    if order is None:
        raise V3Error(404, "The requested order was not found.")
    return order


def _known_refund(store, refund_id):
    made = store.orders.refunds.get(refund_id)
    if made is None:
        raise V3Error(404, "The requested refund was not found.")
    return made


@route("POST", "/v3/orders/<int:order_id>/payment_actions/refund_quotes", scope=WRITE)
def create_refund_quote(store, request, order_id):
    """What a refund would come to; changes nothing."""
    order = _known(store, order_id)
    quoted = quote_payload(order, quote(store, order, request.payload(shape=REFUND)))
    return Reply({"data": quoted, "meta": {}}, 201)


@route("POST", "/v3/orders/<int:order_id>/payment_actions/refunds", scope=WRITE)
def create_refund(store, request, order_id):
    """Refund."""
    made = refund(store, _known(store, order_id), request.payload(shape=REFUND))
    return Reply({"data": refund_payload(made), "meta": {}}, 201)


@route("GET", "/v3/orders/<int:order_id>/payment_actions/refunds", scope=READ)
def get_order_refunds(store, request, order_id):
    """The refunds of one order."""
    rows = refunds_of(store, _known(store, order_id))
    return _refund_list(store, request, rows)


@route("GET", "/v3/orders/payment_actions/refunds", scope=READ)
def get_refunds(store, request):
    """All refunds, by id; read on until a page comes short."""
    parameters = request.parameters
    order_ids, ids = parameters.integers("order_id:in"), parameters.integers("id:in")
    low, high = parameters.date("created:min"), parameters.date("created:max")
    rows = [
        row
        for row in store.orders.refunds.values()
        if (order_ids is None or row.order_id in order_ids)
        and (ids is None or row.id in ids)
        and (low is None or row.created >= low)
        and (high is None or row.created <= high)
    ]
    return _refund_list(store, request, rows, paged=True)


def _refund_list(store, request, rows, paged=False):
    transaction_id = request.parameters.text("transaction_id")
    if transaction_id is not None:
        rows = [row for row in rows if _was_paid_by(row, transaction_id)]
    rows = sorted(rows, key=lambda row: row.id)
    page = request.parameters.page() if paged else Page(1, max(len(rows), 1))
    has_meta = store.switches.refund_list_pagination
    meta = request.parameters.meta(page, rows) if has_meta else {}
    data = [refund_payload(row) for row in page.of(rows)]
    return Reply({"data": data, "meta": meta})


def _was_paid_by(made, transaction_id):
    return any(str(row.transaction_id) == transaction_id for row in made.payments)


@route("GET", "/v3/orders/payment_actions/refunds/<int:refund_id>", scope=READ)
def get_refund(store, request, refund_id):
    """One refund."""
    made = _known_refund(store, refund_id)
    return Reply({"data": single_refund_payload(made), "meta": {}})


@route("GET", "/v3/orders/<int:order_id>/transactions", scope=READ_TRANSACTIONS)
def get_order_transactions(store, request, order_id):
    """Every movement of money; 204 when there is none. One that is pending has no
    status that the documents know, and is left out."""
    rows = [
        row
        for row in transactions_of(store, _known(store, order_id))
        if row.status != PENDING_TRANSACTION
    ]
    if not rows:
        return Reply(status=204)
    page = request.parameters.page()
    data = [transaction_payload(row) for row in page.of(rows)]
    return Reply({"data": data, "meta": request.parameters.meta(page, rows)})


@route("POST", "/v3/orders/<int:order_id>/payment_actions/capture", scope=WRITE)
def capture_order_payment(store, request, order_id):
    """The capture is scheduled; the provider's report comes through the control API."""
    return _schedule(store, order_id, "capture pending")


@route("POST", "/v3/orders/<int:order_id>/payment_actions/void", scope=WRITE)
def void_order_payment(store, request, order_id):
    """The void is scheduled; the provider's report comes through the control API."""
    return _schedule(store, order_id, "void pending")


def _schedule(store, order_id, payment_status):
    order = _known(store, order_id)
    if order.payment_status != "authorized":
        raise V3Error(422, "The payment of the order is not authorized.")
    set_payment_status(store, order, payment_status)
    if store.switches.provider_reports == "at_once":
        set_payment_status(store, order, _REPORTED[payment_status])
    touch(store, order)
    emit(store, order, "updated")
    return Reply({}, 201)


@control("POST", "/orders/<int:order_id>/refund")
def staff_refunds(store, request, order_id):
    """``{"items": […]}`` as in the API; without payments the order's own way."""
    _known(store, order_id)
    body = {"items": [], **request.payload(shape=REFUND)}
    return Reply(refund_payload(store.orders.refund(order_id, **body)), 201)


@control("POST", "/refunds/<int:refund_id>/decline")
def provider_declines(store, request, refund_id):
    """``{"message"?}``: the provider declines a refund that was made before."""
    made = _known_refund(store, refund_id)
    message = request.payload((dict, type(None))) or {}
    decline(store, made, message.get("message", "The payment was declined."))
    return Reply(refund_payload(made))

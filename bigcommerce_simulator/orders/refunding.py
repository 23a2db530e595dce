"""Making a refund, and what the payment provider says to it.

The payment runs later in BigCommerce; here it is settled at once unless the provider
declines, which :func:`decline` may also do afterwards.
"""

from decimal import Decimal

from . import payments
from .arithmetic import ZERO, rounded
from .order import Order
from .received import received, refundable
from .refund import (
    PRODUCT,
    Refund,
    RefundPayment,
    RefundRequest,
    paid_back,
    refunds_of,
    refused,
)
from .refund_methods import (
    CUSTOM,
    check_payments,
    original_method,
    refund_methods,
)
from .status import (
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    change_status,
    emit,
    touch,
)
from .stock import follow_refund, follow_status


def quote(store, order: Order, body: dict) -> dict:
    """What a refund of ``body`` would come to, and how it could be paid back."""
    request = RefundRequest(store, order, body)
    left = refundable(store, order) - paid_back(store, order)
    total = min(request.total, left)
    order_level = sum(
        (item.amount for item in request.items if item.item_type == "ORDER"), ZERO
    )
    return {
        "total": total,
        "tax": min(request.tax, total),
        "order_level": order_level,
        "adjustment": total - request.total,
        "methods": refund_methods(store, order, total),
    }


def staff_refund(store, order: Order, items: list, **details) -> Refund:
    """A refund in the control panel, paid back as the order was paid.

    ``items`` as in the API, without payments.
    """
    body = {"items": items, **details}
    if "payments" not in body:
        total = quote(store, order, body)["total"]
        override = details.get("merchant_calculated_override") or {}
        total = override.get("total_amount", total)
        body["payments"] = [
            {
                "provider_id": option.provider_id,
                "amount": option.amount,
                "offline": option.offline,
            }
            for option in original_method(store, order, Decimal(total))
        ]
    return refund(store, order, body, through_api=False)


def refund(store, order: Order, body: dict, through_api: bool = True) -> Refund:
    """Refund; 422 with nothing changed when it is not possible."""
    request = RefundRequest(store, order, body)
    total, tax, overridden = _override(order, body, request)
    left = refundable(store, order) - paid_back(store, order)
    if total > left:
        raise refused("items", f"Only {left} of the order can be refunded.")
    rows = _payments(store, order, body, total, through_api)
    made = Refund(
        id=store.next_id("refund"),
        order_id=order.id,
        created=store.clock.now().replace(microsecond=0),
        reason=next((item.reason for item in request.items if item.reason), ""),
        total_amount=total,
        total_tax=tax,
        uses_merchant_override_values=overridden,
        items=request.items,
        payments=rows,
    )
    store.orders.refunds[made.id] = made
    _count_units(store, order, made, through_api)
    _record(store, order, made)
    _move_on(store, order)
    _announce(store, order, made)
    return made


def _override(order, body, request):
    override = body.get("merchant_calculated_override")
    if not override:
        return request.total, request.tax, False
    if "total_amount" not in override or "total_tax" not in override:
        raise refused("merchant_calculated_override", "Amount and tax are required.")
    total = rounded(Decimal(override["total_amount"]), order.decimals)
    return total, rounded(Decimal(override["total_tax"]), order.decimals), True


def _payments(store, order, body, total, through_api):
    given = body.get("payments")
    if given is None and body.get("tax_adjustment_amount") is not None:
        given = [{"provider_id": CUSTOM, "amount": total, "offline": True}]
    if not given:
        raise refused("payments", "At least one payment is required.")
    if sum((Decimal(row.get("amount") or 0) for row in given), ZERO) != total:
        raise refused("payments", f"The payments must add up to {total}.")
    as_quoted = through_api and store.switches.refund_payments == "as_quoted"
    check_payments(store, order, given, total, as_quoted)
    return [
        RefundPayment(
            id=store.next_id("refund_payment"),
            provider_id=row.get("provider_id") or CUSTOM,
            amount=Decimal(row.get("amount") or 0),
            offline=bool(row.get("offline", False)),
        )
        for row in given
    ]


def _count_units(store, order, made, through_api):
    switches = store.switches
    restocks = (
        switches.api_refund_restocks if through_api else switches.panel_refund_restocks
    )
    for item in made.items:
        if item.item_type == PRODUCT:
            line = order.line(item.item_id)
            line.quantity_refunded += item.quantity
            if restocks:
                follow_refund(store, order, line, item.quantity)


def _record(store, order, made):
    """A transaction for each payment; the provider may decline at once."""
    first = next(iter(payments.transactions_of(store, order)), None)
    for row in made.payments:
        known = row.provider_id in payments.METHOD_OF_GATEWAY
        gateway = row.provider_id if known else CUSTOM
        method = payments.METHOD_OF_GATEWAY[gateway]
        transaction = payments.add_transaction(
            store,
            order,
            "refund",
            method,
            gateway,
            row.amount,
            first.id if first else None,
        )
        row.transaction_id = transaction.id
        if store.switches.decline_refunds and not row.offline:
            _decline_payment(store, row, "The payment was declined.")


def _decline_payment(store, row, message):
    row.is_declined, row.declined_message = True, message
    transaction = store.orders.transactions[row.transaction_id]
    transaction.status = payments.FAILED
    payments.announce(store, transaction, "updated")


def decline(store, made: Refund, message: str) -> None:
    """The provider declines the payments of a refund that was made before.

    The order's status stays; whether the units count as refunded any longer is not
    documented (switch ``declined_refund_restores_quantity``).
    """
    order = store.orders.rows[made.order_id]
    for row in made.payments:
        if not row.is_declined:
            _decline_payment(store, row, message)
    if store.switches.declined_refund_restores_quantity:
        for item in made.items:
            if item.item_type == PRODUCT:
                line = order.line_once(item.item_id)
                if line is not None:
                    line.quantity_refunded -= item.quantity
    _set_payment_status(store, order)
    if store.switches.refund_touches_order:
        touch(store, order)
    emit(store, order, "updated")


def _move_on(store, order):
    """Status and payment status follow what went back so far."""
    _set_payment_status(store, order)
    back = paid_back(store, order)
    switches = store.switches
    is_open = order.status_id != CANCELLED or switches.refund_changes_cancelled
    if switches.refund_changes_status and is_open and back:
        whole = back >= received(store, order)
        change_status(store, order, REFUNDED if whole else PARTIALLY_REFUNDED)
        if whole and store.switches.status_restocks == "also_by_refund":
            follow_status(store, order)


def _set_payment_status(store, order):
    back = paid_back(store, order)
    if back:
        whole = back >= received(store, order)
        order.payment_status = "refunded" if whole else "partially refunded"
    elif refunds_of(store, order):
        order.payment_status = "captured"


def _announce(store, order, made):
    if store.switches.refund_touches_order:
        touch(store, order)
    emit(store, order, "refund/created", refund={"refund_id": made.id})
    emit(store, order, "updated")

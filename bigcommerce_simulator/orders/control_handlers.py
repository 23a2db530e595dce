"""The control API of orders, below ``/simulator``: shoppers, staff, providers."""

from ..errors import V2Error
from ..routing import Reply, control
from ..shapes import text
from .payload import FEES, LINE_ITEMS, order_payload
from .payments import PAYMENT_STATUSES, set_payment_status
from .read_handlers import known_order
from .status import emit, touch
from .values import invalid

_MISUNDERSTOOD = (
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


def _reply(store, order, status=200):
    document = order_payload(store, order, (LINE_ITEMS, FEES), as_object=True)
    return Reply(document, status)


@control("POST", "/orders")
def shopper_checks_out(store, request):
    """Body: the arguments of ``store.orders.place``; the order comes back."""
    body = request.payload()
    return _reply(store, _call(store.orders.place, **{"lines": [], **body}), 201)


@control("POST", "/orders/form")
def shopper_buys_one(store, request):
    """The button of the page: one unit of a variant, bought as a guest."""
    number = request.form_fields().get("variant_id", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 11
    if not is_number or int(number) not in store.catalog.variants:
        return Reply("There is no such variant. <a href='/simulator'>Back</a>")
    _call(store.orders.place, lines=[{"variant_id": int(number), "quantity": 1}])
    return Reply(None, 303, {"Location": "/simulator"})


@control("POST", "/orders/<int:order_id>/edit")
def staff_edits(store, request, order_id):
    """Body: the arguments of ``store.orders.edit``; the order comes back."""
    known_order(store, order_id)
    return _reply(store, _call(store.orders.edit, order_id, **request.payload()))


@control("POST", "/orders/<int:order_id>/archive")
def staff_archives(store, request, order_id):
    """The order leaves the lists."""
    known_order(store, order_id)
    return _reply(store, store.orders.archive(order_id))


@control("POST", "/orders/<int:order_id>/payment")
def provider_reports(store, request, order_id):
    """``{"payment_status": "captured"}``: the provider reports on the payment."""
    order = known_order(store, order_id)
    payment_status = request.payload().get("payment_status")
    if payment_status not in PAYMENT_STATUSES:
        raise invalid("payment_status", "There is no such payment status.")
    set_payment_status(store, order, payment_status)
    touch(store, order)
    emit(store, order, "updated")
    return _reply(store, order)


@control("GET", "/taxes")
def get_taxes(store, request):
    """Tax class id to rates, in percent."""
    return Reply(store.orders.taxes.payload())


@control("PUT", "/taxes")
def set_taxes(store, request):
    """``{"0": "8.25", "2": [{"name": "State", "rate": "5"}]}`` replaces all."""
    try:
        store.orders.taxes.set(request.payload())
    except (KeyError, ValueError) as error:
        raise V2Error(400, f"These are no tax rates: {error}") from None
    return Reply(store.orders.taxes.payload())


@control("PUT", "/order_statuses/<int:status_id>")
def rename_status(store, request, status_id):
    """``{"custom_label": …}``: the merchant renames a status."""
    label = request.payload(shape={"custom_label": text}).get("custom_label")
    try:
        if label is None:
            raise ValueError("custom_label is required.")
        store.orders.labels.rename(status_id, label)
    except ValueError as error:
        raise V2Error(400, f"The status cannot be renamed: {error}") from None
    return Reply(store.orders.labels.payload(status_id))


def _call(function, *arguments, **details):
    """Unknown or badly shaped arguments are the caller's mistake, not a defect."""
    try:
        return function(*arguments, **details)
    except _MISUNDERSTOOD as error:
        raise V2Error(400, f"The request cannot be understood: {error!r}") from None

"""The ways in which a refund can be paid back, and which payments follow one of them.

As the specification of refund quotes lists them: the whole to store credit, the whole
by other means ("custom"), and the way the order was paid, which is several payments
where it was paid with several. What one provider took bounds what goes back to it.

Source: BigCommerce, orders.v3 (``RefundQuote_Full``: "The ``amount`` given in the array
must match the ``amount`` used in the refund request body"). Not documented is how a
part of the money is split; here what was paid apart from the order's method goes last.
"""

from dataclasses import dataclass
from decimal import Decimal

from .order import Order
from .payments import (
    GIFT_CERTIFICATE,
    METHOD_OF_GATEWAY,
    METHODS,
    STORE_CREDIT,
    method_of,
)
from .received import received_by_gateway
from .refund import paid_back_by_provider, refused

CREDIT, CUSTOM = STORE_CREDIT[1], "custom"
_APART = (GIFT_CERTIFICATE[1], CREDIT)
_NAMES = {gateway: name for name, (_method, gateway) in METHODS.items()}
_OFFLINE = ("offline", "custom")


@dataclass(frozen=True)
class PaymentOption:
    """So much of a refund by one provider."""

    provider_id: str
    description: str
    offline: bool
    amount: Decimal


def refund_methods(store, order: Order, total: Decimal) -> list[list[PaymentOption]]:
    """Every way to pay ``total`` back; the way the order was paid comes last."""
    original = original_method(store, order, total)
    whole = [_option(order, CUSTOM, total)]
    if order.customer_id:
        whole.insert(0, _option(order, CREDIT, total))
    others = [[option] for option in whole if [option] != original]
    return [*others, original]


def original_method(store, order: Order, total: Decimal) -> list[PaymentOption]:
    """The way the order was paid: its own provider first, then what was paid apart."""
    left, options = total, []
    for gateway, most in tenders(store, order).items():
        part = min(most, left)
        if part > 0:
            options.append(_option(order, gateway, part))
            left -= part
    return options or [_option(order, method_of(order)[1], total)]


def tenders(store, order: Order) -> dict[str, Decimal]:
    """By provider: what it took for the order and did not give back yet."""
    taken = received_by_gateway(store, order)
    back = paid_back_by_provider(store, order)
    gateways = sorted(taken, key=_APART.__contains__)
    return {name: max(taken[name] - back.get(name, 0), Decimal(0)) for name in gateways}


def check_payments(store, order: Order, rows: list[dict], total, as_quoted: bool):
    """422 unless the payments ``rows`` are one of the methods (``as_quoted``), or give
    nobody more than he took."""
    parts: dict[str, Decimal] = {}
    for row in rows:
        provider, amount = (
            row.get("provider_id") or CUSTOM,
            Decimal(row.get("amount") or 0),
        )
        if provider == CREDIT and not order.customer_id:
            raise refused(
                "payments", "Unable to provide store credit for a guest customer."
            )
        if amount < 0:
            raise refused("payments", "The amount of a payment is never below zero.")
        parts[provider] = parts.get(provider, Decimal(0)) + amount
    if as_quoted:
        methods = refund_methods(store, order, total)
        if parts not in [{row.provider_id: row.amount for row in m} for m in methods]:
            raise refused("payments", "They are none of the quote's refund methods.")
        return
    _check_parts(store, order, parts, total)


def _check_parts(store, order, parts, total):
    left = tenders(store, order)
    for provider, amount in parts.items():
        is_free = provider in (CREDIT, CUSTOM)
        most = total if is_free else left.get(provider, Decimal(0))
        if amount > most:
            raise refused("payments", f"Only {most} can go back to {provider}.")


def _option(order, gateway, amount):
    name = order.payment_method if gateway == method_of(order)[1] else ""
    offline = METHOD_OF_GATEWAY.get(gateway, CUSTOM) in _OFFLINE
    if gateway == CUSTOM:
        name = name or "Custom"
    return PaymentOption(gateway, name or _NAMES.get(gateway, gateway), offline, amount)

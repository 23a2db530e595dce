"""Fees on the whole order.

Source: BigCommerce, orders.v2 (``orderFees_Put``): at least one display name, at
least two of the three costs.
"""

from ..errors import V2Error
from .arithmetic import Money
from .order import Fee
from .values import amount, text

_COSTS = ("cost_ex_tax", "cost_inc_tax", "cost_tax")


def new_fee(store, body: dict) -> Fee:
    """A fee with a new id."""
    customer = text(body.get("display_name_customer"), "display_name_customer")
    merchant = text(body.get("display_name_merchant"), "display_name_merchant")
    if not customer and not merchant:
        raise V2Error(400, "A fee needs a display name (customer or merchant).")
    return Fee(
        id=store.next_id("order_fee"),
        cost=_cost(body),
        display_name_customer=customer or merchant,
        display_name_merchant=merchant or customer,
        source=text(body.get("source"), "source") or "v2",
        tax_class_id=body.get("tax_class_id"),
    )


def replaced_fees(store, present: list[Fee], bodies: list[dict]) -> list[Fee]:
    """The fees after a PUT, which replaces all: those without an id are new, those
    that are not mentioned are gone."""
    by_id = {fee.id: fee for fee in present}
    fees = []
    for body in bodies:
        if body.get("id") is None:
            fees.append(new_fee(store, body))
            continue
        fee = by_id.get(body["id"])
        if fee is None:
            raise V2Error(400, f"The order has no fee {body['id']}.")
        fee.cost = _cost(body)
        for name in ("display_name_customer", "display_name_merchant", "source"):
            if body.get(name):
                setattr(fee, name, text(body[name], name))
        fee.tax_class_id = body.get("tax_class_id")
        fees.append(fee)
    return fees


def _cost(body):
    given = {name: amount(body[name], name) for name in _COSTS if name in body}
    if len(given) < 2:
        raise V2Error(400, "A fee needs two of cost_ex_tax, cost_inc_tax, cost_tax.")
    ex_tax = given.get("cost_ex_tax")
    inc_tax = given.get("cost_inc_tax")
    if ex_tax is None:
        ex_tax = inc_tax - given["cost_tax"]
    if inc_tax is None:
        inc_tax = ex_tax + given["cost_tax"]
    return Money(ex_tax, inc_tax)

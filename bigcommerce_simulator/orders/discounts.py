"""Discounts and coupons on an order.

All of them end up as discounts of lines, whose amounts contain tax; one on the whole
order is shared in proportion to the lines' prices without tax.

Source: BigCommerce, orders.v2 (``orderProductAppliedDiscounts``, ``orderCoupons``).
"""

from decimal import Decimal

from .arithmetic import HUNDRED, ZERO, Money, rounded, spread
from .line import MANUAL_DISCOUNT, Discount, Line
from .order import Address, Coupon, Order
from .values import amount, invalid

PER_ITEM, PERCENT, PER_TOTAL, SHIPPING, FREE_SHIPPING, PROMOTION = range(6)


def add_line_discount(order: Order, line: Line, given) -> None:
    """``given`` is an amount for the whole line, or ``{"amount", "name", "code"}``."""
    details = dict(given) if isinstance(given, dict) else {"amount": given}
    value = amount(details.pop("amount", None), "discount")
    if value > order.amounts(line).discounted_total_inc_tax:
        raise invalid("discount", "It exceeds the line.")
    if value:
        line.discounts.append(Discount(value, **details))


def set_order_discount(order: Order, value: Decimal) -> None:
    """Replace the manual discount on the order by ``value`` (tax in)."""
    for line in order.lines:
        line.discounts = [row for row in line.discounts if not _is_manual(row)]
    _share_out(order, value, MANUAL_DISCOUNT, "Manual Discount", None)


def _is_manual(discount):
    return discount.id == MANUAL_DISCOUNT and discount.target == "order"


def add_coupon(store, order: Order, given: dict) -> Coupon:
    """Use a coupon ``{"code", "type", "amount"}``: face value, percent for type 1."""
    kind = given.get("type", PER_TOTAL)
    if kind not in range(6):
        raise invalid("type", "Coupon types are 0 to 5.")
    coupon = Coupon(
        id=store.next_id("order_coupon"),
        coupon_id=given.get("coupon_id") or store.next_id("coupon"),
        code=given["code"],
        amount=amount(given.get("amount", 0), "amount"),
        type=kind,
    )
    if kind in (SHIPPING, FREE_SHIPPING):
        coupon.shipping_discount = _reduce_shipping(order, coupon)
    elif kind in (PER_ITEM, PERCENT):
        _per_line(order, coupon)
    else:
        name = given.get("name", coupon.code)
        _share_out(order, coupon.amount, "coupon", name, coupon.code)
    order.coupons.append(coupon)
    return coupon


def _per_line(order, coupon):
    for line in order.lines:
        left = order.amounts(line).discounted_total_inc_tax
        if coupon.type == PER_ITEM:
            value = coupon.amount * line.quantity
        else:
            value = rounded(left * coupon.amount / HUNDRED, order.decimals)
        value = min(value, left)
        if value:
            line.discounts.append(
                Discount(value, "coupon", coupon.code, coupon.code, "product")
            )


def _share_out(order, value, kind, name, code):
    """Share ``value`` out over the lines, which it must not exceed."""
    lines = [line for line in order.lines if line.quantity]
    left = [order.amounts(line).discounted_total_inc_tax for line in lines]
    if value > sum(left, ZERO):
        if code is None:
            raise invalid("discount_amount", "It exceeds the order.")
        value = sum(left, ZERO)
    weights = [order.amounts(line).total.ex_tax for line in lines]
    parts = spread(value, weights, order.decimals)
    for line, part in zip(lines, _within(parts, left), strict=True):
        if part:
            line.discounts.append(Discount(part, kind, name, code, "order"))


def _within(parts, limits):
    """``parts`` cut to ``limits``, the rest given to those that have room."""
    cut = [min(part, limit) for part, limit in zip(parts, limits, strict=True)]
    rest = sum(parts, ZERO) - sum(cut, ZERO)
    for index, limit in enumerate(limits):
        more = min(rest, limit - cut[index])
        cut[index] += more
        rest -= more
    return cut


def _reduce_shipping(order, coupon):
    """Take the coupon off the shipping costs; the money (tax in) that it was."""
    before = order.charges.shipping.inc_tax
    left = before if coupon.type == FREE_SHIPPING else min(coupon.amount, before)
    for address in order.addresses:
        part = min(left, address.cost.inc_tax)
        _lower(address, part, order.decimals)
        left -= part
    return before - order.charges.shipping.inc_tax


def _lower(address: Address, part: Decimal, decimals: int):
    cost = address.cost
    if not cost.inc_tax:
        return
    inc_tax = cost.inc_tax - part
    tax = rounded(cost.tax * inc_tax / cost.inc_tax, decimals)
    address.cost = Money(inc_tax - tax, inc_tax)

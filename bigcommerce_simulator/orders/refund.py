"""A refund and the sum behind it.

PRODUCT and GIFT_WRAPPING go by units, at what was paid for them; SHIPPING, HANDLING,
ORDER and FEE go by amount (tax in). An amount on the ORDER carries no tax; a tax
adjustment is nothing but tax and has no items.

Source: BigCommerce, orders.v3 (refund quotes and refunds). Whether the amounts contain
tax is not documented.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..errors import V3Error
from .arithmetic import ZERO, Money, rounded, share
from .order import Order
from .received import is_settled, refundable

PRODUCT, GIFT_WRAPPING = "PRODUCT", "GIFT_WRAPPING"
SHIPPING, HANDLING, ORDER, FEE, TAX = "SHIPPING", "HANDLING", "ORDER", "FEE", "TAX"
BY_UNITS = (PRODUCT, GIFT_WRAPPING)
BY_AMOUNT = (SHIPPING, HANDLING, ORDER, FEE, TAX)


@dataclass
class RefundItem:
    """One thing refunded: ``amount`` (tax in) with ``tax`` in it.

    ``taken`` is what it uses up of the thing: more than ``amount`` when the merchant
    made deductions.
    """

    item_type: str
    item_id: int
    amount: Decimal
    tax: Decimal
    taken: Money
    quantity: int | None = None
    adjustments: list = field(default_factory=list)
    reason: str = ""


@dataclass
class RefundPayment:
    """Money on its way back; a provider may decline it later."""

    id: int
    provider_id: str
    amount: Decimal
    offline: bool
    is_declined: bool = False
    declined_message: str = ""
    transaction_id: int | None = None


@dataclass
class Refund:
    """A refund as it was asked for; what was declined is in its payments."""

    id: int
    order_id: int
    created: datetime
    reason: str
    total_amount: Decimal
    total_tax: Decimal
    uses_merchant_override_values: bool
    items: list[RefundItem]
    payments: list[RefundPayment]

    @property
    def paid_back(self) -> Decimal:
        """What really went back to the shopper."""
        rows = (row.amount for row in self.payments if not row.is_declined)
        return sum(rows, ZERO)

    @property
    def is_declined(self) -> bool:
        """Whether every payment was declined."""
        return all(row.is_declined for row in self.payments)


class RefundRequest:
    """The items of a quote or refund, checked and priced.

    ``items`` and ``total``/``tax``; 422 names the item that cannot be refunded.
    """

    def __init__(self, store, order: Order, body: dict):
        if not is_settled(store, order):
            raise refused("order_id", "The order has no payment that is settled.")
        self._store = store
        self._order = order
        self.items: list[RefundItem] = []
        self.total = self.tax = ZERO
        if body.get("tax_adjustment_amount") is not None and not body.get("items"):
            self.total = self.tax = _amount(body["tax_adjustment_amount"], order)
            return
        given = body.get("items")
        if not isinstance(given, list) or not given:
            raise refused("items", "At least one item is required.")
        for item in given:
            self._add(item)
        self._adjust_tax(body.get("tax_adjustment_amount"))

    def _adjust_tax(self, value):
        if value:
            self.total += _amount(value, self._order)
            self.tax += _amount(value, self._order)

    def _add(self, given):
        kind = given.get("item_type")
        if kind in BY_UNITS:
            item = self._units(kind, given)
        elif kind in BY_AMOUNT:
            item = self._amount(kind, given)
        else:
            raise refused("item_type", "There is no such item type.")
        item.reason = given.get("reason") or ""
        self.total += item.amount
        self.tax += item.tax
        if kind != TAX:
            self.items.append(item)

    def _units(self, kind, given):
        order, decimals = self._order, self._order.decimals
        line = order.line(given.get("item_id"))
        if line is None:
            raise refused("item_id", "The order has no such product.")
        units = given.get("quantity")
        done = sum(item.quantity for item in self._earlier(kind, line.id))
        if not isinstance(units, int) or units < 1:
            raise refused("quantity", "A whole number of units is required.")
        if units > line.quantity - done:
            raise refused("quantity", f"Only {line.quantity - done} can be refunded.")
        if kind == PRODUCT:
            amounts = order.amounts(line)
            money = (amounts.discounted_total_inc_tax, amounts.tax)
        else:
            cost = line.wrapping.times(line.quantity)
            money = (cost.inc_tax, cost.tax)
        left = self._left(kind, line.id, Money(money[0] - money[1], money[0]))
        if units == line.quantity - done:
            part = left
        else:
            value = share(money[0], units, line.quantity, left.inc_tax, decimals)
            tax = share(money[1], units, line.quantity, left.tax, decimals)
            part = Money(value - tax, value)
        return self._adjusted(kind, line.id, units, part, given)

    def _adjusted(self, kind, item_id, units, part, given):
        """Deductions (below zero) that the merchant makes; the tax shrinks alike."""
        adjustments = given.get("adjustments") or []
        less = ZERO
        for row in adjustments:
            value = Decimal(str(row.get("amount", 0)))
            if value >= 0 or part.inc_tax + less + value < 0:
                raise refused("adjustments", "It must be a deduction from the item.")
            less += value
        value, tax = part.inc_tax + less, part.tax
        if less and part.inc_tax:
            tax = rounded(tax * value / part.inc_tax, self._order.decimals)
        return RefundItem(kind, item_id, value, tax, part, units, adjustments)

    def _amount(self, kind, given):
        order = self._order
        value = _amount(given.get("amount"), order)
        item_id = given.get("item_id")
        if kind == TAX:
            return RefundItem(kind, item_id, value, value, Money(ZERO, value))
        whole = self._whole(kind, item_id)
        left = self._left(kind, item_id, whole)
        if value > left.inc_tax:
            message = f"Only {left.inc_tax} of {kind} can be refunded."
            raise refused("amount", message)
        if kind == ORDER or not whole.inc_tax:
            return RefundItem(kind, item_id, value, ZERO, Money(value, value))
        tax = left.tax
        if value != left.inc_tax:
            tax = rounded(whole.tax * value / whole.inc_tax, order.decimals)
        tax = min(tax, left.tax)
        return RefundItem(kind, item_id, value, tax, Money(value - tax, value))

    def _whole(self, kind, item_id) -> Money:
        order = self._order
        if kind == ORDER:
            if item_id != order.id:
                raise refused("item_id", "It must be the id of the order.")
            total = refundable(self._store, order)
            return Money(total, total)
        if kind == FEE:
            fee = next((row for row in order.fees if row.id == item_id), None)
            if fee is None:
                raise refused("item_id", "The order has no such fee.")
            return fee.cost
        address = order.address(item_id)
        if address is None:
            raise refused("item_id", "The order has no such address.")
        return address.cost if kind == SHIPPING else address.handling

    def _left(self, kind, item_id, whole: Money) -> Money:
        inc_tax, tax = whole.inc_tax, whole.tax
        for item in self._earlier(kind, item_id):
            inc_tax -= item.taken.inc_tax
            tax -= item.taken.tax
        inc_tax, tax = max(inc_tax, ZERO), max(tax, ZERO)
        return Money(inc_tax - tax, inc_tax)

    def _earlier(self, kind, item_id):
        """What was refunded of the same thing before, or earlier in this request."""
        rows = [row for refund in standing(self._store, self._order) for row in refund]
        rows += self.items
        return [r for r in rows if r.item_type == kind and r.item_id == item_id]


def standing(store, order: Order):
    """The items of each refund of the order that was not declined."""
    for refund in refunds_of(store, order):
        if not refund.is_declined:
            yield refund.items


def refunds_of(store, order: Order) -> list[Refund]:
    """The refunds of an order, by id."""
    return [row for row in store.orders.refunds.values() if row.order_id == order.id]


def paid_back(store, order: Order) -> Decimal:
    """What the order's refunds gave back in all."""
    return sum(paid_back_by_provider(store, order).values(), ZERO)


def paid_back_by_provider(store, order: Order) -> dict[str, Decimal]:
    """What the order's refunds gave back, by the provider that did."""
    sums = {}
    for refund in refunds_of(store, order):
        for row in refund.payments:
            if not row.is_declined:
                given = sums.get(row.provider_id, ZERO)
                sums[row.provider_id] = given + row.amount
    return sums


def refused(field: str, message: str) -> V3Error:
    """The 422 of a refund that is not possible."""
    return V3Error(422, message, {field: message})


def _amount(value, order) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise refused("amount", "A number is required.")
    amount = Decimal(value)
    if amount <= 0 or amount != rounded(amount, order.decimals):
        raise refused("amount", "An amount above zero, in the currency's decimals.")
    return amount

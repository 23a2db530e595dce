"""The arithmetic of a BigCommerce order. Pure: Decimal in, Decimal out.

Amounts are stored with four decimals. What is *computed* (a tax, a price without
its tax, a share of a discount) is rounded half up to the currency's own decimals;
what a merchant entered keeps its four. Rates are percentages (``Decimal("8.25")``).

Source: BigCommerce, orders.v2 (descriptions of ``orderProducts`` and of the order's
amounts, and the sample orders 100, 149, 181, 218 and 247 of that file). The samples
149 and 181 only come out when each of two rates of 8.25 % is rounded by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
STORED = Decimal("0.0001")
HUNDRED = Decimal(100)


def stored(value) -> Decimal:
    """``value`` with the four decimals that BigCommerce keeps."""
    return Decimal(value).quantize(STORED, ROUND_HALF_UP)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` rounded half up to a currency's decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@dataclass(frozen=True)
class TaxRate:
    """One tax: ``rate`` in percent. ``name`` and ``priority`` are for display."""

    rate: Decimal
    name: str = "Tax"
    priority: int = 0


@dataclass(frozen=True)
class Money:
    """The same amount without and with tax."""

    ex_tax: Decimal = ZERO
    inc_tax: Decimal = ZERO

    @property
    def tax(self) -> Decimal:
        """The difference."""
        return self.inc_tax - self.ex_tax

    def times(self, quantity: int) -> "Money":
        """Both sides multiplied."""
        return Money(self.ex_tax * quantity, self.inc_tax * quantity)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.ex_tax + other.ex_tax, self.inc_tax + other.inc_tax)


def tax_amounts(
    ex_tax: Decimal, rates: Iterable[TaxRate], decimals: int
) -> list[Decimal]:
    """The tax of each rate on ``ex_tax``, rounded one by one."""
    return [rounded(ex_tax * tax.rate / HUNDRED, decimals) for tax in rates]


def price(
    amount: Decimal, rates: Sequence[TaxRate], inclusive: bool, decimals: int
) -> Money:
    """Both sides of an entered ``amount``; ``inclusive``: it contains the tax.

    The entered side stays as it is, the other one is computed.
    """
    amount = stored(amount)
    if not rates:
        return Money(amount, amount)
    if inclusive:
        whole = 1 + sum(tax.rate for tax in rates) / HUNDRED
        return Money(rounded(amount / whole, decimals), amount)
    return Money(amount, amount + sum(tax_amounts(amount, rates, decimals)))


def line_total(
    unit: Money,
    quantity: int,
    rates: Sequence[TaxRate],
    inclusive: bool,
    decimals: int,
    rounding: str = "unit",
) -> Money:
    """The total of a line before discounts.

    ``rounding="unit"`` multiplies the rounded unit price (``price_tax`` .50 twice is
    ``total_tax`` 1.00); ``"line"`` computes the tax once, on the line.
    """
    if rounding == "unit":
        return unit.times(quantity)
    entered = unit.inc_tax if inclusive else unit.ex_tax
    return price(entered * quantity, rates, inclusive, decimals)


def tax_after_discount(total: Money, discount: Decimal, decimals: int) -> Decimal:
    """The tax of a line once ``discount`` (tax in) is taken off.

    The share of tax in the line stays what it was: sample 218 has 67.84 with
    62.6793 before tax; less 10.00 its ``subtotal_tax`` is 4.40.
    """
    if not discount or not total.inc_tax:
        return total.tax
    left = total.inc_tax - discount
    return rounded(left * total.tax / total.inc_tax, decimals)


def spread(amount: Decimal, weights: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """``amount`` shared in proportion to ``weights``, to the last cent.

    The parts add up to ``amount`` exactly; no part exceeds its weight as long as the
    weights cover the amount.
    """
    whole = sum(weights, ZERO)
    if not whole:
        return [ZERO] * len(weights)
    parts, seen, given = [], ZERO, ZERO
    for weight in weights:
        seen += weight
        # Rounding the running sum, not the part, leaves no remainder at the end. An
        # amount finer than the currency must not be rounded beyond itself.
        upto = min(rounded(amount * seen / whole, decimals), amount)
        upto = amount if seen == whole else upto
        upto = min(upto, given + weight) if amount <= whole else upto
        parts.append(upto - given)
        given = upto
    return _settle(amount - given, parts, weights)


def _settle(rest, parts, weights):
    """Give what a capped part could not take to parts that have room."""
    for index, weight in enumerate(weights):
        if not rest:
            break
        taken = min(rest, max(weight - parts[index], ZERO))
        parts[index] += taken
        rest -= taken
    return parts


@dataclass(frozen=True)
class LineAmounts:
    """What an order line shows: ``total`` before, the others after discounts."""

    unit: Money
    total: Money
    discount: Decimal
    tax: Decimal

    @property
    def discounted_total_inc_tax(self) -> Decimal:
        """What the shopper paid for the line."""
        return self.total.inc_tax - self.discount


@dataclass(frozen=True)
class Charges:
    """What an order costs beside its lines; discounts are tax in."""

    shipping: Money = Money()
    handling: Money = Money()
    wrapping: Money = Money()
    fees: Money = Money()
    discount_amount: Decimal = ZERO
    coupon_discount: Decimal = ZERO

    @property
    def added(self) -> Money:
        """Everything that is added to the lines."""
        return self.shipping + self.handling + self.wrapping + self.fees


@dataclass(frozen=True)
class Totals:
    """The six amounts of an order that follow from its parts."""

    subtotal: Money
    subtotal_tax: Decimal
    total: Money

    @property
    def total_tax(self) -> Decimal:
        """``total_inc_tax - total_ex_tax``."""
        return self.total.tax


def order_totals(
    subtotal: Money,
    subtotal_tax: Decimal,
    charges: Charges,
    tax_exempt: bool = False,
    subtotal_includes_fees: bool = False,
) -> Totals:
    """Subtotal and total of an order.

    ``total_inc_tax`` is the sum of the parts with tax, less the discounts;
    ``total_tax`` the sum of the taxes, where ``subtotal_tax`` is that after the
    discounts; ``total_ex_tax`` the rest. An exempt customer pays ``total_tax`` 0
    even where ``subtotal_tax`` is shown (sample 100).
    """
    total_inc_tax = (
        subtotal.inc_tax
        + charges.added.inc_tax
        - charges.discount_amount
        - charges.coupon_discount
    )
    total_tax = ZERO if tax_exempt else subtotal_tax + charges.added.tax
    if subtotal_includes_fees:
        subtotal = subtotal + charges.fees
        subtotal_tax += charges.fees.tax
    total = Money(total_inc_tax - total_tax, total_inc_tax)
    return Totals(subtotal, subtotal_tax, total)


def share(
    amount: Decimal, quantity: int, of_quantity: int, left: Decimal, decimals: int
) -> Decimal:
    """The part of ``amount`` that ``quantity`` of ``of_quantity`` units stand for.

    ``left`` is what has not been taken yet: never more than it.
    """
    if not of_quantity:
        return ZERO
    part = rounded(amount * quantity / of_quantity, decimals)
    return min(part, left)

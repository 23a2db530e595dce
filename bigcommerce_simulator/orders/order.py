"""An order and what hangs on it. The amounts are computed, never stored."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from .arithmetic import (
    ZERO,
    Charges,
    LineAmounts,
    Money,
    TaxRate,
    Totals,
    order_totals,
)
from .currency import decimals_of
from .line import Line

ADDRESS_FIELDS = (
    "first_name",
    "last_name",
    "company",
    "street_1",
    "street_2",
    "city",
    "state",
    "zip",
    "country",
    "country_iso2",
    "phone",
    "email",
)


@dataclass
class Address:
    """A shipping address (``order_address``) with what shipping there costs."""

    id: int
    fields: dict
    shipping_method: str = "None"
    base_cost: Decimal = ZERO
    cost: Money = Money()
    base_handling_cost: Decimal = ZERO
    handling: Money = Money()
    tax_rates: tuple[TaxRate, ...] = ()


@dataclass
class Fee:
    """A fee on the whole order."""

    id: int
    cost: Money
    display_name_customer: str
    display_name_merchant: str
    source: str = "v2"
    tax_class_id: int | None = None


@dataclass
class Coupon:
    """A coupon used; its money is in the discounts of the lines (by ``code``) and,
    for shipping coupons (types 3 and 4), already out of the shipping cost."""

    id: int
    coupon_id: int
    code: str
    amount: Decimal
    type: int
    shipping_discount: Decimal = ZERO


@dataclass
class Order:
    """One order. ``inclusive``: the entered side of its prices contains tax.

    ``overrides`` holds the ``subtotal``, ``total`` and ``wrapping`` pairs that were set
    through the API.
    """

    id: int
    created: datetime
    modified: datetime
    status_id: int
    billing: dict
    inclusive: bool
    currency: str
    store_currency: str
    exchange_rate: Decimal = Decimal(1)
    display_currency: str | None = None
    display_exchange_rate: Decimal = Decimal(1)
    lines: list[Line] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    coupons: list[Coupon] = field(default_factory=list)
    overrides: dict[str, Money] = field(default_factory=dict)
    customer_id: int = 0
    tax_exempt: bool = False
    payment_method: str = ""
    payment_status: str = ""
    payment_provider_id: str = ""
    store_credit_amount: Decimal = ZERO
    gift_certificate_amount: Decimal = ZERO
    channel_id: int = 1
    order_source: str = "www"
    cart_id: str = ""
    external_source: str | None = None
    external_order_id: str | None = None
    external_merchant_id: str | None = None
    staff_notes: str = ""
    customer_message: str = ""
    customer_locale: str = "en"
    ip_address: str = ""
    ip_address_v6: str = ""
    geoip_country: str = ""
    geoip_country_iso2: str = ""
    tax_provider_id: str = "BasicTaxProvider"
    shipped: datetime | None = None
    is_deleted: bool = False
    stock_taken: bool = False
    location_id: int | None = None
    pickup: dict | None = None
    tax_rounding: str = "unit"
    subtotal_includes_fees: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of the transactional currency."""
        return decimals_of(self.currency)

    def amounts(self, line: Line) -> LineAmounts:
        """What ``line`` costs."""
        return line.amounts(self.inclusive, self.decimals, self.tax_rounding)

    def line(self, line_id: int) -> Line | None:
        """The row with this order product id."""
        return next((line for line in self.lines if line.id == line_id), None)

    def line_once(self, line_id: int) -> Line | None:
        """The row that has this id, or had it before an edit renewed the ids."""
        return next(
            (line for line in self.lines if line_id in (line.id, *line.former_ids)),
            None,
        )

    def address(self, address_id: int) -> Address | None:
        """The shipping address with this id."""
        return next((row for row in self.addresses if row.id == address_id), None)

    @property
    def items_total(self) -> int:
        """Units ordered."""
        return sum(line.quantity for line in self.lines)

    @property
    def items_shipped(self) -> int:
        """Units shipped."""
        return sum(line.quantity_shipped for line in self.lines)

    @property
    def is_digital(self) -> bool:
        """Whether nothing is to be shipped."""
        return bool(self.lines) and all(line.type != "physical" for line in self.lines)

    @property
    def coupon_discount(self) -> Decimal:
        """What the coupons took off the lines (tax in)."""
        return self._discounts(of_coupons=True)

    @property
    def discount_amount(self) -> Decimal:
        """What all other discounts took off the lines (tax in)."""
        return self._discounts(of_coupons=False)

    def _discounts(self, of_coupons: bool) -> Decimal:
        discounts = (discount for line in self.lines for discount in line.discounts)
        wanted = (row.amount for row in discounts if bool(row.code) == of_coupons)
        return sum(wanted, ZERO)

    @property
    def base_shipping_cost(self) -> Decimal:
        """Shipping as it was entered."""
        return sum((row.base_cost for row in self.addresses), ZERO)

    @property
    def base_handling_cost(self) -> Decimal:
        """Handling as it was entered."""
        return sum((row.base_handling_cost for row in self.addresses), ZERO)

    @property
    def base_wrapping_cost(self) -> Decimal:
        """Gift wrapping as it was entered."""
        wrapping = self.charges.wrapping
        return wrapping.inc_tax if self.inclusive else wrapping.ex_tax

    @property
    def charges(self) -> Charges:
        """Everything beside the lines."""
        return Charges(
            shipping=sum((row.cost for row in self.addresses), Money()),
            handling=sum((row.handling for row in self.addresses), Money()),
            wrapping=self._wrapping,
            fees=sum((fee.cost for fee in self.fees), Money()),
            discount_amount=self.discount_amount,
            coupon_discount=self.coupon_discount,
        )

    @property
    def _wrapping(self) -> Money:
        if "wrapping" in self.overrides:
            return self.overrides["wrapping"]
        costs = (line.wrapping.times(line.quantity) for line in self.lines)
        return sum(costs, Money())

    @property
    def totals(self) -> Totals:
        """Subtotal and total, with what was overridden through the API; neither is
        computed anew from the other (orders guide, "Calculating totals")."""
        rows = [self.amounts(line) for line in self.lines]
        computed = order_totals(
            sum((row.total for row in rows), Money()),
            sum((row.tax for row in rows), ZERO),
            self.charges,
            self.tax_exempt,
            self.subtotal_includes_fees,
        )
        subtotal = self.overrides.get("subtotal", computed.subtotal)
        tax = (
            computed.subtotal_tax if "subtotal" not in self.overrides else subtotal.tax
        )
        return Totals(subtotal, tax, self.overrides.get("total", computed.total))

    @property
    def total_inc_tax(self) -> Decimal:
        """What the shopper owes."""
        return self.totals.total.inc_tax

"""A row of an order (``orderProducts``)."""

from dataclasses import dataclass, field
from decimal import Decimal

from .arithmetic import (
    ZERO,
    LineAmounts,
    Money,
    TaxRate,
    line_total,
    tax_after_discount,
)

MANUAL_DISCOUNT = "manual-discount"


@dataclass
class Discount:
    """A discount on a line; ``amount`` contains tax and is for the whole line.

    ``target`` is ``product`` for a discount of this line alone, ``order`` for its
    share of one on the order. Only a coupon has a ``code``.
    """

    amount: Decimal
    id: str = MANUAL_DISCOUNT
    name: str = "Manual Discount"
    code: str | None = None
    target: str = "product"


@dataclass
class Option:
    """A chosen option or modifier value."""

    id: int
    option_id: int
    product_option_id: int
    display_name: str
    display_value: str
    value: str
    type: str = "Multiple choice"
    display_style: str = "Rectangle"


@dataclass
class Line:
    """One product of an order; ``id`` is the order product id.

    ``unit`` is the price of one unit, ``base_price`` the entered side of it.
    ``price_given``: both sides of the price were sent, none is computed.
    ``taken`` counts, by location, the units that BigCommerce has taken from its stock
    for this line and not put back.
    """

    id: int
    quantity: int
    name: str
    base_price: Decimal
    unit: Money
    price_given: bool = False
    product_id: int = 0
    variant_id: int = 0
    order_address_id: int = 0
    name_merchant: str = ""
    sku: str = ""
    upc: str = ""
    type: str = "physical"
    tax_class_id: int = 0
    tax_rates: tuple[TaxRate, ...] = ()
    discounts: list[Discount] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    cost_price: Decimal = ZERO
    weight: Decimal = ZERO
    width: Decimal = ZERO
    height: Decimal = ZERO
    depth: Decimal = ZERO
    brand: str = ""
    bin_picking_number: str = ""
    option_set_id: int | None = None
    fixed_shipping_cost: Decimal = ZERO
    wrapping: Money = Money()
    wrapping_id: int = 0
    wrapping_name: str | None = None
    wrapping_message: str = ""
    parent_order_product_id: int | None = None
    gift_certificate_id: int | None = None
    recipient_email: str = ""
    quantity_shipped: int = 0
    quantity_refunded: int = 0
    wrapping_refunded: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    former_ids: list[int] = field(default_factory=list)

    @property
    def stock_taken(self) -> int:
        """Units taken at all locations."""
        return sum(self.taken.values())

    @property
    def discount(self) -> Decimal:
        """All discounts of the line."""
        return sum((discount.amount for discount in self.discounts), ZERO)

    def amounts(self, inclusive: bool, decimals: int, rounding: str) -> LineAmounts:
        """What the line costs, see :mod:`.arithmetic`."""
        if self.price_given:
            rounding = "unit"
        total = line_total(
            self.unit, self.quantity, self.tax_rates, inclusive, decimals, rounding
        )
        tax = tax_after_discount(total, self.discount, decimals)
        return LineAmounts(self.unit, total, self.discount, tax)

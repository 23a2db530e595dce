"""A web order as BigCommerce returns it, read into plain values.

Source of the amounts: the order and line schemas of BigCommerce's Orders v2 file; what
the shopper paid for a line is ``discounted_total_inc_tax``, all discounts are in it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from .amounts import ZERO, amount, required_amount
from .customer import read_email
from .dates import parse_date
from .keys import FEE, HANDLING, SHIPPING, WRAPPING
from .order_lines import Payload, line_keys, line_money, order_lines
from .unreadable import DATE, LINES, STATUS, UnreadablePayload

# The money of an order that no item carries: key, and prefix of its amounts.
_CHARGES = (
    (SHIPPING, "shipping_cost"),
    (HANDLING, "handling_cost"),
    (WRAPPING, "wrapping_cost"),
)

# Of an order; more would keep all others waiting for minutes.
MAX_LINES = 2000


@dataclass(frozen=True)
class ItemLine:
    """One line of an item; ``inc_tax`` and ``tax`` are of its whole quantity."""

    quantity: Decimal
    refunded: Decimal
    inc_tax: Decimal
    tax: Decimal


@dataclass
class Item:
    """All lines of an order with one identity: same variant, options and parent.

    Amounts are of the whole quantity, after discounts, in the order's currency.
    ``wrapping`` is what its gift wrapping costs, tax included: a part of that charge.
    The prices are of one unit, before discounts. ``line_costs`` is what one unit
    costs after discounts, tax included, by line id; ``lines`` are :class:`ItemLine`,
    in the order in which they are listed. ``choices`` are the names of its options and
    of what was chosen; ``options`` is their text.
    """

    key: str
    name: str
    sku: str
    product_id: str
    variant_id: str
    options: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()
    quantity: Decimal = ZERO
    quantity_refunded: Decimal = ZERO
    quantity_shipped: Decimal = ZERO
    inc_tax: Decimal = ZERO
    tax: Decimal = ZERO
    wrapping: Decimal = ZERO
    price_ex_tax: Decimal = ZERO
    price_inc_tax: Decimal = ZERO
    is_discounted: bool = False
    line_ids: list[str] = field(default_factory=list)
    line_costs: dict[str, Decimal] = field(default_factory=dict)
    lines: list[ItemLine] = field(default_factory=list)

    @property
    def is_custom(self) -> bool:
        """Typed by staff into the order, in no catalog."""
        return not (self.variant_id or self.product_id or self.sku)

    @property
    def is_gift_certificate(self) -> bool:
        return self.type == "giftcertificate"


@dataclass
class Charge:
    """Shipping, handling, wrapping, a fee: money without goods."""

    key: str
    inc_tax: Decimal
    tax: Decimal


@dataclass
class WebOrder:
    """The present state of a web order; times are naive UTC.

    ``items`` and ``charges`` by key, ``fee_keys`` the key of a fee by its id.
    """

    external_id: str
    status_id: int
    status: str
    payment_method: str
    payment_status: str
    currency_code: str
    date_created: datetime
    date_modified: datetime
    total: Decimal
    tax: Decimal
    items: dict[str, Item]
    charges: dict[str, Charge]
    fee_keys: dict[str, str]
    customer_id: str
    customer_name: str
    customer_email: str

    @property
    def keys(self) -> dict[str, str]:
        """Keys of the items and fees by what refunds call them."""
        lines = {
            line_id: item.key
            for item in self.items.values()
            for line_id in item.line_ids
        }
        return {**lines, **self.fee_keys}


def read_order(payload: Payload) -> WebOrder:
    """Read an order with all its lines.

    :param dict payload: see :func:`.order_lines.order_lines`
    :rtype: WebOrder
    :raise UnreadablePayload: when an amount, a date or the status cannot be read, or
        there are more lines than can be posted
    """
    lines = order_lines(payload)
    if len(lines) > MAX_LINES:
        raise UnreadablePayload(LINES, most=MAX_LINES)
    address = payload.get("billing_address") or {}
    names = (address.get("first_name"), address.get("last_name"))
    customer_id = payload.get("customer_id") or 0
    created = parse_date(payload.get("date_created"))
    if created is None:
        raise UnreadablePayload(DATE, value=payload.get("date_created"))
    email = read_email(address.get("email"))
    # An exempt order may show tax on its lines anyway; its total has none.
    tax = required_amount(payload, "total_tax")
    return WebOrder(
        external_id=str(payload["id"]),
        status_id=_read_status(payload),
        status=payload.get("custom_status") or payload.get("status") or "",
        payment_method=payload.get("payment_method") or "",
        payment_status=payload.get("payment_status") or "",
        # Amounts are in the transactional currency; currency_code is for display.
        currency_code=payload.get("default_currency_code")
        or payload.get("currency_code")
        or "",
        date_created=created,
        date_modified=parse_date(payload.get("date_modified")) or created,
        total=required_amount(payload, "total_inc_tax"),
        tax=tax,
        items=_read_items(lines, is_taxed=bool(tax)),
        charges=_read_charges(payload, is_taxed=bool(tax)),
        fee_keys={f"{FEE}{fee.get('id')}": _fee_key(fee) for fee in _fees(payload)},
        customer_id=str(customer_id) if customer_id else "",
        # Guests may have given nothing but an address.
        customer_name=" ".join(name for name in names if name) or email,
        customer_email=email,
    )


def _read_status(payload: Payload) -> int:
    try:
        return int(payload["status_id"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadablePayload(STATUS, value=payload.get("status_id")) from error


def _read_items(lines: list[dict[str, Any]], is_taxed: bool) -> dict[str, Item]:
    keys = line_keys(lines)
    items: dict[str, Item] = {}
    for line in lines:
        key = keys[line["id"]]
        item = items.setdefault(key, _new_item(key, line))
        inc_tax, tax = line_money(line)
        tax = tax if is_taxed else ZERO
        quantity = required_amount(line, "quantity")
        refunded = amount(line.get("quantity_refunded"))
        item.quantity += quantity
        item.quantity_refunded += refunded
        item.quantity_shipped += amount(line.get("quantity_shipped"))
        item.is_discounted |= inc_tax != amount(line.get("total_inc_tax"))
        item.inc_tax += inc_tax
        item.tax += tax
        item.wrapping += amount(line.get("wrapping_cost_inc_tax"))
        item.line_ids.append(str(line["id"]))
        if quantity:
            item.lines.append(ItemLine(quantity, refunded, inc_tax, tax))
            item.line_costs[str(line["id"])] = inc_tax / quantity
    return items


def _new_item(key: str, line: Payload) -> Item:
    choices = tuple(
        (str(option.get("display_name")), str(option.get("display_value")))
        for option in line.get("product_options") or []
    )
    return Item(
        key=key,
        name=line.get("name") or "",
        sku=(line.get("sku") or "").strip(),
        # A custom line has the ids 0.
        product_id=str(line.get("product_id") or ""),
        variant_id=str(line.get("variant_id") or ""),
        options=", ".join(f"{name}: {value}" for name, value in choices),
        choices=choices,
        type=line.get("type") or "physical",
        price_ex_tax=amount(line.get("price_ex_tax")),
        price_inc_tax=amount(line.get("price_inc_tax")),
    )


def _read_charges(payload: Payload, is_taxed: bool) -> dict[str, Charge]:
    charges = {}
    for key, prefix in _CHARGES:
        inc_tax = amount(payload.get(f"{prefix}_inc_tax"))
        tax = amount(payload.get(f"{prefix}_tax"))
        if inc_tax or tax:
            charges[key] = Charge(key, inc_tax, tax if is_taxed else ZERO)
    for fee in _fees(payload):
        inc_tax, key = amount(fee.get("cost_inc_tax")), _fee_key(fee)
        if inc_tax:
            charge = charges.setdefault(key, Charge(key, ZERO, ZERO))
            charge.inc_tax += inc_tax
            charge.tax += amount(fee.get("cost_tax")) if is_taxed else ZERO
    return charges


def fee_ids(payload: Payload, key: str) -> list[int]:
    """:return: BigCommerce's numbers of the fees that a key stands for
    :rtype: list[int]
    """
    return [int(fee["id"]) for fee in _fees(payload) if _fee_key(fee) == key]


def _fees(payload: Payload) -> list[dict[str, Any]]:
    fees = payload.get("fees") or []
    return fees if isinstance(fees, list) else fees.get("fees") or []


def _fee_key(fee: Payload) -> str:
    return f"{FEE}{fee.get('name') or fee.get('display_name_customer') or ''}"

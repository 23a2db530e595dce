"""What shall have been sold of a web order: quantities and money, refunds counted once.

The rules are those of the design: an edit moves no money on BigCommerce by itself, so a
refund that settles an edit counts only beyond what the edit took away already. What was
given back for pieces that count themselves settles nothing, as far as these pieces are
in the present total.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .money import ZERO, rounded, share
from .order_refunded import refunded_items
from .order_status import POST, VOID
from .refunds import GOODWILL, ITEMS, TAX


@dataclass(frozen=True)
class Part:
    """A quantity and its money, in the order's currency."""

    name: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Target:
    """Net quantity and money per item, money per charge, and the net of the order.

    ``tax_adjustment`` is tax given back by itself (not positive). ``is_final`` is False
    while the order is not known to be paid. ``assumed_paid`` are quantities that must
    have been paid, by item key, where an order was never seen before its edit.
    """

    items: dict
    charges: dict
    total: Decimal
    tax: Decimal
    is_final: bool = True
    tax_adjustment: Decimal = ZERO
    assumed_paid: dict = field(default_factory=dict)


def order_target(
    order, refunds, paid_quantities, captured, places, policy=POST, keys_seen=None
):
    """Compute the target of an order.

    :param WebOrder order: its present state
    :param Refunds refunds: money given back
    :param dict paid_quantities: highest quantity paid, by item key
    :param Decimal captured: money received for the order, tax included
    :param int places: decimals of the currency
    :param str policy: ``post``, ``wait`` or ``void``, see :mod:`.order_status`
    :param dict keys_seen: :attr:`WebOrder.keys` of earlier looks
    :rtype: Target
    """
    if policy == VOID:
        return Target({}, {}, ZERO, ZERO)
    keys = {**(keys_seen or {}), **order.keys}
    refunded, causes = refunded_items(order, refunds, keys, places)
    assumed = {}
    if not any(paid_quantities.values()):
        assumed = _assumed_paid(order, refunds, refunded, captured, places)
    back = {
        key: _pieces_back(item, refunded[key].pieces, assumed or paid_quantities)
        for key, item in order.items.items()
    }
    of_pieces = _money_of_pieces(order, back, refunded, places)
    # Only what gave back no piece can settle an edit.
    others = refunds.total - of_pieces
    # Money received is kept in the currency's decimals: the total is compared in them.
    settled = max(ZERO, min(others, captured - rounded(order.total, places)))
    counted = refunds.total - settled
    causes = _counted_causes(causes, of_pieces, settled)
    counted_tax = (
        share(refunds.tax, counted, refunds.total, places) if counted else ZERO
    )
    items = {
        key: _item_part(item, back[key], places) for key, item in order.items.items()
    }
    if not settled:
        items = _with_refunded_cents(order, items, causes.get(ITEMS, ZERO), places)
    target = Target(
        items=items,
        charges=_charge_parts(order, causes, keys, places),
        total=rounded(order.total - counted, places),
        tax=rounded(order.tax - counted_tax, places),
        is_final=policy == POST,
        tax_adjustment=-rounded(causes.get(TAX, ZERO), places),
        assumed_paid=assumed,
    )
    return _with_tax_cents(target, places)


def _counted_causes(causes, of_pieces, settled):
    """What the refunds were for, less what settles an edit: goods first.

    :param Decimal of_pieces: the money of pieces that count
    """
    counted = {}
    order = [ITEMS, *(c for c in causes if c not in (ITEMS, TAX, GOODWILL))]
    for cause in (*order, TAX, GOODWILL):
        given = causes.get(cause, ZERO)
        taken = min(settled, given - of_pieces if cause == ITEMS else given)
        settled -= taken
        counted[cause] = given - taken
    return counted


# === ITEMS === #


def _assumed_paid(order, refunds, refunded, captured, places):
    """What was paid of an order that was edited and refunded before the first look.

    When just as much went back as was paid beyond the present total, the refund settled
    the edit: the pieces that were given back had been paid on top of those left.
    """
    odd = captured - order.total - refunds.total
    if not refunds.total or abs(odd) >= Decimal(1).scaleb(-places):
        return {}
    return {
        key: item.quantity + refunded[key].pieces for key, item in order.items.items()
    }


def _pieces_back(item, refunded, paid_quantities):
    """Pieces refunded beyond those that an edit took away already."""
    settled = max(ZERO, paid_quantities.get(item.key, ZERO) - item.quantity)
    return min(item.quantity, max(ZERO, refunded - settled))


def _money_of_pieces(order, back, refunded, places):
    """The money of the pieces that count, of all that was given back for items.

    Items that cost less by now than their pieces gave back are in the present total
    with that little: the rest settles the edit that made them cheaper.
    """
    given = worth = ZERO
    for key, pieces in back.items():
        if pieces:
            given += share(refunded[key].inc_tax, pieces, refunded[key].pieces, places)
            worth += rounded(order.items[key].inc_tax, places)
    return min(given, worth)


def _item_part(item, pieces_back, places):
    quantity = item.quantity - pieces_back
    if not item.quantity:
        return Part(item.name, ZERO, ZERO, ZERO)
    return Part(
        item.name,
        quantity,
        share(rounded(item.inc_tax, places), quantity, item.quantity, places),
        share(rounded(item.tax, places), quantity, item.quantity, places),
    )


def _with_refunded_cents(order, items, refunded, places):
    """Give a refund the very amount that BigCommerce gave back for its pieces."""
    pieces, taken, largest = ZERO, ZERO, None
    for key, part in items.items():
        item = order.items[key]
        if part.quantity == item.quantity:
            continue
        pieces += item.quantity - part.quantity
        taken += rounded(item.inc_tax, places) - part.inc_tax
        if part.quantity and (not largest or part.inc_tax > items[largest].inc_tax):
            largest = key
    odd = taken - rounded(refunded, places)
    if not largest or not odd or abs(odd) > _cents(pieces, places):
        return items
    part = items[largest]
    return {**items, largest: replace(part, inc_tax=part.inc_tax + odd)}


# === CHARGES === #


def _charge_parts(order, causes, keys, places):
    """Shipping, fees …, each less what was given back for it; goodwill by itself."""
    parts = {
        key: Part(
            charge.name,
            ZERO,
            rounded(charge.inc_tax, places),
            rounded(charge.tax, places),
        )
        for key, charge in order.charges.items()
    }
    for cause, given in causes.items():
        if not given or cause in (ITEMS, TAX):
            continue
        key = _charge_key(order, cause, keys)
        part = parts.get(key, Part(_name(key), ZERO, ZERO, ZERO))
        charge = order.charges.get(key)
        has_tax = charge and charge.inc_tax
        tax = ZERO
        if has_tax:
            whole = rounded(charge.tax, places)
            tax = share(whole, given, charge.inc_tax, places)
        given = rounded(given, places)
        parts[key] = replace(part, inc_tax=part.inc_tax - given, tax=part.tax - tax)
    return parts


def _charge_key(order, cause, keys):
    """The charge that a cause means; a fee that nobody has seen may be the only one."""
    if not cause.startswith("fee:"):
        return cause
    fees = [key for key in order.charges if key.startswith("fee:")]
    return keys.get(cause) or (fees[0] if len(fees) == 1 else "fee:")


def _name(key):
    if key == GOODWILL:
        return "Refunded on BigCommerce"
    return key.removeprefix("fee:").capitalize() or "Fee"


# === TAX === #


def _with_tax_cents(target, places):
    """Put the odd cents of tax where the most money is, so that they need no line."""
    parts = {**target.items, **target.charges}
    inc_tax = sum((part.inc_tax for part in parts.values()), target.tax_adjustment)
    tax = sum((part.tax for part in parts.values()), target.tax_adjustment)
    odd = target.tax - tax
    pieces = sum((max(Decimal(1), part.quantity) for part in parts.values()), ZERO)
    if inc_tax != target.total or not odd or abs(odd) > _cents(pieces, places):
        return target
    largest = max(parts, key=lambda key: parts[key].inc_tax)
    if parts[largest].inc_tax <= 0:
        return target
    corrected = replace(parts[largest], tax=parts[largest].tax + odd)
    kind = "items" if largest in target.items else "charges"
    return replace(target, **{kind: {**getattr(target, kind), largest: corrected}})


def _cents(pieces, places):
    """How far the rounding of so many pieces may go."""
    return pieces * Decimal(1).scaleb(-places)

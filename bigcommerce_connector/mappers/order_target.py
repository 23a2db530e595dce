"""What shall have been sold of a web order: quantities and money, refunds counted once.

The rules are those of the design: an edit moves no money on BigCommerce by itself, so a
refund that settles an edit counts only beyond what the edit took away already.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from .money import ZERO, rounded, share
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
    while the order is not known to be paid.
    """

    items: dict
    charges: dict
    total: Decimal
    tax: Decimal
    is_final: bool = True
    tax_adjustment: Decimal = ZERO


def order_target(order, refunds, paid_quantities, captured, places, policy=POST):
    """Compute the target of an order.

    :param WebOrder order: its present state
    :param Refunds refunds: money given back
    :param dict paid_quantities: highest quantity seen paid, by item key
    :param Decimal captured: money received for the order, tax included
    :param int places: decimals of the currency
    :param str policy: ``post``, ``wait`` or ``void``, see :mod:`.order_status`
    :rtype: Target
    """
    if policy == VOID:
        return Target({}, {}, ZERO, ZERO)
    counted = max(ZERO, refunds.total - max(ZERO, captured - order.total))
    causes = _counted_causes(refunds, counted)
    counted_tax = (
        share(refunds.tax, counted, refunds.total, places) if counted else ZERO
    )
    declined = _declined_pieces(order, refunds)
    items = {
        key: _item_part(
            item,
            _pieces_back(item, declined.get(key, ZERO), paid_quantities),
            places,
        )
        for key, item in order.items.items()
    }
    if counted == refunds.total:
        items = _with_refunded_cents(order, items, causes.get(ITEMS, ZERO), places)
    target = Target(
        items=items,
        charges=_charge_parts(order, causes, places),
        total=rounded(order.total - counted, places),
        tax=rounded(order.tax - counted_tax, places),
        is_final=policy == POST,
        tax_adjustment=-rounded(causes.get(TAX, ZERO), places),
    )
    return _with_tax_cents(target, places)


def _counted_causes(refunds, counted):
    """What the refunds were for, less what settles an edit: goods first."""
    settled = refunds.total - counted
    causes = {}
    order = [ITEMS, *(c for c in refunds.causes if c not in (ITEMS, TAX, GOODWILL))]
    for cause in (*order, TAX, GOODWILL):
        given = refunds.causes.get(cause, ZERO)
        taken = min(settled, given)
        settled -= taken
        causes[cause] = given - taken
    return causes


# === ITEMS === #


def _pieces_back(item, declined, paid_quantities):
    """Pieces refunded beyond those that an edit took away already."""
    settled = max(ZERO, paid_quantities.get(item.key, ZERO) - item.quantity)
    return max(ZERO, item.quantity_refunded - declined - settled)


def _declined_pieces(order, refunds):
    """Pieces of declined refunds that the lines still count as refunded, by item.

    Whether BigCommerce takes them off again is not documented: the sum of what was
    really given back tells.
    """
    counted = sum((item.quantity_refunded for item in order.items.values()), ZERO)
    given_back = sum((pieces[0] for pieces in refunds.pieces.values()), ZERO)
    if counted <= given_back:
        return {}
    return {
        key: min(item.quantity_refunded, _sum_declined(item, refunds))
        for key, item in order.items.items()
    }


def _sum_declined(item, refunds):
    known = (refunds.pieces.get(line_id) for line_id in item.line_ids)
    return sum((pieces[1] for pieces in known if pieces), ZERO)


def _item_part(item, pieces_back, places):
    quantity = max(ZERO, item.quantity - pieces_back)
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


def _charge_parts(order, causes, places):
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
        key = order.fee_keys.get(cause, cause)
        part = parts.get(key, Part(_name(key), ZERO, ZERO, ZERO))
        charge = order.charges.get(key)
        has_tax = charge and charge.inc_tax
        tax = share(charge.tax, given, charge.inc_tax, places) if has_tax else ZERO
        given = rounded(given, places)
        parts[key] = replace(part, inc_tax=part.inc_tax - given, tax=part.tax - tax)
    return parts


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

"""What the Point of Sale must hold of every web order, from BigCommerce's own state.

Written from the design's formulas ("Orders in") and BigCommerce's documents, and from
nothing of the addon. Per order T is the present total, C the money received, R what
went back; per group of equal lines what was ordered, refunded and paid at most::

    net    = T − max(0, R − max(0, C − T))
    pieces = ordered − max(0, refunded − max(0, most paid − ordered))

Both are 0 for a cancelled or declined order, and stay as they are while an order waits.
What cashiers gave back is added as far as the web has caught up with it, see
:mod:`.till_book`. Of an order that somebody skipped nothing is ever posted.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from .groups import charges_of, group_of, is_group, sku_of
from .history import disagreement
from .till_book import TillBook, rounded

ZERO = Decimal(0)
VOID = (5, 6)
WAITING = (0, 1, 7, 12, 13)
COMPLETED = 10
REFUNDED = (4, 14)
NOT_RECEIVED = (
    "authorized",
    "capture pending",
    "declined",
    "held for review",
    "pending",
    "void",
    "void pending",
)
PAID = ("captured", "paid", "partially refunded", "refunded")
RECEIVED = ("purchase", "capture", "settled")


@dataclass
class Expected:
    """What must be posted of one order; a group is (what, options, parent's group)."""

    pieces: Counter = field(default_factory=Counter)
    targets: Counter = field(default_factory=Counter)
    net: Decimal = ZERO
    net_tax: Decimal = ZERO
    # The share of tax in a refund that counts only in part is a matter of rounding.
    tax_tolerance: Decimal = ZERO
    is_flagged: bool = False
    is_waiting: bool = True
    is_skipped: bool = False
    settles_edit: bool = False
    to_refund: Decimal = ZERO
    most_paid: Counter = field(default_factory=Counter)
    first_total: Decimal | None = None
    tills: TillBook = field(default_factory=TillBook)

    def check_money(self, total, tax, till_open):
        """Compare what is posted, and what is shown as unknown to BigCommerce.

        :raise Disagreement: naming what differs
        """
        for what, found, net, caught_up, tolerance in (
            ("total", total, self.net, self.tills.caught_up, ZERO),
            ("tax", tax, self.net_tax, self.tills.caught_up_tax, self.tax_tolerance),
        ):
            least, most = (net + part for part in caught_up)
            if not least - tolerance <= found <= most + tolerance:
                raise disagreement(
                    what, f"{found} posted, {least} to {most} expected of {net} net"
                )
        expected = self.tills.total - (total - self.net)
        if till_open != expected:
            raise disagreement("open at tills", f"{till_open}, {expected} expected")


class Oracle:
    """Follows the orders of a store from look to look.

    :param WebLife web: what happens on the web
    :param str restock: ``always``, ``unshipped`` or ``never``
    """

    def __init__(self, web, restock="always"):
        self._web = web
        self._restock = restock
        self.expected = {}
        # Pieces that left the location, by SKU, and those that came back elsewhere.
        self.taken = Counter()
        self.put_aside = Counter()

    def look(self, waiting=()):
        """The connector has seen all but some orders: what must be true now."""
        with self._web.store.lock:
            for order in self._web.orders:
                if order.id in waiting:
                    self.expected.setdefault(order.id, Expected())
                    continue
                self._look(order, self.expected.setdefault(order.id, Expected()))

    def till(self, order_id, key, pieces, total, tax):
        """A cashier gave something back, for ``total`` with ``tax`` in it.

        :param key: of the line, as it is posted; goods are found among their groups
        """
        expected = self.expected[order_id]
        group = self.group(order_id, key)
        expected.tills.give_back(group or key, pieces, total, tax)
        if group:
            self.taken[sku_of(self._web.store, group)] -= pieces

    def group(self, order_id, key):
        """The group of goods that a posted line's key stands for, or nothing."""
        groups = self.expected[order_id].pieces
        return next((group for group in groups if is_group(key, group)), None)

    def skip(self, order_id, goods_leave):
        """Somebody skipped the order, as it was when it was looked at last."""
        expected = self.expected[order_id]
        expected.is_skipped = True
        if goods_leave:
            for group, pieces in expected.targets.items():
                self.taken[sku_of(self._web.store, group)] += pieces

    # === ONE ORDER === #

    def _look(self, order, expected):
        if expected.is_skipped:
            return
        expected.is_waiting = _waits(order)
        is_void = order.status_id in VOID
        ordered, refunded, shipped = self._count(order)
        if not is_void and not expected.is_waiting:
            if expected.first_total is None:
                expected.first_total = order.total_inc_tax
            for group, pieces in ordered.items():
                most = max(expected.most_paid[group], pieces)
                expected.most_paid[group] = most
        expected.targets = Counter()
        for group in {*ordered, *expected.pieces}:
            settled = max(0, expected.most_paid[group] - ordered[group])
            if not is_void:
                counted = max(0, refunded[group] - settled)
                expected.targets[group] = max(0, ordered[group] - counted)
            if not expected.is_waiting:
                self._move(expected, group, shipped[group])
        if not expected.is_waiting:
            self._settle(order, expected, is_void)

    def _count(self, order):
        ordered, refunded, shipped = Counter(), Counter(), Counter()
        for line in order.lines:
            group = group_of(order, line)
            declined = self._web.declined_pieces.get(line.proof_tag, 0)
            ordered[group] += line.quantity
            refunded[group] += line.quantity_refunded - declined
            shipped[group] += line.quantity_shipped
        return ordered, refunded, shipped

    def _move(self, expected, group, shipped):
        """Bring a group to its target; tills may have been there first."""
        present, target = expected.pieces[group], expected.targets[group]
        at_tills = expected.tills.pieces(group)
        if target < present - at_tills:
            target += at_tills
        elif target <= present:
            return
        expected.pieces[group] = target
        sku = sku_of(self._web.store, group)
        back = present - target
        aside = 0
        if back > 0 and self._restock != "always":
            kept = max(0, present - shipped) if self._restock == "unshipped" else 0
            aside = back - min(back, kept)
        self.taken[sku] -= back - aside
        self.put_aside[sku] += aside

    def _settle(self, order, expected, is_void):
        total, tax = order.total_inc_tax, order.totals.total_tax
        back, back_tax = _given_back(self._web.store, order)
        received = _received(self._web.store, order)
        if not received or not back:
            received = expected.first_total
        if received is None:
            # Called off before it was seen paid; what went back had been received.
            is_paid = back or order.payment_status in PAID
            received = total if is_paid else ZERO
        if is_void:
            total = tax = counted = ZERO
        else:
            counted = max(ZERO, back - max(ZERO, received - total))
        counted_tax = back_tax * counted / back if counted else ZERO
        unit = Decimal(1).scaleb(-order.decimals)
        expected.net = rounded(total - counted, unit)
        expected.net_tax = rounded(tax - counted_tax, unit)
        expected.tax_tolerance = unit if ZERO < counted < back else ZERO
        expected.settles_edit = not is_void and counted < back
        expected.is_flagged = not is_void and order.status_id in REFUNDED and not back
        expected.to_refund = received - back - expected.net
        charges = {} if is_void else charges_of(self._web.store, order)
        known = {
            group: max(0, expected.pieces[group] - expected.targets[group])
            for group in expected.pieces
        }
        prices = [order.amounts(x).discounted_total_inc_tax for x in order.lines]
        facts = (is_void, total, tax, back, received, prices, charges)
        expected.tills.look(known, charges, back - counted, unit, facts)


def _waits(order):
    if order.status_id in VOID:
        return False
    if order.status_id in WAITING or order.payment_status in NOT_RECEIVED:
        return True
    if order.payment_method == "Cash on Delivery":
        # Paid at the door; what was given back had been paid.
        paid = order.status_id in (COMPLETED, *REFUNDED)
        return not paid and not order.payment_status
    return False


def _given_back(store, order):
    total = tax = ZERO
    for refund in store.orders.refunds.values():
        if refund.order_id == order.id and not refund.is_declined:
            total += refund.total_amount
            tax += refund.total_tax
    return total, tax


def _received(store, order):
    return sum(
        (
            row.amount
            for row in store.orders.transactions.values()
            if row.order_id == order.id and row.event in RECEIVED and row.status == "ok"
        ),
        ZERO,
    )

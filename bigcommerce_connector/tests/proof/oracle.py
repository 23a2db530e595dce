"""What the Point of Sale must hold of every web order, from BigCommerce's own state.

Written from the formulas of settlement/README.md and BigCommerce's documents, and from
nothing of the addon. Per order T is the present total, C the money received, R what
went back; per group of equal lines what was ordered, refunded and paid at most::

    units = ordered − counted
    net    = T − (R − settled)

Which units count and what is settled: see :mod:`.settling`. Paid at most is what the
order had when its total was not above C; of an order first seen with R = C − T what it
has and what went back, since then the refund settled the edit. Both are 0 for a
cancelled or declined order, and stay as they are while an order waits that was not paid
before.
What cashiers gave back is added as far as the web has caught up with it, see
:mod:`.register_book`. Of an order that somebody skipped nothing is ever posted.
"""

from collections import Counter
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from .given_back import GivenBack
from .groups import Charge, charges_of, group_of, is_group, sku_of
from .history import disagreement
from .register_book import RegisterBook, rounded
from .settling import Memory, Settling

ZERO = Decimal(0)
CANCELLED = 5
VOID = (CANCELLED, 6)
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
CHECKOUT = timedelta(minutes=1)
# The location that ships, and where everything is that nobody collects.
MAIN = 1


@dataclass
class Expected:
    """What must be posted of one order; a group is (what, options, parent's group)."""

    units: Counter = field(default_factory=Counter)
    targets: Counter = field(default_factory=Counter)
    # BigCommerce's location that the goods come from.
    place: int = MAIN
    # The most units ever shipped, and those given back that were not put for sale.
    shipped: Counter = field(default_factory=Counter)
    not_restocked: Counter = field(default_factory=Counter)
    net: Decimal = ZERO
    net_tax: Decimal = ZERO
    # The share of tax in a refund that counts only in part is a matter of rounding.
    tax_tolerance: Decimal = ZERO
    # Which of several groups in one refund got how much nobody saw in time.
    unclear: Decimal = ZERO
    unclear_ever: Decimal = ZERO
    is_flagged: bool = False
    is_waiting: bool = True
    waits_again: bool = False
    is_skipped: bool = False
    # Not any more once somebody said, skipping it, that they leave without it.
    moves_stock: bool = True
    settles_edit: bool = False
    is_settled_unseen: bool = False
    to_refund: Decimal = ZERO
    # As the transactions have it, which need not be read for every order.
    truly_to_refund: Decimal = ZERO
    # Paid by now, as far as it was seen; not any more once it was called off.
    is_paid: bool = False
    paid_states: list = field(default_factory=list)
    groups_seen: dict = field(default_factory=dict)
    # What :class:`.given_back.GivenBack` saw: lines at the last sync, and refunds.
    prices_seen: dict = field(default_factory=dict)
    refunds_seen: dict = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    recorded: Counter = field(default_factory=Counter)
    first_total: Decimal | None = None
    # What was received may be other than the total first seen paid, see below.
    is_suspect: bool = False
    registers: RegisterBook = field(default_factory=RegisterBook)

    def check_money(self, total, tax, unrecorded):
        """Compare what is posted, and what is shown as unknown to BigCommerce.

        :raise Disagreement: naming what differs
        """
        for what, found, net, recognized, tolerance in (
            ("total", total, self.net, self.registers.recognized, self.unclear),
            (
                "tax",
                tax,
                self.net_tax,
                self.registers.recognized_tax,
                self.tax_tolerance + self.unclear,
            ),
        ):
            least, most = (net + part for part in recognized)
            if not least - tolerance <= found <= most + tolerance:
                raise disagreement(
                    what, f"{found} posted, {least} to {most} expected of {net} net"
                )
        if self.is_waiting:
            return  # what registers give back meanwhile is told once it waits no more
        expected = self.registers.total - (total - self.net)
        if abs(unrecorded - expected) > self.unclear:
            raise disagreement(
                "open at registers", f"{unrecorded}, {expected} expected"
            )


class Oracle:
    """Follows the orders of a store from sync to sync.

    :param WebLife web: what happens on the web
    :param str restock: ``always``, ``unshipped`` or ``never``
    """

    def __init__(self, web, restock="always"):
        self._web = web
        self._restock = restock
        self.expected = {}
        # Units that left, by location and SKU, and those that came back elsewhere.
        self.taken = Counter()
        self.not_restocked = Counter()

    def sync(self, waiting=()):
        """The connector has seen all but some orders: what must be true now."""
        with self._web.store.lock:
            for order in self._web.orders:
                if order.id in waiting:
                    self.expected.setdefault(order.id, Expected())
                    continue
                self._sync(order, self.expected.setdefault(order.id, Expected()))

    def look(self, order):
        """What would be expected of an order if it was seen now.

        :rtype: Expected
        """
        twin = copy(self)
        twin.taken, twin.not_restocked = Counter(), Counter()
        twin._web = copy(self._web)
        twin._web.lines_seen = deepcopy(self._web.lines_seen)
        expected = deepcopy(self.expected[order.id])
        with self._web.store.lock:
            twin._sync(order, expected)
        return expected

    def register(self, order_id, key, units, total, tax):
        """A cashier gave something back, for ``total`` with ``tax`` in it.

        :param key: of the line, as it is posted; goods are found among their groups
        """
        expected = self.expected[order_id]
        group = self.group(order_id, key)
        expected.registers.give_back(group or key, units, total, tax)
        if group:
            self.taken[expected.place, sku_of(self._web.store, group)] -= units

    def brought(self, order_id, sku, units):
        """So much of what a register gave back is where the register is, not where it
        left from."""
        self.taken[self.expected[order_id].place, sku] += units
        self.taken[MAIN, sku] -= units

    group_of = staticmethod(group_of)

    def group(self, order_id, key):
        """The group of goods that a posted line's key stands for, or nothing."""
        groups = self.expected[order_id].units
        return next((group for group in groups if is_group(key, group)), None)

    def skip(self, order_id, goods_leave):
        """Somebody skipped the order, as it was when it was looked at last.

        Goods that left when it was skipped before do not leave again.
        """
        expected = self.expected[order_id]
        expected.is_skipped = True
        if goods_leave and expected.moves_stock:
            expected.moves_stock = False
            for group, units in expected.targets.items():
                self.taken[expected.place, sku_of(self._web.store, group)] += units

    def recover(self, order_id):
        """Somebody takes a skipped order up again."""
        self.expected[order_id].is_skipped = False

    # === ONE ORDER === #

    def _sync(self, order, expected):
        expected.place = order.location_id or MAIN
        if expected.is_skipped:
            return
        is_void = order.status_id in VOID
        if is_void:
            expected.is_paid = False
        waits = _waits(order)
        expected.is_waiting = waits and not expected.is_paid
        expected.waits_again = waits and expected.is_paid
        ordered = self._count(order, expected)
        is_paid = not is_void and not expected.is_waiting
        expected.is_suspect |= _is_suspect(order, expected.first_total, is_paid)
        if is_paid:
            expected.is_paid = True
            if expected.first_total is None:
                expected.first_total = order.total_inc_tax
        given = GivenBack(self._web.store, order, expected)
        received = _money_received(self._web.store, order, expected, given)
        # Money received has no parts of the smallest coin, as totals may have.
        odd = received - order.total_inc_tax - given.total
        if expected.is_paid and abs(odd) < Decimal(1).scaleb(-order.decimals):
            self._assume_paid(order, expected, ordered, received, given)
        paid = Counter()
        for total, row in expected.paid_states:
            if total <= received:
                paid |= row
        unit = Decimal(1).scaleb(-order.decimals)
        excess = max(ZERO, received - rounded(order.total_inc_tax, unit))
        before, memory = expected.memory, deepcopy(expected.memory)
        rest = (ordered, paid, excess, unit)
        settling = Settling(memory, given.each, *rest)
        if not (is_void or expected.is_waiting):
            expected.memory = memory
            # What was settled by now had been paid for, too.
            settled = sum(memory.money.values(), rounded(order.total_inc_tax, unit))
            rows = (*memory.units.values(), *memory.others.values())
            row = sum(rows, Counter(ordered))
            expected.paid_states.append((settled, row))
        counted = settling.counted
        expected.targets = Counter() if is_void else ordered - counted
        if not expected.is_waiting:
            for group in {*ordered, *expected.units}:
                self._move(expected, group, is_void)
            unclear = self._unclear(given, settling, before, rest)
            self._settle(order, expected, is_void, received, given, settling, unclear)

    def _unclear(self, given, settling, before, rest):
        """How far what counts is another with prices that syncs may have seen."""
        unclear = ZERO
        for place, refund in enumerate(given.each):
            odd = []
            for money in given.other_readings(refund):
                each = list(given.each)
                each[place] = replace(refund, money=money)
                other = Settling(deepcopy(before), each, *rest)
                odd.append(abs(other.ours - settling.ours))
            unclear += max(odd, default=ZERO)
        others = [
            Settling(deepcopy(before), each, *rest) for each in given.other_lines_gone()
        ]
        odd = [
            max(abs(other.ours - settling.ours), abs(other.our_tax - settling.our_tax))
            for other in others
        ]
        return unclear + max(odd, default=ZERO)

    def _assume_paid(self, order, expected, ordered, received, given):
        """Edited and refunded unseen, and nothing is open: one settled the other.

        Unseen is what all the money was paid for.
        """
        unit = Decimal(1).scaleb(-order.decimals)
        known = expected.paid_states
        if given.total and not any(
            rounded(total, unit) == received and any(row.values())
            for total, row in known
        ):
            expected.paid_states.append((received, ordered + given.units))
            expected.is_settled_unseen = True

    def _count(self, order, expected):
        ordered, shipped = Counter(), Counter()
        for line in order.lines:
            group = group_of(order, line)
            expected.groups_seen[line.id] = group
            if line.quantity:  # of an order cut to nothing no line may be told
                self._web.lines_seen[order.id].add(line.id)
            ordered[group] += line.quantity
            shipped[group] += line.quantity_shipped
        expected.shipped |= shipped
        return ordered

    def _move(self, expected, group, is_void):
        """Bring a group to its target; registers may have been there first."""
        present, target = expected.units[group], expected.targets[group]
        at_registers = expected.registers.units(group)
        # What the web has recorded of them stays recorded.
        recorded = min(expected.recorded[group], at_registers)
        ours = max(target + recorded, min(present, target + at_registers))
        if not is_void:  # one called off says nothing of what registers gave back
            expected.recorded[group] = max(recorded, min(at_registers, ours - target))
        if ours == present:
            return
        target = ours
        expected.units[group] = target
        if not expected.moves_stock:
            return
        sku = sku_of(self._web.store, group)
        back = present - target
        not_restocked = 0
        if back > 0 and self._restock != "always":
            left = expected.shipped[group] - expected.not_restocked[group]
            kept = max(0, present - left) if self._restock == "unshipped" else 0
            not_restocked = back - min(back, kept)
            expected.not_restocked[group] += not_restocked
        self.taken[expected.place, sku] -= back - not_restocked
        self.not_restocked[sku] += not_restocked

    def _settle(self, order, expected, is_void, received, given, settling, unclear):
        total, tax = order.total_inc_tax, order.totals.total_tax
        unit = Decimal(1).scaleb(-order.decimals)
        back = given.total
        ours, our_tax = settling.ours, settling.our_tax
        charges = {} if is_void else charges_of(self._web.store, order)
        if is_void:
            kept = _kept(order, received - back)
            tax = tax * min(kept, total) / total if total else ZERO
            total, ours, our_tax, expected.unclear = kept, ZERO, ZERO, ZERO
            if kept:
                charges["retained"] = Charge(kept)
        else:
            # What was settled on that ground is remembered.
            unclear = max(*given.unclear(settling.counted), unclear)
            expected.unclear_ever = max(expected.unclear_ever, unclear)
            expected.unclear = expected.unclear_ever
        expected.net = rounded(total - ours, unit)
        expected.net_tax = rounded(tax - our_tax, unit)
        expected.tax_tolerance = unit if ZERO < ours < back else ZERO
        expected.settles_edit = not is_void and ours < back
        expected.is_flagged = not is_void and order.status_id in REFUNDED and not back
        expected.to_refund = received - back - expected.net
        truth = money_received(self._web.store, order) or received
        expected.truly_to_refund = truth - back - expected.net
        known = {
            group: max(0, expected.units[group] - expected.targets[group])
            for group in expected.units
        }
        prices = [order.amounts(x).discounted_total_inc_tax for x in order.lines]
        units = dict(given.units)
        facts = (is_void, total, tax, back, units, received, prices, charges)
        settled = back - ours + expected.unclear
        expected.registers.sync(known, charges, settled, unit, facts)


def _kept(order, left):
    """What somebody kept who cancelled it from Odoo, of what is left of its money."""
    kept = getattr(order, "kept", ZERO) if order.status_id == CANCELLED else ZERO
    return min(kept, max(ZERO, left))


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


def money_received(store, order):
    """What BigCommerce's transactions say; nothing of what was paid outside of it."""
    return sum(
        (
            row.amount
            for row in store.orders.transactions.values()
            if row.order_id == order.id and row.event in RECEIVED and row.status == "ok"
        ),
        ZERO,
    )


def _is_suspect(order, first_total, is_paid):
    """Whether the order's own fields show that another amount may have been received.

    They cannot where it was edited within a minute of its checkout, before anybody
    looked, or back to the total first seen: until something is given back nobody
    knows of what was paid meanwhile.
    """
    if order.payment_status == "authorized":
        return True
    is_late = order.modified - order.created > CHECKOUT
    if first_total is None:
        return is_late and (is_paid or order.payment_status in PAID)
    unit = Decimal(1).scaleb(-order.decimals)
    return rounded(order.total_inc_tax, unit) != rounded(first_total, unit)


def _money_received(store, order, expected, given):
    received = money_received(store, order)
    if received and (given.total or expected.is_suspect):
        return received
    if expected.first_total is not None:
        return expected.first_total
    # Called off before it was seen paid; what went back had been received.
    is_paid = given.total or order.payment_status in PAID
    return order.total_inc_tax if is_paid else ZERO

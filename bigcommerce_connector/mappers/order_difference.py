"""The transactions that a web order lacks: target less what is posted, nothing else."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .money import ZERO, share
from .refunds import GOODWILL, TAX

PRICE = "price"
OTHER = "other"


class CannotSettle(Exception):
    """The difference cannot be posted as it stands; the message says why."""


@dataclass(frozen=True)
class PostedLine:
    """A line of a POS transaction of the order, as it is stored.

    Quantity and amounts are signed: a refund's are negative. ``is_ours`` is False for
    a refund that a cashier made at a till.
    """

    id: int
    order_id: int
    key: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    refunded_line_id: int | None = None
    is_ours: bool = True
    is_goods: bool = True


@dataclass(frozen=True)
class Move:
    """A line to post. ``quantity`` is 0 for money without goods."""

    key: str
    name: str
    quantity: Decimal
    inc_tax: Decimal
    tax: Decimal
    refunded_line_id: int | None = None


@dataclass
class Transaction:
    """One POS order to post: a refund of one sale, a sale, or money alone.

    ``restock``: whether goods that come back are for sale again.
    """

    moves: list = field(default_factory=list)
    refunded_order_id: int | None = None
    restock: bool = True

    @property
    def inc_tax(self):
        return sum((move.inc_tax for move in self.moves), ZERO)

    @property
    def tax(self):
        return sum((move.tax for move in self.moves), ZERO)


def difference(target, posted, places):
    """The transactions that bring what is posted to the target.

    A second call, with their lines among ``posted``, returns nothing.

    :param Target target: what shall have been sold
    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :return: refunds first, then the sale, then money alone
    :rtype: list[Transaction]
    :raise CannotSettle: when more would be refunded than is left
    """
    book = _Book(posted, places)
    sale = Transaction()
    for key in _in_order(target.items, book.item_keys):
        part = target.items.get(key)
        wanted = part.quantity if part else ZERO
        sold, at_till = book.net_quantity(key), book.till_quantity(key)
        if at_till > sold:
            raise CannotSettle(key)  # cashiers gave back more than was ever sold
        if wanted > sold:
            move = _sale_move(key, part, wanted - sold, places)
            sale.moves.append(_with_odd_cents(move, part, book, places))
        elif wanted < sold - at_till:
            book.refund(key, sold - at_till - wanted)
            book.settle_odd_cents(key, part, places)
    transactions = book.refunds()
    money = _money_moves(target, book, sale, places)
    if not posted and sale.inc_tax + sum(m.inc_tax for m in money) >= 0:
        sale.moves += money  # the first look posts one sale
        money = []
    transactions += [Transaction(moves) for moves in (sale.moves, money) if moves]
    return transactions


def _in_order(items, posted_keys):
    return list(items) + [key for key in posted_keys if key not in items]


def _sale_move(key, part, quantity, places):
    return Move(
        key,
        part.name,
        quantity,
        share(part.inc_tax, quantity, part.quantity, places),
        share(part.tax, quantity, part.quantity, places),
    )


def till_refunds(target, posted, places):
    """What cashiers gave back, and how much of it the web has caught up with.

    :return: (caught up, tax in it, not known to the web yet), positive, tax included
    :rtype: tuple[Decimal, Decimal, Decimal]
    """
    book = _Book(posted, places)
    caught_up = caught_up_tax = total = ZERO
    for key in book.item_keys:
        part = target.items.get(key)
        wanted = part.quantity if part else ZERO
        caught_up -= book.till_money("inc_tax", key, wanted)
        caught_up_tax -= book.till_money("tax", key, wanted)
    for key in book.till_charge_keys:
        caught_up -= book.till_charge("inc_tax", key, target.charges.get(key))
        caught_up_tax -= book.till_charge("tax", key, target.charges.get(key))
    total = -sum((line.inc_tax for line in posted if not line.is_ours), ZERO)
    return caught_up, caught_up_tax, total - caught_up


def _with_odd_cents(move, part, book, places):
    """A further sale takes the cents that the rounding of earlier ones left."""
    return replace(
        move,
        **{
            name: _odd(
                getattr(part, name) - book.money(name, move.key, part.quantity),
                getattr(move, name),
                move.quantity,
                places,
            )
            for name in ("inc_tax", "tax")
        },
    )


def _odd(exact, money, quantity, places):
    """The exact amount where rounding alone makes the difference, else the share."""
    tolerance = abs(quantity) * Decimal(1).scaleb(-places)
    return exact if abs(exact - money) <= tolerance else money


class _Book:
    """What is posted, and the refunds planned on it."""

    def __init__(self, posted, places):
        self.places = places
        self.posted = posted
        self.planned = defaultdict(list)  # sold order id -> refund moves
        self.item_keys = list(
            dict.fromkeys(line.key for line in posted if line.is_ours and line.is_goods)
        )
        self.left = {
            line.id: [line.quantity, line.inc_tax, line.tax]
            for line in posted
            if line.quantity > 0 and line.is_goods
        }
        for line in posted:
            self._take(line.refunded_line_id, line.quantity, line.inc_tax, line.tax)

    def net_quantity(self, key):
        return self._sum("quantity", key, is_ours=True)

    def till_quantity(self, key):
        return -self._sum("quantity", key, is_ours=False)

    def _sum(self, name, key, is_ours):
        return sum(
            (
                getattr(line, name)
                for line in self.posted
                if line.key == key and line.is_ours == is_ours
            ),
            ZERO,
        )

    def _take(self, line_id, quantity, inc_tax, tax):
        if line_id in self.left:
            left = self.left[line_id]
            left[0] += quantity
            left[1] += inc_tax
            left[2] += tax

    def refund(self, key, quantity):
        """Plan a refund of the lines sold last, at the price they were sold at."""
        sold = [
            line for line in self.posted if line.key == key and line.id in self.left
        ]
        for line in reversed(sold):
            left, inc_tax, tax = self.left[line.id]
            part = min(left, quantity)
            if part <= 0:
                continue
            move = Move(
                key,
                "",
                -part,
                -share(inc_tax, part, left, self.places),
                -share(tax, part, left, self.places),
                line.id,
            )
            self._take(line.id, move.quantity, move.inc_tax, move.tax)
            self.planned[line.order_id].append(move)
            quantity -= part
        if quantity > 0:
            raise CannotSettle(key)

    def settle_odd_cents(self, key, part, places):
        """Refund the very cent, where only rounding makes a difference."""
        moves = self._planned(key)
        for planned in self.planned.values():
            if moves and planned and moves[-1] in planned:
                index, move = planned.index(moves[-1]), moves[-1]
                wanted = part.quantity if part else ZERO
                for name in ("inc_tax", "tax"):
                    goal = getattr(part, name) if part else ZERO
                    residual = goal - self.money(name, key, wanted)
                    current = getattr(planned[index], name)
                    planned[index] = replace(
                        planned[index],
                        **{
                            name: _odd(
                                current + residual, current, move.quantity, places
                            )
                        },
                    )

    def total(self, name, target):
        """All money posted and planned, with what the web has caught up with."""
        money = sum((getattr(line, name) for line in self.posted if line.is_ours), ZERO)
        for planned in self.planned.values():
            money += sum((getattr(move, name) for move in planned), ZERO)
        for key in self.item_keys:
            part = target.items.get(key)
            money += self.till_money(name, key, part.quantity if part else ZERO)
        for key in self.till_charge_keys:
            money += self.till_charge(name, key, target.charges.get(key))
        return money

    def refunds(self):
        """One transaction per sale refunded: Odoo takes one original per refund."""
        return [Transaction(moves, order) for order, moves in self.planned.items()]

    def money(self, name, key, wanted):
        """Money posted and planned for an item or a charge.

        Of what cashiers gave back, the part that the web has caught up with counts.
        """
        ours = self._sum(name, key, is_ours=True)
        ours += sum((getattr(move, name) for move in self._planned(key)), ZERO)
        return ours + self.till_money(name, key, wanted)

    def till_money(self, name, key, wanted):
        """Money given back at tills that the wanted quantity explains; negative."""
        till_quantity = self.till_quantity(key)
        sold = self.net_quantity(key)
        sold += sum((move.quantity for move in self._planned(key)), ZERO)
        caught_up = min(max(ZERO, sold - wanted), till_quantity)
        if not caught_up:
            return ZERO
        till = self._sum(name, key, is_ours=False)
        return share(till, caught_up, till_quantity, self.places)

    @property
    def till_charge_keys(self):
        """Charges of which cashiers gave something back."""
        return dict.fromkeys(
            line.key for line in self.posted if not line.is_ours and not line.is_goods
        )

    def till_charge(self, name, key, part):
        """Money of a charge given back at tills that the web explains; negative."""
        given = -self._sum("inc_tax", key, is_ours=False)
        wanted = part.inc_tax if part else ZERO
        lowered = self._sum("inc_tax", key, is_ours=True) - wanted
        caught_up = min(max(ZERO, lowered), given)
        if caught_up <= 0:
            return ZERO
        till = self._sum(name, key, is_ours=False)
        return share(till, caught_up, given, self.places)

    def _planned(self, key):
        moves = (move for planned in self.planned.values() for move in planned)
        return [move for move in moves if move.key == key]


def _money_moves(target, book, sale, places):
    """What the goods leave, each cause on its own line, with its tax."""
    causes = _charge_residuals(target, book)
    rest = [ZERO, ZERO]
    price = [ZERO, ZERO]
    for index, name in enumerate(("inc_tax", "tax")):
        wanted = target.total if name == "inc_tax" else target.tax
        parts = (*target.items.values(), *target.charges.values())
        explained = sum((getattr(part, name) for part in parts), ZERO)
        explained += target.tax_adjustment
        rest[index] = wanted - explained - book.money(name, OTHER, ZERO)
        price[index] = (
            wanted
            - book.total(name, target)
            - sum((getattr(move, name) for move in sale.moves), ZERO)
            - sum((cause[2 + index] for cause in causes), ZERO)
            - rest[index]
        )
    if price[0] == price[1]:
        causes.append((TAX, "Tax changed", *price))
    else:
        causes.append((PRICE, "Price or discount changed", *price))
    causes.append((OTHER, "Difference in total", *rest))
    return [
        Move(key, name, ZERO, inc_tax, tax)
        for key, name, inc_tax, tax in causes
        if inc_tax or tax
    ]


def _charge_residuals(target, book):
    """Charges that differ from what is posted for them, as (key, name, money, tax)."""
    others = set(book.item_keys) | set(target.items) | {PRICE, TAX, OTHER}
    posted = {line.key for line in book.posted if line.is_ours} - others
    residuals = []
    for key in _in_order(target.charges, sorted(posted)):
        part = target.charges.get(key)
        inc_tax, tax = (
            (getattr(part, name) if part else ZERO)
            - book.money(name, key, ZERO)
            - book.till_charge(name, key, part)
            for name in ("inc_tax", "tax")
        )
        name = part.name if part else key.removeprefix("fee:").capitalize()
        is_change = key in posted and key != GOODWILL
        residuals.append((key, f"{name} changed" if is_change else name, inc_tax, tax))
    return residuals

"""The transactions that a web order lacks: target less what is posted, nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..mappers.amounts import ZERO
from ..mappers.refunds import GOODWILL, KEPT, REPRICED, TAX
from .ledger import (
    OTHER,
    PRICE,
    Book,
    CannotSettle,
    Move,
    PostedLine,
    Transaction,
    with_odd_cents,
)
from .money import share
from .prices import matched, rows_of
from .target import Part, Target

# Money, and the tax in it.
Sums = tuple[Decimal, Decimal]
# (key, name, money, tax in it).
Cause = tuple[str, str, Decimal, Decimal]

# Of what was posted for a cause that is none any more.
_NAMES = {
    GOODWILL: "Refunded on BigCommerce",
    KEPT: "Kept from a refund",
    REPRICED: "Refunded at another price",
}


def difference(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> list[Transaction]:
    """The transactions that bring what is posted to the target.

    A second call, with their lines among ``posted``, returns nothing.

    :param Target target: what shall have been sold
    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :param dict recorded: see :func:`recorded_refunds`
    :return: refunds first, then the sale, then money alone
    :rtype: list[Transaction]
    :raise CannotSettle: when more would be refunded than is left
    """
    book = Book(posted, places, recorded)
    _check_tills(target, book)
    sale = Transaction()
    for key in _in_order(target.items, book.item_keys):
        part = target.items.get(key)
        wanted = part.quantity if part else ZERO
        # What the web has recorded of a cashier's refund is no more ours nor theirs.
        known = book.recorded(key)
        sold, at_till = book.net_quantity(key) - known, book.till_quantity(key) - known
        if part and wanted > sold:
            sale.moves += _sale_moves(key, part, wanted - sold, book)
        elif wanted < sold - at_till:
            left = rows_of(part, places) if part and wanted else []
            book.refund(key, sold - at_till - wanted, left)
            book.settle_odd_cents(key, part, places)
    transactions = book.refunds()
    money = _money_moves(target, book, sale)
    if not posted and sale.inc_tax + sum(m.inc_tax for m in money) >= 0:
        sale.moves += money  # the first look posts one sale
        money = []
    transactions += [Transaction(moves) for moves in (sale.moves, money) if moves]
    return transactions


def _check_tills(target: Target, book: Book) -> None:
    """:raise CannotSettle: when cashiers gave back more than was ever sold"""
    for key in book.item_keys:
        part = target.items.get(key)
        known = book.recorded(key)
        wanted = part.quantity if part else ZERO
        sold = max(book.net_quantity(key) - known, wanted)
        if book.till_quantity(key) - known > sold:
            raise CannotSettle(key)
    for key in book.till_charge_keys:
        part = target.charges.get(key)
        wanted = part.inc_tax if part else ZERO
        known = book.recorded_charge(key)
        sold = max(book.money("inc_tax", key, ZERO) - known, wanted)
        # A refund that settles the edit of something else may leave less than nothing.
        if book.till_charge_given("inc_tax", key) - known > sold - min(ZERO, wanted):
            raise CannotSettle(key)


def recorded_refunds(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> dict[str, Decimal]:
    """What the web has recorded of what cashiers gave back, to be remembered.

    What it has recorded once stays recorded: what is ordered later is sold again. An
    order that is called off says nothing of what registers gave back before.

    :param list[PostedLine] posted: with what was posted just now
    :param dict recorded: what this returned before, with Decimals
    :return: pieces of items and money of charges, by key
    :rtype: dict
    """
    if target.is_void:
        return dict(recorded or {})
    book = Book(posted, places, recorded)
    result = {}
    for key in book.item_keys:
        part = target.items.get(key)
        result[key] = book.caught_up(key, part.quantity if part else ZERO)
    for key in book.till_charge_keys:
        result[key] = book.caught_up_charge(key, target.charges.get(key))
    return {key: value for key, value in result.items() if value > 0}


def is_over_refunded(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> bool:
    """Whether cashiers gave back more of something than was ever sold.

    :param Target target: what shall have been sold
    :param list[PostedLine] posted: lines of all transactions, newest last
    :param int places: decimals of the currency
    :rtype: bool
    """
    try:
        _check_tills(target, Book(posted, places, recorded))
    except CannotSettle:
        return True
    return False


def _in_order(items: Iterable[str], posted_keys: Iterable[str]) -> list[str]:
    return list(items) + [key for key in posted_keys if key not in items]


def _sale_moves(key: str, part: Part, quantity: Decimal, book: Book) -> list[Move]:
    """A line for each price at which pieces lack; the last lines of the web first."""
    rows = rows_of(part, book.places)
    pieces: dict[int, Decimal] = {}
    _sold, there = matched(book.sold_prices(key), rows, book.places)
    lacking = [row.quantity - n for row, n in zip(rows, there, strict=True)]
    for most in (lacking, [row.quantity for row in rows]):
        for index in reversed(range(len(rows))):
            known = pieces.get(index, ZERO)
            taken = min(quantity, max(ZERO, most[index] - known))
            pieces[index] = known + taken
            quantity -= taken
    moves = [
        Move(key, part.name, pieces[index], *row.shares(pieces[index], book.places))
        for index, row in enumerate(rows)
        if pieces[index]
    ]
    return _with_odd_cents(moves, part, book)


def till_refunds(
    target: Target,
    posted: Sequence[PostedLine],
    places: int,
    recorded: Mapping[str, Decimal] | None = None,
) -> tuple[Decimal, Decimal, Decimal]:
    """What cashiers gave back, and how much of it the web has caught up with.

    :return: (caught up, tax in it, not known to the web yet), positive, tax included
    :rtype: tuple[Decimal, Decimal, Decimal]
    """
    book = Book(posted, places, recorded)
    caught_up = caught_up_tax = total = ZERO
    for key in book.item_keys:
        part = target.items.get(key)
        wanted = part.quantity if part else ZERO
        caught_up -= book.till_money("inc_tax", key, wanted)
        caught_up_tax -= book.till_money("tax", key, wanted)
    for key in book.till_charge_keys:
        caught_up -= book.till_charge("inc_tax", key, target.charges.get(key))
        caught_up_tax -= book.till_charge("tax", key, target.charges.get(key))
    adjustments = book.till_adjustments(target.total - book.total("inc_tax", target))
    caught_up -= adjustments[0]
    caught_up_tax -= adjustments[1]
    total = -sum((line.inc_tax for line in posted if not line.is_ours), ZERO)
    return caught_up, caught_up_tax, total - caught_up


def _with_odd_cents(moves: list[Move], part: Part, book: Book) -> list[Move]:
    """The dearest line takes the cents that the rounding of earlier ones left."""
    index = max(range(len(moves)), key=lambda index: moves[index].inc_tax)
    dearest, pieces = moves[index], sum((move.quantity for move in moves), ZERO)
    exact = {}
    for name in ("inc_tax", "tax"):
        left = getattr(part, name) - book.money(name, dearest.key, part.quantity)
        left -= sum((getattr(m, name) for m in moves if m is not dearest), ZERO)
        exact[name] = with_odd_cents(left, getattr(dearest, name), pieces, book.places)
    dearest = replace(dearest, inc_tax=exact["inc_tax"], tax=exact["tax"])
    return [*moves[:index], dearest, *moves[index + 1 :]]


def _money_moves(target: Target, book: Book, sale: Transaction) -> list[Move]:
    """What the goods leave, each cause on its own line, with its tax."""
    causes = _charge_residuals(target, book)
    price, rest = _adjustments(target, book, sale, causes)
    causes += _one_cause(price, rest)
    return [
        Move(key, name, ZERO, inc_tax, tax)
        for key, name, inc_tax, tax in causes
        if inc_tax or tax
    ]


def _one_cause(price: Sums, rest: Sums) -> list[Cause]:
    """The adjustment as (key, name, money, tax): one discount needs no two lines."""
    both = price[0] + rest[0], price[1] + rest[1]
    if not both[0] or both[0] == both[1]:
        return [(TAX, "Tax changed", *both)]
    if price[0] or not rest[0]:
        return [(PRICE, "Price or discount changed", *both)]
    return [(OTHER, "Difference in total", *both)]


def _adjustments(
    target: Target, book: Book, sale: Transaction, causes: Sequence[Cause]
) -> tuple[Sums, Sums]:
    """What neither goods nor charges explain, as (money, tax): of prices, of totals.

    What cashiers gave back of earlier adjustments need not be taken back once more.
    """
    of_causes = (
        sum((inc_tax for _key, _name, inc_tax, _tax in causes), ZERO),
        sum((tax for _key, _name, _inc_tax, tax in causes), ZERO),
    )
    price, rest = _unexplained("inc_tax", target, book, sale, of_causes[0])
    price_tax, rest_tax = _unexplained("tax", target, book, sale, of_causes[1])
    back, back_tax = book.till_adjustments(price + rest)
    of_rest = max(back, min(ZERO, rest))
    of_rest_tax = share(back_tax, of_rest, back, book.places) if back else ZERO
    return (
        (price - back + of_rest, price_tax - back_tax + of_rest_tax),
        (rest - of_rest, rest_tax - of_rest_tax),
    )


def _unexplained(
    name: str, target: Target, book: Book, sale: Transaction, of_causes: Decimal
) -> Sums:
    """Of the money, or of its tax: what prices left, and what the totals say beyond."""
    wanted = target.total if name == "inc_tax" else target.tax
    parts = (*target.items.values(), *target.charges.values())
    explained = sum((getattr(part, name) for part in parts), ZERO)
    explained += target.tax_adjustment
    rest = wanted - explained - book.money(name, OTHER, ZERO)
    sold = sum((getattr(move, name) for move in sale.moves), ZERO)
    return wanted - book.total(name, target) - sold - of_causes - rest, rest


def _charge_name(key: str) -> str:
    return key.removeprefix("fee:").capitalize()


def _charge_residuals(target: Target, book: Book) -> list[Cause]:
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
        name = part.name if part else _NAMES.get(key) or _charge_name(key)
        is_change = key in posted and key not in (GOODWILL, KEPT, REPRICED)
        residuals.append((key, f"{name} changed" if is_change else name, inc_tax, tax))
    return residuals

"""Which web orders may be posted together: those whose goods leave without a choice.

Odoo reserves goods before they leave, and so decides which lot, owner or shelf they are
taken from. Where there is nothing to decide, reserving changes nothing and is left out.
All other orders are posted one by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .transaction import Transaction


@dataclass(frozen=True)
class Product:
    """A product of Odoo, as far as it matters how it leaves.

    ``is_tracked``: by lots or serial numbers. ``is_made_up``: something else leaves
    instead, such as the components of a kit.
    """

    is_tracked: bool = False
    is_made_up: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.is_tracked or self.is_made_up)


@dataclass(frozen=True)
class Candidate:
    """A web order that waits to be compared.

    ``products``: of its items; None for one that is not known by a mapping or its very
    SKU. ``has_parts``: items that BigCommerce lists beneath another one.
    ``is_shipped_later``: its goods do not leave yet. ``is_elsewhere``: they leave from
    another warehouse than the store's.
    """

    products: Sequence[Product | None]
    is_posted: bool = False
    has_refunds: bool = False
    has_parts: bool = False
    is_shipped_later: bool = False
    is_elsewhere: bool = False


def may_go_together(order: Candidate) -> bool:
    """Whether an order may be tried together with others.

    :rtype: bool
    """
    if order.is_posted or order.has_refunds or order.has_parts:
        return False
    if order.is_shipped_later or order.is_elsewhere:
        return False
    return all(product and product.is_plain for product in order.products)


def is_plain_sale(transactions: Sequence[Transaction], is_first: bool) -> bool:
    """Whether all that an order lacks is one sale, and nothing comes back.

    :param list[Transaction] transactions: from the difference
    :param bool is_first: nothing of the order is posted yet
    :rtype: bool
    """
    if not transactions:
        return True
    [sale, *others] = transactions
    return (
        is_first
        and not others
        and sale.inc_tax >= 0
        and all(move.quantity >= 0 and not move.refunded_line_id for move in sale.moves)
    )


@dataclass(frozen=True)
class Quant:
    """A row of Odoo's stock; ``free`` is what is not reserved of it.

    ``is_plain``: without lot, package and owner. ``is_locked``: nobody else can change
    it now.
    """

    product_id: int
    location_id: int
    free: float
    is_plain: bool = True
    is_locked: bool = True


class FreeGoods:
    """What may still leave a location without a choice and without anything missing."""

    def __init__(self, quants: Iterable[Quant], location_id: int):
        """
        :param list[Quant] quants: all at the location and below it
        :param int location_id: where the goods are sold from
        """
        self._free: dict[int, float] = {}
        unclear = set()
        for quant in quants:
            product, free = quant.product_id, quant.free
            self._free[product] = self._free.get(product, 0.0) + free
            is_there = quant.location_id == location_id
            if not (is_there and quant.is_plain and quant.is_locked):
                unclear.add(product)
        for product in unclear:
            del self._free[product]

    def take(self, wanted: Mapping[int, float]) -> bool:
        """Take goods, all or none.

        What an order does not get, nobody after it gets either: it is posted alone
        afterwards, and who ordered first is served first.

        :param dict wanted: quantities by product
        :return: whether they are there
        :rtype: bool
        """
        if any(self._free.get(key, 0.0) < quantity for key, quantity in wanted.items()):
            self._free = {k: n for k, n in self._free.items() if k not in wanted}
            return False
        for product, quantity in wanted.items():
            self._free[product] -= quantity
        return True

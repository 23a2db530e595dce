"""Which of the orders that wait may be posted together, and the goods they take."""

import logging
from time import sleep

from odoo.tools import SQL

from ....mappers.order import read_order
from ....mappers.order_lines import is_part_key
from ....models.collected import pickup_of
from ....settlement.together import (
    Candidate,
    Product,
    Quant,
    may_go_together,
)
from .products import ProductFinder, identity
from .waiting import is_waiting

_logger = logging.getLogger(__name__)

# Seconds between looks at stock that somebody holds. Who sells at a register has it for
# a moment; posting so many orders one by one would take much longer.
_PAUSES = (0.05, 0.1, 0.2)


class Candidates:
    """Those of some orders that may go together.

    ``orders``: bigcommerce.order; ``product_ids``: what they take from ``location_id``;
    ``products``: the variants of items, as :class:`Shared` has them.
    """

    def __init__(self, store, orders):
        self._store, self._env = store, store.env
        picking_type = store.warehouse_id.pos_type_id
        self.location_id = picking_type.default_location_src_id.id
        self._locations = [self.location_id, picking_type.default_location_dest_id.id]
        webs = {order: _read(order) for order in orders}
        items = [item for web in webs.values() if web for item in web.items.values()]
        self.products = ProductFinder(orders[:1], may_create=False).find_known(items)
        facts = self._read_facts()
        self.orders = orders.filtered(
            lambda order: (
                webs[order]
                and may_go_together(self._candidate(order, webs[order], facts))
            )
        )
        self.product_ids = {
            self.products[identity(item)].id
            for order in self.orders
            for item in webs[order].items.values()
        }

    def _read_facts(self):
        """What matters of each product, by its id."""
        products = self._env["product.product"].union(*self.products.values())
        made_up = products._bigcommerce_made_up(self._store.company_id)
        return {
            product.id: Product(
                is_tracked=product.tracking != "none",
                is_made_up=product in made_up,
            )
            for product in products
        }

    def _candidate(self, order, web, facts):
        found = [self.products.get(identity(item)) for item in web.items.values()]
        return Candidate(
            products=[product and facts[product.id] for product in found],
            is_posted=bool(order.pos_order_ids),
            has_refunds=bool(order.sudo().refunds_payload),  # system field
            has_parts=any(map(is_part_key, web.items)),
            is_shipped_later=is_waiting(order, web),
            is_elsewhere=self._is_elsewhere(order),
        )

    def _is_elsewhere(self, order):
        """Whether it is collected at another warehouse: of one that is paid there, the
        goods leave at once."""
        if not self._store.pickup_sync:
            return False
        _is_pickup, location = pickup_of(order)
        return bool(location.warehouse_id - self._store.warehouse_id)

    def lock_goods(self):
        """Lock the stock that the orders take, and say what there is of it.

        First of all in a transaction: what somebody sells between its first statement
        and this one would make it fail; afterwards nobody can. Who sells meanwhile
        does not wait, but gets a row of his own from Odoo. What somebody else holds is
        looked at again a little later, a few times.

        :return: list[Quant], at the location and below it; ids of what is locked
        :rtype: tuple[list, set]
        """
        quants, locked = self._lock_now()
        for pause in _PAUSES:
            if not self._is_any_held(quants):
                break
            self._env.cr.rollback()
            sleep(pause)
            quants, locked = self._lock_now()
        return quants, locked

    def _lock_now(self):
        locked = self._lock()
        domain = [
            ("product_id", "in", list(self.product_ids)),
            ("location_id", "child_of", self.location_id),
        ]
        # As Odoo does it in a transfer.
        quants_sudo = self._env["stock.quant"].sudo().search(domain)
        return [_quant(quant, quant.id in locked) for quant in quants_sudo], locked

    def _is_any_held(self, quants):
        """Whether somebody else has stock that the orders take."""
        return any(
            quant.location_id == self.location_id and not quant.is_locked
            for quant in quants
        )

    def merge_goods(self):
        """Put the rows together that Odoo made where somebody else held the stock.

        Whoever sells while a row is locked, and so we too, gets a row of his own. Odoo
        puts them together once a day; busy registers beside web orders would make
        dozens until then. First of all in a transaction; what somebody holds stays as
        it is, so that nobody is waited for.

        :return: whether there were such rows
        :rtype: bool
        """
        product_ids = self._in_several_rows()
        if not product_ids:
            return False
        locked = self._lock()
        domain = [
            ("product_id", "in", product_ids),
            ("location_id", "=", self.location_id),
        ]
        quants_sudo = self._env["stock.quant"].sudo().search(domain)
        for same in quants_sudo.grouped("product_id").values():
            if len(same) > 1 and locked.issuperset(same.ids):
                same._merge_quants()
        return True

    def _in_several_rows(self):
        """:return: ids of the products whose stock is in more rows than it needs"""
        self._env.cr.execute(
            SQL(
                "SELECT DISTINCT product_id FROM stock_quant"
                " WHERE product_id = ANY(%s) AND location_id = %s"
                " GROUP BY product_id, lot_id, package_id, owner_id"
                " HAVING count(*) > 1",
                list(self.product_ids),
                self.location_id,
            )
        )
        return [product_id for (product_id,) in self._env.cr.fetchall()]

    def _lock(self):
        """:return: ids of the rows of stock that nobody else can change now"""
        self._env.cr.execute(
            SQL(
                "SELECT id FROM stock_quant"
                " WHERE product_id = ANY(%s) AND location_id = ANY(%s)"
                " ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
                list(self.product_ids),
                [location_id for location_id in self._locations if location_id],
            )
        )
        return {quant_id for (quant_id,) in self._env.cr.fetchall()}


def _read(order):
    """:return: the mapper's WebOrder; None where it cannot be read"""
    try:
        return read_order(order.sudo().payload)  # system field
    except Exception:
        # Its own sync says what is wrong with it.
        _logger.debug("web order %s is not readable", order.id, exc_info=True)
        return None


def _quant(quant, is_locked):
    return Quant(
        product_id=quant.product_id.id,
        location_id=quant.location_id.id,
        free=quant.quantity - quant.reserved_quantity,
        is_plain=not (quant.lot_id or quant.package_id or quant.owner_id),
        is_locked=is_locked,
    )

"""Web orders that are posted in one transaction: made in one go, and their goods moved.

Each comes out as ``reconcile.py`` has it come out alone. What fails has to be rolled
back with all others, who are then tried without it.
"""

import logging
from dataclasses import dataclass
from typing import Any

from psycopg2 import Error

from ...settlement.together import is_plain_sale
from ..flow.stopwatch import timed
from ..register.register import register_of
from .post.customer import find_customers
from .post.joint_orders import make_orders
from .post.joint_transfers import GoesAlone, JointTransfers
from .post.products import identity
from .post.stranger import refuse_strangers
from .read.snapshot import write_snapshots
from .shared import Shared, sharing

_logger = logging.getLogger(__name__)


class Unfit(Exception):
    """Orders that have to be posted alone: what is wrong with them is theirs."""

    def __init__(self, orders):
        super().__init__(f"{len(orders)} of the orders go alone")
        self.orders = orders


@dataclass(eq=False)
class Sale:
    """What is posted of a web order; ``order`` is its pos.order.

    ``transactions``: one, or none where nothing lacks.
    """

    web_order: Any
    snapshot: Any
    transactions: Any = ()
    vals: Any = None
    order: Any = None

    @property
    def posted(self):
        return [self.order] if self.order else []


class PostingTogether:
    """Some orders on their way through one transaction; the caller commits."""

    def __init__(self, candidates, orders):
        """:param Candidates candidates: that the orders are of"""
        # Its lock is the first statement.
        self._transfers = JointTransfers(candidates)
        self._shared = Shared(dict(candidates.products))
        self._orders = orders

    @timed()
    def run(self):
        """
        :raise Unfit: some of them have to be posted alone
        :raise Exception: one keeps all of them from being posted, or a rival does
        """
        orders = sharing(self._orders, self._shared).try_lock_for_update()
        if not orders:
            return
        sales = [sale for sale in self._each(self._read, orders) if sale]
        write_snapshots({sale.web_order: sale.snapshot for sale in sales})
        sales = [sale for sale in sales if sale.web_order._is_to_post(sale.snapshot)]
        find_customers(orders)
        self._each(self._prepare, sales)
        self._make([sale for sale in sales if sale.vals])
        self._each(self._finish, sales)
        self._transfers.carry_out(
            [(sale.web_order, sale.order) for sale in sales if sale.order]
        )
        self._shared.finish(orders.store_id)

    def _each(self, work, rows):
        """Do something for each order; all that fail in it are found at once.

        :return: what each comes to
        """
        results, unfit = [], self._orders.browse()
        for row in rows:
            try:
                results.append(work(row))
            except Error:
                raise  # nothing can be done in this transaction any more
            except Exception:
                # Posted alone, it says why to people.
                order = row.web_order if isinstance(row, Sale) else row
                _logger.debug("web order %s goes alone", order.id, exc_info=True)
                unfit += unfit.browse(order.id)
        if unfit:
            raise Unfit(unfit)
        return results

    # === STEP BY STEP === #

    def _read(self, order):
        """:return: Sale; None where the order is not compared"""
        if not (order.needs_sync and order._apply_scope()):
            return None
        snapshot = order._read_snapshot()
        if order.moves_stock and not self._transfers.are_there(self._goods(snapshot)):
            raise GoesAlone
        return Sale(order, snapshot)

    def _goods(self, snapshot):
        """What an order will take, as far as it is known."""
        wanted = {}
        for key, part in snapshot.target.items.items():
            product = self._shared.answers.get(identity(snapshot.web.items[key]))
            if product and product.is_storable and part.quantity:
                quantity = wanted.get(product.id, 0.0)
                wanted[product.id] = quantity + float(part.quantity)
        return wanted

    def _prepare(self, sale):
        web, target = sale.snapshot.web, sale.snapshot.target
        web_order = sale.web_order
        sale.transactions = web_order._split_returns(web_order._difference(target))
        if not is_plain_sale(sale.transactions, not web_order.pos_order_ids):
            raise GoesAlone
        for transaction in sale.transactions:
            session = self._transfers.open_session(register_of(web_order))
            sale.vals = web_order._prepare_transaction(transaction, web, session)
            if sale.vals["shipping_date"]:
                raise GoesAlone  # its goods are reserved and wait

    def _make(self, sales):
        """Make the POS orders, and have them paid."""
        if not sales:
            return
        vals_list = [sale.vals for sale in sales]
        refuse_strangers(self._orders.env, vals_list)
        company = self._orders.company_id
        orders = make_orders(self._orders.env, company, vals_list, self._transfers)
        made = dict(zip(sales, orders, strict=True))
        self._each(lambda sale: made[sale]._process_saved_order(False), sales)
        plain = self._orders.env["pos.order"].with_company(company).browse(orders.ids)
        for sale, order in zip(sales, plain, strict=True):
            sale.order = order

    def _finish(self, sale):
        """Check and show what is posted; the goods leave later."""
        web, target = sale.snapshot.web, sale.snapshot.target
        for transaction in sale.transactions:
            sale.web_order._check_posted(sale.order, transaction)
        sale.web_order._finish_posting(web, target, sale.transactions, sale.posted)

"""The orders that wait to be compared: together where they may, others alone."""

import logging
import time

from psycopg2 import OperationalError

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...settlement.pace import Pace
from .locked_books import release_waiting_orders
from .post.candidates import Candidates
from .post.known_overrides import is_any_unknown
from .together import PostingTogether, Unfit

_logger = logging.getLogger(__name__)

# So many orders are posted in one transaction at most.
_MOST_TOGETHER = 50
# A system parameter: another number, or 1: each order goes alone, as if it had to.
MOST_TOGETHER = "bigcommerce_connector.most_orders_together"
_pace = Pace()  # of this process


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _post_orders(self, unread_ids=()):
        """Compare every order that asks for it.

        :param unread_ids: of those that are to wait for the next run
        :return: whether there is time left
        :rtype: bool
        """
        self._close_earlier_and_full_sessions()
        _consume_refund_notes(self)
        release_waiting_orders(self)
        domain = [
            ("store_id", "=", self.id),
            ("needs_sync", "=", True),
            ("id", "not in", unread_ids),
        ]
        # What nobody has seen yet goes before what is compared once more.
        order = "last_checked_on desc nulls first, date_created, id"
        orders = self._orders_for_posting().search(domain, order=order)
        return PostingQueue(self, orders).run()

    def _orders_for_posting(self):
        """The model of web orders, with what a scheduled action has to be told.

        Nobody gets mail about what it changes, and what it writes for people is in
        their company's language, not in that of the system's user.
        """
        return self.env["bigcommerce.order"].with_context(
            tracking_disable=True,
            mail_create_nolog=True,
            lang=self.company_id.partner_id.lang,
        )


def _consume_refund_notes(store):
    """Queue the web orders that cashiers refunded something of."""
    ids = store.env["bigcommerce.change"]._consume("order", store)
    orders = store.env["bigcommerce.order"].browse(ids).exists()
    orders.filtered(lambda order: order.store_id == store).needs_sync = True


class PostingQueue:
    """Compares orders, in transactions of many or of one each."""

    def __init__(self, store, orders):
        """:param orders: bigcommerce.order of the store, the first to post first"""
        self._store, self._env = store, store.env
        self._orders = orders
        self._has_time = True

    def run(self):
        """:return: whether there is time left
        :rtype: bool
        """
        time_left = self._env["ir.cron"]._commit_progress(remaining=len(self._orders))
        if not self._orders:
            return bool(time_left)
        most = _most_together(self._env)
        post = self._post if most else self._post_alone
        waiting = self._orders.ids
        while waiting and self._has_time:
            # Read by themselves: not the whole queue after each commit.
            post(self._orders.browse(waiting[: most or 1]))
            del waiting[: most or 1]
        return self._has_time

    def _post(self, orders):
        candidates = Candidates(self._store, orders)
        # Who ordered first is served first, alone or with others.
        while orders and self._has_time:
            alone = orders - candidates.orders
            first = orders[: orders.ids.index(alone[0].id)] if alone else orders
            self._post_together(candidates, first)
            self._post_alone(alone[:1])
            orders -= first + alone[:1]
        if candidates.product_ids:
            self._merge_goods(candidates)

    def _post_together(self, candidates, waiting):
        if len(waiting) > 1:
            self._commit(0)  # its locks come first in a transaction
        while waiting and self._has_time:
            count = _pace.fitting(len(waiting))
            first, waiting = waiting[:count], waiting[count:]
            # Who ordered later does not get what these lack.
            self._post_alone(first & self._post_batch(candidates, first))

    def _merge_goods(self, candidates):
        """Tidying stops no posting: what a rival has just changed stays as it is."""
        try:
            is_merged = candidates.merge_goods()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            is_merged = False
        if is_merged:
            self._commit(0)
        else:
            self._env.cr.rollback()

    def _post_alone(self, orders):
        for order in orders:
            if not self._has_time:
                return
            order.with_prefetch()._sync()
            self._commit(1)

    def _post_batch(self, candidates, orders):
        """Post orders in one transaction, or halves of them where that fails.

        Whatever the cause, a rival or one of the orders: in the end that order is
        alone, and the others are posted.

        :return: those that have to be posted alone
        """
        if not orders or not self._has_time:
            return orders
        started = time.monotonic()
        try:
            PostingTogether(candidates, orders).run()
            self._commit(len(orders))
            _pace.measure(len(orders), time.monotonic() - started)
        except Unfit as error:
            self._env.cr.rollback()
            return error.orders + self._post_batch(candidates, orders - error.orders)
        except Exception as error:
            if _is_trouble(error):
                raise
            _logger.info(
                "%s web orders were not posted at once: %r", len(orders), error
            )
            self._env.cr.rollback()
            if len(orders) == 1:
                return orders
            middle = len(orders) // 2
            return self._post_batch(candidates, orders[:middle]) + self._post_batch(
                candidates, orders[middle:]
            )
        return orders.browse()

    def _commit(self, count):
        time_left = self._env["ir.cron"]._commit_progress(count)
        self._has_time = bool(time_left)


def _most_together(env):
    """:return: orders in one transaction; 0: each of them goes alone"""
    if is_any_unknown(env):
        return 0
    parameter = env["ir.config_parameter"].sudo().get_param(MOST_TOGETHER) or ""
    most = int(parameter) if parameter.isdigit() else _MOST_TOGETHER
    return most if most > 1 else 0


def _is_trouble(error):
    """Whether the database itself is in trouble."""
    return isinstance(error, OperationalError) and not isinstance(
        error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
    )

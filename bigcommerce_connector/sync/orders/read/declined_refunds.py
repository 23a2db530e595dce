"""Refunds that are declined long after they were made, when nothing need tell us."""

import logging
from datetime import timedelta

from odoo import fields
from odoo.tools import split_every

from ....api.paging import PAGE
from .fetch import OrderFetcher
from .payloads import MAX_FAILURES, PER_ORDER_ERRORS

_logger = logging.getLogger(__name__)

# How long a payment provider may take to decline a refund.
_MAY_BE_DECLINED = timedelta(days=14)


class DeclinedRefunds:
    """Reads the refunds of the last weeks again, once a day (UTC).

    The weeks count back from the last time: nobody looked during a pause. Orders are
    taken by when they were last compared, since a refund need not touch the order on
    BigCommerce, but has it compared here.
    """

    def __init__(self, store, client, fetch_list):
        self.store, self.env = store, store.env
        self.list = fetch_list
        self.fetcher = OrderFetcher(store, client, fetch_list)

    def check_daily(self):
        today = fields.Date.today()
        if self.store.refunds_checked_on == today:
            return
        orders_sudo = self._refunded_since(self.store.refunds_checked_on or today)
        for page in split_every(PAGE, orders_sudo.ids, orders_sudo.browse):
            try:
                self.fetcher.import_payloads(page.mapped("payload"))
            except PER_ORDER_ERRORS as error:
                _logger.warning(
                    "store %s: refunds one by one: %s", self.store.id, error
                )
                if not self._check_each(page):
                    break
            self.env["ir.cron"]._commit_progress()
        self.store.refunds_checked_on = today

    def _refunded_since(self, day):
        """But those that failed before: they are asked for alone, at their time."""
        since = fields.Datetime.to_datetime(day - _MAY_BE_DECLINED)
        orders_sudo = (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search_fetch(
                [
                    ("store_id", "=", self.store.id),
                    ("amount_refunded", ">", 0),
                    ("last_checked_on", ">=", since),
                ],
                ["external_id"],
            )
        )
        waiting = self.list.alone(orders_sudo.mapped("external_id"))
        return orders_sudo.filtered(lambda row: row.external_id not in waiting)

    def _check_each(self, orders_sudo):
        """Those whose refunds cannot be read are asked for again.

        :return: whether it makes sense to go on; the others have their turn tomorrow
        """
        self.fetcher.failed.clear()
        for order_sudo in orders_sudo:
            self.fetcher.import_payloads([order_sudo.with_prefetch().payload])
            self.env["ir.cron"]._commit_progress()
            if len(self.fetcher.failed) == MAX_FAILURES:
                return False
        return True

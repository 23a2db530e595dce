"""Refunds that are declined long after they were made, when nothing need tell us."""

import logging
from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from ....api.paging import PAGE
from .fetch import MOST_FAILURES, UNREADABLE

_logger = logging.getLogger(__name__)

# How long a payment provider may take to decline a refund.
_MAY_BE_DECLINED = timedelta(days=14)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _check_refunds_daily(self, client):
        """Read the refunds of the last weeks again, once a day (UTC).

        The weeks count back from the last time: nobody looked during a pause. Orders
        are taken by when they were last compared, since a refund need not touch the
        order on BigCommerce, but has it compared here.
        """
        self.ensure_one()
        today = fields.Date.today()
        if self.refunds_checked_on == today:
            return
        since = (self.refunds_checked_on or today) - _MAY_BE_DECLINED
        orders_sudo = (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search_fetch(
                [
                    ("store_id", "=", self.id),
                    ("amount_refunded", ">", 0),
                    ("looked_on", ">=", fields.Datetime.to_datetime(since)),
                ],
                ["external_id"],
            )
        )
        # Those that failed before are asked for on their own, at their time.
        numbers = orders_sudo.mapped("external_id")
        waiting = set(self._unread_notes(numbers).mapped("resource_id"))
        orders_sudo = orders_sudo.filtered(lambda row: row.external_id not in waiting)
        for page in split_every(PAGE, orders_sudo.ids, orders_sudo.browse):
            try:
                self._take_orders(client, page.mapped("payload"))
            except UNREADABLE as error:
                _logger.warning("store %s: refunds one by one: %s", self.id, error)
                if not self._check_refunds_of_each(client, page):
                    break
            self.env["ir.cron"]._commit_progress()
        self.refunds_checked_on = today

    def _check_refunds_of_each(self, client, orders_sudo):
        """Those whose refunds cannot be read are noted, and asked for again.

        :return: whether it makes sense to go on; the others have their turn tomorrow
        """
        failures = 0
        for order_sudo in orders_sudo:
            self._take_orders(client, [order_sudo.with_prefetch().payload])
            failures += len(self._unread_notes([order_sudo.external_id]))
            self.env["ir.cron"]._commit_progress()
            if failures == MOST_FAILURES:
                return False
        return True

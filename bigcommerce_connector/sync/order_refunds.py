"""Refunds that are declined long after they were made, when nothing need tell us."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import split_every

from ..bigcommerce.paging import PAGE

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
            .search(
                [
                    ("store_id", "=", self.id),
                    ("amount_refunded", ">", 0),
                    ("looked_on", ">=", fields.Datetime.to_datetime(since)),
                ]
            )
        )
        for page in split_every(PAGE, orders_sudo.ids, orders_sudo.browse):
            self._take_orders(client, page.mapped("payload"))
            self.env["ir.cron"]._commit_progress()
        self.refunds_checked_on = today

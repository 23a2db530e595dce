"""Refunds that are declined long after they were made, when nothing need tell us."""

from datetime import timedelta

from odoo import fields, models

# How long a payment provider may take to decline a refund.
_MAY_BE_DECLINED = timedelta(days=14)
_PAGE = 250


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    refunds_checked_on = fields.Date(readonly=True, copy=False)

    def _check_refunds_daily(self, client):
        """Read the refunds of the last weeks again, once a day (UTC)."""
        self.ensure_one()
        today = fields.Date.today()
        if self.refunds_checked_on == today:
            return
        orders_sudo = (
            self.env["bigcommerce.order"]
            .sudo()  # payloads are system fields
            .search(
                [
                    ("store_id", "=", self.id),
                    ("amount_refunded", ">", 0),
                    ("date_modified", ">=", fields.Datetime.now() - _MAY_BE_DECLINED),
                ]
            )
        )
        for start in range(0, len(orders_sudo), _PAGE):
            payloads = orders_sudo[start : start + _PAGE].mapped("payload")
            self._take_orders(client, payloads)
            self.env["ir.cron"]._commit_progress()
        self.refunds_checked_on = today

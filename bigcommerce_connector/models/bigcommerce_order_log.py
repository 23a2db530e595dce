from datetime import timedelta

from odoo import api, fields, models

_RETENTION = timedelta(days=90)
_MAX_REMOVED = 10_000


class BigcommerceOrderLog(models.Model):
    """One sync at a web order that changed something: what was found, what was done."""

    _name = "bigcommerce.order.log"
    _description = "BigCommerce Sync History"
    _order = "id desc"

    order_id = fields.Many2one(
        "bigcommerce.order", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    status = fields.Char("BigCommerce Status", readonly=True)
    amount_net = fields.Monetary("Net on BigCommerce", readonly=True)
    outcome = fields.Text(readonly=True)

    _create_date_idx = models.Index("(create_date)")

    @api.autovacuum
    def _gc_old_logs(self):
        """:return: how many were removed, and whether Odoo is to call again"""
        old = self.search(
            [("create_date", "<", self.env.cr.now() - _RETENTION)],
            order="create_date, id",
            limit=_MAX_REMOVED,
        )
        count = len(old)
        old.unlink()
        return count, count == _MAX_REMOVED

from odoo import fields, models

from .bigcommerce_webhook_gap import KEPT


class BigcommerceStore(models.Model):
    """How far the orders of the store are read. Times are BigCommerce's, except where
    it says Odoo's: the two clocks need not agree, so they are never compared."""

    _inherit = "bigcommerce.store"

    orders_seen_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="When, by Odoo's clock, orders were first seen as far as they are.",
    )
    refunds_seen_until = fields.Datetime(readonly=True, copy=False)
    refunds_seen_on = fields.Datetime(readonly=True, copy=False)
    refunds_seen = fields.Json(
        readonly=True, copy=False, groups="base.group_system"
    )  # what of the overlapping window is known: [[id, times declined], …]

    orders_limit_before = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since when orders were synced before that was changed while the store "
        "was not connected.",
    )

    # === THE SWEEP THAT IS UNDER WAY === #
    sweep_since = fields.Datetime(readonly=True, copy=False)
    sweep_started = fields.Datetime(readonly=True, copy=False)  # Odoo's clock
    sweep_latest = fields.Datetime(readonly=True, copy=False)
    sweep_cursor = fields.Integer(readonly=True, copy=False)
    sweep_run = fields.Float(
        readonly=True, copy=False, digits=False, help="The run of the cron it ended in."
    )

    # === OLDER ORDERS === #
    backfill_ids = fields.One2many("bigcommerce.backfill", "store_id", copy=False)
    backfill_progress = fields.Char(compute="_compute_backfill_progress")

    # === WEBHOOKS === #
    missed_webhook_count = fields.Integer(
        "Missed Webhooks (30 days)",
        compute="_compute_missed_webhook_count",
        help="Changes of orders in the last 30 days that Odoo found by itself and "
        "BigCommerce never told of.",
    )

    def _compute_backfill_progress(self):
        for store in self:
            running = store.backfill_ids.filtered(lambda job: job.state == "running")
            store.backfill_progress = " · ".join(running.mapped("progress")) or False

    def _compute_missed_webhook_count(self):
        rows = self.env["bigcommerce.webhook.gap"]._read_group(
            [
                ("store_id", "in", self.ids),
                ("is_missed", "=", True),
                ("seen_on", ">=", fields.Datetime.now() - KEPT),
            ],
            ["store_id"],
            ["__count"],
        )
        counts = {store.id: count for store, count in rows}
        for store in self:
            store.missed_webhook_count = counts.get(store.id, 0)

    def action_view_missed_webhooks(self):
        return self._view_children(
            "bigcommerce_connector.bigcommerce_webhook_gap_action"
        )

    def action_stop_backfill(self):
        """Read no more older orders; what was read stays."""
        self.check_access("write")
        running = self.backfill_ids.filtered(lambda job: job.state == "running")
        running.sudo().state = "stopped"  # the connector's own record
        return True

from datetime import timedelta

from odoo import api, fields, models

KEPT = timedelta(days=30)
# Not a webhook of BigCommerce's: we ask ourselves to look at an order again.
OWN_SCOPE = "odoo/look_again"
_MOST_REMOVED = 10_000


class BigcommerceWebhookEvent(models.Model):
    """A delivery of BigCommerce, stored once and answered before any work.

    It only says *look at this order again*; its content is never believed.
    """

    _name = "bigcommerce.webhook.event"
    _description = "BigCommerce Webhook Event"
    _inherit = ["bigcommerce.store.child"]
    _order = "id desc"
    _rec_name = "delivery_id"

    delivery_id = fields.Char(required=True, readonly=True)
    scope = fields.Char(readonly=True)
    resource_id = fields.Char(readonly=True)
    is_done = fields.Boolean(readonly=True)
    not_before = fields.Datetime(readonly=True, help="Not to be looked at earlier.")
    failure_count = fields.Integer(
        readonly=True,
        help="How often in a row BigCommerce failed to tell of the order.",
    )
    backfill_id = fields.Many2one(
        "bigcommerce.backfill",
        "Older Orders",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="What is being read includes this order.",
    )

    _delivery_unique = models.Constraint(
        "UNIQUE (store_id, delivery_id)", "This delivery is stored already."
    )
    _resource_idx = models.Index("(store_id, resource_id)")
    _todo_idx = models.Index("(store_id, id) WHERE is_done IS NOT TRUE")

    @api.autovacuum
    def _gc_done_events(self):
        """:return: how many were removed, and whether Odoo is to call again"""
        done = self.search(
            [("is_done", "=", True), ("create_date", "<", self.env.cr.now() - KEPT)],
            limit=_MOST_REMOVED,
        )
        count = len(done)
        done.unlink()
        return count, count == _MOST_REMOVED

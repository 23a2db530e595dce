from datetime import timedelta

from odoo import fields, models

RETENTION = timedelta(days=30)


class BigcommerceWebhookGap(models.Model):
    """A change of a web order that Odoo found without any webhook so far.

    When none comes within some minutes it is a missed webhook
    (``sync/orders/read/missed_webhooks.py``).
    """

    _name = "bigcommerce.webhook.gap"
    _description = "BigCommerce Missed Webhook"
    _inherit = ["bigcommerce.pruned", "bigcommerce.store.child"]
    _order = "seen_on desc, id desc"
    _rec_name = "order_id"
    _dated_by = "seen_on"
    _kept_for = RETENTION

    order_id = fields.Many2one(
        "bigcommerce.order", required=True, ondelete="cascade", index=True
    )
    unseen_until = fields.Datetime(
        "Previous Check",
        readonly=True,
        help="The previous check: the change happened after it.",
    )
    seen_on = fields.Datetime("Found On", required=True, readonly=True)
    is_missed = fields.Boolean("Missed", readonly=True, index=True)

from odoo import fields, models


class BigcommerceOrder(models.Model):
    """Whether a web order is ours to post, and why not (``sync/orders/scope.py``)."""

    _inherit = "bigcommerce.order"

    channel_id = fields.Many2one("bigcommerce.channel", readonly=True, index=True)
    is_record_only = fields.Boolean(
        readonly=True, help="Read for the record: nothing is posted for it."
    )
    is_of_start_date = fields.Boolean(
        readonly=True,
        help="Older than Connect, and read because of the Order Sync Start Date.",
    )
    is_recovered = fields.Boolean(
        readonly=True,
        help="Somebody asked for this very order, whatever its age and channel: it is "
        "brought up to date once.",
    )
    is_archived = fields.Boolean("Archived on BigCommerce", readonly=True)
    left_out = fields.Selection(
        [
            ("start_date", "Created before the Order Sync Start Date"),
            ("record", "For the record only"),
            ("channel", "The orders of its channel are not imported"),
            ("order_sync", "Order Sync is off"),
        ],
        "Not Posted Because",
        readonly=True,
        index="btree_not_null",
    )
    frozen_on = fields.Datetime(
        "Seen Frozen On",
        readonly=True,
        copy=False,
        help="When a posted order was first seen changed on BigCommerce, or listed, "
        "after the Order Sync Start Date had passed it.",
    )
    frozen_status = fields.Char(
        "Present Status on BigCommerce", readonly=True, copy=False
    )
    frozen_amount_total = fields.Monetary(
        "Present Total on BigCommerce",
        readonly=True,
        copy=False,
        help="Tax included, before refunds.",
    )

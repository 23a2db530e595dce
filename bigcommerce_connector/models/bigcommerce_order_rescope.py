from odoo import fields, models

# Above every ID: an order may be stored while the owner saves.
ALL_ORDERS = 2**31 - 1


class BigcommerceOrderRescope(models.Model):
    """Orders that a setting leaves out from now on, or takes up again.

    Saving the setting makes one such row, however many orders there are; the scheduled
    action takes a few of them at a time, newest first, and drops the row at the end
    (``sync/orders/rescope.py``).
    """

    _name = "bigcommerce.order.rescope"
    _description = "BigCommerce Change of Order Scope"
    _inherit = ["bigcommerce.store.child"]
    _order = "id"

    cause = fields.Selection(
        [
            ("start_date", "The Order Sync Start Date was moved back"),
            ("channel", "The orders of a channel are imported again"),
            ("order_sync", "Order Sync was switched on"),
            ("waiting", "The Order Sync Start Date was moved past waiting orders"),
        ],
        required=True,
        readonly=True,
    )
    channel_id = fields.Many2one(
        "bigcommerce.channel", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    below_id = fields.Integer(
        default=ALL_ORDERS,
        required=True,
        readonly=True,
        help="Orders with a lower ID are still to be handled.",
    )

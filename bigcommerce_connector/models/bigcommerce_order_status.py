from odoo import api, fields, models
from odoo.tools import SQL

from ..settlement.status_policy import default_policy
from .bigcommerce_status_update import EVENTS


class BigcommerceOrderStatus(models.Model):
    """What an order in a status of BigCommerce means here; merchants rename them."""

    _name = "bigcommerce.order.status"
    _description = "BigCommerce Order Status"
    _inherit = ["bigcommerce.order.table"]
    _order = "store_id, external_id"

    name = fields.Char(required=True, readonly=True)
    external_id = fields.Integer("BigCommerce ID", required=True, readonly=True)
    policy = fields.Selection(
        [
            ("post", "Post the order"),
            ("wait", "Wait"),
            ("void", "Reverse everything"),
        ],
        required=True,
        compute="_compute_policy",
        store=True,
        readonly=False,
        precompute=True,
        help="Post: the order is paid, so its sale is posted.\n"
        "Wait: nothing new is posted; what is posted stays.\n"
        "Reverse everything: nothing counts as sold, so everything posted is "
        "refunded.",
    )
    set_when = fields.Selection(
        EVENTS,
        help="Odoo sets this status on BigCommerce when that has become of an order, "
        "and never an earlier one than it has. Of several that are set at the same "
        "time it is the last one.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "This status exists already."
    )
    _set_when_possible = models.Constraint(
        "CHECK (set_when IS NULL OR external_id IN (2, 3, 8, 9, 10, 11))",
        "Odoo sets no other status than Awaiting Fulfillment, Awaiting Shipment, "
        "Awaiting Pickup, Partially Shipped, Shipped and Completed. Others are staff's "
        "own decision, or follow the money.",
    )

    @api.depends("external_id")
    def _compute_policy(self):
        """What most stores mean by it; the owner's choice is kept."""
        for status in self:
            status.policy = status.policy or default_policy(status.external_id)

    def write(self, vals):
        """Have the orders compared whose status means something else from now on."""
        before = {status: status.policy for status in self if "policy" in vals}
        result = super().write(vals)
        for status, policy in before.items():
            if status.policy != policy:
                status._compare_again()
        return result

    def _orders_condition(self):
        return SQL("status_id = %s", self.external_id)

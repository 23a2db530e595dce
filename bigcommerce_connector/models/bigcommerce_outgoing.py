from odoo import fields, models

from .chatter import tell

STATES = [
    ("planned", "To Be Sent"),
    ("sending", "Being Sent"),
    ("done", "On BigCommerce"),
    ("nothing", "Nothing to Send"),
    ("refused", "Needs Attention"),
]
# What BigCommerce has, or may have; and what it is about to have, too.
TOLD = ("sending", "done")
HOLDING = ("planned", *TOLD)


class BigcommerceOutgoing(models.AbstractModel):
    """Something of a web order that BigCommerce is told once, and whether it knows.

    It is written down before it is sent: BigCommerce takes no key of ours, so after a
    time-out or a kill its own list is read before anything is repeated. How that is
    done is in ``sync/fulfillment/journal.py``.
    """

    _name = "bigcommerce.outgoing"
    _description = "BigCommerce Outgoing Record"
    _inherit = ["bigcommerce.connector.owned", "bigcommerce.store.child"]
    _order = "id desc"
    _rec_name = "mark"

    order_id = fields.Many2one(
        "bigcommerce.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    state = fields.Selection(
        STATES, default="planned", required=True, readonly=True, index=True
    )
    mark = fields.Char("Reference", required=True, readonly=True)
    items = fields.Json(readonly=True)
    external_id = fields.Char("BigCommerce ID", readonly=True)
    message = fields.Text(readonly=True)
    sent_on = fields.Datetime("Last Sent On", readonly=True)
    tries = fields.Integer(
        "Attempts",
        default=0,  # what was never tried sorts first
        readonly=True,
    )

    def action_send_again(self):
        """Look at what BigCommerce refused once more, as the order is now.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        refused_sudo = self.sudo()._refused()
        refused_sudo.write(self._planned_again())
        tell(refused_sudo.order_id, self.env._("To be sent to BigCommerce again."))
        refused_sudo.store_id._trigger_flow("fulfillment")
        return True

    def _planned_again(self):
        """:return: values of what is looked at once more"""
        return {"state": "planned", "message": False}

    def _refused(self):
        return self.filtered(lambda row: row.state == "refused")

from odoo import fields, models
from odoo.fields import Domain

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
# The models of these records.
KINDS = (
    "bigcommerce.shipment",
    "bigcommerce.refund",
    "bigcommerce.pickup",
    "bigcommerce.status.update",
)
# So often it fails before people are told: that is a quarter of an hour.
TOLD_AFTER = 5
# It was sent, and nobody knows yet what became of it.
UNANSWERED = Domain("state", "in", ("planned", "sending")) & Domain(
    "sent_on", "!=", False
)


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
    retry_at = fields.Datetime(
        "Next Retry",
        readonly=True,
        help="BigCommerce failed at it, though it takes others: it is tried again.",
    )

    def action_send_again(self):
        """Look at what BigCommerce refused once more, as the order is now; try what it
        fails at now.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        refused_sudo = self.sudo()._refused()
        failing_sudo = self.sudo().filtered("retry_at")
        refused_sudo.write(self._planned_again())
        failing_sudo._try_now()
        again_sudo = refused_sudo | failing_sudo
        tell(again_sudo.order_id, self.env._("To be sent to BigCommerce again."))
        again_sudo.store_id._trigger_flow("fulfillment")
        return True

    def _planned_again(self):
        """:return: values of what is looked at once more"""
        return {"state": "planned", "message": False}

    def _refused(self):
        return self.filtered(lambda row: row.state == "refused")

    def _try_now(self):
        """It failed; nobody waits for the next try."""
        self.write({"retry_at": False, "message": False})

    def _in_trouble(self):
        """Those that people are told of; ``models/todo_rows.py`` says the same."""
        failing = self.filtered(lambda row: row.retry_at and row.tries >= TOLD_AFTER)
        return self._refused() | failing


def awaits_answers(store):
    """Whether nobody knows yet what became of something that was sent.

    :rtype: bool
    """
    mine = Domain("store_id", "=", store.id) & UNANSWERED
    return any(store.env[kind].sudo().search_count(mine, limit=1) for kind in KINDS)

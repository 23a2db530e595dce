from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .bigcommerce_outgoing import KINDS as OUTGOING
from .bigcommerce_outgoing import awaits_answers

KINDS = [
    ("orders", "Orders"),
    ("stock", "Stock"),
    ("catalog", "Catalog"),
    ("import", "Product Import"),
    ("sessions", "Web Register"),
    ("webhooks", "Webhooks"),
    ("checks", "Checks"),
    ("fulfillment", "Fulfillment"),
]
# The switch of the store that a flow goes by. Orders are read in any case: stock counts
# what BigCommerce holds for them.
_SWITCHES = {"stock": "inventory_sync", "fulfillment": "tells_of_orders"}

NO_FAILURE = {
    "message": False,
    "failing_since": False,
    "retry_at": False,
    "failure_count": 0,
}


class BigcommerceFlow(models.Model):
    """One kind of work that is done for a store: when it ran, and what keeps it.

    Each store has one record of each kind, made with the store; Connect gives it its
    scheduled action. Only the flow's own run writes it, and the buttons of the store's
    page; a run does so in transactions of a moment, so nobody waits for a running flow.
    How it is run is in ``sync/flow/``.
    """

    _name = "bigcommerce.flow"
    _description = "BigCommerce Flow"
    _inherit = ["bigcommerce.store.table", "bigcommerce.connector.owned"]
    _order = "store_id, id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, "Flow", required=True, readonly=True)
    cron_id = fields.Many2one(
        "ir.cron",
        "Scheduled Action",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="base.group_system",
    )
    last_run = fields.Datetime(readonly=True, copy=False, help="Start of the last run.")
    last_success = fields.Datetime(
        readonly=True,
        copy=False,
        help="End of the last run that left nothing to do.",
    )
    message = fields.Text(
        "Problem",
        readonly=True,
        copy=False,
        help="The problem that keeps this flow from its work. It is retried "
        "automatically, and the message disappears when that succeeds.",
    )
    failing_since = fields.Datetime(readonly=True, copy=False)
    failure_count = fields.Integer(
        "Failures in a Row",
        readonly=True,
        copy=False,
        help="Each failure makes the next wait longer. Waits that BigCommerce asks "
        "for do not count.",
    )
    retry_at = fields.Datetime(
        "Next Retry",
        readonly=True,
        copy=False,
        help="Neither webhooks nor sales start the flow sooner. Run Now does.",
    )
    delivery_message = fields.Text(
        "Webhook Problem",
        readonly=True,
        copy=False,
        help="Why webhooks that BigCommerce delivers are not accepted.",
    )
    delivery_failing_since = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [("on", "On"), ("failing", "Failing"), ("off", "Off")],
        compute="_compute_state",
    )
    next_run = fields.Datetime(compute="_compute_next_run")

    _kind_unique = models.Constraint(
        "UNIQUE (store_id, kind)", "A store has one flow of each kind."
    )

    # === WHAT A PERSON SEES === #

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for flow in self:
            flow.display_name = labels.get(flow.kind)

    @api.depends("kind", "message", "cron_id.active", "store_id.state")
    def _compute_state(self):
        for flow, flow_sudo in zip(self, self.sudo(), strict=True):
            if not flow_sudo.cron_id.active or not flow_sudo._is_on():
                flow.state = "off"
            else:
                flow.state = "failing" if flow.message else "on"

    @api.depends("state", "retry_at")
    def _compute_next_run(self):
        """As Odoo's scheduler knows it; what waits for a retry does not run sooner."""
        crons_sudo = self.sudo().cron_id  # scheduled actions are the system's
        asked = dict(
            self.env["ir.cron.trigger"]
            .sudo()
            ._read_group(
                [("cron_id", "in", crons_sudo.ids)], ["cron_id"], ["call_at:min"]
            )
        )
        for flow, flow_sudo in zip(self, self.sudo(), strict=True):
            cron_sudo = flow_sudo.cron_id
            times = [cron_sudo.nextcall, asked.get(cron_sudo)]
            at = min(filter(None, times), default=False)
            if flow.state == "off":
                flow.next_run = False
            else:
                flow.next_run = max(at, flow.retry_at) if flow.retry_at else at

    def action_run_now(self):
        """Run these flows at once, whatever they wait for."""
        self.store_id.check_access("write")
        flows_sudo = self.sudo()  # only the connector writes them
        flows_sudo._forget_problems()
        flows_sudo._trigger()
        return True

    # === WHEN IT RUNS === #

    def _trigger(self, after=0):
        """Ask for a run, ``after`` so many seconds."""
        at = fields.Datetime.now() + timedelta(seconds=after) if after else None
        for cron_sudo in self.sudo().cron_id:  # crons are the system's
            cron_sudo._trigger(at)

    def _is_on(self):
        """Whether the store's state and switches have it run.

        :rtype: bool
        """
        self.ensure_one()
        if self.kind == "sessions":
            # The books of a day are closed whether or not BigCommerce answers.
            return True
        if self.kind == "checks":
            # They write nothing there, and are for the time before it is live.
            return self.store_id.state in ("connected", "live")
        switch = _SWITCHES.get(self.kind)
        store = self.store_id
        if self.kind == "import" and store.state == "connected":
            return True  # it only reads from BigCommerce
        return store.state == "live" and (not switch or bool(store[switch]))

    def _is_to_run(self):
        """Whether it has work: what was sent is looked up though it is switched off.

        :rtype: bool
        """
        if self._is_on():
            return True
        is_live = self.store_id.state == "live"
        is_telling = self.kind == "fulfillment"
        return is_live and is_telling and awaits_answers(self.store_id)

    def _is_held_off(self):
        """By the database's clock, as it is the one that starts scheduled actions.

        :rtype: bool
        """
        return bool(self.retry_at) and self.env.cr.now() < self.retry_at

    # === WHAT BECAME OF IT === #

    def _set_failure(self, message, retry_at=False, failure_count=0):
        """Show why it failed until it succeeds.

        :param str message: what happened, and what to do
        :param datetime retry_at: nothing but a person starts it before (UTC)
        :param int failure_count: in a row; the next wait grows with it
        """
        self.ensure_one()
        self.write(
            {
                "message": message,
                "failing_since": self.failing_since or fields.Datetime.now(),
                "retry_at": retry_at,
                "failure_count": failure_count,
            }
        )

    def _forget_problems(self):
        """A person says that it goes on: what failed is tried at once."""
        failing = self.filtered(
            lambda flow: flow.message or flow.retry_at or flow.delivery_message
        )
        failing.write({**NO_FAILURE, "delivery_message": False})
        stores = self.filtered(lambda flow: flow.kind == "fulfillment").store_id
        put_off = Domain("store_id", "in", stores.ids) & Domain("retry_at", "!=", False)
        for kind in OUTGOING if stores else ():
            self.env[kind].search(put_off)._try_now()

from datetime import timedelta

from odoo import fields, models


class BigcommerceStore(models.Model):
    """The flows of a store: their scheduled actions, and which of them fail.

    How they are run is in ``sync/flow/``.
    """

    _inherit = "bigcommerce.store"

    cron_ids = fields.One2many(
        "ir.cron",
        "bigcommerce_store_id",
        copy=False,
        groups="base.group_system",
        context={"active_test": False},
    )
    last_error = fields.Text(
        readonly=True,
        copy=False,
        help="The problem that keeps part of the work from being done. It is "
        "retried automatically, and the message disappears when that succeeds.",
    )
    # flow -> {"message": a sentence, "count": failures in a row, "until": it is not
    # tried before (UTC)}; last_error shows the sentences.
    failing_flows = fields.Json(readonly=True, copy=False)

    # === WHEN A FLOW RUNS === #

    def _trigger_flow(self, flow, after=0):
        """Ask for a run of a flow, ``after`` so many seconds."""
        at = fields.Datetime.now() + timedelta(seconds=after) if after else None
        for cron_sudo in self.sudo().cron_ids:  # crons are the system's
            if cron_sudo.bigcommerce_flow == flow:
                cron_sudo._trigger(at)

    def _is_held_off(self, flow):
        """By the database's clock, as it is the one that starts scheduled actions."""
        until = fields.Datetime.to_datetime(self._failure(flow).get("until") or False)
        return bool(until) and self.env.cr.now() < until

    def _failure(self, flow):
        return (self.failing_flows or {}).get(flow) or {}

    # === FLOWS THAT FAIL === #

    def _note_failure(self, flow, message, **details):
        """Show why a flow failed until the same flow succeeds."""
        failing = dict(self.failing_flows or {})
        failing[flow] = {"message": message, **details}
        self._write_failures(failing)

    def _note_success(self, flow):
        failing = dict(self.failing_flows or {})
        if failing.pop(flow, None) or (self.last_error and not failing):
            self._write_failures(failing)

    def _forget_failures(self):
        """A person says that it goes on: whatever failed is tried at once."""
        for store in self:
            store._write_failures({})

    def _write_failures(self, failing):
        messages = dict.fromkeys(row["message"] for row in failing.values())
        self.write(
            {
                "failing_flows": failing or False,
                "last_error": "\n".join(messages) or False,
            }
        )

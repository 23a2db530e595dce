"""Flows that fail: what the owner reads, and when they are tried again."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

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

    # === WHAT NOBODY FORESAW === #

    def _hold_off(self, flow, error):
        """Try a flow again later, and later each time: the cause may last."""
        count = self._failure(flow).get("count", 0) + 1
        delay = min(_FIRST_DELAY * 2 ** min(count - 1, 10), _LONGEST_DELAY)
        if isinstance(error, UserError):
            message = str(error)
        else:
            message = self.env._(
                "An unexpected error (%(error)s), written to the server's log. What "
                "was not done yet is tried again in %(minutes)s minutes; Sync Now "
                "tries it at once.",
                error=type(error).__name__,
                minutes=delay.seconds // 60,
            )
        until = fields.Datetime.now() + delay
        self._note_failure(
            flow, message, count=count, until=fields.Datetime.to_string(until)
        )
        self._trigger_flow(flow, after=delay.total_seconds())

    def _is_held_off(self, flow):
        until = self._failure(flow).get("until")
        return bool(until) and fields.Datetime.now() < fields.Datetime.to_datetime(
            until
        )

    def _failure(self, flow):
        return (self.failing_flows or {}).get(flow) or {}

"""Flows that fail: what the owner reads, and when they are tried again."""

import math
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

# After a 500 BigCommerce asks for a minute at least before the next try.
_FIRST_DELAY = timedelta(minutes=1)
_LONGEST_DELAY = timedelta(hours=1)
# An outage ends without anybody doing something here: look again sooner.
_LONGEST_OUTAGE_DELAY = timedelta(minutes=15)


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

    # === LATER AND LATER === #

    def _wait_for(self, flow, error):
        """Try again when BigCommerce says, else later each time.

        Nothing starts the flow sooner but a person: not a webhook, nor a sale.

        :param errors.TemporaryError error: why the flow cannot go on
        """
        message = self._explain(error)
        if error.retry_after:
            asked = min(error.retry_after, _LONGEST_DELAY.total_seconds())
            self._hold_off(flow, message, timedelta(seconds=math.ceil(asked)))
        else:
            count, delay = self._next_delay(flow, _LONGEST_OUTAGE_DELAY)
            self._hold_off(flow, message, delay, count=count)

    def _wait_for_a_remedy(self, flow, error):
        """What nobody foresaw: its cause may last until somebody finds it."""
        count, delay = self._next_delay(flow, _LONGEST_DELAY)
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
        self._hold_off(flow, message, delay, count=count)

    def _next_delay(self, flow, longest):
        """:return: how often the flow failed in a row, and how long it waits now"""
        count = self._failure(flow).get("count", 0) + 1
        return count, min(_FIRST_DELAY * 2 ** min(count - 1, 10), longest)

    def _hold_off(self, flow, message, delay, **details):
        until = fields.Datetime.to_string(fields.Datetime.now() + delay)
        self._note_failure(flow, message, until=until, **details)
        self._trigger_flow(flow, after=delay.total_seconds())

    def _is_held_off(self, flow):
        """By the database's clock, as it is the one that starts scheduled actions."""
        until = fields.Datetime.to_datetime(self._failure(flow).get("until") or False)
        return bool(until) and self.env.cr.now() < until

    def _failure(self, flow):
        return (self.failing_flows or {}).get(flow) or {}

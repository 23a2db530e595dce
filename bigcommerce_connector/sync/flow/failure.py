"""Flows that fail are tried again later and later."""

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

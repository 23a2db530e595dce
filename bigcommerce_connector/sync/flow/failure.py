"""Flows that fail are tried again later and later."""

import logging
import math
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...api import errors

_logger = logging.getLogger(__name__)

# After a 500 BigCommerce asks for a minute at least before the next try.
_INITIAL_DELAY = timedelta(minutes=1)
_MAX_DELAY = timedelta(hours=1)
# An outage ends without anybody doing something here: check again sooner.
_MAX_OUTAGE_DELAY = timedelta(minutes=15)
_DATABASE_RETRY_SECONDS = 60
_UNAVAILABLE = 503  # of the whole store: BigCommerce, status codes
# So often in a row the flow has waited, 7 minutes in all: what fails again stays so.
_WAITED_ENOUGH = 3


class PartFails(UserError):
    """A part of the work cannot be done until a person acts; all others were done, and
    go on as ever."""


def may_be_of_one(error):
    """Whether this failure may be of what was sent, and not of BigCommerce as a whole.

    :param errors.BigCommerceError error: from the SDK
    :rtype: bool
    """
    if isinstance(error, errors.ServerError):
        return error.status != _UNAVAILABLE
    return isinstance(error, errors.TimedOut)


def is_of_one_by_now(store, kind, error):
    """The same, of many that are sent together: only where waiting did not help.

    :param str kind: of the flow
    """
    has_waited = store._flow(kind).failure_count >= _WAITED_ENOUGH
    return has_waited and may_be_of_one(error)


class BigcommerceFlow(models.Model):
    _inherit = "bigcommerce.flow"

    def _retry_later(self, error):
        """Try again when BigCommerce says, else later each time.

        Nothing starts the flow sooner but a person: not a webhook, nor a sale.

        :param errors.TemporaryError error: why the flow cannot go on
        """
        message = self.store_id._explain(error)
        if error.retry_after:
            asked = min(error.retry_after, _MAX_DELAY.total_seconds())
            self._hold_off(message, timedelta(seconds=math.ceil(asked)))
        else:
            delay = self._next_delay(_MAX_OUTAGE_DELAY)
            self._hold_off(message, delay, self.failure_count + 1)

    def _retry_unexpected(self, error):
        """What nobody foresaw: its cause may last until somebody finds it."""
        delay = self._next_delay(_MAX_DELAY)
        if isinstance(error, UserError):
            message = str(error)
        else:
            message = self.env._(
                "An unexpected error occurred (%(error)s); the server's log has the "
                "details. The rest of the work is retried in %(minutes)s minutes. "
                "Sync Now retries it immediately.",
                error=type(error).__name__,
                minutes=delay.seconds // 60,
            )
        self._hold_off(message, delay, self.failure_count + 1)

    def _retry_database(self, error):
        """Its disk is full, or it has no more connections or memory to give."""
        _logger.error("store %s: flow %s: %s", self.store_id.id, self.kind, error)
        message = self.env._(
            "Odoo's database reports a problem: %s. Nothing is lost, and the work "
            "is retried every minute. Ask your server administrator to check disk "
            "space and memory.",
            str(error).strip().split("\n")[0],
        )
        self._set_failure(message)
        self._trigger(after=_DATABASE_RETRY_SECONDS)

    def _next_delay(self, longest):
        """:return: how long it waits after one more failure"""
        return min(_INITIAL_DELAY * 2 ** min(self.failure_count, 10), longest)

    def _hold_off(self, message, delay, failure_count=0):
        retry_at = fields.Datetime.now() + delay
        self._set_failure(message, retry_at, failure_count)
        self._trigger(after=delay.total_seconds())

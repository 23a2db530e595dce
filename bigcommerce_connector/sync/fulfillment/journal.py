"""Writes to BigCommerce that money or goods hang on: each is made once.

BigCommerce takes no key of ours: the same request sent twice is carried out twice. So
what is to be told is a record (``models/bigcommerce_outgoing.py``), written down and
committed as *being sent* before it is sent, with a mark in what is sent; whatever keeps
us from the answer (a time-out, a kill, a 5xx), the next run reads BigCommerce's list
and sends again only what is not there.
"""

from datetime import timedelta

from odoo import fields

from ...api import errors
from ...mappers.order import read_order
from ...mappers.unreadable import UnreadablePayload
from ...settlement.status_policy import VOID
from . import messages
from .one_by_one import OneByOne

# A worker that is killed leaves BigCommerce at work: its list shows a refund only when
# the payment provider has answered. So long nothing is sent again.
_STILL_AT_WORK = timedelta(minutes=2)


class Journal(OneByOne):
    """Makes what waits of one kind on BigCommerce, each once."""

    # === ONE RECORD === #

    def _tell(self, row):
        self._make(row)

    def _make(self, row):
        listed = None
        if row.sent_on or self._reads_first(row):
            try:
                listed = list(self._listed(row))
            except errors.DataError as error:
                self._refuse_for(row, error)
                return
            if self._take(row, listed):
                return
        if self._may_still_arrive(row):
            self._come_back_to(row, _STILL_AT_WORK)
        elif not self._is_on_for(row):
            self._put_back(row)
        elif self._prepare(row, listed):
            self._send(row)

    def _may_still_arrive(self, row):
        """Whether BigCommerce may be about to do what was sent a moment ago."""
        is_sent = row.state == "sending" and row.sent_on
        return is_sent and row.sent_on > fields.Datetime.now() - _STILL_AT_WORK

    def _carry_out(self, row, request):
        """Send what is written down; from here on BigCommerce may have it.

        :param request: sends it, and returns the answer
        :return: the answer; None: it was refused, and the record says why
        """
        row.write({"state": "sending", "sent_on": fields.Datetime.now()})
        self._commit()
        try:
            return request()
        except errors.TemporaryError as error:
            if not error.uncertain:
                self._put_back(row)
            raise
        except errors.Forbidden:
            self._put_back(row)
            raise
        except errors.DataError as error:
            self._look_why(row, error)
            return None

    def _put_back(self, row):
        """BigCommerce has certainly not done it."""
        row.write({"state": "planned", "sent_on": False})
        self._commit()

    def _look_why(self, row, error):
        """It was refused: others may have done the same meanwhile."""
        try:
            listed = list(self._listed(row))
        except errors.DataError:
            listed = []
        if self._take(row, listed):
            return
        message = self._done_by_others(row, listed)
        if message:
            self._call_off(row, message)
        else:
            self._refuse_for(row, error)

    def _is_order_void(self, row):
        """Whether the record's order is called off on BigCommerce.

        Looked at each time: the record may have waited for days.

        :return: None: the order cannot be read, and the record says why
        :rtype: bool | None
        """
        order = row.order_id
        payload = order.sudo().payload  # system field
        try:
            return order._policy(read_order(payload)) == VOID
        except UnreadablePayload as error:
            self._refuse(row, order._unreadable_text(error))
            return None

    def _call_off(self, row, message):
        row.write({"state": "nothing", "message": message})

    def _refuse(self, row, message):
        row.write({"state": "refused", "message": message})

    def _refuse_for(self, row, error):
        """BigCommerce said why: a person has to look at it."""
        self._refuse(row, messages.refused(row, self._store._explain(error)))

    def _take(self, row, listed):
        """Whether it arrived; then it is done."""
        found = self._find(row, listed)
        if found:
            self._set_done(row, found)
        return bool(found)

    # === WHAT A KIND SAYS === #

    def _reads_first(self, row):
        """Whether the list is read even before it is sent for the first time."""
        return False

    def _listed(self, row):
        """What BigCommerce lists of the record's order."""
        raise NotImplementedError

    def _find(self, row, listed):
        """What is listed with the record's mark; None: it is not there."""
        raise NotImplementedError

    def _prepare(self, row, listed):
        """Say what is to be sent, as things are now.

        :param listed: what BigCommerce lists; None where it was not read
        :return: whether there is anything to send; if not, the record says why
        """
        raise NotImplementedError

    def _send(self, row):
        """See :meth:`_carry_out`."""
        raise NotImplementedError

    def _done_by_others(self, row, listed):
        """:return: what to say where others have done what was refused, or None"""

    def _set_done(self, row, answer):
        """BigCommerce has it."""
        raise NotImplementedError

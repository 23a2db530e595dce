"""What waits to be told to BigCommerce is told one record after the other.

One at which BigCommerce fails stops no neighbour: it is tried again by itself, later
each time. A server error says nothing about its cause: when others go through, it is
the record; when one after the other fails, it is BigCommerce, and the flow waits.
"""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import fields
from odoo.fields import Domain

from ...api import errors
from ...api.resources.scopes import ORDERS_MODIFY
from ...models.bigcommerce_outgoing import TOLD_AFTER, UNANSWERED
from ..flow.failure import PartFails, may_be_of_one
from ..store.scopes import ask_scopes

_logger = logging.getLogger(__name__)

# So many in a row, and none taken: it is not about a record.
_MOST_IN_A_ROW = 3
# After so many tries of a record; the last one from then on.
_DELAYS = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15)]


class OneByOne:
    """Tells what waits of one kind; each record is committed by itself.

    :param store: ``bigcommerce.store``
    :param client: of the SDK
    :param rows: the model of the records, a ``bigcommerce.outgoing``
    """

    #: OAuth scopes, as BigCommerce's control panel calls them.
    needs = (ORDERS_MODIFY,)

    def __init__(self, store, client, rows):
        self._store, self._env = store, store.env
        self._client = client
        self._rows = rows
        self._seen = set()  # these are looked at in a later run
        self._in_a_row = []
        self.lacks = ""  # what keeps all of this kind, in sentences

    @property
    def failure(self):
        """What kept one record after the other from being told; None: nothing did.

        :rtype: Exception | None
        """
        return self._in_a_row[0] if len(self._in_a_row) == _MOST_IN_A_ROW else None

    def count(self):
        """:return: how many records wait
        :rtype: int
        """
        return self._rows.search_count(self._open())

    def run(self):
        """Tell what waits, as far as the time goes.

        :raise Exception: it would keep all others, too
        """
        has_time = self._commit()
        while has_time and not self.failure:
            row = self._rows.search(self._open(), order="tries, id", limit=1)
            has_time = bool(row) and self._try(row)

    def _open(self):
        mine = Domain("store_id", "=", self._store.id)
        # Whatever is switched off by now, the answer to what was sent is looked up.
        is_meant = self._is_on() | UNANSWERED
        is_due = Domain("retry_at", "=", False)
        is_due |= Domain("retry_at", "<=", fields.Datetime.now())
        is_new = Domain("id", "not in", [*self._seen])
        return mine & self._is_open() & is_meant & is_due & is_new

    def _try(self, row):
        """:return: whether others may be tried"""
        # Whatever becomes of it, the next run begins with others.
        row.tries += 1
        row.filtered("retry_at")._try_now()
        self._commit()
        try:
            self._tell(row)
        except (errors.Unauthorized, OperationalError):
            raise
        except Exception as error:
            is_temporary = isinstance(error, errors.TemporaryError)
            if is_temporary and not (error.uncertain or may_be_of_one(error)):
                raise  # BigCommerce would say the same of the next one
            self._env.cr.rollback()
            if isinstance(error, errors.Forbidden) and self._lacks_scope():
                return False
            self._put_off(row, error)
            return self._commit()
        self._in_a_row = []
        return self._commit(1)

    def _lacks_scope(self):
        """BigCommerce says 403 at its limits, too: it is asked what the token may.

        :return: whether nothing of this kind can be told
        """
        store = self._store
        ask_scopes(store, self._client)
        if {*self.needs} & {*(store.lacking_scopes or ())}:
            self.lacks = store.scopes_message
        self._commit()
        return bool(self.lacks)

    def _put_off(self, row, error):
        """It is tried again, later each time; in the end people are told."""
        is_foreseen = isinstance(error, errors.BigCommerceError)
        details = None if is_foreseen else error
        _logger.warning("%s is not told: %s", row, error, exc_info=details)
        self._in_a_row.append(error)
        row = row.exists()
        if row:
            delay = _DELAYS[min(row.tries, len(_DELAYS)) - 1]
            row.retry_at = fields.Datetime.now() + delay
            self._come_back_to(row, delay)
        if row and row.tries >= TOLD_AFTER:
            row.message = _failing(row, error)

    def _come_back_to(self, row, delay):
        self._seen.add(row.id)
        self._store._trigger_flow("fulfillment", after=delay.total_seconds())

    def _is_on_for(self, row):
        """Whether anything may be sent of it."""
        return bool(row.filtered_domain(self._is_on()))

    def _commit(self, processed=0):
        """:return: whether time is left"""
        return bool(self._env["ir.cron"]._commit_progress(processed))

    # === WHAT A KIND SAYS === #

    def _is_on(self):
        """:return: which records are sent, by what the owner switched on"""
        raise NotImplementedError

    def _is_open(self):
        """:return: which records wait"""
        return Domain("state", "in", ("planned", "sending"))

    def _tell(self, row):
        """Tell BigCommerce of one record."""
        raise NotImplementedError


def tell(kinds):
    """Tell what waits of several kinds; one that fails keeps no other.

    :param list[OneByOne] kinds: of one store
    :return: whether all was told in the time
    :rtype: bool
    :raise Exception: what kept one record after the other from being told
    :raise PartFails: a scope lacks
    """
    for kind in kinds:
        kind.run()
    failures = [kind.failure for kind in kinds if kind.failure]
    if failures:
        raise failures[0]
    lacks = {kind.lacks for kind in kinds if kind.lacks}
    if lacks:
        raise PartFails("\n".join(lacks))
    return not any(kind.count() for kind in kinds)


def _failing(row, error):
    cause = row.env._("An unexpected error occurred; the server's log has the details.")
    if isinstance(error, errors.BigCommerceError):
        cause = error.reason
    return row.env._(
        "BigCommerce was told in vain: %s Odoo tries again by itself, and looks first "
        "whether it has arrived. If it stays so, look at the order on BigCommerce, or "
        "contact BigCommerce's support.",
        cause,
    )

"""Sessions of the web register are closed before midnight.

A session holds what was posted on one day of the store, and its entry is of that day.
One that is still open when the next day begins, whatever the cause, or that is full,
takes no further orders: it becomes a rescue session of Odoo's, of which a
register may have any number beside its ordinary one (``models/pos_config.py`` opens
them).
"""

import logging
from datetime import time

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_date

from ...models.connector_context import as_connector

_logger = logging.getLogger(__name__)

# From this hour of the store's day on, the day's session is closed.
_CLOSING_TIME = time(23, 45)
# Odoo closes a session in one transaction, which takes some 6 ms of processor time an
# order: 12 s for so many. A worker is killed after a minute of it (limit_time_cpu), and
# has read and posted orders in that minute, too.
_MAX_ORDERS = 2000


class SessionClosing:
    """Closes web sessions of a store, and says of which it cannot."""

    def __init__(self, store):
        self.store = store
        self.env = store.env

    def close_what_is_over(self):
        """Close rescue sessions, and those of a day that is over or nearly."""
        for session in self.store._web_sessions():
            is_over = session.rescue or session._bigcommerce_is_past_business_day()
            if is_over or self._is_closing_time():
                self._close_unless_busy(session)

    def close_earlier_and_full(self):
        """What is posted from now on gets sessions of its own day, with room for it.

        Those become rescue sessions first: one whose closing kills the worker, or that
        cannot be closed, is tried again at the sessions' own pace and keeps no order
        waiting.
        """
        sessions = self.store._web_sessions().filtered(
            lambda session: not session.rescue
        )
        full = self._full_sessions(sessions)
        for session in sessions:
            if session not in full and not session._bigcommerce_is_past_business_day():
                continue
            try:
                session.config_id._bigcommerce_make_rescue(session)
            except LockError:
                continue  # somebody is closing it
            if not session.bigcommerce_closing_problem:
                self._close_unless_busy(session)

    def _full_sessions(self, sessions):
        rows = self.env["pos.order"]._read_group(
            [("session_id", "in", sessions.ids)],
            ["session_id"],
            having=[("__count", ">=", _MAX_ORDERS)],
        )
        return sessions.browse(session.id for (session,) in rows)

    def _is_closing_time(self):
        return self.store._store_time(fields.Datetime.now()).time() >= _CLOSING_TIME

    # === CLOSING === #

    def _close_unless_busy(self, session):
        """Close a web session in a transaction of its own.

        Odoo rolls back all of it when an entry does not balance.
        """
        self.env["ir.cron"]._commit_progress()
        locked = session.try_lock_for_update(allow_referencing=True)
        if not locked or session.state == "closed":
            return  # somebody is closing it, or has done so
        self.close(session)
        self.env["ir.cron"]._commit_progress(1)

    def close(self, session):
        """Close a web session; what keeps it open is reported to a user, once."""
        day = session._bigcommerce_business_date()
        zoned = as_connector(session.with_context(tz=self.store.timezone))
        try:
            answer = zoned.close_session_from_ui()
            problem = None if answer["successful"] else answer.get("message")
        except OperationalError:
            raise  # a rival, or a database in trouble: the flow's matter
        except UserError as error:
            problem = str(error)
        except Exception:
            # Another register's session is closed anyway; the log has the trace.
            _logger.exception(
                "store %s: session %s stays open", self.store.id, session.id
            )
            problem = self.env._("an unexpected error, see the server's log.")
        if problem:
            self.env.cr.rollback()
            self._notify_not_closed(session, problem)
        else:
            _logger.info("store %s: web session %s closed", self.store.id, session.id)
            session.bigcommerce_closing_problem = False
            self._notify_other_date(session, day)

    def _notify_not_closed(self, session, problem):
        if session.bigcommerce_closing_problem == problem:
            return
        session.bigcommerce_closing_problem = problem
        self.store.message_post(
            body=self.env._(
                "Session %(session)s of the web register could not be closed: "
                "%(problem)s It is retried every few minutes. Web orders of the "
                "same day are still posted in it until it holds about %(most)s, all "
                "others in a new session. You can also close it manually under "
                "Point of Sale → Orders → Sessions.",
                session=session.name,
                problem=problem,
                most=_MAX_ORDERS,
            ),
            subtype_xmlid="mail.mt_comment",
        )

    def _notify_other_date(self, session, day):
        """Odoo moves an entry of a locked day to the first day that is open."""
        entry = session.move_id
        if not entry or entry.date == day:
            return
        locks = entry._get_violated_lock_dates(day, True)
        self.store.message_post(
            body=self.env._(
                "The entry of session %(session)s is dated %(date)s instead of "
                "%(day)s, because the books are locked: %(locks)s.",
                session=session.name,
                date=format_date(self.env, entry.date),
                day=format_date(self.env, day),
                locks=self.store.company_id._format_lock_dates(locks),
            )
        )


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_sessions(self):
        """Close rescue sessions, and those of a day that is over or nearly."""
        self.ensure_one()
        SessionClosing(self).close_what_is_over()

    def _close_earlier_and_full_sessions(self):
        """What is posted from now on gets sessions of its own day, with room for it."""
        SessionClosing(self).close_earlier_and_full()

    def _close_session(self, session):
        """Close a web session; what keeps it open is reported to a user, once."""
        SessionClosing(self).close(session)

    def _web_sessions(self):
        return self.env["pos.session"].search(
            [("config_id", "in", self.config_ids.ids), ("state", "!=", "closed")]
        )

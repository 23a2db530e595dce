"""Sessions of the web register: opened on demand, closed before midnight."""

import logging
from datetime import time, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# From this hour of the store's day on, the day's session is closed.
_CLOSING_TIME = time(23, 45)


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _bigcommerce_open_session(self):
        """The register's open session, locked against closing until the commit.

        :return: pos.session
        :raise LockError: a close is running; look again later
        """
        self.ensure_one()
        session = self.env["pos.session"].search(
            [
                ("config_id", "=", self.id),
                ("state", "in", ("opening_control", "opened")),
                ("rescue", "=", False),
            ],
            limit=1,
        )
        if session:
            # A close that runs beside us must fail and be retried, or our order would
            # be paid in a closed session and never be posted: the lock holds it off
            # until we commit, the write makes it notice.
            session.lock_for_update(allow_referencing=True)
            session.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "UPDATE pos_session SET write_date = now() AT TIME ZONE 'UTC'"
                    " WHERE id = %s",
                    session.id,
                )
            )
            return session
        session = self.env["pos.session"].create(
            {"config_id": self.id, "user_id": self.env.ref("base.user_root").id}
        )
        session.set_opening_control(0, None)
        # Goods leave when the order is posted, not at closing: a quantity that is
        # sold already must not be published.
        session.update_stock_at_closing = False
        return session


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_sessions(self):
        """Close the sessions whose day, in the store's time zone, is over."""
        self.ensure_one()
        sessions = self.env["pos.session"].search(
            [
                ("config_id", "in", self.config_ids.ids),
                ("state", "in", ("opening_control", "opened", "closing_control")),
            ]
        )
        for session in sessions:
            if self._is_day_over(session):
                self._close_session(session)
                self.env["ir.cron"]._commit_progress(1)

    def _is_day_over(self, session):
        zone = ZoneInfo(self.timezone or "UTC")
        opened = session.start_at or session.create_date
        opened = opened.replace(tzinfo=timezone.utc).astimezone(zone)
        now = fields.Datetime.now().replace(tzinfo=timezone.utc).astimezone(zone)
        return now.date() > opened.date() or now.time() >= _CLOSING_TIME

    def _close_session(self, session):
        """Close a web session; what keeps it open is told to a person, once."""
        name = session.name
        try:
            answer = session.with_context(tz=self.timezone).close_session_from_ui()
            message = answer.get("message") if not answer["successful"] else None
        except UserError as error:
            self.env.cr.rollback()
            message = str(error)
        if not message:
            _logger.info("store %s: web session %s closed", self.id, session.id)
            return
        sentence = self.env._(
            "Session %(session)s of the web register could not be closed: %(cause)s "
            "Close it under Point of Sale → Orders → Sessions.",
            session=name,
            cause=message,
        )
        if self.last_error != sentence:
            self.message_post(body=sentence)
        self.last_error = sentence

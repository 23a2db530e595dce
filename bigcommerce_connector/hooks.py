"""What happens around the life of the addon itself."""

import logging

import psycopg2

from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


def uninstall_hook(env):
    """End what the connector has going on; POS history and journals stay.

    The web registers are closed and archived: without the connector any cashier could
    sell in them. BigCommerce is asked to stop calling.
    """
    stores = env["bigcommerce.store"].with_context(active_test=False).search([])
    _close_sessions(stores)  # first of all: it may roll back what was done
    stores.flow_ids.cron_id.unlink()
    _archive(stores.config_ids)
    stores._remove_webhooks_quietly()


def _close_sessions(stores):
    """Close what can be closed; closed books or odd cents keep no addon installed.

    A session that does not balance has Odoo roll back everything, those closed before
    it too: they are closed once more, without that one.
    """
    odd = stores.env["pos.session"]
    is_rolled_back = True
    while is_rolled_back:
        is_rolled_back = False
        for session in _web_sessions(stores) - odd:
            try:
                _close(session)
            except psycopg2.Error as error:
                session.env.cr.rollback()
                is_rolled_back = True
                odd += session
                _notify_open(session.name, error)
                break
            except UserError as error:
                odd += session
                _notify_open(session.name, error)


def _web_sessions(stores):
    """The open sessions of all web registers, oldest first."""
    sessions = stores.env["pos.session"]
    return sessions.concat(*(store._web_sessions() for store in stores)).sorted("id")


def _close(session):
    """:raise UserError, psycopg2.Error: it cannot be closed"""
    timezone = session.config_id.bigcommerce_store_id.timezone
    with session.env.cr.savepoint():
        answer = session.with_context(tz=timezone).close_session_from_ui()
        if not answer["successful"]:
            raise UserError(answer.get("message") or "")


def _notify_open(name, error):
    _logger.warning(
        "session %s of the web register stays open: close it under Point of Sale → "
        "Orders → Sessions. %s",
        name,
        error,
    )


def _archive(registers):
    """Out of every cashier's sight.

    Odoo archives no register whose session is open. Such a one must not be sold in
    either, and its session can be closed from the list of sessions anyway.
    """
    is_open = registers.filtered("has_active_session")
    (registers - is_open).action_archive()
    if is_open:
        registers.env.cr.execute(
            "UPDATE pos_config SET active = FALSE WHERE id = ANY(%s)", [is_open.ids]
        )
        is_open.invalidate_recordset(["active"])

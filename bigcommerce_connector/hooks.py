"""What happens around the life of the addon itself."""

import logging

import psycopg2

from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


def uninstall_hook(env):
    """End what the connector has going on; POS history and journals stay.

    The web registers are closed and archived: without the connector any cashier could
    sell in them. BigCommerce is told to stop calling.
    """
    stores = env["bigcommerce.store"].with_context(active_test=False).search([])
    # First of all: a session that does not balance has Odoo roll back what was done.
    for store in stores:
        for session in store._web_sessions():
            _close(session.with_context(tz=store.timezone))
    stores.cron_ids.unlink()
    _archive(stores.config_ids)
    stores._remove_webhooks_quietly()


def _close(session):
    """Nothing may keep the addon from being uninstalled, not even closed books."""
    name = session.name
    try:
        with session.env.cr.savepoint():
            answer = session.close_session_from_ui()
            if not answer["successful"]:
                raise UserError(answer.get("message") or "")
    except UserError as error:
        _tell_open(name, error)
    except psycopg2.Error as error:
        session.env.cr.rollback()  # Odoo took the savepoint back with all the rest
        _tell_open(name, error)


def _tell_open(name, error):
    _logger.warning(
        "session %s of the web register stays open: close it under Point of Sale → "
        "Orders → Sessions. %s",
        name,
        error,
    )


def _archive(registers):
    """Out of every cashier's sight.

    Odoo archives no register whose session is open. Such a one must not be sold in
    either, and its session can be closed from the list of sessions all the same.
    """
    is_open = registers.filtered("has_active_session")
    (registers - is_open).action_archive()
    if is_open:
        registers.env.cr.execute(
            "UPDATE pos_config SET active = FALSE WHERE id = ANY(%s)", [is_open.ids]
        )
        is_open.invalidate_recordset(["active"])

"""A lease that survives commits and dies with its holder."""

from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable

from odoo import models
from odoo.tools import SQL

# Namespace of our advisory locks in the database ("BC" and a running number).
_NAMESPACE = 0x4243_0001
# Longer waits are not for a worker to sleep through: the flow is run later.
_LOCK_TIMEOUT = "5s"


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    @contextmanager
    def _lease(self):
        """Hold the right to make bulk calls to this store.

        BigCommerce asks that inventory calls never run beside catalog or order bulk
        calls, so the flows of a store exclude each other. The lease is an advisory
        lock of the database session: commits keep it, a killed worker loses it.

        Who comes first is served first; a short wait is waited out. What was read
        before may be older than what the last holder committed, so the transaction
        begins anew, and what the holder wrote is committed before the next one comes.

        :return: context manager giving whether the lease was had
        """
        self.ensure_one()
        cr = self.env.cr
        if not _lock(cr, self.id):
            yield False
            return
        try:
            self.env["ir.cron"]._commit_progress()
            yield True
            self.env["ir.cron"]._commit_progress()
        except BaseException:
            cr.rollback()  # an aborted transaction could not release the lock
            raise
        finally:
            cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", _NAMESPACE, self.id))

    def _is_lease_wanted(self):
        """Whether another flow of this store waits for the lease to be given back."""
        self.env.cr.execute(
            SQL(
                "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                " AND classid = %s AND objid = %s AND database ="
                "  (SELECT oid FROM pg_database WHERE datname = current_database())",
                _NAMESPACE,
                self.id,
            )
        )
        return bool(self.env.cr.rowcount)


def _lock(cr, store_id):
    """:return: whether the lock was had in time"""
    cr.execute(SQL("SET LOCAL lock_timeout = %s", _LOCK_TIMEOUT))
    try:
        cr.execute(
            SQL("SELECT pg_advisory_lock(%s, %s)", _NAMESPACE, store_id),
            log_exceptions=False,
        )
    except LockNotAvailable:
        cr.rollback()
        return False
    return True

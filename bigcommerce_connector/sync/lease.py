"""A lease that survives commits and dies with its holder."""

from contextlib import contextmanager

from odoo import models
from odoo.tools import SQL

# Namespace of our advisory locks in the database ("BC" and a running number).
_NAMESPACE = 0x4243_0001


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    @contextmanager
    def _lease(self):
        """Hold the right to make bulk calls to this store.

        BigCommerce asks that inventory calls never run beside catalog or order bulk
        calls, so the flows of a store exclude each other. The lease is an advisory
        lock of the database session: commits keep it, a killed worker loses it.

        What was read before may be older than what the last holder committed, so the
        transaction begins anew.

        :return: context manager giving whether the lease was had
        """
        self.ensure_one()
        cr = self.env.cr
        cr.execute(SQL("SELECT pg_try_advisory_lock(%s, %s)", _NAMESPACE, self.id))
        if not cr.fetchone()[0]:
            yield False
            return
        try:
            self.env["ir.cron"]._commit_progress()
            yield True
        except BaseException:
            cr.rollback()  # an aborted transaction could not release the lock
            raise
        finally:
            cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", _NAMESPACE, self.id))

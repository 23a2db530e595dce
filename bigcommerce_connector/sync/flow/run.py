"""Running a flow of a store: when it may run, and what an error means for it."""

import logging

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...api import errors
from ...models.bigcommerce_flow import NO_FAILURE
from .failure import PartFails
from .scheduler import wake_scheduler

_logger = logging.getLogger(__name__)

_LEASE_WAIT_SECONDS = 5
_CONFLICT_WAIT_SECONDS = 1


class BigcommerceFlow(models.Model):
    _inherit = "bigcommerce.flow"

    def _cron_run(self):
        """Run this flow, unless it is off or has to wait."""
        known = ["store_id", "kind", "retry_at"]
        flow = self.search_fetch([("id", "in", self.ids)], known)
        if not flow or not flow._may_run() or flow._is_held_off():
            return
        store = flow.store_id.with_company(flow.store_id.company_id)
        with store._lease() as held:
            if held:
                flow._run(store)
            else:
                flow._trigger_soon(_LEASE_WAIT_SECONDS)

    def _run(self, store):
        """Do the work, and turn what goes wrong into what to do.

        Temporary errors wait for a later run, missing rights pause the store, and a
        problem with one record is the flow's own matter: that record needs attention.

        The work is a method ``_sync_<kind>`` of the store. It gives False where time
        ran out before everything was done.

        :param store: ``bigcommerce.store``, whose lease is held
        """
        try:
            self._set_started()
            is_done = getattr(store, f"_sync_{self.kind}")() is not False
            self._set_success(is_done)
        except errors.TemporaryError as error:
            self.env.cr.rollback()
            _logger.warning("store %s: flow %s waits: %s", store.id, self.kind, error)
            self._retry_later(error)
        except errors.RightsError as error:
            self.env.cr.rollback()
            self._stop(store._explain(error))
        except errors.DataError as error:
            self.env.cr.rollback()
            _logger.error("store %s: flow %s: %s", store.id, self.kind, error)
            self._set_failure(store._explain(error))
        except PartFails as error:
            self.env.cr.rollback()
            self._set_failure(str(error))
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Somebody else changed the same row: check again with fresh eyes.
            self.env.cr.rollback()
            _logger.info(
                "store %s: flow %s met a concurrent change", store.id, self.kind
            )
            self._trigger_soon(_CONFLICT_WAIT_SECONDS)
        except OperationalError as error:
            self.env.cr.rollback()
            self._retry_database(error)
        except Exception as error:
            # Odoo would give up a scheduled action that fails for days.
            self.env.cr.rollback()
            _logger.exception("store %s: flow %s fails", store.id, self.kind)
            self._retry_unexpected(error)

    def _stop(self, reason):
        """Pause the store until a person goes live again. One that is not live yet
        only shows why this flow fails: going on with it must not make it live. One
        that another flow, or a person, has paused meanwhile says why already.
        """
        if self.store_id.state == "live":
            self.store_id._pause(reason)
        elif self.store_id.state == "connected":
            self._set_failure(reason)

    def _trigger_soon(self, seconds):
        """Ask for a run in a moment, not at the scheduler's next round."""
        self._trigger(after=seconds)
        wake_scheduler(self.env, seconds)

    def _may_run(self):
        """:return: whether it is on, in the database that works for the store"""
        store = self.store_id
        if not self._is_to_run():
            return False
        if self.kind == "sessions":
            return True
        if store._is_copied_database():
            is_live = store.state == "live"
            self._stop(store._copy_text())
            store.sudo().is_paused_as_copy |= is_live  # a system field
            return False
        if not store.sudo().database_identity:  # connected before it was remembered
            store._remember_database()
        return True

    # === ITS RECORD === #

    # Each is a transaction of its own: the record is locked for a moment only, and a
    # person who asks for a run meanwhile undoes nothing of the work.

    def _set_started(self):
        self.last_run = fields.Datetime.now()
        self.env["ir.cron"]._commit_progress()

    def _set_success(self, is_done):
        self.env["ir.cron"]._commit_progress()
        done = {"last_success": fields.Datetime.now()} if is_done else {}
        self.write({**NO_FAILURE, **done})
        self.env["ir.cron"]._commit_progress()

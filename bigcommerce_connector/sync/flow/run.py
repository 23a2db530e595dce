"""Running a flow of a store: when it may run, and what an error means for it."""

import logging
import threading

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...api import errors

_logger = logging.getLogger(__name__)

# flow -> (label, minutes between two runs when nobody triggers it)
FLOWS = {
    "orders": ("orders", 2),
    "stock": ("stock", 1),
    "catalog": ("catalog", 1),
    "sessions": ("web register", 10),
    "webhooks": ("webhooks", 24 * 60),
}
_DATABASE_PATIENCE = 60
_LEASE_PATIENCE = 5
_LATE = 0.2  # the clock of the database may be a little slow


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === CRONS === #

    def _create_crons(self, flows=FLOWS):
        """One scheduled action per flow, made at Connect and kept while connected.

        :return: the labels of those that somebody, or Odoo, had switched off
        """
        self.ensure_one()
        revived = []
        # Only the system may write scheduled actions; ours run as the system too.
        cron_sudo = self.env["ir.cron"].sudo().with_context(active_test=False)
        for flow in flows:
            label, minutes = FLOWS[flow]
            known = cron_sudo.search(
                [
                    ("bigcommerce_store_id", "=", self.id),
                    ("bigcommerce_flow", "=", flow),
                ]
            )
            vals = {
                "name": f"BigCommerce {self.store_hash}: {label}",
                "model_id": self.env["ir.model"]._get_id("bigcommerce.store"),
                "state": "code",
                "code": f"model.browse({self.id})._cron_run_flow('{flow}')",
                "user_id": self.env.ref("base.user_root").id,
                "interval_number": minutes,
                "interval_type": "minutes",
                "active": True,
                "bigcommerce_store_id": self.id,
                "bigcommerce_flow": flow,
            }
            if not known:
                cron_sudo.create(vals)
            elif not known.active or known.name != vals["name"]:
                # One that is running just now could not be written to.
                revived += [] if known.active else [label]
                known.write(vals)
        return revived

    @api.autovacuum
    def _revive_crons(self):
        """Once a day: Odoo switches off what fails, or is killed, for days."""
        for store in self.search([("connected_on", "!=", False)]):
            if store._is_copied_database():
                continue
            # The books of a day are closed whatever becomes of the store.
            flows = FLOWS if store.state == "live" else ["sessions"]
            revived = store._create_crons(flows)
            if revived:
                store._tell_revived(revived)

    def _tell_revived(self, labels):
        sentences = [
            self.env._(
                "Scheduled actions of this store were switched off and are on again: "
                "%s. Odoo switches them off when they fail for days; its log says why.",
                ", ".join(labels),
            )
        ]
        if self.state == "live":
            sentences.append(self.env._("To stop the store, pause it."))
        self.message_post(body=" ".join(sentences), subtype_xmlid="mail.mt_comment")

    def _wake_scheduler(self, after):
        """Have Odoo's scheduler look in ``after`` seconds for what is due by then.

        It is woken for what is due at once; what is due a little later it would find at
        its next round only, up to a minute later.
        """
        timer = threading.Timer(after + _LATE, self.env["ir.cron"]._notifydb)
        timer.daemon = True  # nothing waits for it: there is the next round
        timer.start()

    @api.model
    def _cron_run_flow(self, flow):
        """Run a flow of this store, and turn what goes wrong into what to do.

        Temporary errors wait for a later run, missing rights pause the store, and a
        problem with one record is the flow's own matter: it parks that record.
        """
        store = self.exists()
        if not store or not store._may_run(flow) or store._is_held_off(flow):
            return
        store = store.with_company(store.company_id)
        with store._lease() as held:
            if not held:
                store._trigger_flow(flow, after=_LEASE_PATIENCE)
                store._wake_scheduler(_LEASE_PATIENCE)
                return
            try:
                getattr(store, f"_sync_{flow}")()
                store._note_success(flow)
            except errors.TemporaryError as error:
                self.env.cr.rollback()
                _logger.warning("store %s: flow %s waits: %s", store.id, flow, error)
                store._wait_for(flow, error)
            except errors.RightsError as error:
                self.env.cr.rollback()
                store._pause(store._explain(error))
            except errors.DataError as error:
                self.env.cr.rollback()
                _logger.error("store %s: flow %s: %s", store.id, flow, error)
                store._note_failure(flow, store._explain(error))
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody else changed the same row: look again with fresh eyes.
                self.env.cr.rollback()
                _logger.info(
                    "store %s: flow %s meets a concurrent change", store.id, flow
                )
                store._trigger_flow(flow, after=1)
            except OperationalError as error:
                self.env.cr.rollback()
                store._wait_for_database(flow, error)
            except Exception as error:
                # Odoo would give up a scheduled action that fails for days.
                self.env.cr.rollback()
                _logger.exception("store %s: flow %s fails", store.id, flow)
                store._wait_for_a_remedy(flow, error)

    def _may_run(self, flow):
        self.ensure_one()
        if flow == "sessions":
            # The books of a day are closed whether or not BigCommerce answers.
            return True
        if self.state != "live":
            return False
        if self._is_copied_database():
            self._pause(self._copy_text())
            return False
        if not self.sudo().database_identity:  # connected before it was remembered
            self._remember_database()
        # Orders are read in any case: stock counts what BigCommerce holds for them.
        switch = {"stock": "inventory_sync"}.get(flow)
        return not switch or self[switch]

    def _wait_for_database(self, flow, error):
        """Its disk is full, or it has no more connections or memory to give."""
        _logger.error("store %s: flow %s: %s", self.id, flow, error)
        message = self.env._(
            "Odoo's database refuses to go on: %s. Nothing is lost; it is tried again "
            "every minute. Whoever runs the server looks after its disk and memory.",
            str(error).strip().split("\n")[0],
        )
        self._note_failure(flow, message)
        self._trigger_flow(flow, after=_DATABASE_PATIENCE)

    # === STATES === #

    def _pause(self, reason):
        """Stop everything until a person goes live again; say why, once."""
        for store in self:
            store.write({"state": "paused", "pause_reason": reason})
            store.message_post(
                body=reason,
                partner_ids=store.responsible_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            _logger.warning("store %s is paused: %s", store.id, reason)

    def action_pause(self):
        self._pause(self.env._("Paused by %s.", self.env.user.name))

    def action_sync_now(self):
        """Run every flow at once instead of at its next turn."""
        self.check_access("write")
        self._forget_failures()
        for flow in FLOWS:
            self._trigger_flow(flow)
        return True

    def action_go_live(self):
        """Start (or go on) keeping both sides the same."""
        self.check_access("write")
        for store in self:
            if store.state == "draft":
                raise UserError(self.env._("Connect %s first.", store.name))
            store._check_no_copy()
            store.write({"state": "live", "pause_reason": False})
            store._forget_failures()
            store._create_crons()
            for flow in FLOWS:
                store._trigger_flow(flow)
        return True

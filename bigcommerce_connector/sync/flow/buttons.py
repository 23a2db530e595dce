"""What people do with a store's flows: start them, stop them, have them run at once."""

import logging

from odoo import fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _pause(self, reason):
        """Stop everything until a user goes live again; say why, once."""
        for store in self:
            store.write(
                {
                    "state": "paused",
                    "pause_reason": reason,
                    "paused_on": fields.Datetime.now(),
                }
            )
            store.sudo().is_paused_as_copy = False  # a system field
            store.message_post(
                body=reason,
                partner_ids=store.responsible_id.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            _logger.warning("store %s is paused: %s", store.id, reason)

    def action_pause(self):
        """Stop every flow until somebody goes live again."""
        self._pause(self.env._("Paused by %s.", self.env.user.name))

    def action_sync_now(self):
        """Run every flow at once instead of at its next turn."""
        self.check_access("write")
        return self.flow_ids.action_run_now()

    def action_go_live(self):
        """Start (or go on) keeping both sides the same."""
        self.check_access("write")
        for store in self:
            if store.state == "draft":
                raise UserError(self.env._("Connect %s first.", store.name))
            store._check_no_copy()
            store.write({"state": "live", "pause_reason": False})
            store._create_flows()
            store.flow_ids._create_crons()
            # What changed while nobody took notes is in none.
            self.env["bigcommerce.change"]._note_all_stock()
            store.flow_ids.action_run_now()
        return True


def check_is_read(store):
    """What a person asks of BigCommerce is asked only while the store works.

    :param store: a ``bigcommerce.store``
    :raise UserError: it is not connected, or paused, with what to do
    """
    if store.state == "draft":
        raise UserError(store.env._("Connect %s first.", store.name))
    if store.state == "paused":
        raise UserError(
            store.env._(
                "%s is paused: nothing is read or written. Go live first.", store.name
            )
        )

"""Connect: check the credentials, read the merchant's details, make what is needed.

Everything happens in one transaction: an error leaves nothing half-made in Odoo, and
the webhooks come last, so that nothing is left on BigCommerce either.
"""

import logging
import secrets

from odoo import fields, models
from odoo.exceptions import UserError

from ...api import errors
from .details import StoreDetails
from .scopes import ask_scopes
from .webhook_registration import StoreWebhooks

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === ACTIONS === #

    def action_connect(self):
        """Pair with BigCommerce and open the store's page.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: with what to do, when the store cannot be connected
        """
        self.ensure_one()
        self.check_access("write")
        self._check_credentials()
        try:
            with self._client() as client:
                self._check_token(client)
                ask_scopes(self, client)
                StoreDetails(self, client).read_all()
                self._create_flows()
                self.flow_ids._create_crons()
                self._write_connected()
                self._on_connected(client)
                StoreWebhooks(self, client).register()
        except errors.BigCommerceError as error:
            raise UserError(self._explain(error, is_asked=True)) from error
        return self.action_open()

    def action_disconnect(self):
        """Stop for good: BigCommerce no longer calls, POS history stays.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: a flow is running just now, and BigCommerce was not asked
        """
        self.check_access("write")
        for store in self:
            # Crons are the system's. The one of the sessions still closes the last day.
            flows_sudo = store.sudo().flow_ids
            (flows_sudo - store._flow("sessions")).cron_id.unlink()
            store._remove_webhooks_quietly()
            store.write({"state": "draft", "pause_reason": False})
            flows_sudo._forget_problems()
        return True

    def action_refresh(self):
        """Read the store's details, locations and channels again.

        :raise AccessError: before anything is asked of BigCommerce
        :raise UserError: this looks like a copy of the connected database
        """
        self.check_access("write")
        self._check_no_copy()
        for store in self:
            try:
                with store._client() as client:
                    store._check_token(client)
                    ask_scopes(store, client)
                    StoreDetails(store, client).read_all()
                    store._on_details_refreshed()
                    StoreWebhooks(store, client).register()
            except errors.BigCommerceError as error:
                raise UserError(store._explain(error, is_asked=True)) from error
        return True

    def action_confirm_database(self):
        """*Use This Database*: it works for the store, whatever it was copied from.

        What a person or a brake paused before stays paused.

        :raise UserError: it holds no access token, as neutralized copies do
        """
        self.check_access("write")
        for store in self:
            store._check_credentials()
            store._remember_database()
            is_paused_as_copy = store.sudo().is_paused_as_copy  # a system field
            if store.state == "paused" and is_paused_as_copy:
                store.action_go_live()
        return True

    # === HOOKS === #

    def _on_connected(self, client):
        """Make what this connection needs in Odoo; others extend it.

        The details of the store are read. An error undoes the whole of Connect.

        :param client: of the SDK, open
        :raise UserError: with what to do, when the store cannot be connected
        """
        self.ensure_one()

    def _on_details_refreshed(self):
        """Make what may be lacking since the last time; others extend it.

        :raise UserError: with what to do
        """
        self.ensure_one()

    # === CHECKS === #

    def _check_credentials(self):
        store_sudo = self.sudo()  # the token is a system field
        if not self.store_hash:
            raise UserError(
                self.env._(
                    "Enter the Store#: the part of the API path after /stores/. "
                    "BigCommerce's control panel shows it under Settings → "
                    "Store-level API accounts."
                )
            )
        if not store_sudo.access_token:
            raise UserError(
                self.env._(
                    "Enter the access token of a BigCommerce API account. "
                    "BigCommerce shows it only once, when the account is created "
                    "under Settings → Store-level API accounts."
                )
            )
        if not self.warehouse_id:
            raise UserError(
                self.env._("Choose the location that the online store sells from.")
            )
        self._check_warehouse_company()

    def _check_warehouse_company(self):
        if self.warehouse_id.sudo().company_id != self.company_id:
            raise UserError(
                self.env._(
                    "The location %(location)s does not belong to the store's "
                    "company. Choose a location of %(company)s.",
                    location=self.warehouse_id.sudo().name,
                    company=self.company_id.name,
                )
            )

    def _check_token(self, client):
        """:raise UserError: naming every scope that the token lacks"""
        client.store_information.time()  # a wrong token or host speaks up here
        missing = client.scopes.missing()
        if missing:
            scopes = "\n".join(f"• {name}" for name in missing)
            raise UserError(
                self.env._(
                    "The API account lacks these OAuth scopes:\n%s\n"
                    "A token's scopes cannot be changed: create a new API account "
                    "with them in BigCommerce, Settings → Store-level API accounts.",
                    scopes,
                )
            )

    def _write_connected(self):
        now = fields.Datetime.now()
        self._remember_database()
        store_sudo = self.sudo()  # system fields
        if not store_sudo.webhook_secret:
            store_sudo.webhook_secret = secrets.token_hex(16)
        self.write(
            {
                "state": "connected",
                "active": True,
                "pause_reason": False,
                "connected_on": self.connected_on or now,
                "orders_watermark": self.orders_watermark or now,
            }
        )
        # No notes were written while it was disconnected: compare everything.
        self._flow("catalog").last_success = False
        self.daily_check_on = False
        self.sudo().flow_ids._forget_problems()

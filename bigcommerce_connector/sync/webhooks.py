"""Webhooks of a store: which BigCommerce shall send, and storing what it sends."""

import logging
from urllib.parse import urlsplit

from odoo import api, models
from odoo.tools import SQL

from ..bigcommerce import errors

_logger = logging.getLogger(__name__)

ROUTE = "/bigcommerce/webhook"
SECRET_HEADER = "X-Odoo-BigCommerce-Secret"  # noqa: S105 - the header's name
# Orders only: the other sides of the sync do not depend on BigCommerce's word.
SCOPES = ("store/order/*",)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _register_webhooks(self, client):
        """Have BigCommerce call us, or say that we ask instead (*polling mode*).

        Repeating it repairs what is missing or was switched off.
        """
        self.ensure_one()
        destination = self._webhook_destination()
        obstacle = self._webhook_obstacle(destination)
        if obstacle:
            self.write({"webhook_mode": "polling", "webhook_note": obstacle})
            return
        known = {
            (hook["scope"], hook["destination"]): hook for hook in client.hooks.list()
        }
        for scope in SCOPES:
            payload = {
                "scope": scope,
                "destination": destination,
                "is_active": True,
                "headers": self._webhook_headers(),
            }
            hook = known.get((scope, destination))
            if hook:
                client.hooks.update(hook["id"], payload)
            else:
                client.hooks.create(payload)
        self.write({"webhook_mode": "webhook", "webhook_note": False})

    def _webhook_headers(self):
        return {
            SECRET_HEADER: self.sudo().webhook_secret,  # system field
            # Servers of several databases choose ours by it (odoo/http.py).
            "X-Odoo-Database": self.env.cr.dbname,
        }

    def _webhook_destination(self):
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url") or ""
        return f"{base.rstrip('/')}{ROUTE}/{self.store_hash}"

    def _webhook_obstacle(self, destination):
        """Why BigCommerce cannot call that address; nothing when it can.

        BigCommerce calls HTTPS on port 443 only. A simulator on this machine may call
        this machine.
        """
        address, api = urlsplit(destination), urlsplit(self.sudo().api_url)
        if api.hostname in _LOOPBACK and address.hostname in _LOOPBACK:
            return None
        if address.scheme == "https" and address.port in (None, 443):
            return None
        return self.env._(
            "BigCommerce can call HTTPS addresses on port 443 only, and this Odoo is "
            "at %s. Orders are read every two minutes instead. To change that, set "
            "the system parameter web.base.url to a public HTTPS address and connect "
            "again.",
            f"{address.scheme}://{address.netloc}",
        )

    def _remove_webhooks(self, client):
        """Delete our webhooks; a copied database leaves the original's alone."""
        if self._is_copied_database():
            return
        path = f"{ROUTE}/{self.store_hash}"
        for hook in list(client.hooks.list()):
            if urlsplit(hook["destination"]).path == path:
                client.hooks.delete(hook["id"])

    def _remove_webhooks_quietly(self):
        """The same where nothing may stop us: at uninstall and disconnect."""
        for store in self:
            if store.state == "draft":
                continue
            try:
                with store._client() as client:
                    store._remove_webhooks(client)
            except errors.BigCommerceError as error:
                _logger.warning(
                    "store %s: its webhooks stay on BigCommerce, which switches them "
                    "off by itself: %s",
                    store.id,
                    error,
                )

    @api.model
    def _store_webhook(self, store, delivery_id, scope, resource_id):
        """Store a delivery once, and have the orders looked at.

        :return: whether it was new
        """
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_webhook_event"
                " (store_id, company_id, delivery_id, scope, resource_id,"
                "  create_date, create_uid, write_date, write_uid)"
                " VALUES (%s, %s, %s, %s, %s, now() AT TIME ZONE 'UTC', %s,"
                "  now() AT TIME ZONE 'UTC', %s)"
                " ON CONFLICT (store_id, delivery_id) DO NOTHING",
                store.id,
                store.company_id.id,
                delivery_id,
                scope,
                resource_id,
                self.env.uid,
                self.env.uid,
            )
        )
        is_new = bool(self.env.cr.rowcount)
        if is_new:
            store._trigger_flow("orders")
        return is_new

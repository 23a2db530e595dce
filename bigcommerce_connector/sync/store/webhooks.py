"""Webhooks of a store: which BigCommerce shall send, and storing what it sends."""

import logging
from urllib.parse import urlsplit

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...api import errors
from ...models.bigcommerce_order_fetch import is_order_number

_logger = logging.getLogger(__name__)

ROUTE = "/bigcommerce/webhook"
SECRET_HEADER = "X-Odoo-BigCommerce-Secret"  # noqa: S105 - the header's name
# Orders only: the other sides of the sync do not depend on BigCommerce's word.
SCOPES = ("store/order/*",)
_TRANSACTION_SCOPE = "store/order/transaction/"
_DELIVERY_TRIES = 3
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _register_webhooks(self, client):
        """Have BigCommerce call us, or say that we ask instead (*polling mode*).

        Repeating it repairs what is missing or was switched off.
        """
        try:
            self._repair_webhooks(client)
        except (errors.DataError, errors.Forbidden) as error:
            self._say_webhooks_refused(error)

    def _repair_webhooks(self, client):
        """Compare the webhooks on BigCommerce with those we need, and put them right.

        :return: what was repaired, in words
        :rtype: list[str]
        :raise errors.DataError: BigCommerce does not take one
        :raise errors.Forbidden: the API account may have none
        """
        self.ensure_one()
        obstacle = self._webhook_obstacle(self._webhook_destination())
        if obstacle:
            self.write({"webhook_mode": "polling", "webhook_note": obstacle})
            return []
        ours = [hook for hook in client.hooks.list() if self._is_our_webhook(hook)]
        repaired = []
        for scope in SCOPES:
            hooks = [hook for hook in ours if hook["scope"] == scope]
            repaired += self._repair_webhook(client, scope, hooks)
        for hook in ours:
            if hook["scope"] not in SCOPES:
                client.hooks.delete(hook["id"])
        block = self._explain_webhook_block(client)
        mode = "polling" if block else "webhook"
        self.write({"webhook_mode": mode, "webhook_note": block})
        return repaired

    def _repair_webhook(self, client, scope, hooks):
        """Have exactly one webhook for a scope, as it has to be."""
        wanted = {
            "scope": scope,
            "destination": self._webhook_destination(),
            "is_active": True,
            "headers": self._webhook_headers(),
        }
        if not hooks:
            client.hooks.create(wanted)
            return [self.env._("%s was missing", scope)]
        # The one with our address first: two of one scope and address cannot be.
        hooks.sort(key=lambda hook: hook["destination"] != wanted["destination"])
        hook, superfluous = hooks[0], hooks[1:]
        for other in superfluous:
            client.hooks.delete(other["id"])
        problems = []
        if not hook.get("is_active"):
            problems.append(self.env._("%s was switched off", scope))
        if hook["destination"] != wanted["destination"]:
            problems.append(self.env._("%s had another address", scope))
        if not _has_headers(hook, wanted["headers"]):
            problems.append(self.env._("%s had other headers", scope))
        if problems:
            client.hooks.update(hook["id"], wanted)
        return problems

    def _is_our_webhook(self, hook):
        """By our address or our secret: the address changes when Odoo moves, and
        another Odoo may use the same API account."""
        secret = {SECRET_HEADER: self.sudo().webhook_secret}  # system field
        is_here = hook["destination"] == self._webhook_destination()
        return is_here or _has_headers(hook, secret)

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
            "BigCommerce can call only HTTPS addresses on port 443, and this Odoo "
            "is at %s. Orders are read every two minutes instead. To use webhooks, "
            "set the system parameter web.base.url to a public HTTPS address and "
            "connect again.",
            f"{address.scheme}://{address.netloc}",
        )

    def _remove_webhooks(self, client):
        """Delete our webhooks; a copied database leaves the original's alone."""
        if self._is_copied_database():
            return
        for hook in list(client.hooks.list()):
            if self._is_our_webhook(hook):
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
        """Log a delivery once, and have its order read: one statement does both.

        :return: whether it was new
        """
        # Deliveries of one order come at the same moment: whoever comes second waits
        # for the first, and then needs a view of the data that has it.
        for tries_left in range(_DELIVERY_TRIES, -1, -1):
            try:
                self.env.cr.execute(
                    _delivery(store, delivery_id, scope, resource_id),
                    log_exceptions=not tries_left,
                )
                break
            except SerializationFailure:
                if not tries_left:
                    raise
                self.env.cr.rollback()
        is_new = bool(self.env.cr.rowcount)
        if is_new:
            store._trigger_flow("orders")
        return is_new

    # === SIGNATURES === #

    def _note_wrong_client_secret(self):
        """BigCommerce sent our own secret, so the webhook is its, and signed with
        another client secret than ours: say so on the store's page, once.
        """
        flow = self._flow("webhooks")
        if flow.delivery_message:
            return
        store = self.with_context(lang=self.company_id.partner_id.lang)
        flow.delivery_message = store.env._(
            "The client secret does not match: BigCommerce signs its webhooks with "
            "another one, so none is accepted and orders are read every two "
            "minutes. Under API Account, enter the client secret that belongs to "
            "the access token, or leave it empty."
        )

    def _note_right_client_secret(self):
        self._flow("webhooks").filtered("delivery_message").delivery_message = False


def _delivery(store, delivery_id, scope, resource_id):
    """
    :return: the statement; it adds a row when the delivery is new
    :rtype: SQL
    """
    env = store.env
    now = fields.Datetime.now()  # not of the database: gaps are told by it
    event = SQL(
        "INSERT INTO bigcommerce_webhook_event"
        " (store_id, company_id, delivery_id, scope, resource_id,"
        "  create_date, create_uid, write_date, write_uid)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (store_id, delivery_id) DO NOTHING RETURNING resource_id",
        store.id,
        store.company_id.id,
        delivery_id,
        scope,
        resource_id,
        now,
        env.uid,
        now,
        env.uid,
    )
    if not is_order_number(resource_id):
        return event
    fetch = env["bigcommerce.order.fetch"]._add_statement(
        store,
        SQL("(SELECT resource_id, 0 FROM delivery)"),
        "webhook",
        payment_on=now if scope.startswith(_TRANSACTION_SCOPE) else None,
    )
    return SQL("WITH delivery AS (%s) %s", event, fetch)


def _has_headers(hook, wanted):
    headers = {
        name.lower(): value for name, value in (hook.get("headers") or {}).items()
    }
    return all(headers.get(name.lower()) == value for name, value in wanted.items())

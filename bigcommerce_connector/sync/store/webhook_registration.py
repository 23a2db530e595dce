"""Which webhooks BigCommerce should send: registered, repaired, removed."""

import logging
from urllib.parse import urlsplit

from odoo import models

from ...api import errors
from ...api.client import LOOPBACK
from .webhook_block import blocked_message
from .webhooks import SECRET_HEADER

_logger = logging.getLogger(__name__)

# Of products only what people change, not every sale: families with ``*`` would have
# their stock, too.
SCOPES = (
    "store/order/*",
    "store/product/updated",
    "store/product/deleted",
    "store/sku/updated",
    "store/sku/deleted",
)


class StoreWebhooks:
    """The webhooks that a store has, and should have, on BigCommerce."""

    def __init__(self, store, client):
        self.store = store
        self.client = client
        self.env = store.env

    def register(self):
        """Have BigCommerce call us, or say that we ask instead (*polling mode*).

        Repeating it repairs what is missing or was switched off.
        """
        try:
            self.repair()
        except (errors.DataError, errors.Forbidden) as error:
            self._store_refusal(error)

    def check_daily(self):
        """Repair what is missing, switched off or wrong on BigCommerce, and say so."""
        mode = self.store.webhook_mode
        try:
            repaired = self.repair()
        except (errors.DataError, errors.Forbidden) as error:
            self._store_refusal(error)
            return
        if self.store.webhook_mode != mode and self.store.webhook_mode == "polling":
            self.store.message_post(body=self.store.webhook_note)
        if repaired:
            self.store.message_post(
                body=self.env._(
                    "The daily check repaired %(count)s webhooks on BigCommerce: "
                    "%(what)s.",
                    count=len(repaired),
                    what=", ".join(repaired),
                )
            )

    def repair(self):
        """Compare the webhooks on BigCommerce with those we need, and put them right.

        :return: what was repaired, in words
        :rtype: list[str]
        :raise errors.DataError: BigCommerce does not take one
        :raise errors.Forbidden: the API account may have none
        """
        obstacle = self._obstacle(self.store._webhook_destination())
        if obstacle:
            self.store.write({"webhook_mode": "polling", "webhook_note": obstacle})
            return []
        ours = [hook for hook in self.client.hooks.list() if self._is_ours(hook)]
        repaired = []
        for scope in SCOPES:
            hooks = [hook for hook in ours if hook["scope"] == scope]
            repaired += self._repair_one(scope, hooks)
        for hook in ours:
            if hook["scope"] not in SCOPES:
                self.client.hooks.delete(hook["id"])
        block = blocked_message(self.store, self.client)
        mode = "polling" if block else "webhook"
        self.store.write({"webhook_mode": mode, "webhook_note": block})
        return repaired

    def _repair_one(self, scope, hooks):
        """Have exactly one webhook for a scope, as it has to be."""
        wanted = {
            "scope": scope,
            "destination": self.store._webhook_destination(),
            "is_active": True,
            "headers": self.store._webhook_headers(),
        }
        if not hooks:
            self.client.hooks.create(wanted)
            return [self.env._("Webhook %s was missing", scope)]
        # The one with our address first: two of one scope and address cannot be.
        hooks.sort(key=lambda hook: hook["destination"] != wanted["destination"])
        hook, superfluous = hooks[0], hooks[1:]
        for other in superfluous:
            self.client.hooks.delete(other["id"])
        problems = []
        if not hook.get("is_active"):
            problems.append(self.env._("Webhook %s was switched off", scope))
        if hook["destination"] != wanted["destination"]:
            problems.append(self.env._("Webhook %s had another address", scope))
        if not _has_headers(hook, wanted["headers"]):
            problems.append(self.env._("Webhook %s had other headers", scope))
        if problems:
            self.client.hooks.update(hook["id"], wanted)
        return problems

    def _is_ours(self, hook):
        """By our address or our secret: the address changes when Odoo moves, and
        another Odoo may use the same API account."""
        secret = {SECRET_HEADER: self.store.sudo().webhook_secret}  # system field
        is_here = hook["destination"] == self.store._webhook_destination()
        return is_here or _has_headers(hook, secret)

    def _obstacle(self, destination):
        """Why BigCommerce cannot call that address; nothing when it can.

        BigCommerce calls HTTPS on port 443 only. A simulator on this machine may call
        this machine.
        """
        address, api = urlsplit(destination), urlsplit(self.store.sudo().api_url)
        if api.hostname in LOOPBACK and address.hostname in LOOPBACK:
            return None
        if address.scheme == "https" and address.port in (None, 443):
            return None
        return self.env._(
            "BigCommerce can call only HTTPS addresses on port 443, and this Odoo "
            "is at %s. Orders are read every two minutes instead. To use webhooks, "
            "set the system parameter web.base.url to a public HTTPS address, then "
            "choose Refresh Store Details on the store's page.",
            f"{address.scheme}://{address.netloc}",
        )

    def remove(self):
        """Delete our webhooks; a copied database leaves the original's alone."""
        if self.store._is_copied_database():
            return
        for hook in list(self.client.hooks.list()):
            if self._is_ours(hook):
                self.client.hooks.delete(hook["id"])

    def _store_refusal(self, error):
        sentence = self.env._(
            "BigCommerce does not accept the webhooks of this store: %s Orders are "
            "read every two minutes instead. Check that this Odoo can be reached "
            "from the internet. Odoo tries again every day.",
            error.reason,
        )
        if self.store.webhook_note != sentence:
            self.store.message_post(body=sentence)
        self.store.write({"webhook_mode": "polling", "webhook_note": sentence})


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _remove_webhooks_quietly(self):
        """Delete our webhooks where nothing may stop us: at uninstall, disconnect."""
        for store in self:
            if store.state == "draft":
                continue
            try:
                with store._client() as client:
                    StoreWebhooks(store, client).remove()
            except errors.BigCommerceError as error:
                _logger.warning(
                    "store %s: its webhooks stay on BigCommerce, which switches them "
                    "off automatically: %s",
                    store.id,
                    error,
                )


def _has_headers(hook, wanted):
    headers = {
        name.lower(): value for name, value in (hook.get("headers") or {}).items()
    }
    return all(headers.get(name.lower()) == value for name, value in wanted.items())

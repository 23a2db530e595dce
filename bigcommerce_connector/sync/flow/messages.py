"""What BigCommerce's errors mean for people: what happened, and what to do."""

from odoo import models

from ...api import errors


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _explain(self, error, is_asked=False):
        """One or two sentences: what happened, and what to do.

        :param errors.BigCommerceError error: from the SDK
        :param bool is_asked: by a person, and nobody else tries it again
        :rtype: str
        """
        api_url = self.sudo().api_url  # system field
        if isinstance(error, errors.RightsError):
            return _explain_rights(self, error)
        if isinstance(error, errors.NotFound) and not self.connected_on:
            return self.env._(
                "BigCommerce has no store %s. Copy the Store# from the API path of "
                "the API account.",
                self.store_hash,
            )
        if isinstance(error, errors.AnswerTooLarge):
            return self.env._(
                "%s Until then, Odoo tries again from time to time.", error
            )
        if isinstance(error, errors.MalformedResponse):
            return self.env._(
                "%s does not respond like BigCommerce's API. Check the API address, "
                "and whether a proxy is in between.",
                api_url,
            )
        is_retried = self.connected_on and not is_asked
        if isinstance(error, errors.NetworkError) and is_retried:
            return self.env._(
                "BigCommerce does not answer (%s). Odoo tries again by itself. If it "
                "lasts, check the server's network and its firewall.",
                api_url,
            )
        if isinstance(error, errors.NetworkError):
            return self.env._(
                "%s cannot be reached from this server. Check the API address, the "
                "server's network and its firewall; then try again.",
                api_url,
            )
        if isinstance(error, errors.TemporaryError) and is_asked:
            return self.env._(
                "BigCommerce is not available right now: %s Nothing was done. Try "
                "again later.",
                error.reason,
            )
        if isinstance(error, errors.TemporaryError):
            return self.env._(
                "BigCommerce is not available right now: %s Odoo will try again later.",
                error.reason,
            )
        return self.env._("BigCommerce refused the request: %s", error.reason)


def _explain_rights(store, error):
    """The token is unknown, of another store, or lacks something."""
    is_unknown, is_new = isinstance(error, errors.Unauthorized), store.state == "draft"
    if is_unknown and is_new:
        return store.env._(
            "BigCommerce does not accept the access token for store %s. Check "
            "the Store# and the token, or create a new API account in "
            "BigCommerce (Settings → Store-level API accounts) and enter its "
            "access token.",
            store.store_hash,
        )
    if is_unknown:
        return store.env._(
            "BigCommerce no longer accepts the access token for store %s. Create a "
            "new API account in BigCommerce (Settings → Store-level API accounts), and "
            "enter its access token on the store's page, under API Account. This takes "
            "the right to change Odoo's Settings.",
            store.store_hash,
        )
    if is_new:
        return store.env._(
            "BigCommerce refused the request: %s Check that the Store# and the access "
            "token are of the same API account.",
            error.reason,
        )
    return store.env._(
        "BigCommerce refused the request: %s Refresh Store Details, on the store's "
        "page, says which scopes lack.",
        error.reason,
    )

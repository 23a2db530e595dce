"""Whether webhooks can arrive: a daily check, and at once when one was missed."""

from odoo import models

from .details import StoreDetails
from .scopes import ask_scopes
from .webhook_registration import StoreWebhooks


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_webhooks(self):
        """The daily check: webhooks first, then what merchants add now and then, and
        what the owner's switches need: it runs when one is switched, too.
        """
        self.ensure_one()
        with self._client() as client:
            StoreWebhooks(self, client).check_daily()
            details = StoreDetails(self, client)
            details.read_channels()
            details.read_statuses()
            ask_scopes(self, client)

"""A run of the fulfillment flow."""

from odoo import models

from ...models.preparation import tell_missed
from .one_by_one import tell
from .pickups import PickupTelling
from .refunds import RefundSending
from .remote import RemoteShipments
from .shipments import ShipmentSending
from .statuses import StatusTelling

# In this order: a status follows what is shipped or collected.
_KINDS = (ShipmentSending, RefundSending, PickupTelling, StatusTelling)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_fulfillment(self):
        """Follow what was shipped there; tell what left or is ready, and refunds.

        :return: whether everything was done in the time
        """
        self.ensure_one()
        # What it writes for people is in their company's language.
        store = self.with_context(lang=self.company_id.partner_id.lang)
        _look_again(store)
        is_followed = RemoteShipments(store).run()
        with self._client() as client:
            journals = [kind(store, client) for kind in _KINDS]
            waiting = sum(journal.count() for journal in journals)
            self.env["ir.cron"]._commit_progress(remaining=waiting)
            return tell(journals) and is_followed


def _look_again(store):
    """At orders of which several transfers may have been prepared at once."""
    ids = store.env["bigcommerce.change"]._consume("prepared", store)
    for order in store.env["bigcommerce.order"].browse(ids).exists():
        tell_missed(order)
    store.env["ir.cron"]._commit_progress()

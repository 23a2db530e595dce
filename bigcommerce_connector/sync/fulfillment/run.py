"""A run of the fulfillment flow."""

from odoo import models

from .shipments import ShipmentSending


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_fulfillment(self):
        """Tell BigCommerce what left since the last run.

        :return: whether everything was told in the time
        """
        self.ensure_one()
        # What it writes for people is in their company's language.
        store = self.with_context(lang=self.company_id.partner_id.lang)
        with self._client() as client:
            return ShipmentSending(store, client).run()

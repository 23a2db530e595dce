"""A connected store has a register of its currency, and a tax with an account."""

from odoo import models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _on_connected(self, client):
        result = super()._on_connected(client)
        self._get_register(self.currency_id)
        self._complete_tax()
        return result

    def _on_details_refreshed(self):
        result = super()._on_details_refreshed()
        self._complete_tax()
        return result

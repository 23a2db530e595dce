"""A connected store has a register of its currency, and a tax with an account."""

from odoo import models

from .tax import ConnectorTax


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _on_connected(self, client):
        result = super()._on_connected(client)
        self._get_register(self.currency_id)
        ConnectorTax(self).complete()
        return result

    def _on_details_refreshed(self):
        result = super()._on_details_refreshed()
        ConnectorTax(self).complete()
        return result

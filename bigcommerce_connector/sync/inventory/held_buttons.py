"""What people do about goods that are held for older orders."""

from odoo import models


class BigcommerceHeldStock(models.Model):
    _inherit = "bigcommerce.held.stock"

    def action_release(self):
        """Sell these goods again.

        :raise AccessError: for whoever may not change the store
        """
        self._release(True)

    def action_hold(self):
        """Hold these goods after all.

        :raise AccessError: for whoever may not change the store
        """
        self._release(False)

    def _release(self, is_released):
        self.store_id.check_access("write")
        self.sudo().is_released = is_released  # the connector's own record

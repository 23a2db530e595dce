"""What people do about goods that are held for older orders."""

from textwrap import shorten

from odoo import models

_MAX_SHOWN = 500  # of the numbers of orders


class BigcommerceHeldStock(models.Model):
    _inherit = "bigcommerce.held.stock"

    def action_release(self):
        """Sell these goods again.

        :raise AccessError: for whoever may not change the store
        """
        self._release(True)
        self._tell(self.env._("Stock not held for older web orders any more: %s."))

    def action_hold(self):
        """Hold these goods after all.

        :raise AccessError: for whoever may not change the store
        """
        self._release(False)
        self._tell(self.env._("Stock held for older web orders again: %s."))

    def _release(self, is_released):
        self.store_id.check_access("write")
        self.sudo().is_released = is_released  # the connector's own record

    def _tell(self, text):
        """In the chatter of the store, with the numbers of the orders."""
        for store, rows in self.grouped("store_id").items():
            numbers = ", ".join(dict.fromkeys(rows.mapped("order_number")))
            numbers = shorten(numbers, _MAX_SHOWN, placeholder=" …")
            store.message_post(body=text % numbers)

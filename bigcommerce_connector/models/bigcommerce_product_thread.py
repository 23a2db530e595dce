"""What people did with a mapping, and who, in its chatter."""

from odoo import api, models

from .chatter import tell


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    @api.model_create_multi
    def create(self, vals_list):
        """Only what people do is told, so the connector makes them without a word."""
        quiet = self.with_context(tracking_disable=True)
        return super(BigcommerceProduct, quiet).create(vals_list).with_env(self.env)

    def _tell(self, text):
        """Nobody is notified.

        :param str text: what the user did
        """
        tell(self, text)

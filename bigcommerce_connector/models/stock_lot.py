from odoo import models

# Of the addon product_expiry: when goods are not for sale any more.
_EXPIRY = {"expiration_date", "removal_date"}


class StockLot(models.Model):
    """Goods expire without any move."""

    _inherit = "stock.lot"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _EXPIRY:
            self.env["bigcommerce.change"]._note("stock", self.product_id.ids)
        return result

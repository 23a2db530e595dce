from odoo import models

# What makes the stock of a location that of another place, or of none.
_PLACE = {"location_id", "usage", "active"}


class StockLocation(models.Model):
    """A location that moves takes its stock along, and no quant is written."""

    _inherit = "stock.location"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _PLACE:
            self.env["bigcommerce.change"]._note_all_stock()
        return result

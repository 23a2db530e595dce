from odoo import models

# What decides whether, and where, a move takes goods that are promised.
_PROMISES = {
    "state",
    "product_uom_qty",
    "location_id",
    "location_dest_id",
    "location_final_id",
    "move_dest_ids",
    "move_orig_ids",
}


class StockMove(models.Model):
    """A confirmed move promises goods, also where none are reserved for it."""

    _inherit = "stock.move"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _PROMISES:
            promising = self.filtered(lambda move: move.location_id.usage == "internal")
            self.env["bigcommerce.change"]._note("stock", promising.product_id.ids)
        return result

from odoo import models

from .connector_context import joint_transfers

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

    # === WEB ORDERS THAT ARE POSTED TOGETHER === #

    def _should_bypass_reservation(self, forced_location=False):
        """Goods that leave at once and without a choice need not be reserved first."""
        if joint_transfers(self.env):
            return True
        return super()._should_bypass_reservation(forced_location)

    def _skip_push(self):
        """Odoo would look for a rule for every move: none may be there."""
        transfers = joint_transfers(self.env)
        if transfers and not transfers.is_pushed_on:
            return True
        return super()._skip_push()

    def _update_orderpoints(self):
        """Moves of the same product and place concern the same reordering rules."""
        if not joint_transfers(self.env):
            return super()._update_orderpoints()
        different = {
            (move.product_id, move.location_id, move.location_dest_id): move.id
            for move in self
        }
        moves = self.browse(different.values())
        return super(StockMove, moves)._update_orderpoints()

from odoo import models

from .company_check import are_of_one_company
from .connector_context import connector_context, joint_transfers

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

    def _get_new_picking_values(self):
        """What was brought to the door goes to the address that it was picked for."""
        vals = super()._get_new_picking_values()
        sale = self.env["pos.order"].browse(vals.get("pos_order_id"))
        if sale.sudo().bigcommerce_order_id.parcels:
            before = self.move_orig_ids.picking_id
            vals["bigcommerce_address_id"] = before[:1].bigcommerce_address_id
        return vals

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

    def _set_references(self):
        """Odoo writes them move by move, also where a transfer refers to nothing."""
        if joint_transfers(self.env) and not self.picking_id.reference_ids:
            return None
        return super()._set_references()

    def _update_orderpoints(self):
        """Of goods that leave together at their end (``joint_transfers.py``)."""
        if joint_transfers(self.env):
            return
        moves = _one_of_each(self) if connector_context(self.env) else self
        super(StockMove, moves)._update_orderpoints()

    def _check_company(self, fnames=None):
        """Asked once for goods that leave together; Odoo says what is wrong."""
        if joint_transfers(self.env) and are_of_one_company(self, fnames):
            return
        super()._check_company(fnames)

    # === A WEB SESSION IS CLOSED === #

    def _trigger_scheduler(self):
        """Odoo looks for a reordering rule for every move of the day."""
        if not connector_context(self.env):
            return super()._trigger_scheduler()
        referring = self.filtered("reference_ids")  # the rule's orders name these
        moves = referring | _one_of_each(self - referring)
        return super(StockMove, moves)._trigger_scheduler()


def _one_of_each(moves):
    """Moves of one product between two places concern the same reordering rules."""
    different = {
        (move.product_id, move.location_id, move.location_dest_id): move.id
        for move in moves
    }
    return moves.browse(different.values())

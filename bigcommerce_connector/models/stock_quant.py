from odoo import api, models

from .connector_context import joint_transfers


class StockQuant(models.Model):
    """Every change of free quantity passes here (stock/models/stock_quant.py)."""

    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        quants._note_bigcommerce_stock()
        return quants

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"quantity", "reserved_quantity", "location_id"}:
            self._note_bigcommerce_stock()
        return result

    def unlink(self):
        self._note_bigcommerce_stock()
        return super().unlink()

    def try_lock_for_update(self, *, allow_referencing=False, limit=None):
        """Goods of web orders that leave together are locked already, all at once."""
        transfers = joint_transfers(self.env)
        if transfers and limit and transfers.locked.issuperset(self.ids):
            return self[:limit]
        return super().try_lock_for_update(
            allow_referencing=allow_referencing, limit=limit
        )

    def _note_bigcommerce_stock(self):
        internal = self.filtered(lambda quant: quant.location_id.usage == "internal")
        self.env["bigcommerce.change"]._note("stock", internal.product_id.ids)

from odoo import models

from odoo.addons.bigcommerce_connector.models.parcels import SHARE


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        """What is shipped later remembers its kit as well: Odoo asks for the components
        of a kit before it makes a move (mrp/models/stock_rule.py)."""
        return [*super()._get_custom_move_fields(), "bigcommerce_kit_id"]

    def _get_stock_move_values(
        self,
        product_id,
        product_qty,
        product_uom,
        location_dest_id,
        name,
        origin,
        company_id,
        values,
    ):
        """... and how much of each one kit takes: what moves later may be any part."""
        vals = super()._get_stock_move_values(
            product_id,
            product_qty,
            product_uom,
            location_dest_id,
            name,
            origin,
            company_id,
            values,
        )
        kits = values.get("bigcommerce_kits")
        if kits:
            quantity = product_uom._compute_quantity(
                product_qty, product_id.uom_id, round=False
            )
            share = values.get(SHARE, 1)  # of several addresses
            vals["bigcommerce_per_kit"] = quantity / (kits * share)
        return vals

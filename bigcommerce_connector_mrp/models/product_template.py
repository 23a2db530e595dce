from odoo import models

_STOCK_FIELDS = {"is_storable", "type", "uom_id"}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        """What limits a kit, and how much of it, is said by its components."""
        result = super().write(vals)
        if vals.keys() & _STOCK_FIELDS:
            components = self.env["mrp.bom.line"].sudo()
            is_in_kit = [
                ("product_tmpl_id", "in", self.ids),
                ("bom_id.type", "=", "phantom"),
            ]
            if components.search_count(is_in_kit, limit=1):
                self.env["bigcommerce.change"]._note_all_stock()
        return result

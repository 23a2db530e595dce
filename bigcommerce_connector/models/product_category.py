from odoo import models


class ProductCategory(models.Model):
    """Buffers are of categories, too."""

    _inherit = "product.category"

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self.env["bigcommerce.change"]._note_all_stock()
        return result

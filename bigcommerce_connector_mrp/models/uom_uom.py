from odoo import models

_CONVERSION = {"relative_factor", "relative_uom_id"}


class UomUom(models.Model):
    _inherit = "uom.uom"

    def write(self, vals):
        """A bill of materials in this unit takes something else now."""
        result = super().write(vals)
        if vals.keys() & _CONVERSION:
            self.env["bigcommerce.change"]._note_all_stock()
        return result

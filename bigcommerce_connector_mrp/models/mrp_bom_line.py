from odoo import api, models

_STOCK_FIELDS = {
    "bom_id",
    "bom_product_template_attribute_value_ids",
    "product_id",
    "product_qty",
    "product_uom_id",
}


class MrpBomLine(models.Model):
    _inherit = "mrp.bom.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.bom_id._note_bigcommerce_kits()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _STOCK_FIELDS:
            self.bom_id._note_bigcommerce_kits()
        return result

    def unlink(self):
        self.bom_id._note_bigcommerce_kits()
        return super().unlink()

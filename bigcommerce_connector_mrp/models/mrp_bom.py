from odoo import api, models

# What decides on kits, and on what one of them takes.
_STOCK_FIELDS = {
    "active",
    "bom_line_ids",
    "company_id",
    "product_id",
    "product_qty",
    "product_tmpl_id",
    "product_uom_id",
    "sequence",
    "type",
}


class MrpBom(models.Model):
    _inherit = "mrp.bom"

    @api.model_create_multi
    def create(self, vals_list):
        boms = super().create(vals_list)
        boms._note_bigcommerce_kits()
        return boms

    def write(self, vals):
        if not vals.keys() & _STOCK_FIELDS:
            return super().write(vals)
        self._note_bigcommerce_kits()
        result = super().write(vals)
        self._note_bigcommerce_kits()
        return result

    def unlink(self):
        self._note_bigcommerce_kits()
        return super().unlink()

    def _note_bigcommerce_kits(self):
        """No quant tells that a kit takes something else, or is one by now.

        What was sold of it and has not left takes something else too, so everything is
        compared. A product that becomes a kit is tracked on BigCommerce from now on.
        """
        kits = self.filtered(lambda bom: bom.type == "phantom")
        if kits:
            change = self.env["bigcommerce.change"]
            change._note("catalog", kits.product_tmpl_id.ids)
            change._note_all_stock()

from odoo import api, models


class ProductPricelistItem(models.Model):
    """A rule for one product changes the price of that product.

    Rules for categories or for all products are compared as a whole, and so are dates
    that come: see ``sync/catalog/shared_inputs.py``.
    """

    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._note_products(rules._templates())
        return rules

    def write(self, vals):
        former = self._templates()
        result = super().write(vals)
        self._note_products(former | self._templates())
        return result

    def unlink(self):
        templates = self._templates()
        result = super().unlink()
        self._note_products(templates)
        return result

    def _templates(self):
        return self.product_tmpl_id | self.product_id.product_tmpl_id

    def _note_products(self, templates):
        self.env["bigcommerce.change"]._note("catalog", templates.ids)

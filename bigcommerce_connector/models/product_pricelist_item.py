from odoo import api, models


class ProductPricelistItem(models.Model):
    """A rule for one product changes the price of that product.

    Rules for categories or for all products are compared as a whole, and so are dates
    that come: see ``sync/catalog/basis.py``.
    """

    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._note_products()
        return rules

    def write(self, vals):
        self._note_products()  # of which it is not any more
        result = super().write(vals)
        self._note_products()
        return result

    def unlink(self):
        self._note_products()
        return super().unlink()

    def _note_products(self):
        templates = self.product_tmpl_id | self.product_id.product_tmpl_id
        self.env["bigcommerce.change"]._note("catalog", templates.ids)

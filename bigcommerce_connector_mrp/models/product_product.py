from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _bigcommerce_made_up(self, company):
        return super()._bigcommerce_made_up(company) | self._bigcommerce_kits(company)

    def _bigcommerce_kits(self, company):
        """Those that a company sells as kits.

        :param company: res.company
        :rtype: product.product
        """
        found = (
            self.env["mrp.bom"]
            .with_context(active_test=False)  # an archived variant is a kit still
            ._bom_find(self, company_id=company.id, bom_type="phantom")
        )
        return self.filtered(lambda product: found.get(product))

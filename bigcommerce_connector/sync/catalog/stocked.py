"""Which products have stock that BigCommerce is to count."""

from odoo import models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _stocked_products(self, products):
        """Those whose stock is published; other addons extend it: for kits.

        :param products: ``product.product`` records
        :return: the ``product.product`` records among them
        """
        # Not of each variant: it is the template's.
        storable = set(products.product_tmpl_id.filtered("is_storable")._ids)
        return products.filtered(lambda product: product.product_tmpl_id.id in storable)

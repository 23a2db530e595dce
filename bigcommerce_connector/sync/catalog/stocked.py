"""Which products have stock that BigCommerce is to count."""

from odoo import models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _stocked_products(self, products):
        """Those whose stock is published; other addons extend it: for kits.

        :param products: ``product.product`` records
        :return: the ``product.product`` records among them
        """
        return products.filtered("is_storable")

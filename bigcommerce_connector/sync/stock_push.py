"""Being written."""

from odoo import models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _void_acknowledged(self, products):
        pass

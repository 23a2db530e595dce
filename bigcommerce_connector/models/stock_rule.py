from odoo import api, models

from .parcels import by_address


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def run(self, procurements, raise_user_error=True):
        """The goods of a web order go to as many addresses as it has."""
        needs = [part for one in procurements for part in by_address(one)]
        return super().run(needs, raise_user_error=raise_user_error)

from odoo import models

from .company_check import are_of_one_company
from .connector_context import joint_transfers


class StockMoveLine(models.Model):
    """Goods of web orders that leave together are taken from stock in one go."""

    _inherit = "stock.move.line"

    def _action_done(self):
        transfers = joint_transfers(self.env)
        result = super()._action_done()
        if transfers:
            transfers.write_stock(self.env)
        return result

    def _synchronize_quant(
        self, quantity, location, action="available", in_date=False, **quants_value
    ):
        """Odoo would lock, read and write the same few rows for every line.

        Nothing is reserved, and nothing is missing: no other transfer has to give
        anything back.
        """
        transfers = joint_transfers(self.env)
        if not transfers:
            return super()._synchronize_quant(
                quantity, location, action=action, in_date=in_date, **quants_value
            )
        if action == "available" and self.product_id.is_storable:
            transfers.count(self.product_id, location, quantity)
        return 0, False

    def _check_company(self, fnames=None):
        """Asked once for goods that leave together; Odoo says what is wrong."""
        if joint_transfers(self.env) and are_of_one_company(self, fnames):
            return
        super()._check_company(fnames)

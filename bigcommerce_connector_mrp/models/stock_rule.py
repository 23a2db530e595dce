from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        """What is shipped later remembers its kit as well: Odoo asks for the components
        of a kit before it makes a move (mrp/models/stock_rule.py)."""
        return [*super()._get_custom_move_fields(), "bigcommerce_kit_id"]

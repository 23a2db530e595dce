from odoo import models


class PosCategory(models.Model):
    """Names and parents are compared in each run; which products are in it is noted."""

    _inherit = "pos.category"

    def unlink(self):
        templates = self.env["product.template"].search(
            [("pos_categ_ids", "in", self.ids), ("bigcommerce_enabled", "=", True)]
        )
        result = super().unlink()
        self.env["bigcommerce.change"]._note("catalog", templates.ids)
        return result

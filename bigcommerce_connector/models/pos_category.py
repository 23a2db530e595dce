from odoo import models


class PosCategory(models.Model):
    """Names and parents are compared in each run; which products are in it is noted."""

    _inherit = "pos.category"

    def unlink(self):
        # Products of companies that the user is not in may be in it, too.
        templates_sudo = self.env["product.template"].sudo()
        templates_sudo = templates_sudo.search(
            [("pos_categ_ids", "in", self.ids), ("bigcommerce_enabled", "=", True)]
        )
        result = super().unlink()
        self.env["bigcommerce.change"]._note("catalog", templates_sudo.ids)
        return result

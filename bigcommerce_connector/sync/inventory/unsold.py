"""Stock of what is no longer to be sold: set to 0, if the owner wants it."""

from odoo import models
from odoo.fields import Domain


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _unsold_variants(self, variant_ids=None):
        """Mapped variants of which BigCommerce is to have none: of products no longer
        sold, excluded and archived ones. Nothing where they are left as they are.

        :param set variant_ids: of the mappings to look at; None: all
        """
        if self.unsold_items == "leave":
            return self.env["bigcommerce.variant"]
        return self._tracked_variants(
            variant_ids,
            Domain("mapping_id.state", "=", "skipped")
            | Domain("product_id.bigcommerce_excluded", "=", True)
            | Domain("product_id.active", "=", False),
        )

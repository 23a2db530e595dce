"""Product Sync is off: products are found and mapped, and nothing is sent.

But for the stock of what is not tracked there: it cannot be published.
"""

from odoo.tools import split_every

from ...api.paging import PAGE
from .step import CatalogStep


class MappedOnly(CatalogStep):
    """What is mapped is in order as BigCommerce has it.

    What BigCommerce accepted stays known: once Product Sync is on again, what changed
    in Odoo is sent, and what staff changed meanwhile is listed.
    """

    def run(self):
        mapped = self.mappings.search(self.pending(is_mapped=True))
        untracked = self._untracked(mapped)
        for product in untracked:
            product._set_attention(product._tracking_text("untracked"), "untracked")
        (mapped - untracked).write(
            {
                "state": "synced",
                "message": self.env._(
                    "Product Sync is off: the product is mapped but not updated."
                ),
                "held_price": False,
                # Once Product Sync is on again: staff may have changed anything.
                "is_drift_check_due": True,
            }
        )
        self.mappings.search(self.pending(is_mapped=False)).message = self.env._(
            "None of its SKUs is on BigCommerce. It is not created there while "
            "Product Sync is off."
        )

    def _untracked(self, mapped):
        """Those whose stock Odoo would publish, and BigCommerce does not track.

        What was requeued is read again: somebody may have switched it on there.

        :param mapped: ``bigcommerce.product`` records
        """
        if not self.store.inventory_sync:
            return mapped.browse()
        untracked = mapped.filtered(lambda m: m.inventory_tracking == "none")
        products = untracked.product_tmpl_id.product_variant_ids
        stocked = self.store._stocked_products(products).product_tmpl_id
        untracked = untracked.filtered(lambda m: m.product_tmpl_id in stocked)
        ids = untracked.filtered(lambda m: not m.accepted_values).mapped("external_id")
        for chunk in split_every(PAGE, ids, list):
            for document in self.remote.by_ids(chunk):
                tracking = document.get("inventory_tracking") or "none"
                untracked.filtered(
                    lambda m, number=str(document["id"]): m.external_id == number
                ).inventory_tracking = tracking
        return untracked.filtered(lambda m: m.inventory_tracking == "none")

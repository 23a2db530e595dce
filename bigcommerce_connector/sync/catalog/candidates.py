"""Products of BigCommerce of which a person chooses the one that matches."""

from odoo import models

_MAX_CANDIDATES = 20


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _keep_candidates(self, documents):
        """Products of BigCommerce for a person to choose from."""
        self.candidate_ids.unlink()
        self.env["bigcommerce.match.candidate"].create(
            [
                {
                    "mapping_id": self.id,
                    "store_id": self.store_id.id,
                    **_candidate(document),
                }
                for document in documents[:_MAX_CANDIDATES]
            ]
        )


def _candidate(document):
    """What a person needs to tell it from the others.

    :rtype: dict
    """
    variants = document.get("variants") or ()
    skus = [variant["sku"] for variant in variants if variant.get("sku")]
    return {
        "external_id": str(document["id"]),
        "name": document.get("name"),
        "sku": ", ".join(skus[:_MAX_CANDIDATES]),
        "price": float(document.get("price") or 0),
        "variant_count": len(variants),
    }

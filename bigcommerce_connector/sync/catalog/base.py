"""Products that get their first options, and those that lose them.

The base variant makes way for the variants, so what cannot succeed is not begun: SKUs
that are another product's are looked for first, and a refusal is undone. What is there
after a crash says itself what is to be undone: options without any variant.
"""

import logging

from odoo import models

from ...api import errors
from ...mappers.product_match import is_base
from ...mappers.product_options import own_options
from ...mappers.product_problem import Problem
from .match import PRODUCT_FIELDS

_logger = logging.getLogger(__name__)


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _remember_sku(self, document):
        """Keep, before anything is sent, what an undo gives back after a crash."""
        if document and has_base_only(document) and document.get("sku"):
            self.former_sku = document["sku"]

    def _find_sku_elsewhere(self, client, values):
        """The problem, if another product on BigCommerce has one of the SKUs.

        A call a SKU: no other way sees the variants whose stock is not tracked.

        :rtype: Problem | None
        """
        own = {0, int(self.external_id)}
        for variant in values.variants:
            rows = client.variants.list(sku=variant.sku, include_fields="product_id")
            other = next((r for r in rows if r["product_id"] not in own), None)
            if other:
                product = client.products.get(other["product_id"])
                return Problem("sku_elsewhere", (variant.sku, str(product.get("name"))))
        return None

    def _undo_options(self, client):
        """Take away options that no variant has, and give the product its SKU again.

        So it can be bought as before. Nothing is done to a product with variants.
        """
        self.ensure_one()
        if self.has_options:
            return
        try:
            document = client.products.get(
                self.external_id,
                include="variants,options",
                include_fields=PRODUCT_FIELDS,
            )
            if not has_base_only(document):
                return
            self._delete_options(client, document)
            if self.former_sku and not document.get("sku"):
                client.products.update(self.external_id, {"sku": self.former_sku})
        except errors.DataError as error:
            _logger.warning("product %s: options stay: %s", self.id, error)

    def _delete_options(self, client, document):
        for option in document.get("options") or ():
            client.options.delete(self.external_id, option["id"])

    def _adopt_base(self, client, values, document):
        """The only variant of a product without options has changed in Odoo."""
        variants = document.get("variants") or []
        if len(variants) != 1 or not is_base(variants[0]):
            self._park_for(Problem("lost_options"))
            return
        try:
            self._delete_options(client, document)
        except errors.DataError as error:
            self._park_for(self.store_id._refusal(error, values))
            return
        self.variant_ids.unlink()
        self._write_variants({values.variants[0].id: variants[0]})
        self.write(
            {
                "payload_hash": False,
                "options_hash": own_options(values),
                "former_sku": False,
            }
        )


def has_base_only(document):
    """Whether the product has no options, or none that a variant has a value of.

    :rtype: bool
    """
    return all(is_base(variant) for variant in document.get("variants") or ())

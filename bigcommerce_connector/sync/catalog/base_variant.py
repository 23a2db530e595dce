"""Products that get their first options, and those that lose them.

The base variant makes way for the variants, so what cannot succeed is not begun: SKUs
that are another product's are looked for first, and a refusal is undone. What is there
after a crash says itself what is to be undone: options without any variant.
"""

import logging
from contextlib import suppress

from ...api import errors
from ...mappers.product_match import is_base
from ...mappers.product_problem import MAX_SKU_LENGTH, Problem
from ...mappers.variant_replacement import skus_in_the_way
from .refusals import refusal
from .release import for_the_moment
from .step import CatalogStep

_logger = logging.getLogger(__name__)


class BaseVariant(CatalogStep):
    """The one variant of a product without options, which others take the place of."""

    def remember_sku(self, mapping, document):
        """Keep, before anything is sent, what an undo gives back after a crash."""
        if document and has_base_only(document) and document.get("sku"):
            mapping.former_sku = document["sku"]

    def find_sku_elsewhere(self, mapping, values):
        """The problem, if another product on BigCommerce has one of the SKUs.

        A call a SKU: no other way sees the variants whose stock is not tracked.

        :rtype: Problem | None
        """
        own = {0, int(mapping.external_id)}
        for variant in values.variants:
            if not variant.sku:
                continue
            rows = self.client.variants.list(
                sku=variant.sku, include_fields="product_id"
            )
            other = next((r for r in rows if r["product_id"] not in own), None)
            if other:
                product = self.client.products.get(other["product_id"])
                return Problem("sku_elsewhere", (variant.sku, str(product.get("name"))))
        return None

    def undo_options(self, mapping):
        """Take away options that no variant has, and give the product its SKU again.

        So it can be bought as before. Nothing is done to a product with variants.
        """
        if mapping.has_options:
            return
        try:
            document = self.remote.get_with_options(mapping.external_id)
            if not has_base_only(document):
                return
            self._delete_options(mapping, document)
            if mapping.former_sku and not document.get("sku"):
                body = {"sku": mapping.former_sku}
                self.client.products.update(mapping.external_id, body)
        except errors.DataError as error:
            _logger.warning("product %s: options stay: %s", mapping.id, error)

    def adopt(self, mapping, values, document):
        """The product has no options in Odoo any more, so only the base variant.

        BigCommerce makes that once the last variant ends. What it could refuse, the
        SKU, comes first.
        """
        try:
            if not has_base_only(document):
                if not mapping.has_own_options:
                    mapping._set_attention_for(Problem("lost_options"))
                    return
                self._give_sku(values.variants[0], document)
                self._end_variants(mapping, document)
                document = self.remote.get_with_options(mapping.external_id)
            self._delete_options(mapping, document)
        except errors.DataError as error:
            mapping._set_attention_refused(refusal(error, values), values)
            return
        mapping._bind_base(values, document["variants"][0])

    def _give_sku(self, variant, document):
        """Give the product itself the SKU that its only variant is to have.

        :raise errors.DataError: it is another product's; nothing has changed then
        """
        own = skus_in_the_way(document, [variant])
        for row in own:
            sku = for_the_moment(row["sku"], row["id"], MAX_SKU_LENGTH)
            self.client.variants.update_many([{"id": row["id"], "sku": sku}])
        try:
            self.client.products.update(document["id"], {"sku": variant.sku})
        except errors.DataError:
            for row in own:
                body = {"id": row["id"], "sku": row["sku"]}
                self.client.variants.update_many([body])
            raise

    def _end_variants(self, mapping, document):
        for row in document["variants"]:
            with suppress(errors.NotFound):
                self.client.variants.delete(document["id"], row["id"])
            self.commit()

    def _delete_options(self, mapping, document):
        for option in document.get("options") or ():
            self.client.options.delete(mapping.external_id, option["id"])


def has_base_only(document):
    """Whether the product has no options, or none that a variant has a value of.

    :rtype: bool
    """
    return all(is_base(variant) for variant in document.get("variants") or ())

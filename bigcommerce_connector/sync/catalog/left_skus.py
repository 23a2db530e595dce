"""SKUs that a variant keeps on BigCommerce though Odoo has given it up.

A variant whose value was taken away in Odoo stays there. Where another one of its
product has its SKU now, it gets a value of its own, or that could never be sent.
"""

from ...mappers.option_choices import unmapped_variants
from ...mappers.product import fold
from ...mappers.product_problem import MAX_SKU_LENGTH
from .release import for_the_moment
from .step import CatalogStep


class LeftSkus(CatalogStep):
    """Frees SKUs that variants of one product wait for."""

    def free(self, values, document, mapped):
        """At most one call for each 50 of them, and none where nothing is in the way.
        Nothing is written down: the next run sees what they are then.

        :param ProductValues values: as the product is in Odoo
        :param dict document: the product as listed with variants; it is kept up to date
        :param dict mapped: product.product id → variant of the document
        :raise errors.DataError: BigCommerce refuses it
        """
        wanted = {fold(v.sku) for v in values.variants if v.id in mapped} - {""}
        rows = [
            row
            for row in unmapped_variants(document, mapped).values()
            if fold(row.get("sku")) in wanted
        ]
        if not rows:
            return
        bodies = [
            {
                "id": row["id"],
                "sku": for_the_moment(row["sku"], row["id"], MAX_SKU_LENGTH),
            }
            for row in rows
        ]
        self.client.variants.update_many(bodies)
        for row, body in zip(rows, bodies, strict=True):
            row["sku"] = body["sku"]

"""Which variants of BigCommerce a product's are, and which are gone there."""

from ...mappers.product import fold
from ...mappers.product_match import is_base


def mapped_variants(mapping, values, document):
    """product.product id → variant of the document: as mapped, else by SKU.

    What is mapped to one variant is never taken for another, whatever its SKU.
    """
    variants = [v for v in document.get("variants") or () if not is_base(v)]
    by_id = {str(variant["id"]): variant for variant in variants}
    own = {variant.id for variant in values.variants}
    known = {
        row.product_id.id: row.external_id
        for row in mapping.variant_ids
        if row.product_id.id in own
    }
    by_sku = {
        fold(variant.get("sku")): variant
        for external_id, variant in by_id.items()
        if fold(variant.get("sku")) and external_id not in known.values()
    }
    mapped = {}
    for variant in values.variants:
        found = by_id.get(known.get(variant.id)) or by_sku.get(fold(variant.sku))
        if found:
            mapped[variant.id] = found
    return mapped


def has_lost_variants(mapping, values, mapped):
    """Whether BigCommerce took variants that it no longer has.

    Somebody deleted them there: only a requeue, which forgets what was taken, has them
    created again.
    """
    own = {variant.id for variant in values.variants} - set(mapped)
    return any(
        row.accepted_values and row.product_id.id in own for row in mapping.variant_ids
    )

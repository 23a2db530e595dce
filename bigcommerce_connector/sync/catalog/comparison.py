"""What BigCommerce lacks of a product: its fingerprints beside those of Odoo's values.

Nothing here writes.
"""

from odoo import fields

from ...mappers.product import (
    fingerprint,
    full_payload,
    full_variant_payload,
    product_payload,
    variant_payload,
    without_unset,
)
from ...mappers.product_options import own_options, own_sequence
from .batch import Update


def has_structure(mapping, values):
    """Whether BigCommerce has these variants, their options and their order.

    :param ProductValues values: what can be sent
    :rtype: bool
    """
    known = set(mapping.variant_ids.product_id.ids)
    return (
        all(variant.id in known for variant in values.variants)
        and own_options(values) == mapping.options_hash
        and own_sequence(values) == mapping.sequence_hash
    )


def updates_of(mapping, values):
    """What is to be sent of the product and its variants.

    :param ProductValues values: what can be sent
    :rtype: list[Update]
    """
    known = {row.product_id.id: row for row in mapping.variant_ids}
    updates = list(_product_updates(mapping, values, known))
    if values.has_options:
        updates += _variant_updates(mapping, values, known)
    return updates


def _product_updates(mapping, values, known):
    full = _owned(mapping, full_payload(values), values, values.weight)
    hashed = fingerprint(full)
    if hashed == mapping.payload_hash:
        return
    body = product_payload(values)
    accepted = {
        "name": values.name,
        "payload_hash": hashed,
        "inventory_tracking": values.tracking,
        "last_synced_on": fields.Datetime.now(),
    }
    if not values.has_options:
        sku = values.variants[0].sku
        # BigCommerce may take an unchanged SKU for a duplicate.
        if sku != known[values.variants[0].id].sku:
            body["sku"] = accepted["sku"] = sku
    body = _owned(mapping, body, values, values.weight)
    yield Update(mapping.id, {"id": int(mapping.external_id), **body}, accepted)


def _variant_updates(mapping, values, known):
    for variant in values.variants:
        row = known[variant.id]
        full = full_variant_payload(values, variant)
        hashed = fingerprint(_owned(mapping, full, values, variant.weight))
        if hashed == row.payload_hash:
            continue
        body = variant_payload(values, variant)
        if variant.sku != row.sku:
            body["sku"] = variant.sku
        body = _owned(mapping, body, values, variant.weight)
        yield Update(
            mapping.id,
            {"id": int(row.external_id), **body},
            {"payload_hash": hashed, "sku": variant.sku},
            row.id,
        )


def _owned(mapping, payload, values, weight):
    """The payload without what BigCommerce keeps."""
    if not mapping.is_matched:
        return payload
    return without_unset(payload, values, weight, mapping.keeps_price)

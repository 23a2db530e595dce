"""What BigCommerce lacks of a product: what it accepted beside Odoo's values.

Nothing here writes.
"""

from odoo import fields

from ...mappers.accepted import accepted_values, changed_fields, with_own_values
from ...mappers.option_fingerprints import own_options, own_sequence
from ...mappers.owned_fields import owned_fields
from ...mappers.product import full_payload, full_variant_payload, sent_payload
from .batch import Update
from .own_weights import OwnWeights


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


def updates_of(mapping, values, rules):
    """What is to be sent of the product and its variants: fields that differ.

    :param ProductValues values: what can be sent
    :param FieldRules rules: of the store
    :rtype: list[Update]
    """
    updates = list(_product_update(mapping, values, rules))
    if values.has_options:
        updates += _variant_updates(mapping, values, rules)
    return updates


def _product_update(mapping, values, rules):
    known = mapping.accepted_values or {}
    body = _changed(known, full_payload(values), values, values.weight, mapping, rules)
    if not values.has_options and "sku" in body:
        # BigCommerce may take an unchanged SKU for a duplicate.
        row = mapping.variant_ids.filtered(
            lambda row: row.product_id.id == values.variants[0].id
        )
        if body["sku"] == row.sku:
            del body["sku"]
    if not body:
        return
    tracking = values.tracking
    if "inventory_tracking" in rules.kept:
        tracking = mapping.inventory_tracking
    elif mapping.inventory_tracking != tracking:  # staff changed it there
        body["inventory_tracking"] = tracking
    accepted = {
        "name": body.get("name", mapping.name),
        "accepted_values": {**known, **accepted_values(body)},
        "inventory_tracking": tracking,
        "last_synced_on": fields.Datetime.now(),
    }
    if "sku" in body:
        accepted["sku"] = body["sku"]
    sent = {"id": int(mapping.external_id), **sent_payload(body)}
    yield Update(mapping.id, sent, accepted, is_alone=bool(mapping.tries))


def _variant_updates(mapping, values, rules):
    rows = {row.product_id.id: row for row in mapping.variant_ids}
    product = full_payload(values)
    for variant in values.variants:
        row = rows[variant.id]
        known = row.accepted_values or {}  # Odoo copies it whenever it is read
        full = full_variant_payload(values, variant)
        full = with_own_values(full, product, known)
        body = _changed(known, full, values, variant.weight, mapping, rules)
        if body.get("price", 0) is None and known.get("price") is not None:
            # Null there, of a price of its own, was none: now it would be inherited.
            if "sale_price" in rules.kept:
                body["price"] = product["price"]
            else:
                body["sale_price"] = full["sale_price"]
        if body.get("sku") == row.sku:
            body.pop("sku", None)
        if not body:
            continue
        known = {**known, **accepted_values(body)}
        accepted = {"accepted_values": known, "sku": variant.sku}
        update = {"id": int(row.external_id), **body}
        is_alone = bool(mapping.tries)
        yield Update(mapping.id, update, accepted, row.id, is_alone)


def _changed(known, payload, values, weight, mapping, rules):
    """:param dict known: what was accepted of the product, or of a variant"""
    owned = owned_fields(payload, values, weight, rules, mapping.keeps_price)
    changed = changed_fields(owned, known)
    if "weight" in changed:
        weights = OwnWeights(mapping.store_id)
        if weights.is_same(changed["weight"], known.get("weight")):
            del changed["weight"]
    return changed

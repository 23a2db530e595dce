"""What differs between a product of Odoo and the one of BigCommerce that it is."""

from ...mappers.accepted import (
    accepted_values,
    known_variant_fields,
    with_own_values,
)
from ...mappers.owned_fields import owned_fields
from ...mappers.product import fold, full_payload, full_variant_payload
from ..catalog.binding import known_values
from ..catalog.own_weights import OwnWeights


def differing_fields(store, template, document, match):
    """The fields that Odoo writes, and that are not the same on both sides.

    :param Match match: which variants belong together
    :return: names of BigCommerce's fields
    :rtype: list[str]
    """
    mapping = store.env["bigcommerce.product"].new(
        {"store_id": store.id, "product_tmpl_id": template.id, "has_options": False}
    )
    [values] = mapping._catalog_values().values()
    return compare(store, values, document, match.variants).differing


class Comparison:
    """Odoo's values beside BigCommerce's, each as what a mapping remembers of them.

    ``product`` and ``variants`` (by product.product id) are what both sides agree on
    from now on: BigCommerce's values, but Odoo's where it has a say in them.
    """

    def __init__(self):
        self.product = {}
        self.variants = {}
        self.differing = []


def compare(store, values, document, variants):
    """
    :param ProductValues values: as they are in Odoo
    :param dict document: as BigCommerce lists it
    :param dict variants: product.product id → variant of the document
    :rtype: Comparison
    """
    rules = store._field_rules()
    found = Comparison()
    product = full_payload(values)
    ours = owned_fields(product, values, values.weight, rules)
    weights = OwnWeights(store)
    found.product = _agreed(ours, known_values(document), found.differing, weights)
    for variant in values.variants:
        if variant.id not in variants:
            continue
        known = known_variant_fields(variants[variant.id])
        payload = full_variant_payload(values, variant)
        payload = with_own_values(payload, product, accepted_values(known))
        ours = owned_fields(payload, values, variant.weight, rules)
        # The base variant's values are those of the product.
        differing = found.differing if values.has_options else []
        found.variants[variant.id] = _agreed(ours, known, differing, weights)
    return found


def _agreed(ours, known, differing, weights):
    mine, theirs = accepted_values(ours), accepted_values(known)
    if weights.is_same(mine.get("weight"), theirs.get("weight")):
        del mine["weight"]
    for name, value in mine.items():
        is_same = _plain(name, value) == _plain(name, theirs.get(name))
        if not is_same and name not in differing:
            differing.append(name)
    return {**theirs, **mine}


def _plain(name, value):
    """An amount of nothing is like none; brands are the same whatever their case."""
    if name == "brand_name":
        return fold(value)
    return None if value == "0" else value

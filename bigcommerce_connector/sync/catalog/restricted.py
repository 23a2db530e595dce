"""Products on BigCommerce of which a user has to correct something first.

What is wrong with SKUs, options or new variants says nothing against the price and the
texts of what is there: that is sent anyway, and the product needs attention.
Nothing here writes, but to the run's batch.
"""

from dataclasses import replace

from ...mappers.product import with_known_skus, with_variants_there
from ...mappers.product_problem import Problem, find_problem

_OF_ITS_NAME = ("no_name", "long_name")


def values_to_send(mapping, values, batch, rules):
    """What of the product can be sent; what keeps the rest is written to the batch.

    :param ProductValues values: as they are in Odoo
    :param FieldRules rules: of the store
    :return: None: nothing can be sent until a user has corrected it
    :rtype: ProductValues | None
    """
    values = _with_name_there(mapping, values, batch, rules)
    if mapping.id not in batch.restricted:
        problem = find_problem(values)
        if problem and problem.code == "no_sku":
            values, lacking = sendable(mapping, values)
            if lacking:
                batch.problems[mapping.id] = (lacking, None)
                return values
            problem = find_problem(values)
        problem = problem or _lost_options(mapping, values)
        if not problem:
            return values
        batch.restrict(mapping.id, problem, mapping.variant_ids.product_id.ids)
    there = batch.restricted[mapping.id]
    skus = {
        row.product_id.id: row.sku or ""
        for row in mapping.variant_ids
        if row.product_id.id in there
    }
    rest = with_variants_there(values, skus, keeps_options=mapping.has_options)
    is_torn = rest.has_options and not mapping.has_options
    return None if is_torn or find_problem(rest, with_options=False) else rest


def _with_name_there(mapping, values, batch, rules):
    """A name that cannot be sent stays as it is there, and holds back nothing else."""
    problem = find_problem(values, with_options=False)
    if not mapping.name or not problem or problem.code not in _OF_ITS_NAME:
        return values
    if "name" not in rules.kept:
        batch.problems[mapping.id] = (problem, None)
    return replace(values, name=mapping.name)


def sendable(mapping, values):
    """What can be sent of a product on BigCommerce though SKUs are missing.

    :return: the values, and what a user has to correct anyway
    :rtype: tuple[ProductValues, Problem | None]
    """
    problem = find_problem(values)
    if not problem or problem.code != "no_sku":
        return values, None
    known = {row.product_id.id: row.sku or "" for row in mapping.variant_ids}
    rest = with_known_skus(values, known)
    if find_problem(rest):
        return values, None
    if mapping.keeps_sku and len(rest.variants) == len(values.variants):
        return rest, None  # it was matched by something else, and keeps its SKUs there
    return _with_mapped(values, rest, known), problem


def _with_mapped(values, rest, known):
    """With the variants that are there, and have no SKU on either side.

    :param ProductValues rest: those that have one
    :param dict known: product.product id → SKU on BigCommerce
    """
    named = {variant.id: variant for variant in rest.variants}
    variants = (named.get(v.id, v) for v in values.variants)
    there = tuple(v for v in variants if v.id in named or v.id in known)
    return replace(rest, variants=there)


def reject_options(mapping, problem, mapped, batch):
    """Only the variants that are mapped to one that is there are compared.

    :param dict mapped: product.product id → variant of BigCommerce
    """
    ids = {key: str(variant["id"]) for key, variant in mapped.items()}
    there = mapping.variant_ids.filtered(
        lambda row: ids.get(row.product_id.id) == row.external_id
    )
    batch.restrict(mapping.id, problem, there.product_id.ids)


def _lost_options(mapping, values):
    """Options that were never Odoo's are not taken away."""
    is_foreign = mapping.has_options and not mapping.has_own_options
    if is_foreign and not values.has_options:
        return Problem("lost_options")
    return None

"""Writing down which products of BigCommerce the products just made are.

Both sides are the same from the beginning: what Odoo has is remembered as what
BigCommerce has accepted, so nothing is sent until somebody changes it.
"""

from odoo import fields
from odoo.fields import Domain

from ...mappers.option_fingerprints import own_options, own_sequence
from ..catalog.binding import mapping_values
from ..catalog.category_ids import ids_text, known_category_ids
from .differences import compare
from .messages import lost_text
from .price_rules import PriceRules
from .sale_price_rules import SalePriceRules


def bind_created(store, plans, made, taxes):
    """Map products that were made out of what they are mapped to.

    :param list plans: with their ``template``; they get remarks on what differs
    :param dict made: id of a variant there → product.product id
    :param ImportedTaxes taxes: that they were made with
    """
    mappings = _create_mappings(store, plans)
    _release_unknown(store, made)
    values = _values_with_rules(store, mappings, plans, made, taxes)
    wanted = known_category_ids(store, mappings.product_tmpl_id)
    rows = []
    for mapping, plan in zip(mappings, plans, strict=True):
        own = values[mapping.id]
        remote = {made[row["id"]]: row for row in plan.document["variants"]}
        found = compare(store, own, plan.document, remote)
        ours = wanted.get(plan.template.id, ())
        _accept(mapping, plan.document, own, found, ours)
        rows += _variant_rows(mapping, remote, found)
        lost = lost_text(
            store.env, [name for name in found.differing if name != "description"]
        )
        if lost:
            plan.remarks.append(lost)
    store.env["bigcommerce.variant"].create(rows)
    _retry_orders(store, [row["sku"] for row in rows if row["sku"]])


def _create_mappings(store, plans):
    """:return: ``bigcommerce.product``, in the order of the plans"""
    env = store.env
    return env["bigcommerce.product"].create(
        [
            {
                "store_id": store.id,
                "product_tmpl_id": plan.template.id,
                **mapping_values(plan.document),
                "state": "synced",
                "is_matched": True,
                "matched_by": env._("Import from BigCommerce"),
                "last_synced_on": fields.Datetime.now(),
            }
            for plan in plans
        ]
    )


def _accept(mapping, document, own, found, category_ids):
    """Write down what both sides have alike: the next run sends nothing of it.

    :param ProductValues own: as they are in Odoo
    :param Comparison found: with what BigCommerce has
    :param category_ids: BigCommerce's, that the product is to be in
    """
    there = set(document.get("categories") or ())
    categories = ids_text(there.intersection(category_ids))
    accepted = {**found.product, "categories": categories or None}
    mapping.write(
        {
            "accepted_values": _without(accepted, mapping.store_id._field_rules().kept),
            "sent_category_ids": categories,
            "options_hash": own_options(own),
            "sequence_hash": own_sequence(own),
        }
    )


def _variant_rows(mapping, remote, found):
    """
    :param dict remote: product.product id → variant of the document
    :return: values of ``bigcommerce.variant``
    :rtype: list[dict]
    """
    kept = mapping.store_id._field_rules().kept
    return [
        {
            "store_id": mapping.store_id.id,
            "mapping_id": mapping.id,
            "product_id": product_id,
            "external_id": str(row["id"]),
            "sku": row.get("sku"),
            "accepted_values": _without(found.variants[product_id], kept),
        }
        for product_id, row in remote.items()
    ]


def _values_with_rules(store, mappings, plans, made, taxes):
    """What the products are now; prices that they cannot have became rules.

    :return: by mapping id
    :rtype: dict[int, ProductValues]
    """
    values = mappings._catalog_values()
    # Whether a price is a reduced one depends on what the regular one is by then.
    for rules in (PriceRules, SalePriceRules):
        own = {m.product_tmpl_id.id: values[m.id] for m in mappings}
        ruled = rules(store, taxes).add(plans, own, made)
        again = mappings.filtered(lambda m, of=ruled: m.product_tmpl_id in of)
        values |= again._catalog_values() if again else {}
    return values


def _release_unknown(store, made):
    """A web order had found no product for these variants."""
    ids = [str(external_id) for external_id in made]
    store.env["bigcommerce.variant"].search(
        Domain("store_id", "=", store.id) & Domain("external_id", "in", ids)
    ).unlink()


def _retry_orders(store, skus):
    """Web orders that waited for these products are posted at their next run."""
    orders = store.env["bigcommerce.order"].search(
        Domain("store_id", "=", store.id)
        & Domain("state", "in", ("pending", "attention"))
        & Domain(
            "line_ids",
            "any",
            Domain("product_id", "=", False) & Domain("sku", "in", skus),
        )
    )
    if orders:
        orders.needs_sync = True
        store._trigger_flow("orders")


def _without(accepted, kept):
    return {name: text for name, text in accepted.items() if name not in kept}


def link(store, plan):
    """Map a product that Odoo has already; nothing of it is changed but the switch.

    What differs is sent, as for any product that is found on BigCommerce.
    """
    mapping = sold_here(store, plan.template)
    mapping.is_unlinked = False  # whoever imports it wants it linked
    mapping._bind(
        plan.match, store.match_rule_ids[plan.match.rule : plan.match.rule + 1]
    )
    mapping._queue()


def sold_here(store, template):
    """Have a product sold on BigCommerce.

    :return: its mapping, which is made if there is none
    """
    vals = {}
    if not template.bigcommerce_enabled:
        vals["bigcommerce_enabled"] = True
    if store.item_sync_enforcement:
        lacking = store.warehouse_id - template.bigcommerce_warehouse_ids
        if lacking:
            vals["bigcommerce_warehouse_ids"] = [
                (4, warehouse.id) for warehouse in lacking
            ]
    if vals:
        template.write(vals)
    mapping = template.bigcommerce_mapping_ids.filtered(
        lambda mapping: mapping.store_id == store
    )
    if not mapping:
        mapping = store.env["bigcommerce.product"].create(
            {"store_id": store.id, "product_tmpl_id": template.id}
        )
    return mapping

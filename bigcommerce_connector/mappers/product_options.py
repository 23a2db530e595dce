"""The options of a product that exists: what to rename, what to add.

BigCommerce cannot add an option to variants that are there, nor take one away, so both
sides have to have the same options; their names and values may differ and grow.
"""

from dataclasses import dataclass, field

from .product import fingerprint
from .product_problem import Problem

_TYPE = "rectangles"


@dataclass
class OptionPlan:
    """What to send: ``creations`` are bodies of POST, ``updates`` are pairs of option
    id and body of PUT (values without id are added)."""

    creations: list = field(default_factory=list)
    updates: list = field(default_factory=list)


def own_options(product):
    """Fingerprint of the options and values that the variants use.

    :param ProductValues product: as it is in Odoo
    :rtype: str
    """
    return _pairs(pair for variant in product.variants for pair in variant.options)


def known_options(variants):
    """The same of variants as BigCommerce lists them.

    :rtype: str
    """
    return _pairs(
        (value["option_display_name"], value["label"])
        for variant in variants
        for value in variant.get("option_values") or ()
    )


def _pairs(pairs):
    return fingerprint({"options": sorted(set(pairs))})


def plan_options(product, document, mapped):
    """What makes BigCommerce's options those of Odoo.

    :param ProductValues product: with options
    :param dict document: the product as listed with variants and options
    :param dict mapped: product.product id → variant of the document
    :rtype: OptionPlan | Problem
    """
    wanted = _wanted(product)
    options = document.get("options") or []
    if not options:
        return OptionPlan(creations=_creations(wanted))
    names = _align_names(wanted, options)
    if names is None:
        shown = ", ".join(option["display_name"] for option in options)
        return Problem("other_options", (shown, ", ".join(wanted)))
    labels = _align_labels(product, mapped, names)
    if isinstance(labels, Problem):
        return labels
    plan = OptionPlan()
    for option in options:
        name = names[option["id"]]
        body = _update(option, name, wanted[name], labels)
        if body:
            plan.updates.append((option["id"], body))
    return plan


def choices(variant, options):
    """``option_values`` by ids, as a new variant of an existing product needs them.

    :param list options: with the names and labels of Odoo
    :rtype: list[dict]
    """
    ids = {
        (option["display_name"], value["label"]): (option["id"], value["id"])
        for option in options
        for value in option["option_values"]
    }
    return [{"option_id": ids[pair][0], "id": ids[pair][1]} for pair in variant.options]


def _wanted(product):
    """Option name → labels, both in the order of the variants."""
    wanted = {}
    for variant in product.variants:
        for name, label in variant.options:
            wanted.setdefault(name, {})[label] = None
    return {name: list(labels) for name, labels in wanted.items()}


def _creations(wanted):
    return [
        {
            "display_name": name,
            "type": _TYPE,
            "sort_order": position,
            "option_values": [
                {"label": label, "sort_order": order}
                for order, label in enumerate(labels)
            ],
        }
        for position, (name, labels) in enumerate(wanted.items())
    ]


def _align_names(wanted, options):
    """Option id → name in Odoo; a single one without counterpart was renamed."""
    names = {o["id"]: o["display_name"] for o in options if o["display_name"] in wanted}
    left = [option["id"] for option in options if option["id"] not in names]
    new = [name for name in wanted if name not in names.values()]
    if len(left) > 1 or len(left) != len(new):
        return None
    return {**names, **dict(zip(left, new, strict=True))}


def _align_labels(product, mapped, names):
    """(option id, value id) → label in Odoo, as the mapped variants use them."""
    labels = {}
    for variant in product.variants:
        own = dict(variant.options)
        for value in mapped.get(variant.id, {}).get("option_values") or ():
            label = own.get(names.get(value["option_id"]))
            key = (value["option_id"], value["id"])
            if label is not None and labels.setdefault(key, label) != label:
                return Problem("mixed_values", (value["label"], label))
    return labels


def _update(option, name, wanted, labels):
    """Body of the PUT that renames and adds, or None."""
    kept, has_news = [], name != option["display_name"]
    for value in option["option_values"]:
        label = labels.get((option["id"], value["id"]), value["label"])
        has_news = has_news or label != value["label"]
        kept.append(
            {"id": value["id"], "label": label, "sort_order": value["sort_order"]}
        )
    known = {value["label"] for value in kept}
    added = [label for label in wanted if label not in known]
    if not added and not has_news:
        return None
    order = 1 + max((value["sort_order"] for value in kept), default=-1)
    new = [
        {"label": label, "sort_order": position}
        for position, label in enumerate(added, start=order)
    ]
    return {
        "display_name": name,
        "type": option["type"],
        "option_values": kept + new,
    }

"""Variants that others take the place of, because attributes were added or removed.

BigCommerce cannot give a variant another option, nor take one away: new variants are
created beside the old ones, which end once BigCommerce has accepted them. An option
that Odoo has no more keeps a single value: new variants need one for every option.
Source: BigCommerce, Catalog API v3, createVariant, updateVariantsBatch.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .option_alignment import Mapped, Row, align_labels, align_names
from .option_choices import choices
from .option_fingerprints import wanted_options
from .product import ProductValues, VariantValues, fold
from .product_match import is_base
from .product_options import OptionPlan, new_options, plan_updates
from .product_problem import Problem

# Option id → value id.
Combination = dict[int, int]


@dataclass
class Replacement:
    """``kept``: product.product id → variant that is its; ``new``: variants to create
    with their ``option_values``; ``ended``: variants to delete after that."""

    kept: dict[int, Row] = field(default_factory=dict)
    new: list[tuple[VariantValues, list[Row]]] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)


def has_incomplete(document: Row) -> bool:
    """Whether variants lack a value of an option, so that nobody can choose them."""
    count = len(document.get("options") or ())
    return any(len(_values(row)) < count for row in _rows(document))


def plan_options_anew(
    product: ProductValues, document: Row, mapped: Mapped, is_matched: bool
) -> OptionPlan | Problem:
    """Options to add, whatever variants there are, and those to rename and extend.

    ``left_out`` are single-valued ones, unless every variant is made anew.
    """
    wanted, options = wanted_options(product), document.get("options") or []
    names = align_names(product, options, mapped)
    labels = align_labels(product, mapped, names)
    if isinstance(labels, Problem):
        return labels
    new = {name: wanted[name] for name in wanted if name not in names.values()}
    plan = OptionPlan(names=names)
    if any(len(labels_of) > 1 for labels_of in new.values()):
        plan.creations = new_options(product, new, len(options))
    else:
        plan.left_out = tuple(new)
    plan_updates(plan, product, options, labels, is_matched)
    return plan


def unused_options(document: Row, plan: OptionPlan) -> list[int]:
    """Options that neither Odoo nor any variant has: nothing is lost with them."""
    used = {key for row in _rows(document) for key in _values(row)}
    options = [option["id"] for option in document.get("options") or ()]
    return [key for key in options if key not in used and key not in plan.names]


def plan_replacement(
    product: ProductValues,
    document: Row,
    plan: OptionPlan,
    options: Mapping[int, Row],
) -> Replacement | Problem:
    """Which variants stay, come and go.

    :param OptionPlan plan: whose requests were sent
    :param dict options: option id → the option as it is now
    :rtype: Replacement | Problem
    """
    wanted: dict[int, Combination] = {}
    for variant in product.variants:
        chosen = choices(variant, plan, options)
        if isinstance(chosen, Problem):
            return chosen
        wanted[variant.id] = {row["option_id"]: row["id"] for row in chosen}
    own = {key for combination in wanted.values() for key in combination}
    others = [option for key, option in options.items() if key not in own]
    constant = _constant(_rows(document), others, list(wanted.values()))
    there = {_frozen(_values(row)): row for row in _rows(document)}
    replacement = Replacement()
    for variant in product.variants:
        combination = {**wanted[variant.id], **constant}
        if _frozen(combination) in there:
            replacement.kept[variant.id] = there[_frozen(combination)]
        else:
            rows = [{"option_id": k, "id": v} for k, v in combination.items()]
            replacement.new.append((variant, rows))
    replacement.ended = [
        row
        for row in _rows(document)
        if len(_values(row)) < len(options)
        or not constant.items() <= _values(row).items()
    ]
    return replacement


def _constant(
    rows: list[Row], others: list[Row], wanted: list[Combination]
) -> Combination:
    """The value that each option without attribute keeps: the most useful one."""
    if not others:
        return {}
    keys = {option["id"] for option in others}
    counts: Counter[frozenset[tuple[int, int]]] = Counter()
    for row in rows:
        values = _values(row)
        rest = {key: value for key, value in values.items() if key not in keys}
        if rest in wanted and keys <= set(values):
            counts[_frozen({key: values[key] for key in keys})] += 1
    if counts:
        return dict(counts.most_common(1)[0][0])
    return {
        option["id"]: min(option["option_values"], key=lambda v: v["sort_order"])["id"]
        for option in others
    }


def _rows(document: Row) -> list[Row]:
    return [row for row in document.get("variants") or () if not is_base(row)]


def _values(row: Row) -> Combination:
    return {value["option_id"]: value["id"] for value in row.get("option_values") or ()}


def _frozen(combination: Combination) -> frozenset[tuple[int, int]]:
    return frozenset(combination.items())


def skus_in_the_way(document: Row, new: Iterable[VariantValues]) -> list[Row]:
    """Variants of the product that have a SKU which a new one is to have."""
    wanted = {fold(variant.sku) for variant in new}
    return [row for row in _rows(document) if fold(row.get("sku")) in wanted]

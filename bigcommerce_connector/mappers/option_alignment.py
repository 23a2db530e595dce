"""Which option of BigCommerce is which attribute of Odoo, and so for their values.

The variants that are mapped tell it by the values that they have; names only decide
where the values leave it open, for either side may have renamed any of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .product import ProductValues
from .product_problem import Problem

Row = dict[str, Any]
# product.product id → variant of BigCommerce.
Mapped = Mapping[int, Row]
# (option id, value id) → label in Odoo.
Labels = dict[tuple[int, int], str]


def fold_label(text: str) -> str:
    """Names and labels that differ in case or outer blanks only are the same.

    :rtype: str
    """
    return text.strip().casefold()


@dataclass(frozen=True)
class _Pair:
    """An option and an attribute that may be the same.

    ``rank`` is the evidence: the higher, the likelier; ``is_mapped``: whether variants
    have a value of both.
    """

    option_id: int
    name: str
    rank: tuple[int, bool, bool, int]
    is_mapped: bool

    @property
    def has_evidence(self) -> bool:
        return any(self.rank)


def align_names(
    product: ProductValues, options: list[Row], mapped: Mapped
) -> dict[int, str]:
    """Option id → name of the attribute in Odoo, as far as there is one.

    :param ProductValues product: with options
    :param list options: of BigCommerce
    :param dict mapped: product.product id → variant of BigCommerce
    :rtype: dict[int, str]
    """
    labels: dict[str, set[str]] = {}
    for variant in product.variants:
        for name, label in variant.options:
            labels.setdefault(name, set()).add(fold_label(label))
    pairs = [
        pair
        for option in options
        for name in labels
        if (pair := _pair(product, option, name, labels[name], mapped))
    ]
    names: dict[int, str] = {}
    for pair in sorted(pairs, key=lambda pair: pair.rank, reverse=True):
        is_free = pair.option_id not in names and pair.name not in names.values()
        if is_free and pair.has_evidence:
            names[pair.option_id] = pair.name
    left = [option["id"] for option in options if option["id"] not in names]
    new = [name for name in labels if name not in names.values()]
    possible = {(pair.option_id, pair.name) for pair in pairs if pair.is_mapped}
    if len(left) == len(new) == 1 and (left[0], new[0]) in possible:
        names[left[0]] = new[0]  # a single one without counterpart was renamed
    return names


def _pair(
    product: ProductValues, option: Row, name: str, labels: set[str], mapped: Mapped
) -> _Pair | None:
    """None if the mapped variants contradict."""
    agreed = 0
    forth: dict[int, str] = {}
    back: dict[str, int] = {}
    for value, label in _pairs_of_values(product, option["id"], name, mapped):
        if forth.setdefault(value["id"], label) != label:
            return None
        if back.setdefault(label, value["id"]) != value["id"]:
            return None
        agreed += fold_label(value["label"]) == fold_label(label)
    shown = option["display_name"]
    rank = (
        agreed,
        shown == name,
        fold_label(shown) == fold_label(name),
        len(labels & {fold_label(v["label"]) for v in option["option_values"]}),
    )
    return _Pair(option["id"], name, rank, bool(forth))


def _pairs_of_values(
    product: ProductValues, option_id: int, name: str, mapped: Mapped
) -> Iterator[tuple[Row, str]]:
    """(value of BigCommerce, label in Odoo) of each mapped variant."""
    for variant in product.variants:
        label = dict(variant.options).get(name)
        for value in mapped.get(variant.id, {}).get("option_values") or ():
            if value["option_id"] == option_id and label is not None:
                yield value, label


def align_labels(
    product: ProductValues, mapped: Mapped, names: Mapping[int, str]
) -> Labels | Problem:
    """(option id, value id) → label in Odoo, as the mapped variants use them.

    :rtype: dict | Problem
    """
    labels: Labels = {}
    for option_id, name in names.items():
        for value, label in _pairs_of_values(product, option_id, name, mapped):
            if labels.setdefault((option_id, value["id"]), label) != label:
                return Problem("mixed_values", (value["label"], label))
    return labels


def only_values(
    options: Iterable[Row], names: Mapping[int, str], variants: Iterable[Row]
) -> dict[int, int] | None:
    """Option id → the only value in use, of options that Odoo has no attribute for.

    :return: None when one of them has several values in use
    :rtype: dict[int, int] | None
    """
    only = {}
    for option in options:
        if option["id"] in names:
            continue
        used = {
            value["id"]
            for variant in variants
            for value in variant.get("option_values") or ()
            if value["option_id"] == option["id"]
        }
        if len(used) != 1:
            return None
        only[option["id"]] = used.pop()
    return only

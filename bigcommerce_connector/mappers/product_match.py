"""Which product of BigCommerce a product of Odoo is.

The rules of the store are asked in their order, and the first that gives an answer
decides. An answer is one product, whole: several are for a person to choose from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from .amounts import rounded
from .product import PLACES, fold
from .product_problem import Problem

Document = dict[str, Any]
Labels = frozenset[tuple[str, str]]

# Fields of BigCommerce are named by what has them: a variant, or the product.
SKU = "variant.sku"
# The same number whatever zeros fill it up: a UPC of 12 digits is an EAN of 13.
_NUMBERS = ("upc", "gtin")


@dataclass(frozen=True)
class Wanted:
    """A product of Odoo that is looked for.

    ``values``: in the order of the rules, the field of BigCommerce and the folded value
    of each variant (product.product id) that has one; ``ids``: all its variants;
    ``skus`` and ``options``: of each, folded.
    """

    values: tuple[tuple[str, Mapping[int, str]], ...]
    ids: tuple[int, ...]
    skus: Mapping[int, str]
    options: Mapping[int, Labels]

    @classmethod
    def by_sku(cls, skus: Mapping[int, str]) -> "Wanted":
        """:param dict skus: product.product id → SKU"""
        folded = {key: fold(sku) for key, sku in skus.items()}
        return cls(((SKU, folded),), tuple(skus), folded, {})


@dataclass(frozen=True)
class Match:
    """The product found, and its variant for each variant of Odoo that it has.

    ``rule``: the place of the rule that decided; -1: a person did.
    """

    document: Document
    variants: dict[int, Document]  # product.product id → variant of the document
    rule: int = 0


@dataclass(frozen=True)
class Several:
    """Products of BigCommerce of which a person has to choose one."""

    documents: tuple[Document, ...]
    rule: int = 0

    @property
    def problem(self) -> Problem:
        names = tuple(str(document.get("name")) for document in self.documents)
        return Problem("several_products", names)


Found = Match | Several | Problem | None


def is_base(variant: Mapping[str, Any]) -> bool:
    """Whether it is the one variant of a product without options."""
    return not variant.get("option_values")


def folded_value(field: str, value: Any) -> str:
    """A value as it is compared; empty: nothing is found by it.

    Case and outer blanks do not count; of a price, how it is written.

    :param str field: of BigCommerce, as :class:`Wanted` has it
    :param value: of either side
    :rtype: str
    """
    name = field.partition(".")[2]
    if name == "price":
        try:
            price = rounded(Decimal(str(value or 0)), PLACES)
        except InvalidOperation:
            return ""
        return format(price.normalize(), "f") if price else ""
    text = fold(str(value or ""))
    if name in _NUMBERS and text.isascii() and text.isdecimal():
        return text.lstrip("0")
    return text


class RemoteCatalog:
    """Products of BigCommerce by the values that are looked for.

    :param iterable documents: products listed with their variants
    :param iterable wanted: of :class:`Wanted`; all others are let go at once
    """

    def __init__(self, documents: Iterable[Document], wanted: Iterable[Wanted]) -> None:
        self._found: dict[str, dict[str, list[Document]]] = {}
        for one in wanted:
            for field, values in one.values:
                known = self._found.setdefault(field, {})
                known.update((value, []) for value in values.values() if value)
        self._seen: set[int] = set()
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        """More products; those that are there already count once."""
        for document in documents:
            if document["id"] in self._seen:
                continue
            for field, known in self._found.items():
                for value in {*values_of(document, field)} & known.keys():
                    known[value].append(document)
                    self._seen.add(document["id"])

    def find(self, wanted: Wanted) -> Found:
        """Look for a product.

        :return: nothing when no rule gives an answer
        :rtype: Match | Several | Problem | None
        """
        for rule, (field, values) in enumerate(wanted.values):
            documents = {
                document["id"]: document
                for value in values.values()
                for document in self._found.get(field, {}).get(value, ())
            }
            if len(documents) > 1:
                return Several(tuple(documents.values()), rule)
            for document in documents.values():
                return align(document, wanted, rule)
        return None

    def unseen(self, wanted: Wanted) -> list[int]:
        """The variants whose SKU no product read so far has, of a product of which
        others were found.

        :return: ids of product.product
        :rtype: list[int]
        """
        known = self._found.get(SKU, {})
        skus = {key: sku for key, sku in wanted.skus.items() if sku}
        missing = [key for key, sku in skus.items() if not known.get(sku)]
        return missing if len(missing) < len(skus) else []


def align(
    document: Document,
    wanted: Wanted,
    rule: int = -1,
    chosen: Mapping[str, int] | None = None,
) -> Match | Problem:
    """Which variant of a product is which in Odoo.

    Those that a person has chosen; then by what has led to the product, where that is a
    field of the variants; the others by the other rules, by SKU and by the names of
    their options.

    :param int rule: the place of the rule that has led here; -1: a person has
    :param dict chosen: id of the variant there by product.product id, as text
    :rtype: Match | Problem
    """
    name = str(document.get("name"))
    variants = list(document.get("variants") or ())
    field = wanted.values[rule][0] if rule >= 0 else ""
    is_single = len(wanted.ids) == 1
    if is_single and _count(variants, field) > 1:
        return Problem("part_of_product", (name,))
    if is_single and len(variants) == 1:
        return Match(document, {wanted.ids[0]: variants[0]}, rule)
    by_id = {variant["id"]: variant for variant in variants}
    pairs = {int(key): by_id.get(id_) for key, id_ in (chosen or {}).items()}
    mapped = {key: v for key, v in pairs.items() if v and key in wanted.ids}
    first = [wanted.values[rule]] if rule >= 0 else []
    others = [] if field == SKU else [row for row in wanted.values if row not in first]
    for by, values in first + others:
        if by.startswith("variant."):
            _pair(mapped, values, variants, _keys(document, by))
    if field != SKU:
        _pair(mapped, wanted.skus, variants, _keys(document, SKU))
        _pair(mapped, wanted.options, variants, _option_keys(variants))
    if not mapped or (field != SKU and _is_simple(variants)):
        return Problem("other_variants", (name,))
    return Match(document, mapped, rule)


def option_labels(options: Iterable[tuple[str, str]]) -> Labels:
    """Option values as they are compared.

    :param options: pairs of the option's name and the value's
    :rtype: frozenset
    """
    return frozenset((fold(option), fold(label)) for option, label in options)


def _pair(
    mapped: dict[int, Document],
    values: Mapping[int, Any],
    variants: Sequence[Document],
    keys: Sequence[Any],
) -> None:
    """Map what one value stands for on both sides, and nothing that has a partner."""
    taken = {variant["id"] for variant in mapped.values()}
    theirs: dict[Any, list[Document]] = {}
    for variant, key in zip(variants, keys, strict=True):
        if key and variant["id"] not in taken:
            theirs.setdefault(key, []).append(variant)
    ours: dict[Any, list[int]] = {}
    for product_id, value in values.items():
        if value and product_id not in mapped:
            ours.setdefault(value, []).append(product_id)
    for value, product_ids in ours.items():
        if len(product_ids) == len(theirs.get(value, ())) == 1:
            mapped[product_ids[0]] = theirs[value][0]


def _keys(document: Document, field: str) -> list[str]:
    name = field.partition(".")[2]
    return [
        folded_value(field, _own(document, variant, name))
        for variant in document.get("variants") or ()
    ]


def _own(document: Document, variant: Document, name: str) -> Any:
    """A variant inherits its price; the base variant is the product itself."""
    value = variant.get(name)
    inherits = name == "price" or (is_base(variant) and name != "id")
    return document.get(name) if inherits and value in (None, "") else value


def _option_keys(variants: Iterable[Document]) -> list[Labels]:
    return [
        option_labels(
            (str(value.get("option_display_name") or ""), str(value.get("label") or ""))
            for value in variant.get("option_values") or ()
        )
        for variant in variants
    ]


def values_of(document: Document, field: str) -> list[str]:
    """What a product of BigCommerce has of a field, folded; a variant's own values.

    :param str field: as :class:`Wanted` has it
    :rtype: list[str]
    """
    owner, _, name = field.partition(".")
    if owner == "variant":
        return _keys(document, field)
    return [folded_value(field, document.get(name))]


def _count(variants: Sequence[Document], field: str) -> int:
    """How many variants it has to sell; one without a SKU was never sold by it."""
    if field == SKU:
        return len([v for v in variants if fold(v.get("sku"))])
    return len(variants)


def _is_simple(variants: Sequence[Document]) -> bool:
    return all(is_base(variant) for variant in variants)

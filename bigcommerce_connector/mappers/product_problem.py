"""What keeps a product from BigCommerce: a code and names, no sentence.

Mappers know no language; ``sync.catalog.messages`` has the sentence of each code.
Source of the limits: BigCommerce, Catalog API v3, createProduct.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .product import FieldRules, ProductValues, fold

# The limits of BigCommerce's catalog.
MAX_NAME_LENGTH = 250
MAX_SKU_LENGTH = 255
MAX_LABEL_LENGTH = 255
MAX_VARIANTS = 600
MAX_VALUES = 250
SMALLEST_PRICE = Decimal("0.0001")
# Source: BigCommerce, Catalog API v3 and the guide to migrating a catalog.
_ALLOWED_SKU = re.compile(r"[A-Za-z0-9\-_ ]*")


def odd_skus(skus: Iterable[str]) -> list[str]:
    """Those with characters that BigCommerce does not name as allowed.

    :rtype: list[str]
    """
    return [sku for sku in skus if not _ALLOWED_SKU.fullmatch(sku)]


@dataclass(frozen=True)
class Problem:
    """Why a product cannot be sent: a code, and the names that the sentence needs."""

    code: str
    names: tuple[str, ...] = ()


def find_problem(product: ProductValues, with_options: bool = True) -> Problem | None:
    """The first thing that a user has to correct before the product can be sent.

    :param ProductValues product:
    :param bool with_options: whether its options are to be sent as well
    :rtype: Problem | None
    """
    return next(_problems(product, with_options), None)


def find_new_problem(product: ProductValues, rules: FieldRules) -> Problem | None:
    """The same of a product that is to be created: without a price, which is empty in
    Odoo, it would be sold for nothing.

    :rtype: Problem | None
    """
    free = [variant.name for variant in product.variants if not variant.price]
    if free and not product.price and not rules.sends_empty:
        return find_problem(product) or Problem("no_price", tuple(free))
    return find_problem(product)


def find_problems(product: ProductValues) -> list[Problem]:
    """All that a person has to correct: of names, SKUs, prices and options one each.

    :rtype: list[Problem]
    """
    return list(_problems(product, with_options=True))


def _problems(product: ProductValues, with_options: bool) -> Iterator[Problem]:
    if product.is_combo:
        yield Problem("combo")
        return
    if not product.variants:
        if product.to_be_made:
            yield Problem("not_made_yet", product.to_be_made)
        else:
            yield Problem("no_variant")
        return
    checks = [_name_problem, _sku_problem, _price_problem]
    if with_options:
        checks.append(_option_problem)
    yield from filter(None, (check(product) for check in checks))


def _name_problem(product: ProductValues) -> Problem | None:
    if not product.name.strip():
        return Problem("no_name")
    if len(product.name) > MAX_NAME_LENGTH:
        return Problem("long_name", (str(len(product.name)),))
    return None


def _sku_problem(product: ProductValues) -> Problem | None:
    nameless = [variant.name for variant in product.variants if not fold(variant.sku)]
    if nameless:
        return Problem("no_sku", tuple(nameless))
    long = [v.sku for v in product.variants if len(v.sku) > MAX_SKU_LENGTH]
    if long:
        return Problem("long_sku", tuple(long))
    seen = set()
    for variant in product.variants:
        sku = fold(variant.sku)
        if sku in seen:
            return Problem("duplicate_sku", (variant.sku,))
        seen.add(sku)
    return None


def _price_problem(product: ProductValues) -> Problem | None:
    negative = [v.name for v in product.variants if v.price < 0 or v.weight < 0]
    if negative or product.price < 0:
        return Problem("negative", tuple(negative or [product.name]))
    tiny = [v.name for v in product.variants if 0 < v.price < SMALLEST_PRICE]
    if tiny or 0 < product.price < SMALLEST_PRICE:
        return Problem("tiny_price", tuple(tiny or [product.name]))
    return None


def _option_problem(product: ProductValues) -> Problem | None:
    if not product.has_options:
        return None if len(product.variants) == 1 else Problem("no_options")
    if len(product.variants) > MAX_VARIANTS:
        return Problem("many_variants", (str(len(product.variants)),))
    labels: dict[str, set[str]] = {}
    for variant in product.variants:
        for option, label in variant.options:
            labels.setdefault(option, set()).add(label)
    for option, values in labels.items():
        if len(values) > MAX_VALUES:
            return Problem("many_values", (option, str(len(values))))
        long = [text for text in (option, *values) if len(text) > MAX_LABEL_LENGTH]
        if long:
            return Problem("long_label", tuple(long))
    combinations = {frozenset(variant.options) for variant in product.variants}
    if len(combinations) < len(product.variants):
        return Problem("same_options")
    return None

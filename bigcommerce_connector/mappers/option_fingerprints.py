"""The options that the variants of a product use, and fingerprints to tell a change.

Products of a shop mostly share their sizes and colors, so a fingerprint is made once
for all of them.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from .option_alignment import Row
from .option_looks import as_created
from .product import OptionLook, ProductValues


def wanted_options(product: ProductValues) -> dict[str, list[str]]:
    """Option name → labels that its variants use, both in Odoo's order.

    :rtype: dict[str, list[str]]
    """
    variants = (variant.options for variant in product.variants)
    return _used_options(variants, product.option_order)


def _used_options(
    variants: Iterable[Iterable[tuple[str, str]]],
    option_order: Iterable[tuple[str, tuple[str, ...]]],
) -> dict[str, list[str]]:
    used: dict[str, dict[str, None]] = {}
    for options in variants:
        for name, label in options:
            used.setdefault(name, {})[label] = None
    order = dict(option_order)
    names = [*(name for name in order if name in used), *used]
    return {name: _ordered(used[name], order.get(name, ())) for name in names}


def _ordered(used: Iterable[str], order: Iterable[str]) -> list[str]:
    """These labels in a given order; those that it lacks come last."""
    rest = (label for label in used if label not in order)
    return [*(label for label in order if label in used), *rest]


def own_options(product: ProductValues) -> str:
    """Fingerprint of the options and values that the variants use.

    :param ProductValues product: as it is in Odoo
    :rtype: str
    """
    return _own_options(tuple(variant.options for variant in product.variants))


@lru_cache(maxsize=1024)
def _own_options(variants: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    return _pairs(pair for options in variants for pair in options)


def own_sequence(product: ProductValues) -> str:
    """Fingerprint of the order of the options and of their values, and of their looks.

    :param ProductValues product: as it is in Odoo
    :rtype: str
    """
    variants = tuple(variant.options for variant in product.variants)
    return _own_sequence(variants, product.option_order, product.option_looks)


@lru_cache(maxsize=1024)
def _own_sequence(
    variants: tuple[tuple[tuple[str, str], ...], ...],
    order: tuple[tuple[str, tuple[str, ...]], ...],
    looks: tuple[tuple[str, OptionLook], ...],
) -> str:
    shown = dict(looks)
    return _fingerprint(
        [
            [name, *labels, repr(shown.get(name, OptionLook()))]
            for name, labels in _used_options(variants, order).items()
        ]
    )


def created_sequence(product: ProductValues) -> str:
    """The same as BigCommerce has it of a product created with its variants inline.

    It lists options and values as they occur first, as radio buttons.
    """
    created = replace(product, option_order=(), option_looks=as_created(product))
    return own_sequence(created)


def known_options(variants: Iterable[Row]) -> str:
    """The same of variants as BigCommerce lists them.

    :rtype: str
    """
    return _pairs(
        (value["option_display_name"], value["label"])
        for variant in variants
        for value in variant.get("option_values") or ()
    )


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return _fingerprint(sorted(set(pairs)))


def _fingerprint(options: Sequence[Sequence[str]]) -> str:
    text = json.dumps(options, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:40]

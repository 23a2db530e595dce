"""What a conflict (409) that BigCommerce answers is about.

Its documents name the causes: a duplicate name, SKU or option, a conflicting address,
a missing brand or category; they promise no code, so fields and titles are read.
Source: BigCommerce, Catalog API v3, createProduct, updateProducts, createOption.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("sku_taken", r"\bsku\b"),
        ("option_taken", r"option|label|display_name"),
        ("url_taken", r"\burl\b|_url\b"),
        ("brand_gone", r"\bbrand"),
        ("category_gone", r"\bcategor"),
        ("name_taken", r"\bname\b"),
    )
)


def conflict_kind(
    field_errors: Mapping[str, Any],
    body: Any = None,
    batch_errors: Iterable[Mapping[str, Any]] = (),
) -> str:
    """A code of the sentences for a refusal.

    :param dict field_errors: field → message, as BigCommerce gave them
    :param body: the whole answer
    :param batch_errors: of a batch, an answer an item
    :rtype: str
    """
    fields = set(field_errors)
    titles = [body.get("title")] if isinstance(body, dict) else []
    for part in batch_errors:
        fields |= set(part.get("errors") or ())
        titles.append(part.get("title"))
    return (
        _kind(" ".join(sorted(map(str, fields))))
        or _kind(" ".join(title for title in titles if isinstance(title, str)))
        or "conflict"
    )


def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def has_conflict(batch_errors: Iterable[Mapping[str, Any]]) -> bool:
    """:rtype: bool"""
    return any(part.get("status") == 409 for part in batch_errors)

"""The tree of BigCommerce's categories, which are listed flat."""

from collections.abc import Iterable, Mapping
from typing import Any

Rows = Mapping[int, Mapping[str, Any]]

_BETWEEN = " / "


def path_of(key: int, rows: Rows) -> list[int]:
    """A category and those above it, the highest first.

    :param dict rows: category id → row with ``name`` and ``parent_id``
    :rtype: list[int]
    """
    path: list[int] = []
    while key in rows and key not in path:
        path.insert(0, key)
        key = rows[key].get("parent_id") or 0
    return path


def full_name(key: int, rows: Rows) -> str:
    """``Clothes / Shirts``.

    :rtype: str
    """
    return _BETWEEN.join(str(rows[step].get("name")) for step in path_of(key, rows))


def with_those_below(keys: Iterable[int], rows: Rows) -> list[int]:
    """These categories and all below them.

    :rtype: list[int]
    """
    chosen = set(keys)
    return [key for key in rows if chosen & set(path_of(key, rows))]

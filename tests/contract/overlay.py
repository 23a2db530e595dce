"""The known defects of BigCommerce's OpenAPI files, mended in memory.

An entry of ``overlay.yml`` has a ``name``, the ``files`` it applies to, the places
``at`` which (keys from the root, ``*`` for any), the ``change`` and the ``reason``:

* ``set: {key: value}`` – keys of the object there that get another value,
* ``add: {key: value}`` – keys that the object, or values that the list there lacks,
* ``remove: [key]`` – keys of an object, or values of a list, that are taken out.

With ``where: {key: value}`` only the objects that have these are changed.

Every place has to be there and to differ from what the change makes of it, else the
entry has lost its reason, and :class:`StaleEntry` says so.
"""

from collections.abc import Iterator
from typing import Any


class StaleEntry(Exception):
    """An entry of the overlay no longer matches anything."""


class Overlay:
    def __init__(self, entries: list[dict]):
        self.entries = {entry["name"]: entry for entry in entries}
        if len(self.entries) != len(entries):
            raise ValueError("two entries of the overlay have the same name")

    def mend(
        self, file: str, document: dict, without: frozenset[str] = frozenset()
    ) -> None:
        """Apply the entries of ``file`` to its ``document``, in their order."""
        for name, entry in self.entries.items():
            if file in entry["files"] and name not in without:
                apply(entry, document)


def apply(entry: dict, document: dict) -> None:
    """
    :raise StaleEntry: a place is not there, or the change changes nothing there
    """
    for path in entry["at"]:
        places = [one for one in _places(document, path) if _fits(entry, one)]
        changed = [_change(place, entry["change"]) for place in places]
        if not any(changed):
            raise StaleEntry(f"{entry['name']}: nothing to change at {path}")


def _fits(entry: dict, place: Any) -> bool:
    wanted = entry.get("where", {})
    return all(place.get(key) == value for key, value in wanted.items())


def _places(node: Any, path: list) -> Iterator[Any]:
    if not path:
        yield node
        return
    key, rest = path[0], path[1:]
    if key == "*":
        children = node.values() if isinstance(node, dict) else node
        for child in children:
            if isinstance(child, dict | list):
                yield from _places(child, rest)
    elif isinstance(node, list) and isinstance(key, int) and key < len(node):
        yield from _places(node[key], rest)
    elif isinstance(node, dict) and key in node:
        yield from _places(node[key], rest)


def _change(place: Any, change: dict) -> bool:
    """Whether there was something to change."""
    ((kind, wanted),) = change.items()
    if kind == "remove":
        present = [key for key in wanted if key in place]
        for key in present:
            if isinstance(place, dict):
                del place[key]
            else:
                place.remove(key)
        return bool(present)
    if kind == "add" and isinstance(place, list):
        missing = [value for value in wanted if value not in place]
        place.extend(missing)
        return bool(missing)
    if kind == "add":
        wanted = {key: value for key, value in wanted.items() if key not in place}
    elif kind != "set":
        raise ValueError(f"no such change: {kind}")
    different = {k: v for k, v in wanted.items() if k not in place or place[k] != v}
    place.update(different)
    return bool(different)

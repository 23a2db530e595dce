"""Calls point downward, as imports do: import-linter cannot see those through ``self``.

A method that only an upper package defines is never called from a lower one. Where a
lower one has something for others to take part in, it defines a hook, and the upper one
overrides it.
"""

import ast
from collections import defaultdict
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "bigcommerce_connector"
# The lowest first; packages of one row know nothing of each other.
LAYERS = [
    ["api"],
    ["mappers", "settlement"],
    ["models"],
    ["sync/flow"],
    ["sync/store"],
    ["sync/register", "sync/catalog", "sync/inventory"],
    ["sync/orders"],
    ["controllers", "wizards"],
]
LEVEL = {package: level for level, row in enumerate(LAYERS) for package in row}


def _package(path):
    parts = path.relative_to(ADDON).parts
    return "/".join(parts[:2]) if parts[0] == "sync" else parts[0]


def _files():
    for package in LEVEL:
        for path in sorted((ADDON / package).rglob("*.py")):
            yield path, ast.parse(path.read_text())


def _definitions():
    """Packages by the name of the methods that they define."""
    found = defaultdict(set)
    for path, tree in _files():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for item in node.body:
                    if isinstance(item, ast.FunctionDef):
                        found[item.name].add(_package(path))
    return found


def _calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def test_methods_of_upper_packages_are_not_called_from_lower_ones():
    definitions = _definitions()
    upward = []
    for path, tree in _files():
        own = _package(path)
        for name, line in _calls(tree):
            packages = definitions.get(name)
            if not packages or not name.startswith("_"):
                continue  # public names are Python's and Odoo's, too
            levels = {LEVEL[package] for package in packages}
            is_beside = own not in packages and min(levels) == LEVEL[own]
            if min(levels) > LEVEL[own] or is_beside:
                where = f"{path.relative_to(ADDON)}:{line}"
                upward.append(f"{where} calls {name}() of {', '.join(packages)}")
    assert upward == []

"""Calls point downward, as imports do: import-linter cannot see those through ``self``.

A method that only an upper package defines is never called from a lower one. Where a
lower one has something for others to take part in, it defines a hook, and the upper one
overrides it.
"""

import ast
from collections import defaultdict
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "bigcommerce_connector"
# package → those that it may call, and what these stand on
STANDS_ON = {
    "api": [],
    "mappers": [],
    "settlement": ["mappers"],
    "models": ["api", "mappers", "settlement"],
    "sync/flow": ["models"],
    "sync/store": ["sync/flow"],
    "sync/register": ["sync/store"],
    "sync/catalog": ["sync/store"],
    # What BigCommerce refuses of stock is a matter of the product's mapping.
    "sync/inventory": ["sync/catalog"],
    # What comes in is mapped as what went out, with its stock.
    "sync/catalog_import": ["sync/inventory"],
    "sync/orders": ["sync/register", "sync/inventory"],
    "sync/fulfillment": ["sync/orders"],
    "controllers": ["sync/orders"],
    "wizards": ["sync/orders", "sync/catalog_import"],
    "demo": ["sync/orders", "wizards"],
}


def _below(package):
    """The package itself, and all that it stands on."""
    return {package}.union(*(_below(lower) for lower in STANDS_ON[package]))


def _files(root, package):
    for path in sorted((root / package).rglob("*.py")):
        yield path, ast.parse(path.read_text())


def _definitions(root):
    """Packages by the names of the methods that they define."""
    found = defaultdict(set)
    for package in STANDS_ON:
        for _path, tree in _files(root, package):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    for item in node.body:
                        if isinstance(item, ast.FunctionDef):
                            found[item.name].add(package)
    return found


def _calls(tree):
    """Names and lines of the methods called; public names are Python's and Odoo's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name.startswith(("_", "action_")):
                yield name, node.lineno


def _upward_calls(root):
    definitions = _definitions(root)
    upward = []
    for package in STANDS_ON:
        below = _below(package)
        for path, tree in _files(root, package):
            for name, line in _calls(tree):
                owners = definitions.get(name)
                if owners and not owners & below:
                    where = path.relative_to(root)
                    upward.append(f"{where}:{line}: {name}() of {', '.join(owners)}")
    return upward


def test_no_package_calls_a_method_of_an_upper_one():
    assert _upward_calls(ADDON) == []


def test_an_upward_call_is_found_and_an_overridden_hook_is_none(tmp_path):
    orders, store = tmp_path / "sync/orders", tmp_path / "sync/store"
    for package in orders, store:
        package.mkdir(parents=True)
    (orders / "backfill.py").write_text(
        "class Store:\n"
        "    def _on_connected(self): self._begin_orders()\n"
        "    def _begin_orders(self): pass\n"
    )
    (store / "connect.py").write_text(
        "class Store:\n"
        "    def connect(self): self._on_connected()\n"
        "    def _on_connected(self): pass\n"
        "    def refresh(self): self._begin_orders()\n"
    )
    assert _upward_calls(tmp_path) == [
        "sync/store/connect.py:4: _begin_orders() of sync/orders"
    ]


def _requests(root):
    """Where the models ask BigCommerce: a save would wait for its answer."""
    return [
        f"{path.relative_to(root)}:{line}"
        for path, tree in _files(root, "models")
        for name, line in _calls(tree)
        if name == "_client"
    ]


def test_no_model_asks_bigcommerce():
    assert _requests(ADDON) == []


def test_a_model_that_asks_bigcommerce_is_found(tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "store.py").write_text(
        "class Store:\n    def write(self, vals): self._client().get()\n"
    )
    assert _requests(tmp_path) == ["models/store.py:2"]


def test_every_package_of_the_addon_has_its_place():
    packages = {
        path.parent.relative_to(ADDON).as_posix()
        for root in (ADDON, ADDON / "sync")
        for path in root.glob("*/__init__.py")
    }
    others = {"sync", "tests", "migrations"}
    assert packages - others <= STANDS_ON.keys()


def _mutual_calls(folder):
    """Pairs of files of which each calls what only the other one defines."""
    owners, called = defaultdict(set), defaultdict(set)
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                owners[node.name].add(path.name)
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                called[path.name].add(name)
    calls = {
        (caller, *owners[name])
        for caller, names in called.items()
        for name in names
        if len(owners[name]) == 1
    }
    return sorted((a, b) for a, b in calls if a < b and (b, a) in calls)


def test_no_two_files_of_reading_orders_call_each_other():
    assert _mutual_calls(ADDON / "sync" / "orders" / "read") == []


def test_two_files_that_call_each_other_are_found(tmp_path):
    (tmp_path / "find.py").write_text("def find(): take()\n")
    (tmp_path / "take.py").write_text("def take(): pass\ndef again(): find()\n")
    assert _mutual_calls(tmp_path) == [("find.py", "take.py")]

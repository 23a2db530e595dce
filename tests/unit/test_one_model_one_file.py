"""What the addon adds to a model stands where everybody looks for it.

A model of Odoo's is extended in one class, in ``models/``. The addon's own models are
large: the verbs of ``sync/`` extend them, but what Odoo calls, such as ``write``, is
overridden once.
"""

import ast
from collections import defaultdict
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "bigcommerce_connector"
# How many methods a record may have, by the package that gives them: what only a run
# of a flow needs is a class of its own. What other addons may override is in
# docs/extending.md.
MAX_METHODS = {
    "bigcommerce.store": {
        "models": 50,
        "sync/catalog": 8,
        "sync/catalog_import": 1,
        "sync/flow": 7,
        "sync/fulfillment": 1,
        "sync/inventory": 5,
        "sync/orders": 18,
        "sync/register": 9,
        "sync/store": 19,
        "wizards": 1,
    },
    "bigcommerce.order": {"models": 17, "sync/orders": 62},
}
# All of them together, a method that several packages extend counted once.
MAX_IN_ALL = {"bigcommerce.store": 111, "bigcommerce.order": 80}
CALLED_BY_ODOO = {"copy", "create", "init", "unlink", "write"}


def _classes():
    """Every class of a model: the model's name, the class, its file."""
    for package in "models", "sync", "wizards":
        for path in sorted((ADDON / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef) and (model := _model(node)):
                    yield model, node, path.relative_to(ADDON).as_posix()


def _model(node):
    """What a class extends or makes: ``_name``, else ``_inherit``."""
    names = {}
    for item in node.body:
        if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant):
            names[item.targets[0].id] = item.value.value
    return names.get("_name") or names.get("_inherit")


def test_a_model_of_odoo_is_extended_in_one_class():
    files = defaultdict(list)
    for model, _node, file in _classes():
        if not model.startswith("bigcommerce."):
            files[model].append(file)
    assert files  # it finds them
    assert {model: found for model, found in files.items() if len(found) > 1} == {}
    assert [f for (f,) in files.values() if f.startswith("sync/")] == []


def test_method_that_odoo_calls_is_overridden_once():
    files = defaultdict(list)
    for model, node, file in _classes():
        for item in node.body:
            if isinstance(item, ast.FunctionDef) and item.name in CALLED_BY_ODOO:
                files[model, item.name].append(file)
    assert files["bigcommerce.store", "write"] == ["models/bigcommerce_store.py"]
    assert {key: found for key, found in files.items() if len(found) > 1} == {}


def _methods():
    """Names of methods by model and package."""
    found = defaultdict(lambda: defaultdict(set))
    for model, node, file in _classes():
        parts = file.split("/")
        package = "/".join(parts[: 2 if parts[0] == "sync" else 1])
        for item in node.body:
            if isinstance(item, ast.FunctionDef):
                found[model][package].add(item.name)
    return found


def test_a_record_has_no_more_methods_than_it_needs():
    found = _methods()
    for model, most in MAX_METHODS.items():
        counts = {package: len(names) for package, names in found[model].items()}
        too_many = {p: n for p, n in counts.items() if n > most.get(p, 0)}
        assert too_many == {}, f"{model}: {counts}"
        assert len(set().union(*found[model].values())) <= MAX_IN_ALL[model], model

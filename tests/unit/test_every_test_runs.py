"""Odoo finds every test of the addon, in folders by area.

Odoo's loader (odoo/tests/loader.py) runs the modules that are members of the package
``tests`` by a name ``test_*``; it opens no folder. ``tests/__init__.py`` takes them
over from the packages of the areas. Two of one name would hide each other.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "bigcommerce_connector" / "tests"
# make proof and pytest run them by their path: they take minutes.
NOT_FOR_ODOO = {"proof"}
AREAS = sorted(
    folder.name
    for folder in TESTS.iterdir()
    if folder.name not in NOT_FOR_ODOO and list(folder.glob("test_*.py"))
)


def _imported(package):
    """What a package imports by ``from``: pairs of module and name."""
    tree = ast.parse((package / "__init__.py").read_text())
    return {
        (node.module, alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _modules(folder):
    return {path.stem for path in folder.glob("test_*.py")}


def test_modules_lie_in_folders_by_area():
    assert AREAS  # it finds them
    assert _modules(TESTS) == set(), "move it to a folder, and into its __init__.py"


def test_each_area_imports_its_modules():
    for area in AREAS:
        imported = {name for module, name in _imported(TESTS / area) if not module}
        assert imported == _modules(TESTS / area), f"tests/{area}/__init__.py"


def test_a_smaller_addon_imports_its_modules():
    for tests in ROOT.glob("bigcommerce_connector_*/tests"):
        imported = {name for module, name in _imported(tests) if not module}
        assert imported == _modules(tests), tests.parent.name


def test_the_package_takes_over_every_area():
    assert _imported(TESTS) == {(area, "*") for area in AREAS}


def test_no_two_modules_have_one_name():
    names = [name for area in AREAS for name in _modules(TESTS / area)]
    assert len(names) == len(set(names))

"""No test class hides what unittest's own asserts are made of.

``assertEqual`` compares texts, lists and tuples by ``self.fail``: a helper of that name
makes them pass, whatever they compare.
"""

import ast
from pathlib import Path
from unittest import TestCase

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("**/tests/**/*.py"))
# Made to be written anew.
ALLOWED = {"setUp", "tearDown", "setUpClass", "tearDownClass"}
OWN = {name for name in dir(TestCase) if not name.startswith("__")} - ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_helper_is_named_like_a_method_of_unittest(path):
    hidden = [
        f"{cls.name}.{function.name}"
        for cls in ast.walk(ast.parse(path.read_text()))
        if isinstance(cls, ast.ClassDef) and ("Test" in cls.name or "Case" in cls.name)
        for function in cls.body
        if isinstance(function, ast.FunctionDef) and function.name in OWN
    ]
    assert not hidden

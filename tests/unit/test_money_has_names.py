"""What the money rules call a line without goods is translated where it is posted.

The rules know no language: they name a line in English, and ``_cause_name`` of
``sync/orders/messages.py`` has a term for every such name.
"""

import ast
import re
from pathlib import Path

ADDON = Path(__file__).resolve().parents[2] / "bigcommerce_connector"
# A name as it is read on a receipt: "Kept from a refund".
_NAME = re.compile(r"^[A-Z][a-z]+( ([a-z]+|BigCommerce))*$")


def _names(path):
    """The texts in a file that sync like a name; no docstrings."""
    tree = ast.parse(path.read_text())
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings and _NAME.match(node.value)
    }


def _terms():
    """The keys of the table in ``_cause_name``."""
    tree = ast.parse((ADDON / "sync" / "orders" / "messages.py").read_text())
    [function] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "_cause_name"
    ]
    [table] = [node for node in ast.walk(function) if isinstance(node, ast.Dict)]
    return {key.value for key in table.keys}


def test_every_name_of_a_line_without_goods_has_a_term():
    names = set()
    for path in (ADDON / "settlement").glob("*.py"):
        names |= _names(path)
    names |= _names(ADDON / "mappers" / "order.py")
    assert {"Kept from a refund", "Tax changed", "Shipping"} <= names  # it finds them
    assert names - _terms() == set()
